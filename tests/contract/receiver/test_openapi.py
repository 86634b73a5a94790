"""The published description of the contract: its examples are the golden files, and the authority keeps to it.

Random requests are made from it, right and wrong ones, and every answer is held against it.
"""

import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from guestreg.receiver.open.problems import TYPES
from tests.contract.receiver.conftest import Opening, enrolled
from tests.fakes.open_caller import digest, sha256
from tests.fakes.open_documents import EXAMPLE, as_sent, cancellation, citizen, foreigner, numbered
from tests.faults import results

ROOT = Path(__file__).parents[3]
DESCRIPTION = ROOT / "resources" / "openapi" / "stay-declaration-1.0.yaml"
GOLDEN = ROOT / "tests" / "golden" / "open"
CASES, SOAK_CASES = 500, 10_000
SEED = int(os.environ.get("GUESTREG_CONTRACT_SEED", "20261122"))
REFUSALS = [400, 401, 403, 404, 405, 409, 410, 413, 415, 422]
NOTHING_TO_GET_WRONG = frozenset({"hello", "keys"})
SCHEMAS = (
    "Hello Keys Enrolment Declaration CitizenGuest ForeignGuest Stay Reply BatchReply Status ChangePage Message "
    "Countersigned Problem"
).split()


@pytest.fixture(scope="module")
def described() -> Any:
    return description()


def description() -> dict[str, Any]:
    import schemathesis

    return schemathesis.openapi.from_path(DESCRIPTION).raw_schema


def golden(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_every_schema_of_the_contract_is_described(described: Any) -> None:
    assert set(SCHEMAS) <= described["components"]["schemas"].keys()


def test_every_problem_of_the_authority_is_described(described: Any) -> None:
    text = json.dumps(described["components"]["responses"])
    assert [kind for kind in TYPES if kind not in text] == ["no-such-call", "method-not-allowed"]


def test_the_examples_are_the_golden_files(described: Any) -> None:
    put = described["paths"]["/v1/declarations/{id}/versions/{version}"]["put"]
    hello = described["paths"]["/v1/hello"]["get"]["responses"]["200"]["content"]["application/json"]
    taken = described["components"]["responses"]["Taken"]["content"]["application/json"]
    assert put["requestBody"]["content"]["application/json"]["examples"]["citizen"]["value"] == golden("declaration")
    assert taken["examples"]["received"]["value"] == golden("reply")
    assert hello["example"] == golden("hello")
    assert as_sent(golden("declaration")) == EXAMPLE


def test_what_the_authority_says_is_what_the_golden_files_say(opening: Opening) -> None:
    house = enrolled(opening())
    hello = house.get("/v1/hello").json
    reply = house.put(citizen()).json
    assert hello == golden("hello")
    said = dict.fromkeys(reply) | reply
    known = golden("reply")
    assert said.keys() == known.keys()
    assert {name: said[name] for name in said if name != "receipt"} == {
        name: known[name] for name in known if name != "receipt"
    }


def play(opening: Opening, cases: int) -> Counter[int]:
    """How often each status was answered in about that many random requests, right and wrong ones by turns.

    Right ones carry the digest of the very bytes that are sent, which no description can say.
    """
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi import checks

    # Catalogues, clocks, parents and known ids decide as well: a right request may be refused in a described way.
    unknowable = [checks.positive_data_acceptance, checks.negative_data_rejection]
    authority = opening(per_minute=1_000_000)
    token = enrolled(authority).token
    refusals = {"negative_data_rejection": {"expected-statuses": REFUSALS}}
    config = schemathesis.Config.from_dict({"checks": refusals})
    schema = schemathesis.openapi.from_dict(without_security(), config=config)
    seen: Counter[int] = Counter()

    def check(case: Any, data: st.DataObject, *, right: bool) -> None:
        if right:
            make_sensible(case, data)
        document, headers = case.body, {"Authorization": f"Bearer {token}"}
        if right and isinstance(document, dict):
            case.body = as_sent(document)
            headers |= {"Content-Digest": digest(case.body), "Content-Type": "application/json"}
        response = case.call(base_url=authority.base_url, headers=headers)
        case.body = document
        seen[response.status_code] += 1
        case.validate_response(response, excluded_checks=unknowable if right else [])

    operations: list[Any] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            right = mode is GenerationMode.POSITIVE
            if right or operation.definition.raw["operationId"] not in NOTHING_TO_GET_WRONG:
                strategy = operation.as_strategy(generation_mode=mode)
                run = seed(SEED)(given(case=strategy, data=st.data(), right=st.just(right))(check))
                settings(
                    max_examples=cases // (2 * len(operations) - len(NOTHING_TO_GET_WRONG)) + 1,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                    phases=[Phase.generate],
                )(run)()
    return seen


def without_security() -> Any:
    """Every request carries a token, so a lacking one is no mistake to be played."""
    known = description()
    del known["security"], known["components"]["securitySchemes"]
    for path in known["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    return known


def make_sensible(case: Any, data: st.DataObject) -> None:
    """Half of the documents are of the known house and near tonight, which random text would never be."""
    ours = data.draw(st.integers(0, 40))
    document = data.draw(st.sampled_from([citizen, foreigner, cancellation, None]))
    if case.path_parameters.get("id") and document is not None:
        case.path_parameters["id"] = numbered(ours)["id"]
    if document is None or not isinstance(case.body, dict) or "guest_kind" not in case.body:
        return
    version = data.draw(st.integers(1, 3))
    changed = data.draw(st.sampled_from(["", "", "notifier", "stay", "guest", "kind", "rules", "contract"]))
    case.body = document(id=numbered(ours)["id"], version=version) | (
        {changed: case.body[changed]} if changed in case.body else {}
    )
    if case.path_parameters:
        case.path_parameters["version"] = version
        case.headers["Idempotency-Key"] = f'"{numbered(ours)["id"]}.{version}"'
        case.headers["Stay-Parent"] = data.draw(st.sampled_from(["none", sha256(document(id=numbered(ours)["id"]))]))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("place", [""], ids=["sqlite"])
def test_random_requests_are_answered_as_described(opening: Opening) -> None:
    seen = play(opening, CASES)
    assert sum(seen.values()) >= CASES
    assert {200, 201, 204, 400, 404, 409, 410, 422} <= seen.keys(), seen


@pytest.mark.soak
def test_many_random_contract_requests_are_answered_as_described(opening: Opening) -> None:
    began = time.monotonic()
    seen = play(opening, SOAK_CASES)
    answers: dict[str, Any] = {f"answered_{status}": count for status, count in sorted(seen.items())}
    results.append("contract", SEED, requests=sum(seen.values()), **answers, minutes=(time.monotonic() - began) / 60)
    assert sum(seen.values()) >= SOAK_CASES

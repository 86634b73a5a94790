"""Calls 6 and 7: looked at without effect, and many at once of which one bad never refuses the rest."""

from typing import Any

from tests.fakes.open_authority import HOUSE, OTHER_HOUSE, OpenAuthority
from tests.fakes.open_caller import OpenCaller
from tests.fakes.open_documents import EXAMPLE_ID, as_sent, citizen, numbered


def test_looking_has_the_refusals_of_declaring_and_no_effect(house: OpenCaller) -> None:
    looked: list[tuple[dict[str, Any], int, str]] = [
        (citizen(guest__sex=None), 422, "invalid"),
        (citizen(establishment__code="NOBODY"), 422, "invalid"),
        (citizen(establishment__code=OTHER_HOUSE), 403, "forbidden"),
        (citizen(contract="2.0"), 400, "contract-unsupported"),
        (citizen(id="x"), 400, "malformed"),
        (citizen(unknown="x" * 8_192), 413, "too-large"),
    ]
    for document, status, problem in looked:
        reply = house.request("POST", "/v1/validate", as_sent(document))
        assert (reply.status, reply.problem) == (status, problem)
    fine = house.request("POST", "/v1/validate", as_sent(citizen()))
    assert (fine.status, fine.body) == (204, b"")
    assert house.status(EXAMPLE_ID).status == 404


def test_one_bad_item_never_refuses_the_rest(house: OpenCaller) -> None:
    items = [
        {"document": numbered(1), "parent": "none"},
        {"document": numbered(2, guest__sex=None), "parent": "none"},
        {"document": numbered(3), "parent": "ab" * 32},
        {"document": numbered(4, unknown="x" * 8_192), "parent": "none"},
        {"document": numbered(5)},
        "x",
        {"document": numbered(1), "parent": "none"},
        {"document": numbered(6), "parent": "none"},
    ]
    found = house.post("/v1/batches", {"items": items}).json["items"]
    statuses = [one["status"] for one in found]
    assert statuses == [201, 422, 409, 413, 400, 400, 200, 201]
    assert [one.get("id") for one in found[:4]] == [numbered(number)["id"] for number in (1, 2, 3, 4)]
    assert found[6]["reply"] == found[0]["reply"]
    assert found[1]["problem"]["errors"][0]["pointer"] == "/guest/sex"
    assert found[2]["problem"]["type"].endswith("/v1/problems/version-gap")


def test_a_batch_and_a_put_have_the_same_key_and_bytes(house: OpenCaller) -> None:
    (taken,) = house.post("/v1/batches", {"items": [{"document": citizen(), "parent": "none"}]}).json["items"]
    again = house.put(citizen())
    assert (again.status, again.json) == (200, taken["reply"])


def test_the_checkpoint_of_a_batch_is_named_in_every_receipt(house: OpenCaller) -> None:
    checkpoint = house.key.checkpoint(2, bytes(32))
    items = [{"document": numbered(number), "parent": "none"} for number in (1, 2)]
    found = house.post("/v1/batches", {"items": items, "checkpoint": checkpoint}).json["items"]
    assert all(f"ledger {house.key.name} 2 " in one["reply"]["receipt"] for one in found)


def test_a_batch_that_is_none(house: OpenCaller) -> None:
    bodies: list[Any] = [{}, {"items": {}}, []]
    for body in bodies:
        assert house.post("/v1/batches", body).problem == "malformed"
    items = [{"document": numbered(number), "parent": "none"} for number in range(51)]
    refused = house.post("/v1/batches", {"items": items})
    assert (refused.status, refused.problem, refused.json["limit"]) == (413, "too-large", 50)
    assert house.request("POST", "/v1/batches", b" " * 524_289).json["limit"] == 524_288


def test_a_gateway_speaks_for_the_houses_of_its_list(house: OpenCaller, authority: OpenAuthority) -> None:
    elsewhere = citizen(establishment__code=OTHER_HOUSE)
    assert house.put(elsewhere).status == 403
    device_id = house.enrol(authority.enrolment_code()).json["device_id"]
    authority.at_desk(lambda desk: desk.let_speak_for(device_id, [HOUSE, OTHER_HOUSE]))
    assert house.put(elsewhere).status == 201

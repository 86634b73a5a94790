"""The schemas that travel with an export name exactly the members it has, and every kind and flag there is."""

import json
from typing import Any

import pytest

from guestreg.domain.ledger import EntryKind, Flag
from guestreg.platform.resources import resource_dir
from tests.fakes.luutru_reader import Luutru
from tests.fakes.signed_house import SignedHouse

NAMES = ("declaration", "entry", "keys", "line", "manifest")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Luutru:
    target = tmp_path_factory.mktemp("export") / "so.luutru"
    SignedHouse().export(target)
    return Luutru(target)


def schema(opened: Luutru, name: str) -> dict[str, Any]:
    shipped = (resource_dir() / "schema" / f"{name}.json").read_bytes()
    assert opened.members[f"schema/{name}.json"] == shipped
    read: dict[str, Any] = json.loads(shipped)
    assert (read["$schema"].rpartition("/")[2], read["$id"]) == ("schema", f"{name}.json")
    return read


@pytest.mark.parametrize("name", ["entry", "keys", "line", "manifest"])
def test_a_schema_asks_for_every_member_there_is(opened: Luutru, name: str) -> None:
    values = {
        "entry": opened.envelopes[-1],
        "keys": opened.keys,
        "line": json.loads(opened.lines[-1]),
        "manifest": opened.manifest,
    }
    told = schema(opened, name)
    assert set(values[name]) == set(told["properties"]) == set(told["required"])
    assert told["additionalProperties"] is False


def test_all_of_them_travel_along(opened: Luutru) -> None:
    members = sorted(name for name in opened.members if name.startswith("schema/"))
    assert members == [f"schema/{name}.json" for name in NAMES]


def test_kinds_and_flags_are_those_of_the_ledger(opened: Luutru) -> None:
    told = schema(opened, "entry")["properties"]
    assert told["k"]["enum"] == [one.value for one in EntryKind]
    assert told["fl"]["items"]["enum"] == [one.value for one in Flag]


def test_what_to_read_first_is_vietnamese_and_then_english(opened: Luutru) -> None:
    text = opened.members["DOC-TRUOC.txt"].decode()
    assert text.index("ĐỌC TỆP NÀY TRƯỚC") < text.index("READ THIS FIRST")
    for name in ("register.pdf", "ledger.ndjson", "checkpoints.txt", "keys.json", "manifest.note", "--anchor"):
        assert text.count(name) >= 2

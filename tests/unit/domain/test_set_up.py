"""Reading a set-up file: everything it may say, everything it may leave out, and every form that is none."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.note import NotANote
from guestreg.domain.set_up import SET_UP_BYTES, CommuneFlags, OfferedHouse, SetUpFile, read_set_up
from tests.fakes.open_service import AUTHORITY, Signer

SETUP = Signer("guestreg test set-up key", "luutru.example/xa-mau/setup")
WHOLE: dict[str, Any] = {
    "serial": 3,
    "issued": "2026-11-01T00:00:00Z",
    "review_after": "2027-11-01",
    "authority": {"name": "Công an xã Mẫu", "province": "302", "commune": "302903203", "duty_phone": "0215000000"},
    "endpoint": {"kind": "open", "base_url": "https://xa-mau.example:8443", "pins": ["ab" * 32, "cd" * 32]},
    "keys": [
        {"vkey": AUTHORITY.key.text, "use": ["receipt"], "from": "2026-01-01T00:00:00Z", "until": "2028-12-31"},
        {"vkey": SETUP.key.text, "use": "setup"},
    ],
    "recipient": "age1xyz",
    "setup_next": Signer("next", "luutru.example/next").key.text,
    "commune_flags": {"is_remote": True, "border_post": "Đồn Mẫu", "border_post_phone": "0215000001"},
    "establishments": [{"code": "MAU-0017", "name": "Nhà Mẫu", "kind": "homestay", "address_detail": "Bản Mẫu"}],
    "rules": {"version": "2026-07-01"},
    "more": "is left alone",
}
LEFT_OUT = object()


def text_of(**changes: Any) -> str:
    said = {name: value for name, value in (WHOLE | changes).items() if value is not LEFT_OUT}
    return f"luutru-caidat/v1\n{json.dumps(said, ensure_ascii=False)}\n"


def file_of(**changes: Any) -> bytes:
    return SETUP.sign(text_of(**changes))


def read(**changes: Any) -> SetUpFile:
    return read_set_up(file_of(**changes))


def test_all_it_may_say_is_read() -> None:
    found = read()
    assert (found.serial, found.issued_at) == (3, datetime(2026, 11, 1, tzinfo=UTC))
    assert found.review_after == date(2027, 11, 1)
    assert (found.authority.name, found.authority.duty_phone, found.authority.unit) == (
        "Công an xã Mẫu",
        "0215000000",
        "",
    )
    assert (found.kind, found.base_url, found.label) == (EndpointKind.OPEN, "https://xa-mau.example:8443", "")
    assert found.pins == ("ab" * 32, "cd" * 32)
    receipt, setup = found.keys
    assert receipt.ends_at == datetime(2028, 12, 31, 23, 59, 59, 999999, UTC)
    assert (setup.uses, setup.begins_at) == (frozenset({"setup"}), None)
    assert [key.name for key in found.set_up_keys()] == ["luutru.example/xa-mau/setup", "luutru.example/next"]
    assert found.flags == CommuneFlags(True, False, False, "Đồn Mẫu", "0215000001")
    assert found.houses == (OfferedHouse("MAU-0017", "Nhà Mẫu", "homestay", "Bản Mẫu"),)
    assert found.recipient == "age1xyz"


def test_what_has_no_value_is_left_out() -> None:
    names = ("review_after", "recipient", "setup_next", "commune_flags", "establishments", "keys")
    found = read(**dict.fromkeys(names, LEFT_OUT), endpoint={"kind": "kbtt"}, authority={"name": "CA", "unit": None})
    assert (found.review_after, found.recipient, found.setup_next, found.pins) == (None, None, None, ())
    assert (found.flags, found.houses, found.keys, found.set_up_keys()) == (CommuneFlags(), (), (), ())
    assert (found.kind, found.base_url) == (EndpointKind.KBTT, "")


KEY = {"vkey": AUTHORITY.key.text, "use": ["receipt"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"serial": 0},
        {"serial": "3"},
        {"serial": True},
        {"serial": LEFT_OUT},
        {"issued": "yesterday"},
        {"issued": LEFT_OUT},
        {"review_after": "soon"},
        {"authority": LEFT_OUT},
        {"authority": {"unit": "x"}},
        {"authority": {"name": "a\u202eb"}},
        {"authority": {"name": "x" * 301}},
        {"authority": {"name": 7}},
        {"endpoint": []},
        {"endpoint": {"kind": "fax"}},
        {"endpoint": {"kind": "open", "base_url": 7}},
        {"endpoint": {"kind": "open", "pins": "ab"}},
        {"endpoint": {"kind": "open", "pins": ["ab" * 32] * 3}},
        {"endpoint": {"kind": "open", "pins": ["AB" * 32]}},
        {"endpoint": {"kind": "open", "pins": ["ab"]}},
        {"endpoint": {"kind": "open", "pins": [7]}},
        {"keys": {}},
        {"keys": ["x"]},
        {"keys": [{"use": "receipt"}]},
        {"keys": [KEY | {"vkey": "x"}]},
        {"keys": [KEY | {"use": []}]},
        {"keys": [KEY | {"use": [7]}]},
        {"keys": [KEY | {"from": "soon"}]},
        {"keys": [KEY | {"from": 7}]},
        {"keys": [KEY | {"until": "2026-02-30"}]},
        {"setup_next": "x"},
        {"setup_next": 7},
        {"commune_flags": []},
        {"establishments": {}},
        {"establishments": ["x"]},
        {"establishments": [{"name": "no code"}]},
    ],
)
def test_another_form_is_no_set_up_file(changes: dict[str, Any]) -> None:
    with pytest.raises(NotANote):
        read(**changes)


@pytest.mark.parametrize(
    "text",
    [
        "luutru-caidat/v2\n{}\n",
        "luutru-caidat/v1\n[]\n",
        "luutru-caidat/v1\n{\n",
        'luutru-caidat/v1\n{"serial":1,"serial":1}\n',
        "luutru-caidat/v1\n",
        text_of() + "a third line\n",
    ],
)
def test_another_text_is_no_set_up_file(text: str) -> None:
    with pytest.raises(NotANote):
        read_set_up(SETUP.sign(text))


def test_a_file_beyond_its_size_is_not_read() -> None:
    with pytest.raises(NotANote, match="size"):
        read(more="x" * SET_UP_BYTES)
    assert len(read(more="x" * (SET_UP_BYTES - 4_000)).data) < SET_UP_BYTES

"""Set-up files, packs and their acknowledgements, without a socket: signed, whole, and of one effect."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage
import pytest

from guestreg.receiver.open.canonical import canonical
from guestreg.receiver.open.catalogues import read_catalogues
from guestreg.receiver.open.document import Rules
from guestreg.receiver.open.intake import Intake
from guestreg.receiver.open.keys import KeysExist, KeysMissing, make_keys, next_serial, read_keys
from guestreg.receiver.open.notes import BadNote, Note, VerifierKey, opened
from guestreg.receiver.open.packs import BadPack, PackDesk
from guestreg.receiver.open.setup_file import BadDescription, setup_file
from tests.fakes.open_authority import CATALOGUES, HOUSE, RECEIVED, OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller
from tests.fakes.open_documents import EXAMPLE_ID, as_sent, citizen, numbered

PACK_ID = "01936f2e-7b7c-7c3a-9d11-00000000000a"
DESCRIPTION: dict[str, Any] = {
    "endpoint": {"base_url": "https://luutru.example", "pins": ["aa", "bb"]},
    "commune_flags": {"border_area": True},
    "establishments": [{"code": HOUSE, "name": "Nhà Mẫu", "kind": "homestay", "owner_name": "not to be told"}],
}


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[OpenAuthority]:
    authority = OpenAuthority(tmp_path / "authority")
    authority.start()
    yield authority
    authority.stop()


@pytest.fixture
def house(authority: OpenAuthority) -> OpenCaller:
    caller = OpenCaller(authority.base_url)
    caller.enrol(authority.enrolment_code())
    return caller


@contextmanager
def desk(authority: OpenAuthority) -> Iterator[PackDesk]:
    database = authority.database()
    intake = Intake(database, authority.keys, Rules(read_catalogues(CATALOGUES)), authority.clock)
    yield PackDesk(database, authority.keys, intake, authority.clock)
    database.close()


def items_of(*documents: dict[str, Any]) -> bytes:
    return b"".join(as_sent({"document": one, "parent": "none"}) + b"\n" for one in documents)


def digest(items: bytes) -> str:
    return base64.b64encode(hashlib.sha256(items).digest()).decode()


def pack(authority: OpenAuthority, key: DeviceKey, items: bytes, count: int, **changes: str) -> bytes:
    """A sealed pack; `changes` replace lines of its note by their first word, an empty one leaves it out."""
    lines = {
        "establishment": HOUSE,
        "pack": PACK_ID,
        "created": "2026-11-21T10:00:00Z",
        "items": str(count),
        "items-sha256": digest(items),
        "ledger": f"{key.name} 2 {base64.b64encode(bytes(32)).decode()}",
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    note = key.sign("stay-pack/v1", *(f"{name} {value}" for name, value in lines.items() if value))
    plain = note.encode() + b"----\n" + items
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(authority.recipient)]))


def test_a_pack_and_the_line_together_have_one_effect(authority: OpenAuthority, house: OpenCaller) -> None:
    online = house.put(numbered(1)).json
    wrong = numbered(3, guest__sex=None)
    items = items_of(numbered(1), numbered(2), wrong, numbered(4, stay__arrival="2026-11-19T17:00:00+07:00"))
    sealed = pack(authority, house.key, items, 4)
    with desk(authority) as packs:
        first, second = packs.take(sealed), packs.take(sealed)
    assert (first.new, first.repeated, first.refused, first.late) == (2, 1, 1, 1)
    assert (second.new, second.repeated, second.refused) == (0, 3, 1)
    assert house.put(numbered(2)).status == 200
    signed, _, answered = first.text.partition(b"\n----\n")
    note, _ = opened(signed.decode() + "\n", [VerifierKey.parse(authority.vkey)])
    assert note.lines == [
        "stay-ack/v1",
        "authority Công an xã Mẫu",
        f"pack {PACK_ID}",
        "made 2026-11-21T10:04:09Z",
        "items 4",
        f"items-sha256 {digest(answered)}",
    ]
    answers = [json.loads(line) for line in answered.splitlines()]
    assert [one["status"] for one in answers] == [200, 201, 422, 201]
    assert answers[0]["reply"] == online
    assert f"ledger {house.key.name} 2 " in answers[1]["reply"]["receipt"]
    assert [(one["pointer"], one["code"]) for one in answers[2]["problem"]["errors"]] == [("/guest/sex", "required")]
    assert b"Hoa" not in first.text
    again = [json.loads(line) for line in second.text.partition(b"\n----\n")[2].splitlines()]
    assert [one.get("reply") for one in again] == [one.get("reply") for one in answers]


def test_what_is_no_pack_of_a_known_computer_has_no_effect(authority: OpenAuthority, house: OpenCaller) -> None:
    items = items_of(citizen())
    many = items_of(*(numbered(number) for number in range(201)))
    good = pack(authority, house.key, items, 1)
    stranger = DeviceKey(seed=bytes(32))
    recipient = pyrage.x25519.Recipient.from_str(authority.recipient)
    elsewhere = pyrage.x25519.Identity.generate().to_public()
    unsigned = b"stay-pack/v1\n\n----\n" + items
    bad = {
        "empty": b"",
        "not sealed": items,
        "torn": good[:-1],
        "for another": bytes(pyrage.encrypt(b"x", [elsewhere])),
        "no note": bytes(pyrage.encrypt(unsigned, [recipient])),
        "no cut": bytes(pyrage.encrypt(house.key.sign("stay-pack/v1").encode(), [recipient])),
        "too large": bytes(600_001),
        "too large inside": bytes(pyrage.encrypt(bytes(524_289), [recipient])),
        "a stranger's": pack(authority, stranger, items, 1),
        "another house's": pack(authority, house.key, items, 1, establishment="MAU-0018"),
        "no house": pack(authority, house.key, items, 1, establishment=""),
        "other items": pack(authority, house.key, items, 1, items_sha256=digest(b"")),
        "other count": pack(authority, house.key, items, 2),
        "no items": pack(authority, house.key, b"", 0),
        "too many": pack(authority, house.key, many, 201),
        "no id": pack(authority, house.key, items, 1, pack="x"),
        "no JSON": pack(authority, house.key, b"{\n", 1),
    }
    with desk(authority) as packs:
        for name, sealed in bad.items():
            with pytest.raises(BadPack):
                packs.take(sealed)
            assert house.status(EXAMPLE_ID).status == 404, name
        assert packs.take(good).new == 1


def test_a_revoked_computers_pack_is_refused(authority: OpenAuthority, house: OpenCaller) -> None:
    authority.at_desk(lambda officer: officer.revoke(HOUSE))
    with desk(authority) as packs, pytest.raises(BadPack):
        packs.take(pack(authority, house.key, items_of(citizen()), 1))


def test_the_set_up_file_is_two_signed_lines_without_a_secret(authority: OpenAuthority) -> None:
    whole = setup_file(authority.keys, DESCRIPTION, 3, RECEIVED)
    note, _ = opened(whole, [VerifierKey.parse(authority.setup_vkey)], 262_144)
    title, line = note.lines
    content = json.loads(line)
    assert (title, canonical(content).decode()) == ("luutru-caidat/v1", line)
    assert content == {
        "serial": 3,
        "issued": "2026-11-21T10:04:09Z",
        "review_after": "2027-11-21",
        "authority": {
            "name": "Công an xã Mẫu",
            "unit": "Công an tỉnh Mẫu",
            "province": "302",
            "commune": "302903203",
        },
        "endpoint": {"kind": "open", "base_url": "https://luutru.example", "pins": ["aa", "bb"]},
        "keys": [
            {
                "vkey": authority.vkey,
                "use": ["receipt"],
                "from": "2026-11-21T10:04:09Z",
                "until": "2029-11-20T10:04:09Z",
            },
            {
                "vkey": authority.setup_vkey,
                "use": ["setup"],
                "from": "2026-11-21T10:04:09Z",
                "until": "2029-11-20T10:04:09Z",
            },
        ],
        "recipient": authority.recipient,
        "setup_next": authority.setup_vkey,
        "commune_flags": {"is_remote": False, "border_area": True, "border_belt": False},
        "establishments": [{"code": HOUSE, "name": "Nhà Mẫu", "kind": "homestay"}],
    }


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"endpoint": None}, "endpoint.kind"),
        ({"endpoint": {"kind": "post", "base_url": "https://x"}}, "endpoint.kind"),
        ({"endpoint": {"base_url": "http://luutru.example"}}, "endpoint.base_url"),
        ({"endpoint": {"base_url": "https://x", "pins": ["a", "b", "c"]}}, "endpoint.pins"),
        ({"commune_flags": []}, "commune_flags"),
        ({"commune_flags": {"is_remote": "no"}}, "commune_flags"),
        ({"establishments": {}}, "establishments"),
        ({"establishments": [{"code": "x"}]}, "establishments"),
        ({"establishments": [{"code": str(n), "name": "x" * 200} for n in range(2_000)]}, "establishments"),
    ],
)
def test_a_description_that_lacks_something(authority: OpenAuthority, changes: dict[str, Any], place: str) -> None:
    with pytest.raises(BadDescription, match=f"^{place}$"):
        setup_file(authority.keys, DESCRIPTION | changes, 1, RECEIVED)


def test_keys_are_made_once_and_are_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    with pytest.raises(KeysMissing):
        read_keys(folder)
    facts = {"name": "Công an xã Mẫu"}
    made = make_keys(folder, facts, "luutru.example/xa", RECEIVED, lambda count: bytes(count))
    assert [oct(path.stat().st_mode & 0o777) for path in sorted(folder.iterdir())] == ["0o600"] * 4
    with pytest.raises(KeysExist):
        make_keys(folder, facts, "luutru.example/xa", RECEIVED, lambda count: bytes(count))
    assert read_keys(folder).receipt.verifier == made.receipt.verifier
    assert [next_serial(folder), next_serial(folder)] == [1, 2]
    for name in ("", "a b", "a+b"):
        with pytest.raises(BadNote):
            make_keys(tmp_path / "other", facts, name, RECEIVED, lambda count: bytes(count))
    with pytest.raises(BadNote):
        make_keys(tmp_path / "other", {"name": "a\nb"}, "x", RECEIVED, lambda count: bytes(count))
    assert Note.parse(made.setup.sign("x\n")).lines == ["x"]

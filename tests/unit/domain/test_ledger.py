"""The published test vector of the ledger, byte for byte, and what a changed chain shows."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.canonical import canonical
from guestreg.domain.chain import Break, first_break
from guestreg.domain.declaration import Kind
from guestreg.domain.document import DocumentHead, declaration_document
from guestreg.domain.establishment import Establishment, EstablishmentKind, Notifier, Room
from guestreg.domain.guest import BirthPrecision, Citizen, Sex
from guestreg.domain.identifiers import DeclarationId, LedgerId
from guestreg.domain.ledger import Entry, EntryKind, Flag, Head, NewEntry, epoch_after, link, page_code
from guestreg.domain.merkle import merkle_root
from guestreg.domain.stay import Stay
from guestreg.domain.verifier_key import device_name, verifier_key

LEDGER = LedgerId("01936f2e-0a00-7000-8000-000000000001")
DECLARATION = DeclarationId("01936f2e-7b7c-7c3a-9d11-0000000004d2")
VN = timezone(timedelta(hours=7))
GENESIS = (
    '{"c":null,"d":{"app":"1.0.0","device":"luutru/01936f2e-0a00-7000-8000-000000000001/1+2149a884+'
    'ARynwA9sZOcK8zxNpfvxySUQTaAX05sgKCsx7OkmcxCa"},"ep":1,"fl":[],"k":"genesis",'
    '"led":"01936f2e-0a00-7000-8000-000000000001","mono":0,"op":"u1",'
    '"p":"0000000000000000000000000000000000000000000000000000000000000000","ref":null,"seq":1,'
    '"t":"2026-11-20T12:00:00.000Z","v":1}'
)
LEAVES = (
    "cac77e1919f4421d3c5593eae4531e9148de81ed3d14681328fa36a4cb56415b",
    "7898410267fc0d4b6445515b38dc20d9a64e63f5cf90bd2a35cc7151c6e13dd6",
)


def document() -> bytes:
    house = Establishment(
        name="Mẫu",
        address_detail="Bản Mẫu",
        kind=EstablishmentKind.HOMESTAY,
        province="302",
        commune="302903203",
        owner_name="Lò Thị Pâng",
        phone="0213",
        rooms=(Room("Nhà sàn 1"),),
        notifiers=(Notifier("Lò Thị Pâng"),),
        establishment_code="MAU-0017",
    )
    guest = Citizen("Nguyễn Thị Hoa", date(1990, 3, 5), BirthPrecision.D, Sex.F, 8, "001190000017")
    stay = Stay(
        arrival=datetime(2026, 11, 21, 17, 0, tzinfo=VN),
        planned_departure=datetime(2026, 11, 22, 10, 0, tzinfo=VN),
        notifier="Lò Thị Pâng",
        guests=(guest,),
        room="Nhà sàn 1",
    )
    head = DocumentHead(
        DECLARATION, 1, Kind.NEW, datetime(2026, 11, 21, 10, 3, 58, tzinfo=UTC), "2026-07-01", group_id=None
    )
    return declaration_document(head, house, stay, guest)


def chain() -> tuple[Entry, Entry]:
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"guestreg test device key").digest())
    device = verifier_key(device_name(LEDGER, 1), private.public_key().public_bytes_raw())
    first = link(
        LEDGER,
        Head(),
        NewEntry(
            EntryKind.GENESIS,
            datetime(2026, 11, 20, 12, tzinfo=UTC),
            0,
            "u1",
            facts={"app": "1.0.0", "device": device},
        ),
    )
    second = link(
        LEDGER,
        Head(1, first.leaf),
        NewEntry(
            EntryKind.STAY_SAVED,
            datetime(2026, 11, 21, 10, 3, 58, 120000, tzinfo=UTC),
            51234,
            "u1",
            ref=f"{DECLARATION}.1",
            facts={"endpoint": "open", "kind": "new"},
            body=document(),
            salt=bytes(range(16)),
        ),
    )
    return first, second


def test_the_document_is_the_published_one() -> None:
    assert len(document()) == 576
    assert hashlib.sha256(document()).hexdigest() == "9a1e244626c1fc64754005d6d7a4296287a64faaa85ece9752b952e6b0b2634a"


def test_the_entries_are_the_published_ones() -> None:
    first, second = chain()
    assert first.envelope.decode() == GENESIS
    assert (first.leaf, second.leaf) == LEAVES
    assert json.loads(second.envelope)["c"] == "21d9d5e144e4673af1c48c9951ccdc9d71de66e52eaca60161f288cfa8f9edc2"


def test_what_a_ledger_says_of_its_entries_never_changes() -> None:
    """These words are hashed: another one would break every ledger that exists."""
    assert " ".join(EntryKind) == (
        "genesis stay.saved stay.amended stay.checkout stay.cancelled state receipt list printed exported config "
        "rules key clock restored erased note closed"
    )
    assert " ".join(Flag) == "clock_suspect clock_backwards unsigned"


def test_the_root_and_page_code_are_the_published_ones() -> None:
    root = merkle_root(LEAVES)
    assert root.hex().startswith("0fac2d1c7fb52207")
    assert page_code(root, 2) == "0FAC-2D1C-7FB5-2207 · 2"


@pytest.mark.parametrize(
    ("body", "salt"), [(None, bytes(16)), (b"{}", None), (b"{}", bytes(15)), (b"{}", bytes(17)), (None, b"")]
)
def test_a_body_comes_with_sixteen_bytes_of_salt_and_not_otherwise(body: bytes | None, salt: bytes | None) -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    with pytest.raises(ValueError, match="16-byte salt"):
        link(LEDGER, Head(), NewEntry(EntryKind.NOTE, at, 0, "u1", body=body, salt=salt))


@pytest.mark.parametrize(("opens", "epoch"), [(None, 3), (4, 4)])
def test_an_entry_is_of_its_head_s_epoch_unless_it_opens_another(opens: int | None, epoch: int) -> None:
    new = NewEntry(EntryKind.KEY, datetime(2026, 11, 21, tzinfo=UTC), 0, "u1", opens_epoch=opens)
    head = Head(7, "0" * 64, 3)
    assert epoch_after(head, new) == epoch
    assert json.loads(link(LEDGER, head, new).envelope)["ep"] == epoch


def test_an_untouched_chain_holds() -> None:
    assert first_break(chain()) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda e: replace(e, body=e.body.replace(b"Hoa", b"Hoe")), Break(2, "body")),
        (lambda e: replace(e, envelope=e.envelope.replace(b"51234", b"51235")), Break(2, "leaf")),
        (lambda e: replace(e, seq=3), Break(2, "sequence")),
        (
            lambda e: link(
                LEDGER, Head(1, "0" * 64), NewEntry(EntryKind.NOTE, datetime(2026, 1, 1, tzinfo=UTC), 0, "u1")
            ),
            Break(2, "link"),
        ),
    ],
)
def test_a_changed_entry_is_found_at_its_place(change, expected) -> None:  # type: ignore[no-untyped-def]
    first, second = chain()
    assert first_break((first, change(second))) == expected


@pytest.mark.parametrize(
    "envelope",
    [
        b"",
        b"{}",
        b"[]",
        b"1",
        b"null",
        b"\xff\xfe\xfd",
        b'{"seq":2,"p":"","c":',
        b'{"c":null,"p":"0"}',
        b'{"seq":2,"c":null}',
        b'{"seq":2,"p":"0"}',
        b"[" * 200_000,
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_an_envelope_nobody_can_read_is_a_broken_leaf(envelope: bytes, place: int) -> None:
    entries = list(chain())
    entries[place] = replace(entries[place], envelope=envelope)
    assert first_break(entries) == Break(place + 1, "leaf")


@given(st.binary(max_size=60))
def test_no_bytes_in_an_envelopes_place_hold_or_raise(envelope: bytes) -> None:
    first, second = chain()
    assert first_break((first, replace(second, envelope=envelope))) is not None


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53) + 1, 2**53 - 1)
        | st.sampled_from(["", "Đặng", "é", "\u2028", "😀", "\x7f", '"\\/']),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text("abcXYZ_09", max_size=6), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_canonical_bytes_agree_with_an_rfc_8785_writer(value: Any) -> None:
    assert canonical({"x": value}) == rfc8785.dumps({"x": value})


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, "e\u0301", "\ud800"])
def test_values_outside_the_limits_are_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical({"x": value})

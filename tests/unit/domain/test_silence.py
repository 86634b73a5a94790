"""What may end up in a log never names a person, and what can't be is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.canonical import canonical
from guestreg.domain.declaration import CLOSED, FieldError, State
from guestreg.domain.entry.standing import Standing
from guestreg.domain.identifiers import LedgerId
from guestreg.domain.ledger import EntryKind, Head, link
from guestreg.outbox.journal import Act
from tests.fakes.kept import EVENING, citizen, declaration, entry, foreigner, house, kept_stay, receipt, telling

NAMES = ("Hoa", "Müller", "001190000017", "C01X00T47", "Pâng", "0213000000", "Mẫu")


@pytest.mark.parametrize(
    "one",
    [
        citizen(),
        foreigner(),
        kept_stay(1).stay,
        kept_stay(1),
        kept_stay(1).guests[0],
        house(),
        declaration(kept_stay(1)),
        FieldError("full_name", "E-09", "Hoa 001190000017"),
        Act(EntryKind.NOTE, "x.1", {}, b"Hoa"),
        telling(declaration(kept_stay(1))),
        receipt(declaration(kept_stay(1))),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_a_log_would_show_names_nobody(one: object) -> None:
    assert not [name for name in NAMES if name in repr(one)]


def test_a_key_that_is_no_plain_text_has_no_canonical_form() -> None:
    with pytest.raises(ValueError, match="keys"):
        canonical({"é": 1})


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_what_is_closed_is_never_late(state: State) -> None:
    late = declaration(kept_stay(1))
    assert late.is_late(EVENING + timedelta(days=9))
    assert not replace(late, state=state).is_late(EVENING + timedelta(days=9))


def test_a_withdrawn_guest_gets_no_new_version() -> None:
    stay = kept_stay(1, citizen(), citizen("Lò Thị Hai", "001190000025")).stay
    standing = Standing(stay, (State.CANCELLED, State.WAITING))
    changed = citizen("Lò Thị Ba", "001190000033")
    assert [standing.is_replaced(place, changed, same_stay=True) for place in (0, 1, 2)] == [False, True, True]


@pytest.mark.parametrize(("body", "salt"), [(b"{}", None), (None, bytes(16)), (b"{}", bytes(8))])
def test_a_body_and_its_salt_come_together(body: bytes | None, salt: bytes | None) -> None:
    with pytest.raises(ValueError, match="salt"):
        link(LedgerId("l"), Head(), replace(entry(1), body=body, salt=salt))

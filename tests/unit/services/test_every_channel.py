"""Each kind of endpoint with each change of a guest who was told: it takes the change, or the program says what to do
instead, and what it says can be done."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from guestreg.domain.channel import fulfils
from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import EndpointKind, State
from guestreg.endpoints.by_hand.terms import ByHandTerms
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.endpoints.open_contract.terms import OpenTerms
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.resources import resource_dir
from guestreg.ports.endpoint import EndpointTerms
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.check_out import CheckOut, check_out
from guestreg.services.commands.extend_stay import ExtendStay, extend_stay
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.outcome import Done
from guestreg.services.queries.telling_start import telling_start
from tests.fakes.guesthouse import CHILD
from tests.fakes.inn import Inn
from tests.fakes.kept import ENDPOINT
from tests.tables.rules import CITIZEN, FOREIGNER

ADDRESS = "https://luutru.example.vn"
TERMS: dict[EndpointKind, EndpointTerms] = {
    EndpointKind.PRACTICE: KbttTerms(ADDRESS, endpoint_id=ENDPOINT, kind=EndpointKind.PRACTICE),
    EndpointKind.KBTT: KbttTerms(ADDRESS, endpoint_id=ENDPOINT),
    EndpointKind.OPEN: OpenTerms(ADDRESS, endpoint_id=ENDPOINT),
    EndpointKind.FILES: ByHandTerms(EndpointKind.FILES, endpoint_id=ENDPOINT),
    EndpointKind.MANUAL: ByHandTerms(EndpointKind.MANUAL, endpoint_id=ENDPOINT),
}
TOLD = {
    EndpointKind.OPEN: State.CONFIRMED,
    EndpointKind.FILES: State.HANDED_OVER,
    EndpointKind.MANUAL: State.HANDED_OVER,
}
"""Else sent. A child without a number was told by phone everywhere."""
GUESTS = {"citizen": (CITIZEN,), "foreigner": (FOREIGNER,), "child": (CITIZEN, CHILD)}
UNTIL = datetime(2026, 11, 25, 12, tzinfo=VIETNAM)

TAKEN, BY_HAND = (State.WAITING, None), (State.WAITING, "S-94")
ANOTHER_WAY, CHILD_S_WAY = (State.WINDOW_CLOSED, "E-34"), (State.WINDOW_CLOSED, "E-75")
NOTED = None
"""No version: the register alone says it."""
Said = tuple[State, str | None] | None

CHANGES = ("correct", "extend", "leave", "cancel")
EXPECTED: dict[tuple[EndpointKind, str], tuple[Said, Said, Said, Said]] = {
    (EndpointKind.PRACTICE, "citizen"): (ANOTHER_WAY, TAKEN, TAKEN, ANOTHER_WAY),
    (EndpointKind.PRACTICE, "foreigner"): (ANOTHER_WAY, ANOTHER_WAY, NOTED, ANOTHER_WAY),
    (EndpointKind.PRACTICE, "child"): (CHILD_S_WAY, CHILD_S_WAY, NOTED, CHILD_S_WAY),
    (EndpointKind.KBTT, "citizen"): (ANOTHER_WAY, TAKEN, TAKEN, ANOTHER_WAY),
    (EndpointKind.KBTT, "foreigner"): (ANOTHER_WAY, ANOTHER_WAY, NOTED, ANOTHER_WAY),
    (EndpointKind.KBTT, "child"): (CHILD_S_WAY, CHILD_S_WAY, NOTED, CHILD_S_WAY),
    (EndpointKind.OPEN, "citizen"): (TAKEN, TAKEN, TAKEN, TAKEN),
    (EndpointKind.OPEN, "foreigner"): (TAKEN, TAKEN, TAKEN, TAKEN),
    (EndpointKind.OPEN, "child"): (CHILD_S_WAY, CHILD_S_WAY, NOTED, TAKEN),
    (EndpointKind.FILES, "citizen"): (ANOTHER_WAY, ANOTHER_WAY, NOTED, ANOTHER_WAY),
    (EndpointKind.FILES, "foreigner"): (ANOTHER_WAY, ANOTHER_WAY, NOTED, ANOTHER_WAY),
    (EndpointKind.FILES, "child"): (CHILD_S_WAY, CHILD_S_WAY, NOTED, CHILD_S_WAY),
    (EndpointKind.MANUAL, "citizen"): (BY_HAND, BY_HAND, NOTED, BY_HAND),
    (EndpointKind.MANUAL, "foreigner"): (BY_HAND, BY_HAND, NOTED, BY_HAND),
    (EndpointKind.MANUAL, "child"): (BY_HAND, BY_HAND, NOTED, BY_HAND),
}
CELLS = [
    pytest.param(kind, guest, change, said, id=f"{kind.value}-{guest}-{change}")
    for (kind, guest), row in EXPECTED.items()
    for change, said in zip(CHANGES, row, strict=True)
]


ACTS: dict[str, Callable[[Inn, tuple[dict[str, str], ...]], object]] = {
    "correct": lambda inn, guests: inn.correct(*guests[:-1], guests[-1] | {"full_name": "Lò Thị Khác"}),
    "extend": lambda inn, guests: extend_stay(inn.desk, ExtendStay(inn.kept.id, UNTIL)),
    "leave": lambda inn, guests: check_out(inn.desk, CheckOut((inn.kept.guests[-1].id,))),
    "cancel": lambda inn, guests: cancel_stay(inn.desk, CancelStay((inn.kept.guests[-1].id,), "other")),
}


@pytest.mark.parametrize(("kind", "guest", "change", "said"), CELLS)
def test_a_change_is_taken_or_has_its_own_way(kind: EndpointKind, guest: str, change: str, said: Said) -> None:
    inn, guests = Inn(TERMS[kind], *GUESTS[guest]), GUESTS[guest]
    place = len(guests) - 1
    inn.stand(State.HANDED_OVER if guest == "child" else TOLD.get(kind, State.SENT), place=place)
    inn.clock.advance(timedelta(hours=1))
    assert isinstance(ACTS[change](inn, guests), Done)
    newest = inn.of(place)[-1]
    if said is NOTED:
        assert newest.version == 1
        return
    assert newest.version == 2
    state, code = said
    assert (newest.state, newest.reason and newest.reason.code) == (state, code)
    if code is not None:
        _can_be_done(inn, place)


def _can_be_done(inn: Inn, place: int) -> None:
    newest, guest = inn.of(place)[-1], inn.kept.guests[place]
    assert newest.reason is not None
    for language in ("vi", "en"):
        assert "0213 111" in load_phrasebook(resource_dir(), language).sentence(
            newest.reason.code, newest.reason.params
        )
    offered = [way for way in telling_start(inn.desk, (guest.id,)).ways if fulfils(way, guest.guest.kind)]
    assert offered
    for way in offered:
        assert isinstance(hand_over(inn.desk, HandOver((guest.id,), way, officer="Đ/c Mẫu")), Done), way
    assert inn.of(place)[-1].state is State.HANDED_OVER
    assert inn.of(place)[0].state in (State.SUPERSEDED, State.CANCELLED)


def test_the_table_is_whole() -> None:
    assert EXPECTED.keys() == {(kind, guest) for kind in EndpointKind for guest in GUESTS}

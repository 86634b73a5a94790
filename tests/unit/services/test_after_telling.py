"""Sending after all, "already", a request of the police and *seen*."""

from datetime import timedelta

import pytest

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import PERSON_NEXT, Grade, Kind, Proof, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.violation import blocking
from guestreg.ports.telling import TellingKind
from guestreg.services.commands.decide_already import DecideAlready, decide_already
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.note_request import NoteRequest, note_request
from guestreg.services.commands.note_seen import NoteSeen, note_seen
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.outcome import Done, Refused
from tests.fakes.guesthouse import WINDOW, Guesthouse, memory_guesthouse
from tests.fakes.portal_lists import TODAY, compared, listed
from tests.tables.rules import NOW


@pytest.fixture
def inn() -> Guesthouse:
    return memory_guesthouse()


def refusals(outcome: object) -> list[str]:
    assert isinstance(outcome, Refused), outcome
    return [one.code for one in blocking(outcome.violations)]


def test_who_was_told_by_phone_goes_over_the_wire_as_well(inn: Guesthouse) -> None:
    guest = inn.citizen()
    first = inn.newest(guest)
    hand_over(inn.desk, HandOver((guest,), Channel.PHONE, officer="A"))
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Done)
    newest = inn.newest(guest)
    assert (newest.state, newest.evidence_at, newest.officer) == (State.WAITING, None, None)
    assert (newest.wire, newest.key, newest.reason) == (first.wire, first.key, None)
    assert [one.kind for one in inn.told(guest)] == [TellingKind.HAND_OVER]


@pytest.mark.parametrize("arrived", [False, True])
def test_a_returned_version_goes_again_as_it_is(inn: Guesthouse, arrived: bool) -> None:
    guest = inn.citizen()
    before = inn.returned(guest, program_fault=True, may_have_arrived=arrived, grade=Grade.E2)
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Done)
    newest = inn.newest(guest)
    assert (newest.state, newest.errors, newest.program_fault) == (State.WAITING, (), False)
    assert (newest.wire, newest.document) == (before.wire, before.document)
    assert newest.may_have_arrived is arrived
    assert newest.next_attempt_at == (NOW + timedelta(seconds=60) if arrived else None)


@pytest.mark.parametrize("state", [State.HANDED_OVER, State.RETURNED, State.WINDOW_CLOSED])
def test_not_after_the_window_nor_without_a_call(inn: Guesthouse, state: State) -> None:
    guest, other = inn.citizen(0), inn.citizen(1)
    inn.stand(guest, state)
    inn.stand(other, state)
    inn.amend(other, state, kind=Kind.CANCEL, wire=None)
    assert refusals(send_again(inn.desk, SendAgain((other,)))) == ["E-171"]
    closes_at = inn.newest(guest).window_closes_at
    assert closes_at == NOW.replace(hour=11, minute=0) + WINDOW
    inn.clock.advance(closes_at - timedelta(seconds=60) - NOW)
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Done)
    inn.stand(guest, state)
    inn.clock.advance(seconds=1)
    before = inn.everything()
    assert refusals(send_again(inn.desk, SendAgain((guest,)))) == ["E-171"]
    assert inn.everything() == before


@pytest.mark.parametrize(
    "state", [State.WAITING, State.SENDING, State.UNKNOWN, State.SENT, State.CONFIRMED, State.CANCELLED]
)
def test_nothing_else_goes_again(inn: Guesthouse, state: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, state)
    before = inn.everything()
    assert refusals(send_again(inn.desk, SendAgain((guest,)))) == ["E-170" if state is State.SENDING else "E-169"]
    assert inn.everything() == before


def test_already_there_may_be_this_stay(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.returned(guest, "E-33")
    said_at = inn.tried(guest, "already_there")
    inn.clock.advance(hours=1)
    assert isinstance(decide_already(inn.desk, DecideAlready((guest,), is_this_stay=True)), Done)
    newest = inn.newest(guest)
    assert (newest.state, newest.grade, newest.evidence_at) == (State.HANDED_OVER, Grade.E1, said_at)
    assert newest.reason is not None
    assert newest.reason.params["channel"] == "portal"
    (told,) = inn.told(guest)
    assert (told.kind, told.channel, told.facts) == (TellingKind.HAND_OVER, "portal", {"already": "1"})


def test_already_there_may_be_an_old_stay(inn: Guesthouse) -> None:
    guest = inn.citizen()
    before = inn.returned(guest, "E-33")
    assert isinstance(decide_already(inn.desk, DecideAlready((guest,), is_this_stay=False)), Done)
    assert (inn.newest(guest).state, inn.newest(guest).wire) == (State.WAITING, before.wire)
    inn.returned(guest, "E-33")
    inn.clock.advance(WINDOW)
    assert refusals(decide_already(inn.desk, DecideAlready((guest,), is_this_stay=False))) == ["E-171"]


@pytest.mark.parametrize("is_this_stay", [False, True])
def test_nothing_else_is_decided_so(inn: Guesthouse, is_this_stay: bool) -> None:
    guest, other = inn.citizen(0), inn.citizen(1)
    inn.returned(guest)
    before = inn.everything()
    for one in (guest, other):
        assert refusals(decide_already(inn.desk, DecideAlready((one,), is_this_stay))) == ["E-169"]
    assert inn.everything() == before


@pytest.mark.parametrize("state", [State.SENT, State.CONFIRMED, State.HANDED_OVER, State.UNKNOWN])
def test_the_police_ask_for_a_correction(inn: Guesthouse, state: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, state, evidence_at=NOW, proof=Proof.LIST if state is State.CONFIRMED else None)
    inn.clock.advance(hours=2)
    at = NOW + timedelta(hours=1)
    assert isinstance(note_request(inn.desk, NoteRequest(guest, "room", "Sai số phòng", "Lò Văn Tâm", at)), Done)
    newest = inn.newest(guest)
    assert (newest.state, newest.proof, newest.evidence_at) == (State.RETURNED, None, None)
    assert newest.may_have_arrived
    assert [(one.field, one.text) for one in newest.errors] == [("room", "Sai số phòng")]
    (told,) = inn.told(guest)
    assert (told.kind, told.at, told.by) == (TellingKind.ASKED, at, "Lò Văn Tâm")
    assert told.facts == {"field": "room", "text": "Sai số phòng"}
    assert "Sai số" not in str(inn.entries())


@pytest.fixture(params=[State.WINDOW_CLOSED, State.WAITING], ids=["not-taken", "behind"])
def after(request: pytest.FixtureRequest) -> State:
    """Where the correction stands."""
    state: State = request.param
    return state


@pytest.fixture
def corrected(inn: Guesthouse, after: State) -> GuestId:
    """Unclear, and then corrected, where corrections are not taken or wait behind it."""
    guest = inn.citizen()
    inn.stand(guest, State.UNKNOWN, may_have_arrived=True, next_attempt_at=PERSON_NEXT)
    facts = {"wire": None, "reason": Reason("E-34")} if after is State.WINDOW_CLOSED else {}
    inn.amend(guest, after, kind=Kind.AMEND, may_have_arrived=False, **facts)
    return guest


def test_who_is_seen_in_the_list_proves_what_left_and_not_its_correction(
    inn: Guesthouse, corrected: GuestId, after: State
) -> None:
    assert isinstance(note_seen(inn.desk, NoteSeen((corrected,))), Done)
    assert inn.versions(corrected) == [State.CONFIRMED, after]
    assert inn.line(corrected).behind_state is None


@pytest.mark.parametrize("after", [State.WINDOW_CLOSED])
def test_who_is_missing_in_the_list_goes_again_before_her_correction(
    inn: Guesthouse, corrected: GuestId, after: State
) -> None:
    assert refusals(send_again(inn.desk, SendAgain((corrected,)))) == ["E-169"]
    compared(inn, listed(("999999999999", TODAY)))
    assert inn.versions(corrected) == [State.UNKNOWN, after]
    assert isinstance(send_again(inn.desk, SendAgain((corrected,))), Done)
    assert inn.versions(corrected) == [State.WAITING, after]
    assert inn.line(corrected).behind_state is State.WAITING


def test_who_is_told_by_phone_is_told_with_her_correction(inn: Guesthouse, corrected: GuestId) -> None:
    told = hand_over(inn.desk, HandOver((corrected,), Channel.PHONE, officer="A"))
    assert isinstance(told, Done)
    assert inn.versions(corrected) == [State.SUPERSEDED, State.HANDED_OVER]


@pytest.mark.parametrize("grade", [Grade.E0, Grade.E2, Grade.E4])
def test_what_the_police_have_is_not_sent_again_where_they_take_no_correction(inn: Guesthouse, grade: Grade) -> None:
    """A second "already" would say less than what is kept."""
    guest = inn.citizen()
    inn.stand(guest, State.SENT, grade=grade, evidence_at=NOW)
    note_request(inn.desk, NoteRequest(guest, "room", "Sai"))
    asked = inn.newest(guest)
    assert asked.grade is max(grade, Grade.E1)
    before = inn.everything()
    again = send_again(inn.desk, SendAgain((guest,)))
    assert isinstance(again, Refused)
    assert [(one.code, one.params) for one in again.violations] == [("E-219", {"no": "1", "phone": ""})]
    assert (inn.newest(guest), inn.everything()) == (asked, before)


def test_where_corrections_are_taken_it_goes_again_and_keeps_its_evidence(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.terms.taken = lambda kind, guest_kind, document: True
    inn.stand(guest, State.CONFIRMED, grade=Grade.E3, proof=Proof.RECEIPT, evidence_at=NOW)
    note_request(inn.desk, NoteRequest(guest, "room", "Sai"))
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Done)
    newest = inn.newest(guest)
    assert (newest.state, newest.grade, newest.may_have_arrived) == (State.WAITING, Grade.E3, True)


@pytest.mark.parametrize(
    ("state", "code"),
    [(State.WAITING, "E-169"), (State.SENDING, "E-170"), (State.RETURNED, "E-169"), (State.WINDOW_CLOSED, "E-169")],
)
def test_they_ask_nothing_of_what_they_have_not(inn: Guesthouse, state: State, code: str) -> None:
    guest = inn.citizen()
    inn.stand(guest, state)
    before = inn.everything()
    assert refusals(note_request(inn.desk, NoteRequest(guest, "", "Sai"))) == [code]
    assert inn.everything() == before


@pytest.mark.parametrize("state", [State.SENT, State.UNKNOWN, State.WINDOW_CLOSED, State.HANDED_OVER])
def test_a_person_says_she_saw_her_there(inn: Guesthouse, state: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, state, may_have_arrived=True, grade=Grade.E2)
    tried_at = inn.tried(guest, "may_have_arrived")
    inn.tried(guest, "nothing_left", 5)
    inn.clock.advance(hours=2)
    assert isinstance(note_seen(inn.desk, NoteSeen((guest,), "Lò Văn Tâm")), Done)
    newest = inn.newest(guest)
    assert (newest.state, newest.proof, newest.grade) == (State.CONFIRMED, Proof.SEEN, Grade.E1)
    assert (newest.evidence_at, newest.may_have_arrived) == (tried_at, False)
    (told,) = inn.told(guest)
    assert (told.kind, told.by, told.at) == (TellingKind.SEEN, "Lò Văn Tâm", inn.clock.now())


def test_seen_keeps_the_time_it_was_told_and_closes_what_was_before(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    inn.amend(guest, State.WINDOW_CLOSED, kind=Kind.AMEND, wire=None)
    hand_over(inn.desk, HandOver((guest,), Channel.PHONE, officer="A"))
    inn.clock.advance(hours=2)
    note_seen(inn.desk, NoteSeen((guest,)))
    assert inn.newest(guest).evidence_at == NOW
    assert inn.versions(guest) == [State.SUPERSEDED, State.CONFIRMED]


@pytest.mark.parametrize(
    "state", [State.WAITING, State.SENDING, State.RETURNED, State.CONFIRMED, State.CANCELLED, State.SUPERSEDED]
)
def test_what_never_left_was_never_seen(inn: Guesthouse, state: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, state)
    before = inn.everything()
    assert refusals(note_seen(inn.desk, NoteSeen((guest,)))) == ["E-170" if state is State.SENDING else "E-169"]
    assert inn.everything() == before


def test_nothing_is_noted_for_a_time_ahead(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    ahead = NOW + timedelta(minutes=1)
    assert refusals(note_seen(inn.desk, NoteSeen((guest,), at=ahead))) == ["E-168"]
    assert refusals(note_request(inn.desk, NoteRequest(guest, "", "Sai", at=ahead))) == ["E-168"]

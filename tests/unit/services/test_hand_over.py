"""Telling the police beside the wire: what it moves, what it leaves, what it refuses."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import FieldError, Grade, Kind, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.violation import blocking
from guestreg.ports.telling import TellingKind
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.outcome import Done, Failed, Refused
from guestreg.services.queries.telling_start import telling_start
from tests.fakes.guesthouse import Guesthouse, memory_guesthouse
from tests.tables.rules import NOW

OPEN = (State.WAITING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED)


@pytest.fixture
def inn() -> Guesthouse:
    return memory_guesthouse()


def refusals(outcome: object) -> list[str]:
    assert isinstance(outcome, Refused), outcome
    return [one.code for one in blocking(outcome.violations)]


def warnings(outcome: object) -> list[str]:
    assert isinstance(outcome, Done), outcome
    return [one.code for one in outcome.warnings]


@pytest.mark.parametrize("state", OPEN)
def test_a_call_closes_a_citizens_notification(inn: Guesthouse, state: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, state, errors=(FieldError("room", "E-09", "Phòng?"),), next_attempt_at=NOW)
    inn.clock.advance(minutes=10, seconds=40)
    at = NOW + timedelta(minutes=4)
    called = HandOver((guest,), Channel.PHONE, at, "Lò Văn Tâm", "Đ/c  Mẫu", "0213 000 000", "MS-1")
    done = hand_over(inn.desk, called)
    assert warnings(done) == []
    newest = inn.newest(guest)
    assert (newest.state, newest.evidence_at, newest.officer) == (State.HANDED_OVER, at, "Đ/c Mẫu")
    assert (newest.grade, newest.errors, newest.next_attempt_at) == (Grade.E1, (), None)
    assert newest.reason is not None
    assert newest.reason.code == "S-06"
    assert newest.reason.params == {"channel": "phone", "at": "20:46 21/11/2026", "name": "Đ/c Mẫu"}
    (told,) = inn.told(guest)
    assert (told.kind, told.at, told.recorded_at) == (TellingKind.HAND_OVER, at, inn.clock.now())
    assert (told.by, told.channel, told.officer) == ("Lò Văn Tâm", "phone", "Đ/c Mẫu")
    assert (told.place, told.file_number) == ("0213 000 000", "MS-1")
    moved, noted = inn.entries()[-2:]
    assert (moved["k"], moved["d"]["from"], moved["d"]["to"]) == ("state", state.value, "handed_over")
    assert (noted["k"], noted["d"]["what"], noted["d"]["channel"]) == ("note", "hand_over", "phone")
    assert "Mẫu" not in str(inn.entries())
    assert not inn.line(guest).is_late(NOW + timedelta(days=3))


@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.PORTAL, Channel.PAPER])
def test_some_ways_fulfil_a_foreigners_duty(inn: Guesthouse, channel: Channel) -> None:
    guest = inn.foreigner()
    hand_over(inn.desk, HandOver((guest,), channel, officer="Đ/c Mẫu"))
    newest = inn.newest(guest)
    assert (newest.state, newest.grade) == (State.HANDED_OVER, Grade.E0)
    assert newest.officer == ("Đ/c Mẫu" if channel is Channel.IN_PERSON else None)
    assert inn.told(guest)[0].officer == "Đ/c Mẫu"
    assert inn.told(guest)[0].by == "Lò Thị Say"


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.EMAIL])
@pytest.mark.parametrize("state", OPEN)
def test_a_foreigners_call_is_an_advance_note(inn: Guesthouse, channel: Channel, state: State) -> None:
    guest = inn.foreigner()
    before = inn.stand(guest, state)
    moves = [one for one in inn.entries() if one["k"] == "state"]
    done = hand_over(inn.desk, HandOver((guest,), channel, officer="Đ/c Mẫu"))
    assert isinstance(done, Done)
    assert done.value == (before,)
    assert inn.newest(guest) == before
    assert [one for one in inn.entries() if one["k"] == "state"] == moves
    assert inn.entries()[-1]["d"]["what"] == "advance"
    assert inn.line(guest).announced_at == NOW
    assert inn.line(guest).is_late(NOW + timedelta(days=3))


def test_vneid_knows_no_foreigner(inn: Guesthouse) -> None:
    citizen, foreigner = inn.citizen(), inn.foreigner()
    before = inn.everything()
    assert refusals(hand_over(inn.desk, HandOver((citizen, foreigner), Channel.VNEID))) == ["E-164"]
    assert inn.everything() == before
    assert isinstance(hand_over(inn.desk, HandOver((citizen,), Channel.VNEID)), Done)


def test_no_upload_holds_a_child_without_a_number(inn: Guesthouse) -> None:
    child = inn.child()
    before = inn.everything()
    refused = hand_over(inn.desk, HandOver((child,), Channel.PORTAL))
    assert refusals(refused) == ["E-227"]
    assert isinstance(refused, Refused)
    assert refused.violations[0].params == {"no": "2", "phone": ""}
    assert inn.everything() == before
    for channel in (Channel.PHONE, Channel.IN_PERSON, Channel.VNEID):
        assert isinstance(hand_over(inn.desk, HandOver((child,), channel, officer="A")), Done)


def test_nobody_is_offered_a_way_that_does_not_take_her(inn: Guesthouse) -> None:
    child, parent = inn.child(), inn.citizen(1)
    assert Channel.PORTAL in telling_start(inn.desk, (parent,)).ways
    for guests in ((child,), (parent, child)):
        assert telling_start(inn.desk, guests).ways == (Channel.PHONE, Channel.IN_PERSON, Channel.VNEID)


def test_what_the_portal_said_is_their_word(inn: Guesthouse) -> None:
    guest, other = inn.citizen(0), inn.citizen(1)
    hand_over(inn.desk, HandOver((guest,), Channel.PORTAL, place="import thành công, 2 bản ghi"))
    hand_over(inn.desk, HandOver((other,), Channel.PHONE, officer="A", place="0213 000 000"))
    assert (inn.newest(guest).grade, inn.newest(other).grade) == (Grade.E1, Grade.E0)


def test_warned_without_an_officer_and_after_the_deadline(inn: Guesthouse) -> None:
    one, other, third = inn.citizen(0), inn.citizen(1), inn.foreigner()
    assert warnings(hand_over(inn.desk, HandOver((one,), Channel.PHONE))) == ["E-165"]
    inn.clock.advance(hours=3)
    assert warnings(hand_over(inn.desk, HandOver((other,), Channel.VNEID))) == ["E-166"]
    assert inn.line(other).is_late(inn.clock.now())
    inn.clock.advance(hours=30)
    assert warnings(hand_over(inn.desk, HandOver((third,), Channel.PHONE, officer="A"))) == []


@pytest.mark.parametrize(("minutes", "code"), [(-163, "E-167"), (1, "E-168")])
def test_no_time_before_arrival_or_ahead(inn: Guesthouse, minutes: int, code: str) -> None:
    guest = inn.citizen()
    before = inn.everything()
    at = NOW + timedelta(minutes=minutes)
    assert refusals(hand_over(inn.desk, HandOver((guest,), Channel.PAPER, at))) == [code]
    assert inn.everything() == before
    edge = NOW - timedelta(minutes=162) if minutes < 0 else NOW
    assert isinstance(hand_over(inn.desk, HandOver((guest,), Channel.PAPER, edge)), Done)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.SENDING, "E-170"),
        (State.SENT, "E-169"),
        (State.CONFIRMED, "E-169"),
        (State.CANCELLED, "E-169"),
        (State.SUPERSEDED, "E-169"),
    ],
)
def test_not_of_one_that_is_under_way_or_done(inn: Guesthouse, state: State, code: str) -> None:
    guest, other = inn.citizen(0), inn.citizen(1)
    inn.stand(guest, state)
    before = inn.everything()
    assert refusals(hand_over(inn.desk, HandOver((other, guest), Channel.PAPER))) == [code]
    assert inn.everything() == before


def test_not_while_an_earlier_version_is_under_way(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENDING)
    inn.amend(guest)
    assert refusals(hand_over(inn.desk, HandOver((guest,), Channel.PAPER))) == ["E-170"]


def test_what_was_noted_wrongly_is_noted_anew(inn: Guesthouse) -> None:
    guest = inn.citizen()
    hand_over(inn.desk, HandOver((guest,), Channel.PHONE, NOW, officer="Sai"))
    inn.clock.advance(minutes=5)
    hand_over(inn.desk, HandOver((guest,), Channel.IN_PERSON, NOW + timedelta(minutes=2), officer="Đúng"))
    newest = inn.newest(guest)
    assert (newest.state, newest.officer) == (State.HANDED_OVER, "Đúng")
    assert newest.evidence_at == NOW + timedelta(minutes=2)
    assert [one.officer for one in inn.told(guest)] == ["Sai", "Đúng"]
    assert [one["d"]["what"] for one in inn.entries() if one["k"] == "note"] == ["hand_over"] * 2


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (Kind.AMEND, State.SENT, State.SUPERSEDED),
        (Kind.AMEND, State.WAITING, State.SUPERSEDED),
        (Kind.AMEND, State.RETURNED, State.SUPERSEDED),
        (Kind.CANCEL, State.SENT, State.CANCELLED),
        (Kind.CANCEL, State.WAITING, State.CANCELLED),
        (Kind.AMEND, State.CANCELLED, State.CANCELLED),
    ],
)
def test_what_was_before_is_closed(inn: Guesthouse, kind: Kind, before: State, after: State) -> None:
    guest = inn.citizen()
    inn.stand(guest, before)
    inn.amend(guest, State.WINDOW_CLOSED, kind=kind)
    assert isinstance(hand_over(inn.desk, HandOver((guest,), Channel.PHONE, officer="A")), Done)
    assert inn.versions(guest) == [after, State.HANDED_OVER]


def test_words_that_nobody_typed_are_refused(inn: Guesthouse) -> None:
    guest = inn.citizen()
    before = inn.everything()
    told = HandOver((guest,), Channel.PHONE)
    for bad in ("a" * 251, "x\0", "\u202eAn"):
        for wrong in (
            replace(told, by=bad),
            replace(told, officer=bad),
            replace(told, place=bad),
            replace(told, file_number=bad),
        ):
            assert refusals(hand_over(inn.desk, wrong)) == ["E-54"]
    assert inn.everything() == before


def test_nobody_is_told_of_who_is_not_there(inn: Guesthouse) -> None:
    guest = inn.citizen()
    before = inn.everything()
    for guests in ((), (guest, GuestId("none"))):
        assert hand_over(inn.desk, HandOver(guests, Channel.PAPER)) == Failed("E-92")
    assert inn.everything() == before

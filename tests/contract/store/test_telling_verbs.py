"""What people do beside the wire, over every store: one story for each verb; every case of them is a unit test."""

from datetime import date, timedelta

import pytest

from guestreg.domain.channel import Channel
from guestreg.domain.declaration import Kind, Proof, State
from guestreg.ports.reader import ListColumns, ListRow, PortalList
from guestreg.ports.reading import Reader
from guestreg.ports.store import Store
from guestreg.services.commands.decide_already import DecideAlready, decide_already
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.note_count import NoteCount, note_count
from guestreg.services.commands.note_request import NoteRequest, note_request
from guestreg.services.commands.note_seen import NoteSeen, note_seen
from guestreg.services.commands.reconcile import Reconcile, preview, reconcile
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.outcome import Done, Refused
from tests.fakes.guesthouse import NUMBERS, Guesthouse
from tests.tables.rules import NOW

TODAY = date(2026, 11, 21)


@pytest.fixture
def inn(opened: Store, reader: Reader) -> Guesthouse:
    return Guesthouse(opened, reader)


def test_told_by_phone_noted_anew_and_sent_as_well(inn: Guesthouse) -> None:
    guest, foreigner = inn.citizen(), inn.foreigner()
    inn.stand(guest, State.UNKNOWN)
    inn.amend(guest, State.WINDOW_CLOSED, kind=Kind.AMEND)
    for officer in ("Sai", "Đúng"):
        done = hand_over(inn.desk, HandOver((guest, foreigner), Channel.PHONE, officer=officer))
        assert isinstance(done, Done)
        assert done.value == (inn.newest(guest), inn.newest(foreigner))
    assert inn.versions(guest) == [State.SUPERSEDED, State.HANDED_OVER]
    assert (inn.line(guest).officer, inn.line(guest).evidence_at) == ("Đúng", NOW)
    assert (inn.line(foreigner).state, inn.line(foreigner).announced_at) == (State.WAITING, NOW)
    assert isinstance(send_again(inn.desk, SendAgain((guest,))), Done)
    assert inn.versions(guest) == [State.SUPERSEDED, State.WAITING]
    assert [one.officer for one in inn.told(guest)] == ["Sai", "Đúng"]


def test_refused_it_leaves_everything_as_it_was(inn: Guesthouse) -> None:
    guest, sent = inn.citizen(0), inn.citizen(1)
    inn.stand(sent, State.SENDING)
    before = inn.everything()
    assert isinstance(hand_over(inn.desk, HandOver((guest, sent), Channel.PAPER)), Refused)
    assert inn.everything() == before


def test_already_asked_and_seen(inn: Guesthouse) -> None:
    ours, old, seen = inn.citizen(0), inn.citizen(1), inn.citizen(2)
    for guest in (ours, old):
        inn.returned(guest, "E-33")
    said_at = inn.tried(ours, "already_there")
    assert isinstance(decide_already(inn.desk, DecideAlready((ours,), is_this_stay=True)), Done)
    assert isinstance(decide_already(inn.desk, DecideAlready((old,), is_this_stay=False)), Done)
    assert (inn.newest(ours).evidence_at, inn.newest(old).state) == (said_at, State.WAITING)
    assert isinstance(note_request(inn.desk, NoteRequest(ours, "room", "Sai phòng")), Done)
    assert [error.text for error in inn.line(ours).errors] == ["Sai phòng"]
    inn.stand(seen, State.SENT)
    assert isinstance(note_seen(inn.desk, NoteSeen((seen,), "Lò Văn Tâm")), Done)
    assert (inn.newest(seen).proof, inn.told(seen)[0].by) == (Proof.SEEN, "Lò Văn Tâm")


def test_a_list_is_looked_at_and_taken_in_twice(inn: Guesthouse) -> None:
    there, missing, upload, other = (inn.citizen(place) for place in range(4))
    for guest in (there, missing, other):
        inn.stand(guest, State.SENT)
    hand_over(inn.desk, HandOver((upload,), Channel.PORTAL))
    days = {0: TODAY, 3: TODAY - timedelta(days=1)}
    rows = tuple(ListRow(place + 2, NUMBERS[place], day, "") for place, day in days.items())
    stranger = ListRow(9, "999999999999", TODAY, "")
    portal = PortalList("ab" * 32, "csv", ListColumns(0, 1), (), (*rows, stranger), ())
    inn.clock.advance(hours=1)
    command = Reconcile(portal, inn.clock.now())
    before = inn.everything()
    shown = preview(inn.desk, command)
    assert inn.everything() == before
    assert reconcile(inn.desk, command) == shown
    assert isinstance(shown, Done)
    assert [row.row for row in shown.value.findings.only_there] == [9]
    states = [inn.newest(guest).state for guest in (there, missing, upload, other)]
    assert states == [State.CONFIRMED, State.UNKNOWN, State.WAITING, State.SENT]
    lines = [inn.line(guest) for guest in (there, missing, upload, other)]
    assert isinstance(reconcile(inn.desk, command), Done)
    assert [inn.line(guest) for guest in (there, missing, upload, other)] == lines
    assert note_count(inn.desk, NoteCount(3, TODAY, TODAY)) == Done(2)
    assert [one["k"] for one in inn.entries()].count("list") == 3

"""What an endpoint tells by itself: later verdicts, messages, cursors; and packs that nobody took in."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guestreg.domain.declaration import Declaration, FieldError, Grade, Proof, Reason, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.outbox.news import MOST_PAGES
from guestreg.ports.endpoint import Absent, Busy, LaterVerdict, News, Receipted
from guestreg.ports.events import LedgerChanged, MessagesChanged
from guestreg.ports.receipt import PoliceMessage, ReceiptVerdict
from tests.fakes.clock import EVENING
from tests.fakes.endpoint import FakeClient
from tests.fakes.kept import made_id
from tests.unit.outbox.authority import Authority, receipt
from tests.unit.outbox.post import Post, post
from tests.unit.outbox.test_asking import begun, in_earnest, newer

BIRTH = FieldError("birth_date", "E-09", "Ngày sinh sai")
MESSAGE = PoliceMessage("m1", EVENING, "Nhắc", "Xin gọi lại")


def told(desk: Post, saved: Declaration) -> tuple[State, Reason | None]:
    now = desk.now(saved)
    return now.state, now.reason


def later(of: Declaration, verdict: ReceiptVerdict, *errors: FieldError) -> LaterVerdict:
    return LaterVerdict(of.id, of.version, Receipted(receipt(of.id, of.version, verdict), errors))


def test_queued_becomes_received_and_then_a_person_asks_for_a_correction() -> None:
    desk, authority = begun(verdict=ReceiptVerdict.QUEUED)
    saved = desk.save(1, wish=in_earnest)
    desk.run()
    assert told(desk, saved) == (State.CONFIRMED, Reason("S-68", {"number": "2026/7"}))
    authority.decide((saved.id, 1), ReceiptVerdict.RECEIVED)
    desk.run_for(hours=1.1)
    assert told(desk, saved) == (State.CONFIRMED, Reason("S-67", {"number": "2026/7"}))
    authority.decide((saved.id, 1), ReceiptVerdict.RETURNED, BIRTH)
    desk.run_for(hours=1.1)
    back = desk.now(saved)
    assert (back.state, back.grade, back.errors) == (State.RETURNED, Grade.E3, (BIRTH,))
    assert back.evidence_at is None
    assert [one.verdict for one in desk.store.rows.receipts] == ["queued", "received", "returned"]
    assert len(authority.sent) == 1


def test_it_is_read_after_every_drain_and_hourly() -> None:
    desk, authority = begun()
    desk.run()
    assert len(authority.cursors) == 1
    desk.run_for(minutes=59)
    assert len(authority.cursors) == 1
    desk.save(1)
    desk.run_for(minutes=1)
    assert len(authority.cursors) == 2
    desk.run_for(hours=5)
    assert len(authority.cursors) == 7


def test_an_endpoint_that_tells_nothing_is_not_greeted_for_news() -> None:
    desk = post()
    desk.run_for(hours=5)
    assert (desk.client.greeted, desk.client.cursors) == (0, [])


def test_pages_follow_each_other_and_the_next_run_goes_on_where_this_one_stopped() -> None:
    desk, authority = begun()
    authority.feed = [replace(MESSAGE, id=f"m{number}") for number in range(5)]
    desk.run()
    assert authority.cursors == [None, "2", "4"]
    assert desk.condition.news_cursor == "5"
    assert len(desk.store.rows.messages) == 5
    assert desk.events.told.count(MessagesChanged()) == 3
    authority.feed.append(MESSAGE)
    again = desk.again(client=authority)
    again.run()
    assert authority.cursors[3:] == ["5"]
    assert again.events.told == [], "a message that is kept already is no news"


def test_a_feed_without_end_ends_a_reading() -> None:
    for page in (News((), "same", more=True), None):
        pages = [page or News((), str(number), more=True) for number in range(2 * MOST_PAGES)]
        desk = post(client=FakeClient(held=Absent(), pages=pages))
        desk.run()
        assert len(desk.client.cursors) == (2 if page else MOST_PAGES)


def test_a_page_that_does_not_come_slows_nothing_and_is_asked_for_again() -> None:
    client = FakeClient(held=Absent(), pages=[])
    client.pages = [client._exchange(Busy(None)), News((), "7", more=False)]
    desk = post(client=client)
    desk.run()
    assert (desk.condition.failures, desk.condition.news_cursor) == (0, None)
    desk.run_for(hours=1.1)
    assert desk.condition.news_cursor == "7"


@pytest.mark.expects_log("verdict_of_a_stranger")
def test_verdicts_of_strangers_are_passed_over_and_logged_by_id_alone(caplog: pytest.LogCaptureFixture) -> None:
    desk, authority = begun()
    mine = desk.save(1)
    elsewhere = desk.save(2, wish=lambda one: replace(one, endpoint_id="another", state=State.SENT))
    nobody = DeclarationId(made_id(999))
    authority.feed = [
        LaterVerdict(nobody, 1, Receipted(receipt(nobody, 1, ReceiptVerdict.RETURNED))),
        later(elsewhere, ReceiptVerdict.RETURNED),
    ]
    desk.run()
    assert desk.state(elsewhere) is State.SENT
    assert [one.declaration_id for one in desk.store.rows.receipts] == [mine.id]
    assert [record.__dict__["declaration"] for record in caplog.records] == [nobody, elsewhere.id]
    assert desk.condition.news_cursor == "2"


def test_a_verdict_on_what_another_program_is_sending_waits_for_its_answer() -> None:
    desk, authority = begun()
    alive = post(store=desk.store, clock=desk.clock, client=authority, alive=lambda owner: owner == "neighbour")
    sending = desk.save(1, wish=lambda one: replace(one, state=State.SENDING, lease_owner="neighbour"))
    until = EVENING + timedelta(minutes=2)
    desk.put(replace(sending, lease_until=until))
    authority.feed = [MESSAGE, later(sending, ReceiptVerdict.RECEIVED)]
    alive.courier.run_pass()
    assert desk.condition.news_cursor is None
    assert set(desk.store.rows.messages) == {"m1"}
    desk.put(replace(sending, state=State.SENT, lease_owner=None))
    desk.clock.advance(minutes=1)
    alive.courier.run_pass()
    assert desk.state(sending) is State.CONFIRMED
    assert desk.condition.news_cursor == "2"


ONWARDS = {
    State.WAITING: (State.CONFIRMED, State.RETURNED),
    State.UNKNOWN: (State.CONFIRMED, State.RETURNED),
    State.SENT: (State.CONFIRMED, State.RETURNED),
    State.CONFIRMED: (State.CONFIRMED, State.RETURNED),
    State.HANDED_OVER: (State.CONFIRMED, State.RETURNED),
    State.WINDOW_CLOSED: (State.CONFIRMED, State.WINDOW_CLOSED),
    State.RETURNED: (State.RETURNED, State.RETURNED),
    State.SUPERSEDED: (State.SUPERSEDED, State.SUPERSEDED),
    State.CANCELLED: (State.CANCELLED, State.CANCELLED),
}


@pytest.mark.parametrize(("state", "verdict"), list(product(ONWARDS, ReceiptVerdict)))
def test_a_later_verdict_moves_every_state_onwards_only(state: State, verdict: ReceiptVerdict) -> None:
    desk, authority = begun()
    saved = desk.save(
        1, wish=lambda one: replace(one, state=state, next_attempt_at=EVENING + timedelta(hours=3), grade=Grade.E4)
    )
    authority.feed = [later(saved, verdict)]
    desk.run()
    good, bad = ONWARDS[state]
    assert desk.state(saved) is (bad if verdict is ReceiptVerdict.RETURNED else good)
    assert len(desk.store.rows.receipts) == 1, "the receipt is kept whatever it moves"
    if desk.state(saved) is State.CONFIRMED:
        assert (desk.now(saved).grade, desk.now(saved).proof) == (Grade.E4, Proof.RECEIPT)


def test_an_older_verdict_after_a_newer_one_changes_nothing() -> None:
    desk, authority = begun()
    saved = desk.save(1, wish=in_earnest)
    desk.run()
    rising = [ReceiptVerdict.REGISTERED, ReceiptVerdict.QUEUED, ReceiptVerdict.REGISTERED]
    authority.feed = [later(saved, verdict) for verdict in rising]
    desk.run_for(hours=1.1)
    assert told(desk, saved) == (State.CONFIRMED, Reason("S-67", {"number": "2026/7"}))
    authority.feed += [later(saved, ReceiptVerdict.RETURNED), later(saved, ReceiptVerdict.REGISTERED)]
    desk.run_for(hours=1.1)
    assert desk.state(saved) is State.RETURNED


def test_the_same_page_twice_is_heard_once() -> None:
    desk, authority = begun()
    saved = desk.save(1)
    desk.run()
    authority.decide((saved.id, 1), ReceiptVerdict.REGISTERED)
    desk.run_for(hours=1.1)
    entries, heard = len(desk.store.rows.entries), desk.events.told.count(LedgerChanged())
    authority.feed *= 3
    desk.run_for(hours=1.1)
    assert len(desk.store.rows.entries) == entries
    assert desk.events.told.count(LedgerChanged()) == heard


def test_a_lower_version_never_moves_over_a_newer_one() -> None:
    desk, authority = begun()
    first = desk.save(1)
    desk.run()
    second = newer(desk, first)
    desk.put(replace(second, not_before_at=EVENING + timedelta(hours=3)))
    authority.decide((first.id, 1), ReceiptVerdict.RETURNED, BIRTH)
    desk.run_for(hours=1.1)
    assert (desk.state(first), desk.state(second)) == (State.CONFIRMED, State.WAITING)
    desk.run_for(hours=3)
    assert (desk.state(first), desk.state(second)) == (State.SUPERSEDED, State.CONFIRMED)


def test_a_correction_confirmed_later_replaces_what_came_before_it() -> None:
    desk, authority = begun()
    first = desk.save(1, wish=lambda one: replace(one, state=State.SENT))
    second = newer(desk, first)
    desk.put(replace(second, state=State.HANDED_OVER))
    authority.feed = [later(second, ReceiptVerdict.RECEIVED)]
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.SUPERSEDED, State.CONFIRMED)


VERDICTS = st.lists(st.sampled_from(list(ReceiptVerdict)), max_size=6)


@settings(max_examples=60)
@given(VERDICTS)
def test_in_whatever_order_they_come_nothing_falls(verdicts: list[ReceiptVerdict]) -> None:
    desk, authority = begun(verdict=ReceiptVerdict.QUEUED)
    saved = desk.save(1, wish=in_earnest)
    desk.run()
    authority.feed = [later(saved, verdict) for verdict in verdicts]
    desk.run_for(hours=1.1)
    returned = ReceiptVerdict.RETURNED in verdicts
    looked_at = set(verdicts) - {ReceiptVerdict.QUEUED}
    assert desk.state(saved) is (State.RETURNED if returned else State.CONFIRMED)
    if not returned:
        assert desk.now(saved).reason == Reason("S-67" if looked_at else "S-68", {"number": "2026/7"})


def test_the_cursor_moves_with_what_it_stands_for() -> None:
    """A cut between pages loses no page."""
    desk, authority = begun()
    authority.feed = [replace(MESSAGE, id=f"m{number}") for number in range(4)]

    def cut(cursor: str | None) -> News:
        if cursor == "2":
            raise KeyboardInterrupt
        return News((*authority.feed[:2],), "2", more=True)

    class Cut(Authority):
        def news(self, cursor: str | None) -> News:
            return cut(cursor)

    later_run = desk.again(client=Cut(desk.clock))
    with pytest.raises(KeyboardInterrupt):
        later_run.courier.run_pass()
    assert (desk.condition.news_cursor, set(desk.store.rows.messages)) == ("2", {"m0", "m1"})
    desk.again(client=authority).run()
    assert set(desk.store.rows.messages) == {"m0", "m1", "m2", "m3"}

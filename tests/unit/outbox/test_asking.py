"""An endpoint that can be asked: receipts, questions before any re-send, gaps between versions."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from guestreg.domain.declaration import Declaration, EndpointKind, Grade, Hold, Kind, Proof, Reason, State
from guestreg.outbox.courier import Courier
from guestreg.ports.endpoint import (
    Absent,
    Accepted,
    Busy,
    InFlight,
    MayHaveArrived,
    NewerHeld,
    Outcome,
    Parcel,
    Receipted,
    VersionGap,
)
from guestreg.ports.receipt import ReceiptVerdict
from tests.fakes.clock import EVENING, FakeClock
from tests.fakes.endpoint import FakeClient
from tests.unit.outbox.authority import Authority, receipt
from tests.unit.outbox.post import Post, post


def begun(**parts: object) -> tuple[Post, Authority]:
    clock = FakeClock()
    authority = Authority(clock, **parts)  # type: ignore[arg-type]
    return post(client=authority, clock=clock), authority


def in_earnest(declaration: Declaration) -> Declaration:
    return replace(declaration, endpoint=EndpointKind.OPEN)


def newer(desk: Post, of: Declaration, *, version: int = 2, kind: Kind = Kind.AMEND) -> Declaration:
    """A correction of hers, as a service saves it."""
    made = replace(
        of, version=version, kind=kind, state=State.WAITING, document=of.document + b" %d" % version, sequence=99
    )
    return desk.put(replace(made, wire=made.key.encode()))


def digest(declaration: Declaration) -> str:
    return hashlib.sha256(declaration.document).hexdigest()


def test_a_receipt_confirms_and_is_kept_with_its_entry() -> None:
    desk, _ = begun()
    saved = desk.save(1, wish=in_earnest)
    desk.run()
    proven = desk.now(saved)
    assert (proven.state, proven.grade, proven.proof) == (State.CONFIRMED, Grade.E3, Proof.RECEIPT)
    assert (proven.evidence_at, proven.reason) == (EVENING, Reason("S-67", {"number": "2026/7"}))
    (kept,) = desk.store.rows.receipts
    told = [json.loads(one.envelope) for one in desk.store.rows.entries[-2:]]
    assert [one["k"] for one in told] == ["receipt", "state"]
    assert (told[0]["ref"], told[0]["d"]) == (saved.key, {"sha256": hashlib.sha256(kept.note).hexdigest()})


def test_what_left_unclear_is_asked_about_and_not_sent_again() -> None:
    desk, authority = begun(fault="answer lost")
    saved = desk.save(1)
    desk.run()
    assert desk.state(saved) is State.UNKNOWN
    authority.fault = "none"
    desk.run_for(minutes=2)
    assert (desk.state(saved), len(authority.sent), len(authority.asked)) == (State.CONFIRMED, 1, 1)
    assert authority.effects == 1
    assert len(desk.store.rows.attempts) == 1, "a question is no attempt"


def test_what_is_absent_goes_at_once_with_the_same_bytes() -> None:
    desk, authority = begun(fault="request lost")
    saved = desk.save(1)
    desk.run()
    authority.fault = "none"
    desk.run_for(minutes=2)
    assert (desk.state(saved), len(authority.sent), len(authority.asked)) == (State.CONFIRMED, 2, 1)
    assert {parcel.wire for parcel in authority.sent} == {saved.wire}


@pytest.mark.parametrize("answer", [Busy(None), MayHaveArrived(), Absent()])
def test_no_answer_takes_kept_evidence_away(answer: Outcome) -> None:
    """The police asked for a correction of what they gave a receipt for, and a person sends it as it is."""
    desk = post(client=FakeClient(otherwise=answer, held=answer))
    saved = desk.save(1, wish=lambda one: replace(one, may_have_arrived=True, grade=Grade.E3))
    desk.run_for(minutes=3)
    assert desk.now(saved).grade is Grade.E3


def test_what_a_person_sends_again_after_an_unclear_attempt_is_asked_about_too() -> None:
    desk, authority = begun()
    saved = desk.save(1, wish=lambda one: replace(one, may_have_arrived=True))
    desk.run()
    assert [parcel.version for parcel in authority.asked] == [1]
    assert desk.state(saved) is State.CONFIRMED


@pytest.mark.parametrize("answer", [Busy(90), MayHaveArrived(), InFlight(90), Accepted(), VersionGap(None)])
def test_no_answer_to_the_question_leaves_it_unclear(answer: Outcome) -> None:
    desk = post(client=FakeClient([MayHaveArrived()], held=answer))
    saved = desk.save(1)
    desk.run_for(hours=3)
    assert desk.state(saved) is State.UNKNOWN
    assert len(desk.client.sent) == 1
    assert 2 <= len(desk.client.asked) <= 30
    not_understood = isinstance(answer, Accepted | VersionGap)
    assert desk.condition.hold is (Hold.CONTRACT if not_understood else None)


def test_one_still_under_way_there_is_given_the_time_it_asks_for() -> None:
    desk = post(client=FakeClient([InFlight(600)], held=Absent()))
    saved = desk.save(1)
    desk.run()
    unclear = desk.now(saved)
    assert (unclear.state, unclear.tries, desk.condition.failures) == (State.UNKNOWN, 1, 0)
    assert unclear.next_attempt_at == EVENING + timedelta(minutes=10)


def test_near_its_deadline_no_endpoint_makes_it_wait_longer_than_an_hour() -> None:
    desk = post(client=FakeClient([InFlight(6 * 3600)], held=Absent()))
    saved = desk.save(1)
    desk.run()
    unclear = desk.now(saved)
    assert unclear.next_attempt_at is not None
    assert unclear.next_attempt_at <= max(EVENING, unclear.due_at - timedelta(minutes=30)) + timedelta(hours=1)


def test_a_correction_names_the_version_before_it() -> None:
    desk, authority = begun()
    first = desk.save(1)
    desk.run()
    second = newer(desk, first)
    desk.run()
    assert [parcel.parent for parcel in authority.sent] == [None, digest(first)]
    assert (desk.state(first), desk.state(second)) == (State.SUPERSEDED, State.CONFIRMED)


def test_a_gap_is_closed_by_the_parent_the_endpoint_names() -> None:
    desk, authority = begun()
    first = desk.save(1, wish=lambda one: replace(one, state=State.HANDED_OVER))
    authority.taken[first.id] = {1: (digest(first), ReceiptVerdict.RECEIVED)}
    second = newer(desk, first)
    desk.run()
    waiting = desk.now(second)
    assert (waiting.state, waiting.reason, waiting.tries) == (State.WAITING, Reason("E-161"), 1)
    assert desk.condition.failures == 0
    desk.run_for(minutes=1)
    assert desk.state(second) is State.CONFIRMED
    assert [parcel.parent for parcel in authority.sent] == [None, digest(first)]


def test_a_receipt_that_the_endpoint_denies_stays_proof_with_a_line() -> None:
    desk, authority = begun()
    first = desk.save(1)
    desk.run()
    authority.forget()
    second = newer(desk, first)
    desk.run()
    denied = desk.now(first)
    assert (denied.state, denied.proof, denied.reason) == (State.CONFIRMED, Proof.RECEIPT, Reason("E-162"))
    assert len(desk.store.rows.receipts) == 1
    desk.run_for(minutes=1)
    assert (desk.state(first), desk.state(second)) == (State.SUPERSEDED, State.CONFIRMED)


def test_a_mere_success_that_the_endpoint_denies_is_asked_about_and_sent_again() -> None:
    desk, authority = begun()
    first = desk.save(1, wish=lambda one: replace(one, state=State.SENT))
    authority.taken[first.id] = {}
    second = newer(desk, first, version=3)
    held = newer(desk, first, version=2)
    desk.put(replace(held, state=State.SENT))
    authority.taken[first.id] = {1: (digest(first), ReceiptVerdict.RECEIVED)}
    desk.run()
    assert (desk.state(first), desk.state(held)) == (State.SENT, State.UNKNOWN)
    desk.run_for(minutes=5)
    assert desk.state(held) is State.SUPERSEDED
    assert desk.state(second) is State.CONFIRMED


def test_a_parent_nobody_of_us_wrote_is_a_persons_matter() -> None:
    desk = post(client=FakeClient([VersionGap((1, "0" * 64))], held=Absent()))
    saved = desk.save(1)
    desk.run()
    assert (desk.state(saved), desk.now(saved).reason) == (State.RETURNED, Reason("E-159"))


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        (NewerHeld(2), State.RETURNED),
        (Absent(), State.UNKNOWN),
        (Busy(None), State.UNKNOWN),
    ],
)
def test_a_newer_version_there_counts_once_the_question_says_so(asked: Outcome, state: State) -> None:
    desk = post(client=FakeClient([NewerHeld(2)], held=asked))
    saved = desk.save(1)
    desk.run()
    assert desk.state(saved) is state


def test_a_newer_version_there_that_holds_this_one_too_proves_it() -> None:
    desk = post()
    saved = desk.save(1)
    desk = desk.again(client=FakeClient([NewerHeld(2)], held=Receipted(receipt(saved.id, 1))))
    desk.run()
    assert desk.state(saved) is State.CONFIRMED


def test_an_endpoint_that_cannot_be_asked_is_believed() -> None:
    desk = post([NewerHeld(2)])
    saved = desk.save(1)
    desk.run()
    assert (desk.state(saved), desk.now(saved).reason) == (State.RETURNED, Reason("E-159"))


def test_only_a_newer_version_of_ours_replaces_one() -> None:
    """A stranger's would take the guest out of everybody's sight."""
    desk = post([NewerHeld(2)])
    saved = desk.save(1)
    desk.put(replace(saved, version=2, state=State.WAITING, wire=b"2"))
    desk.run()
    assert desk.state(saved) is State.SUPERSEDED


def test_what_was_moved_while_it_was_asked_about_stays_as_it_is() -> None:
    desk, _ = begun(fault="request lost")
    saved = desk.save(1)
    desk.run()

    def meanwhile(parcel: Parcel) -> Absent:
        desk.put(replace(desk.now(saved), state=State.HANDED_OVER))
        return Absent()

    later = desk.again(client=FakeClient(held=meanwhile))
    desk.clock.advance(minutes=2)
    later.run()
    assert desk.state(saved) is State.HANDED_OVER


def test_a_signed_request_to_correct_is_not_sent_again_blindly() -> None:
    desk, authority = begun(verdict=ReceiptVerdict.RETURNED)
    saved = desk.save(1, wish=in_earnest)
    desk.run()
    back = desk.now(saved)
    assert (back.state, back.grade, back.reason) == (State.RETURNED, Grade.E3, Reason("E-160", {"text": ""}))
    desk.put(replace(back, state=State.WAITING))
    desk.run_for(minutes=2)
    assert (desk.state(saved), len(authority.sent), len(authority.asked)) == (State.RETURNED, 1, 1)


def test_a_head_goes_along_when_there_is_a_way_to_sign_one() -> None:
    desk, authority = begun()
    desk.save(1)
    courier = Courier(
        desk.store,
        desk.terms,
        authority,
        desk.journal,
        desk.clock,
        desk.random,
        desk.events,
        desk.run_of_program,
        head_note=lambda uow: b"head %d" % uow.ledger.head().seq,
    )
    courier.run_pass()
    (parcel,) = authority.sent
    assert parcel.checkpoint == b"head 1"


def test_what_was_told_another_way_is_not_doubted_for_a_gap() -> None:
    desk = post(client=FakeClient([VersionGap(None)], held=Absent()))
    first = desk.save(1, wish=lambda one: replace(one, state=State.HANDED_OVER))
    second = newer(desk, first)
    desk.run()
    assert (desk.state(first), desk.state(second)) == (State.HANDED_OVER, State.WAITING)

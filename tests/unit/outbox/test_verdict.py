"""What an answer means, row by row: on a first attempt, after an unclear one, over a real and a practice endpoint."""

from dataclasses import replace
from typing import cast, get_args

import pytest

from guestreg.domain.declaration import (
    EndpointKind,
    FieldError,
    Grade,
    Hold,
    Reason,
    State,
)
from guestreg.domain.guest import GuestKind
from guestreg.domain.moves import Actor, check_move
from guestreg.outbox.verdict import EvidenceTime, Slows, Verdict, judge, judge_greeting
from guestreg.ports.endpoint import (
    Absent,
    Held,
    NothingLeft,
    Outcome,
    Refused,
    WindowOver,
)
from tests.unit.outbox.verdict_rows import OURS, ROWS, sending


@pytest.mark.parametrize("row", ROWS)
def test_first_attempt(row: str) -> None:
    outcome, first, _ = ROWS[row]
    assert judge(sending(), outcome, {OURS}) == first


@pytest.mark.parametrize("row", ROWS)
def test_after_an_unclear_attempt(row: str) -> None:
    outcome, _, later = ROWS[row]
    assert judge(sending(earlier=True), outcome, {OURS}) == later


@pytest.mark.parametrize("row", ROWS)
def test_practice_is_worth_no_more_than_a_persons_word(row: str) -> None:
    outcome, first, later = ROWS[row]
    for earlier, verdict in ((False, first), (True, later)):
        weaker = verdict.grade if verdict.grade is Grade.E0 else Grade.E1
        practice = judge(sending(earlier=earlier, endpoint=EndpointKind.PRACTICE), outcome, {OURS})
        assert practice == replace(verdict, grade=weaker)


@pytest.mark.parametrize("earlier", [False, True])
def test_a_code_not_a_password_is_asked_for_where_one_let_the_computer_in(earlier: bool) -> None:
    verdict = judge(sending(earlier=earlier, endpoint=EndpointKind.OPEN), Held(Hold.CREDENTIALS), {OURS})
    assert (verdict.hold, verdict.trouble) == (Hold.CREDENTIALS, Reason("E-213"))
    assert verdict.reason == Reason("E-31" if earlier else "E-213")


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("earlier", [False, True])
def test_every_verdict_is_a_legal_move_of_a_reply(row: str, earlier: bool) -> None:
    outcome = ROWS[row][0]
    left = sending(earlier=earlier)
    check_move(left, judge(left, outcome, {OURS}).state, Actor.REPLY)


@pytest.mark.parametrize("row", ROWS)
def test_an_unclear_attempt_is_never_forgotten_for_want_of_an_answer(row: str) -> None:
    assert judge(sending(earlier=True), ROWS[row][0], {OURS}).state is not State.WAITING


def test_asked_and_absent_it_waits_as_if_it_had_never_left() -> None:
    asked = replace(sending(earlier=True), state=State.UNKNOWN)
    assert judge(asked, Absent()) == Verdict(State.WAITING, None, slows=Slows.AS_BEFORE)
    check_move(asked, State.WAITING, Actor.REPLY)


def test_every_outcome_has_a_row() -> None:
    assert {type(outcome) for outcome, _, _ in ROWS.values()} == set(get_args(Outcome))


def test_only_success_forms_end_well() -> None:
    good = {
        row for row, (_, first, later) in ROWS.items() if {first.state, later.state} & {State.SENT, State.CONFIRMED}
    }
    assert good == {
        "accepted",
        "already, all ours",
        "a receipt",
        "a receipt from the register",
        "a receipt naming our head",
        "arrived, not yet looked at",
    }


def test_an_unclear_version_without_words_gets_its_sentence() -> None:
    wordless = replace(sending(earlier=True), reason=None)
    assert judge(wordless, NothingLeft("no_network")).reason == Reason("E-31")


def test_an_outcome_nobody_knows_is_a_bug() -> None:
    unheard = cast(Outcome, "something new")
    with pytest.raises(AssertionError):
        judge_greeting(unheard, EndpointKind.OPEN)
    with pytest.raises(AssertionError):
        judge(sending(), unheard)


def test_a_foreigner_s_window_names_her_own_ways() -> None:
    foreigner = replace(sending(), guest_kind=GuestKind.FOREIGNER)
    over = judge(foreigner, WindowOver(True, ()))
    assert over.reason == Reason("E-181", {"day": "21/11"})


def test_what_a_verdict_does_not_say_claims_nothing() -> None:
    """The rows above leave it out on both sides."""
    bare = Verdict(State.WAITING, None)
    assert (bare.grade, bare.proof, bare.evidence_time) == (Grade.E0, None, EvidenceTime.NONE)
    assert (bare.slows, bare.hold, bare.trouble, bare.retry_after_s) == (Slows.NOTHING, None, None, None)
    assert (bare.may_have_arrived, bare.program_fault, bare.person_next, bare.try_again) == (False,) * 4
    assert bare.errors == ()


@pytest.mark.parametrize(
    ("field", "unproven"), [("", True), ("planned_departure", True), ("permitted_until", True), ("birth_date", False)]
)
def test_after_an_unclear_attempt_only_a_field_that_time_does_not_change_proves_absence(
    field: str, unproven: bool
) -> None:
    refused = Refused((FieldError(field, "E-09", "Không rõ"),))
    assert judge(sending(earlier=True), refused).may_have_arrived is unproven
    assert not judge(sending(), refused).may_have_arrived

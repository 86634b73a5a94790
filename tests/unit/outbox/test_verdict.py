"""What an answer means, row by row: on a first attempt, after an unclear one, over a real and a practice endpoint."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast, get_args

import pytest

from guestreg.domain.declaration import (
    Declaration,
    EndpointKind,
    FieldError,
    Grade,
    Hold,
    Proof,
    Reason,
    State,
)
from guestreg.domain.guest import GuestKind
from guestreg.domain.moves import Actor, check_move
from guestreg.outbox.verdict import EvidenceTime, Greeted, Slows, Verdict, judge, judge_greeting
from guestreg.ports.endpoint import (
    Absent,
    Accepted,
    AlreadyThere,
    Busy,
    Held,
    InFlight,
    MayHaveArrived,
    NewerHeld,
    NothingLeft,
    NotUnderstood,
    Outcome,
    ProgramFault,
    Receipted,
    Refused,
    VersionGap,
    WindowOver,
)
from guestreg.ports.receipt import Receipt, ReceiptVerdict
from tests.fakes.kept import declaration, kept_stay

UNCLEAR = Reason("E-31")
BIRTH = FieldError("birth_date", "E-09", "Ngày sinh sai")
ARRIVAL = FieldError("arrival", "E-38", "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua")
ALREADY = FieldError("doc_number", "E-33", "đang tạm trú tại CSLT và chưa checkout")
OVER = FieldError("permitted_until", "E-09", "Thời hạn")
ORDER = FieldError("planned_departure", "E-18", "Ngày đi")
GONE = FieldError("doc_number", "E-185", "không tồn tại")
STRANGE_WORDS = FieldError("", "E-09", "Không rõ")
DAYS = (date(2026, 11, 20), date(2026, 11, 22))
DAY_PARAMS = {"arrival": "20/11/2026", "departure": "22/11/2026"}
OUR_NUMBER = "001190000017"

MATCH = AlreadyThere(OUR_NUMBER, *DAYS, (ALREADY,), True, True)
OTHER_DATES = AlreadyThere(OUR_NUMBER, *DAYS, (ALREADY,), True, False)
BARE = AlreadyThere(None, None, None, (ALREADY,), None, None)
NUMBER_ONLY = AlreadyThere(OUR_NUMBER, None, None, (ALREADY,), True, None)
DATES_ONLY = AlreadyThere(None, *DAYS, (ALREADY,), None, True)
FOREIGN_NUMBER = AlreadyThere("999999999999", *DAYS, (ALREADY,), False, True)


def _receipted(said: ReceiptVerdict, *errors: FieldError, names_our_head: bool = False) -> Receipted:
    one = declaration(kept_stay(1))
    at = datetime(2026, 11, 21, 13, tzinfo=UTC)
    return Receipted(Receipt(one.id, 1, said, at, "Công an xã Mẫu", "2026/7", names_our_head, b"note"), errors)


def _sending(*, earlier: bool = False, endpoint: EndpointKind = EndpointKind.KBTT) -> Declaration:
    made = replace(declaration(kept_stay(1)), state=State.SENDING, endpoint=endpoint)
    return replace(made, may_have_arrived=True, reason=UNCLEAR) if earlier else made


def _still_open(code: str, **parts: object) -> tuple[Verdict, Verdict]:
    """On a first attempt `waiting`; an unclear one before it stays `unknown`, in its own words."""
    trouble = Reason(code)
    common = {"slows": Slows.ENDPOINT, "trouble": trouble} | parts
    return (
        Verdict(State.WAITING, trouble, **common),  # type: ignore[arg-type]
        Verdict(State.UNKNOWN, UNCLEAR, may_have_arrived=True, **common),  # type: ignore[arg-type]
    )


def _twice(verdict: Verdict) -> tuple[Verdict, Verdict]:
    return verdict, verdict


NOT_CLEAR = Verdict(State.UNKNOWN, UNCLEAR, may_have_arrived=True, slows=Slows.ENDPOINT, trouble=Reason("E-31"))
STRANGE = Verdict(
    State.UNKNOWN,
    Reason("E-52"),
    may_have_arrived=True,
    slows=Slows.ENDPOINT,
    hold=Hold.CONTRACT,
    trouble=Reason("E-52"),
)
RETURNED_OTHER_DATES = Verdict(State.RETURNED, Reason("E-33", DAY_PARAMS), Grade.E2, errors=(ALREADY,))
ASK_A_PERSON = Verdict(
    State.UNKNOWN, Reason("E-31", {"ask": "list"}), may_have_arrived=True, errors=(ALREADY,), person_next=True
)

PROVEN = Verdict(State.CONFIRMED, Reason("S-67", {"number": "2026/7"}), Grade.E3, Proof.RECEIPT, EvidenceTime.RECEIPT)
CORRECT = Verdict(State.RETURNED, Reason("E-160", {"text": ""}), Grade.E3, may_have_arrived=True)
OURS = (1, "a" * 64)


def _twice_open() -> tuple[Verdict, Verdict]:
    return (
        Verdict(State.WAITING, Reason("E-161"), try_again=True),
        Verdict(State.UNKNOWN, UNCLEAR, may_have_arrived=True, try_again=True),
    )


# outcome | verdict on a first attempt | verdict after an attempt that may have arrived
ROWS: dict[str, tuple[Outcome, Verdict, Verdict]] = {
    "no network": (NothingLeft("no_network"), *_still_open("E-01")),
    "too slow before the body left": (NothingLeft("too_slow"), *_still_open("E-02")),
    "sign-in page": (NothingLeft("sign_in_page"), *_still_open("E-32")),
    "busy": (Busy(None), *_still_open("E-03")),
    "busy, come later": (Busy(90), *_still_open("E-03", retry_after_s=90)),
    "certificate": (Held(Hold.CERTIFICATE), *_still_open("E-05", hold=Hold.CERTIFICATE)),
    "credentials": (Held(Hold.CREDENTIALS), *_still_open("E-04", hold=Hold.CREDENTIALS)),
    "address": (Held(Hold.ADDRESS), *_still_open("E-07", hold=Hold.ADDRESS)),
    "contract": (Held(Hold.CONTRACT), *_still_open("E-52", hold=Hold.CONTRACT)),
    "cut after the body left": (MayHaveArrived(), *_twice(NOT_CLEAR)),
    "no form we know": (NotUnderstood(), *_twice(STRANGE)),
    "accepted": (
        Accepted(),
        Verdict(State.SENT, Reason("S-02", {"n": "1"}), Grade.E2, evidence_time=EvidenceTime.ANSWER),
        Verdict(
            State.SENT,
            Reason("S-02", {"n": "1", "after": "unclear"}),
            Grade.E2,
            evidence_time=EvidenceTime.ANSWER,
        ),
    ),
    "refused": (
        Refused((BIRTH,)),
        *_twice(Verdict(State.RETURNED, Reason("E-09", {"text": "Ngày sinh sai"}), Grade.E2, errors=(BIRTH,))),
    ),
    "refused without a clause": (
        Refused(()),
        *_twice(Verdict(State.RETURNED, Reason("E-09", {"text": ""}), Grade.E2)),
    ),
    "refused in words nobody knows": (
        Refused((STRANGE_WORDS,)),
        Verdict(State.RETURNED, Reason("E-09", {"text": "Không rõ"}), Grade.E2, errors=(STRANGE_WORDS,)),
        Verdict(
            State.RETURNED,
            Reason("E-09", {"text": "Không rõ"}),
            Grade.E2,
            may_have_arrived=True,
            errors=(STRANGE_WORDS,),
        ),
    ),
    "refused and already": (
        Refused((BIRTH, ALREADY)),
        Verdict(State.RETURNED, Reason("E-09", {"text": "Ngày sinh sai"}), Grade.E2, errors=(BIRTH, ALREADY)),
        Verdict(
            State.RETURNED,
            Reason("E-09", {"text": "Ngày sinh sai"}),
            Grade.E2,
            may_have_arrived=True,
            errors=(BIRTH, ALREADY),
        ),
    ),
    "a day that is over by now": (
        Refused((OVER,)),
        Verdict(State.RETURNED, Reason("E-09", {"text": "Thời hạn"}), Grade.E2, errors=(OVER,)),
        Verdict(State.RETURNED, Reason("E-09", {"text": "Thời hạn"}), Grade.E2, may_have_arrived=True, errors=(OVER,)),
    ),
    "departure before arrival": (
        Refused((ORDER,)),
        *_twice(Verdict(State.RETURNED, Reason("E-18", {"text": "Ngày đi"}), Grade.E2, errors=(ORDER,))),
    ),
    "a repeat of what may have worked": (
        Refused((GONE,), may_have_worked=True, denies_the_stay=True),
        Verdict(State.RETURNED, Reason("E-185", {"text": "không tồn tại"}), Grade.E2, errors=(GONE,)),
        replace(ASK_A_PERSON, errors=(GONE,)),
    ),
    "a stay denied": (
        Refused((GONE,), denies_the_stay=True),
        *_twice(Verdict(State.RETURNED, Reason("E-185", {"text": "không tồn tại"}), Grade.E2, errors=(GONE,))),
    ),
    "already, all ours": (
        MATCH,
        Verdict(State.CONFIRMED, Reason("E-08"), Grade.E2, Proof.ALREADY, EvidenceTime.ANSWER),
        Verdict(State.CONFIRMED, Reason("E-08"), Grade.E2, Proof.ALREADY, EvidenceTime.UNCLEAR_ATTEMPT),
    ),
    "already, other dates": (
        OTHER_DATES,
        RETURNED_OTHER_DATES,
        replace(RETURNED_OTHER_DATES, may_have_arrived=True),
    ),
    "already, bare": (
        BARE,
        Verdict(State.RETURNED, Reason("E-33"), Grade.E2, errors=(ALREADY,)),
        ASK_A_PERSON,
    ),
    "already, number without dates": (
        NUMBER_ONLY,
        Verdict(State.RETURNED, Reason("E-33"), Grade.E2, errors=(ALREADY,)),
        ASK_A_PERSON,
    ),
    "already, dates without number": (
        DATES_ONLY,
        Verdict(State.RETURNED, Reason("E-33", DAY_PARAMS), Grade.E2, errors=(ALREADY,)),
        ASK_A_PERSON,
    ),
    "already, somebody else's number": (
        FOREIGN_NUMBER,
        Verdict(State.RETURNED, Reason("E-53"), Grade.E2, program_fault=True, errors=(ALREADY,)),
        replace(ASK_A_PERSON, reason=Reason("E-31", {"ask": "list", "code": "E-53"})),
    ),
    "window over": (
        WindowOver(True, (ARRIVAL,)),
        Verdict(State.WINDOW_CLOSED, Reason("E-30", {"day": "21/11"}), Grade.E2, errors=(ARRIVAL,)),
        Verdict(
            State.WINDOW_CLOSED,
            Reason("E-30", {"day": "21/11"}),
            Grade.E2,
            may_have_arrived=True,
            errors=(ARRIVAL,),
        ),
    ),
    "arrival ahead": (
        WindowOver(False, (ARRIVAL,)),
        Verdict(State.RETURNED, Reason("E-38"), Grade.E2, errors=(ARRIVAL,)),
        Verdict(State.RETURNED, Reason("E-38"), Grade.E2, may_have_arrived=True, errors=(ARRIVAL,)),
    ),
    "our bytes are wrong": (
        ProgramFault(),
        Verdict(State.RETURNED, Reason("E-53"), Grade.E2, program_fault=True),
        Verdict(State.RETURNED, Reason("E-53"), Grade.E2, may_have_arrived=True, program_fault=True),
    ),
    "a receipt": (_receipted(ReceiptVerdict.RECEIVED), *_twice(PROVEN)),
    "a receipt from the register": (_receipted(ReceiptVerdict.REGISTERED), *_twice(PROVEN)),
    "a receipt naming our head": (
        _receipted(ReceiptVerdict.RECEIVED, names_our_head=True),
        *_twice(replace(PROVEN, grade=Grade.E4)),
    ),
    "arrived, not yet looked at": (
        _receipted(ReceiptVerdict.QUEUED),
        *_twice(replace(PROVEN, reason=Reason("S-68", {"number": "2026/7"}))),
    ),
    "a signed request to correct": (
        _receipted(ReceiptVerdict.RETURNED, BIRTH, names_our_head=True),
        *_twice(replace(CORRECT, reason=Reason("E-09", {"text": "Ngày sinh sai"}), errors=(BIRTH,))),
    ),
    "a signed request without a clause": (
        _receipted(ReceiptVerdict.RETURNED),
        *_twice(CORRECT),
    ),
    "still at work on it": (
        InFlight(5),
        *_twice(Verdict(State.UNKNOWN, UNCLEAR, may_have_arrived=True, retry_after_s=5, try_again=True)),
    ),
    "nothing there of an earlier version": (VersionGap(None), *_twice_open()),
    "another parent, ours": (VersionGap(OURS), *_twice_open()),
    "another parent, not ours": (
        VersionGap((2, "0" * 64)),
        Verdict(State.RETURNED, Reason("E-159"), Grade.E2),
        Verdict(State.RETURNED, Reason("E-159"), Grade.E2, may_have_arrived=True),
    ),
    "a newer version there": (
        NewerHeld(3),
        Verdict(State.SUPERSEDED, Reason("E-159"), Grade.E2),
        Verdict(State.SUPERSEDED, Reason("E-159"), Grade.E2, may_have_arrived=True),
    ),
    "absent, though nobody asked": (Absent(), *_twice(STRANGE)),
}


@pytest.mark.parametrize("row", ROWS)
def test_first_attempt(row: str) -> None:
    outcome, first, _ = ROWS[row]
    assert judge(_sending(), outcome, {OURS}) == first


@pytest.mark.parametrize("row", ROWS)
def test_after_an_unclear_attempt(row: str) -> None:
    outcome, _, later = ROWS[row]
    assert judge(_sending(earlier=True), outcome, {OURS}) == later


@pytest.mark.parametrize("row", ROWS)
def test_practice_is_worth_no_more_than_a_persons_word(row: str) -> None:
    outcome, first, later = ROWS[row]
    for earlier, verdict in ((False, first), (True, later)):
        weaker = verdict.grade if verdict.grade is Grade.E0 else Grade.E1
        practice = judge(_sending(earlier=earlier, endpoint=EndpointKind.PRACTICE), outcome, {OURS})
        assert practice == replace(verdict, grade=weaker)


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("earlier", [False, True])
def test_every_verdict_is_a_legal_move_of_a_reply(row: str, earlier: bool) -> None:
    outcome = ROWS[row][0]
    sending = _sending(earlier=earlier)
    check_move(sending, judge(sending, outcome, {OURS}).state, Actor.REPLY)


@pytest.mark.parametrize("row", ROWS)
def test_an_unclear_attempt_is_never_forgotten_for_want_of_an_answer(row: str) -> None:
    assert judge(_sending(earlier=True), ROWS[row][0], {OURS}).state is not State.WAITING


def test_asked_and_absent_it_waits_as_if_it_had_never_left() -> None:
    asked = replace(_sending(earlier=True), state=State.UNKNOWN)
    assert judge(asked, Absent()) == Verdict(State.WAITING, None)
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
    wordless = replace(_sending(earlier=True), reason=None)
    assert judge(wordless, NothingLeft("no_network")).reason == Reason("E-31")


GREETINGS: list[tuple[Outcome, Greeted]] = [
    (NothingLeft("no_network"), Greeted(Reason("E-01"))),
    (NothingLeft("too_slow"), Greeted(Reason("E-02"))),
    (NothingLeft("sign_in_page"), Greeted(Reason("E-32"))),
    (Busy(7), Greeted(Reason("E-03"), retry_after_s=7)),
    (MayHaveArrived(), Greeted(Reason("E-03"))),
    (NotUnderstood(), Greeted(Reason("E-03"))),
    *(
        (Held(hold), Greeted(Reason(code), hold))
        for hold, code in zip(Hold, ("E-04", "E-07", "E-05", "E-52"), strict=True)
    ),
    *(
        (outcome, Greeted(Reason("E-52"), Hold.CONTRACT))
        for outcome in (
            Accepted(),
            Refused(()),
            BARE,
            WindowOver(True, ()),
            ProgramFault(),
            _receipted(ReceiptVerdict.RECEIVED),
            InFlight(5),
            VersionGap(None),
            NewerHeld(2),
            Absent(),
        )
    ),
]


@pytest.mark.parametrize(("outcome", "expected"), GREETINGS)
def test_greeting(outcome: Outcome, expected: Greeted) -> None:
    assert judge_greeting(outcome) == expected


def test_every_outcome_of_a_greeting_has_a_row() -> None:
    assert {type(outcome) for outcome, _ in GREETINGS} == set(get_args(Outcome))


def test_an_outcome_nobody_knows_is_a_bug() -> None:
    unheard = cast(Outcome, "something new")
    with pytest.raises(AssertionError):
        judge_greeting(unheard)
    with pytest.raises(AssertionError):
        judge(_sending(), unheard)


def test_a_foreigner_s_window_names_her_own_ways() -> None:
    foreigner = replace(_sending(), guest_kind=GuestKind.FOREIGNER)
    over = judge(foreigner, WindowOver(True, ()))
    assert over.reason == Reason("E-181", {"day": "21/11"})

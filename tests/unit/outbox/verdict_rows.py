"""Every outcome with the verdict on a first attempt and on one after an unclear one."""

from dataclasses import replace
from datetime import UTC, date, datetime

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
from guestreg.outbox.verdict import EvidenceTime, Slows, Verdict
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


def receipted(said: ReceiptVerdict, *errors: FieldError, names_our_head: bool = False) -> Receipted:
    one = declaration(kept_stay(1))
    at = datetime(2026, 11, 21, 13, tzinfo=UTC)
    return Receipted(Receipt(one.id, 1, said, at, "Công an xã Mẫu", "2026/7", names_our_head, b"note"), errors)


def sending(*, earlier: bool = False, endpoint: EndpointKind = EndpointKind.KBTT) -> Declaration:
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
    "a receipt": (receipted(ReceiptVerdict.RECEIVED), *_twice(PROVEN)),
    "a receipt from the register": (receipted(ReceiptVerdict.REGISTERED), *_twice(PROVEN)),
    "a receipt naming our head": (
        receipted(ReceiptVerdict.RECEIVED, names_our_head=True),
        *_twice(replace(PROVEN, grade=Grade.E4)),
    ),
    "arrived, not yet looked at": (
        receipted(ReceiptVerdict.QUEUED),
        *_twice(replace(PROVEN, reason=Reason("S-68", {"number": "2026/7"}))),
    ),
    "a signed request to correct": (
        receipted(ReceiptVerdict.RETURNED, BIRTH, names_our_head=True),
        *_twice(replace(CORRECT, reason=Reason("E-09", {"text": "Ngày sinh sai"}), errors=(BIRTH,))),
    ),
    "a signed request to correct two things": (
        receipted(ReceiptVerdict.RETURNED, BIRTH, ARRIVAL),
        *_twice(replace(CORRECT, reason=Reason("E-09", {"text": "Ngày sinh sai"}), errors=(BIRTH, ARRIVAL))),
    ),
    "a signed request without a clause": (
        receipted(ReceiptVerdict.RETURNED),
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

"""What a greeting that failed says of the endpoint: one row for every outcome."""

from typing import get_args

import pytest

from guestreg.domain.declaration import (
    EndpointKind,
    Hold,
    Reason,
)
from guestreg.outbox.verdict import Greeted, judge_greeting
from guestreg.ports.endpoint import (
    Absent,
    Accepted,
    Busy,
    Held,
    InFlight,
    MayHaveArrived,
    NewerHeld,
    NothingLeft,
    NotUnderstood,
    Outcome,
    ProgramFault,
    Refused,
    VersionGap,
    WindowOver,
)
from guestreg.ports.receipt import ReceiptVerdict
from tests.unit.outbox.verdict_rows import BARE, receipted

_HOLD_CODES = dict(zip(Hold, ("E-04", "E-07", "E-05", "E-52"), strict=True))
GREETINGS: list[tuple[Outcome, Greeted]] = [
    (NothingLeft("no_network"), Greeted(Reason("E-01"))),
    (NothingLeft("too_slow"), Greeted(Reason("E-02"))),
    (NothingLeft("sign_in_page"), Greeted(Reason("E-32"))),
    (Busy(7), Greeted(Reason("E-03"), retry_after_s=7)),
    (MayHaveArrived(), Greeted(Reason("E-03"))),
    (NotUnderstood(), Greeted(Reason("E-03"))),
    *((Held(hold), Greeted(Reason(code), hold)) for hold, code in _HOLD_CODES.items()),
    *(
        (outcome, Greeted(Reason("E-52"), Hold.CONTRACT))
        for outcome in (
            Accepted(),
            Refused(()),
            BARE,
            WindowOver(True, ()),
            ProgramFault(),
            receipted(ReceiptVerdict.RECEIVED),
            InFlight(5),
            VersionGap(None),
            NewerHeld(2),
            Absent(),
        )
    ),
]


@pytest.mark.parametrize(("outcome", "expected"), GREETINGS)
def test_greeting(outcome: Outcome, expected: Greeted) -> None:
    assert judge_greeting(outcome, EndpointKind.KBTT) == expected


@pytest.mark.parametrize("hold", Hold)
def test_who_was_let_in_by_a_code_is_not_told_of_a_password(hold: Hold) -> None:
    code = "E-213" if hold is Hold.CREDENTIALS else _HOLD_CODES[hold]
    assert judge_greeting(Held(hold), EndpointKind.OPEN) == Greeted(Reason(code), hold)


def test_every_outcome_of_a_greeting_has_a_row() -> None:
    assert {type(outcome) for outcome, _ in GREETINGS} == set(get_args(Outcome))

"""What the first page shows, worked out from tonight's numbers."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from guestreg.domain.declaration import DONE, OPEN, Hold, State
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from guestreg.services.queries.today import Today

_WARN_BEFORE, _PHONE_BEFORE = timedelta(hours=2), timedelta(minutes=30)
_LEAVING = frozenset({State.WAITING, State.SENDING, State.UNKNOWN})
HOLD_CODES = {Hold.CREDENTIALS: "E-04", Hold.CERTIFICATE: "E-05", Hold.ADDRESS: "E-07", Hold.CONTRACT: "E-52"}


class Notice(StrEnum):
    """Which banner stands; the first that fits, from the top."""

    HELD = "held"
    OTHER_WAY = "other_way"
    PAST = "past"
    NEAR = "near"
    TONIGHT = "tonight"
    CALM = "calm"
    TO_CORRECT = "to_correct"
    DONE = "done"
    NOBODY = "nobody"


class TodayModel(NamedTuple):
    """`unsent` guests can still go by themselves; `overdue` of them are past their deadline. `sent_to` is None in
    practice, where nobody gets them."""

    now: datetime
    lines: tuple[GuestLine, ...]
    notice: Notice
    unsent: int
    overdue: int
    other_way: int
    to_correct: int
    due_at: datetime | None
    done: int
    confirmed: int
    hold: Hold | None
    sent_to: str | None
    police_phone: str

    @property
    def total(self) -> int:
        """Tonight's guests that the police must know of."""
        return sum(1 for line in self.lines if line.state in DONE | OPEN | {State.RETURNED})


class Unfinished(NamedTuple):
    """A new stay of so many `guests` that isn't recorded, or with 0 the correction of the stay of `name`."""

    guests: int
    name: str
    more: int


def model_of(today: Today, *, sent_to: str | None, police_phone: str) -> TodayModel:
    """Numbers equal their query: every open line counts, of tonight or of an earlier day."""
    leaving = [line for line in today.open_lines if line.state in _LEAVING]
    other_way = sum(1 for line in today.open_lines if line.state is State.WINDOW_CLOSED)
    due_at = min((line.due_at for line in leaving), default=None)
    return TodayModel(
        now=today.now,
        lines=today.lines,
        notice=_notice(today, due_at, other_way, today.condition),
        unsent=len(leaving),
        overdue=sum(1 for line in leaving if line.due_at < today.now),
        other_way=other_way,
        to_correct=today.returned_count,
        due_at=due_at,
        done=today.done_count,
        confirmed=today.confirmed_count,
        hold=today.condition.hold,
        sent_to=sent_to,
        police_phone=police_phone,
    )


def _notice(today: Today, due_at: datetime | None, other_way: int, condition: EndpointCondition) -> Notice:
    if condition.hold is not None and due_at is not None:
        return Notice.HELD
    if other_way:
        return Notice.OTHER_WAY
    if due_at is not None:
        return _by_time(due_at - today.now)
    if today.returned_count:
        return Notice.TO_CORRECT
    return Notice.DONE if today.lines else Notice.NOBODY


def _by_time(left: timedelta) -> Notice:
    if left < timedelta():
        return Notice.PAST
    if left <= _PHONE_BEFORE:
        return Notice.NEAR
    return Notice.TONIGHT if left <= _WARN_BEFORE else Notice.CALM

"""What the first page shows, worked out from tonight's numbers."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from guestreg.domain.declaration import DONE, OPEN, State
from guestreg.domain.guest import GuestKind
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from guestreg.services.queries.standing import goes_by_itself
from guestreg.services.queries.today import Today

_WARN_BEFORE, _PHONE_BEFORE = timedelta(hours=2), timedelta(minutes=30)
_LEAVING = frozenset({State.WAITING, State.SENDING, State.UNKNOWN})


class Notice(StrEnum):
    """Which banner stands; the first that fits, from the top."""

    HELD = "held"
    OTHER_WAY = "other_way"
    CLOSING = "closing"
    PAST = "past"
    NEAR = "near"
    TONIGHT = "tonight"
    CALM = "calm"
    TO_CORRECT = "to_correct"
    DONE = "done"
    NOBODY = "nobody"


class TodayModel(NamedTuple):
    """`unsent` guests can still be sent, `by_itself` of them without a person; `overdue` of them are past their
    deadline, and soon the endpoint takes `closing` of them no more. `foreign` are foreigners among those the banner
    speaks of when it names other ways. `sent_to` is None in practice, where nobody gets them."""

    now: datetime
    lines: tuple[GuestLine, ...]
    notice: Notice
    unsent: int
    by_itself: int
    overdue: int
    other_way: int
    closing: int
    foreign: int
    to_correct: int
    due_at: datetime | None
    closes_at: datetime | None
    done: int
    confirmed: int
    condition: EndpointCondition
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
    other_way = [line for line in today.open_lines if line.state is State.WINDOW_CLOSED]
    closing = [line for line in leaving if _closes_soon(line, today.now)]
    due_at = min((line.due_at for line in leaving), default=None)
    return TodayModel(
        now=today.now,
        lines=today.lines,
        notice=_notice(today, due_at, len(other_way), len(closing)),
        unsent=len(leaving),
        by_itself=sum(map(goes_by_itself, leaving)),
        overdue=sum(1 for line in leaving if line.due_at < today.now),
        other_way=len(other_way),
        closing=len(closing),
        foreign=sum(1 for line in other_way or closing if line.guest_kind is GuestKind.FOREIGNER),
        to_correct=today.returned_count,
        due_at=due_at,
        closes_at=min((line.window_closes_at for line in closing if line.window_closes_at), default=None),
        done=today.done_count,
        confirmed=today.confirmed_count,
        condition=today.condition,
        sent_to=sent_to,
        police_phone=police_phone,
    )


def _closes_soon(line: GuestLine, now: datetime) -> bool:
    closes_at = line.window_closes_at
    return closes_at is not None and now <= closes_at <= now + _WARN_BEFORE


def _notice(today: Today, due_at: datetime | None, other_way: int, closing: int) -> Notice:
    if today.condition.hold is not None and due_at is not None:
        return Notice.HELD
    if other_way:
        return Notice.OTHER_WAY
    if closing:
        return Notice.CLOSING
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

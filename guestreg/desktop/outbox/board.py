"""The open lines sorted by what to do about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from guestreg.domain.declaration import State
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition

NO_NETWORK = frozenset({"E-01", "E-32"})
BY_HAND = frozenset({"S-93", "S-94"})
"""Reasons of what waits for a person, not for the wire."""


class Group(StrEnum):
    """From the top of the page down."""

    ACT = "act"
    NETWORK = "network"
    BY_ITSELF = "by_itself"


@dataclass(frozen=True, slots=True)
class Pile:
    """Lines of one group that stand for the same reason and are due at the same time: one card."""

    group: Group
    lines: tuple[GuestLine, ...]

    @property
    def first(self) -> GuestLine:
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Board:
    """`unsent` and `to_correct` are the navigation's counters; `sent` waits to be compared, `received` are proven."""

    now: datetime
    piles: tuple[Pile, ...]
    sent: tuple[GuestLine, ...]
    received: int
    unsent: int
    to_correct: int
    condition: EndpointCondition
    police_phone: str

    @property
    def all_received(self) -> bool:
        """Only what is proven counts: an empty book was received by nobody."""
        return self.received > 0 and not self.sent

    @property
    def held(self) -> bool:
        """Whether the endpoint was stopped: no line is tried, whatever time stands beside it."""
        return self.condition.hold is not None

    @property
    def leaving(self) -> bool:
        """Whether anything goes by itself once it can."""
        return any(pile.group is not Group.ACT for pile in self.piles)

    @property
    def other_way(self) -> int:
        return sum(len(pile.lines) for pile in self.piles if is_told_by_hand(pile.first))

    @property
    def asks(self) -> Pile | None:
        """What a person must see to before anything on this page; None while the program has the next step."""
        if self.held and self.leaving:
            return None
        wanted = is_told_by_hand if self.other_way else _is_returned
        found = next((pile for pile in self.piles if wanted(pile.first)), None)
        return found if self.other_way or not self.leaving else None

    @property
    def next_at(self) -> datetime | None:
        """The nearest time something is tried again."""
        lines = () if self.held else (line for pile in self.piles for line in pile.lines)
        times = [line.next_attempt_at for line in lines if line.next_attempt_at]
        times += [self.condition.next_try_at] if self.condition.next_try_at else []
        ahead = [time for time in times if time > self.now]
        return min(ahead, default=None)

    @property
    def no_network(self) -> bool:
        return any(pile.group is Group.NETWORK for pile in self.piles)

    @property
    def due_at(self) -> datetime | None:
        waiting = [line.due_at for pile in self.piles for line in pile.lines if pile.group is not Group.ACT]
        return min(waiting, default=None)


def board_of(
    lines: tuple[GuestLine, ...],
    told: tuple[GuestLine, ...],
    *,
    now: datetime,
    condition: EndpointCondition,
    police_phone: str,
) -> Board:
    """`lines` come nearest deadline first and stay so inside each group, behind those no way takes any more; `told`
    are sent or confirmed."""
    piles: dict[tuple[str, ...], list[GuestLine]] = {}
    for line in lines:
        piles.setdefault(_key(line), []).append(line)
    order = list(Group)
    sorted_piles = sorted(
        (Pile(_group(each[0], held=condition.hold is not None), tuple(each)) for each in piles.values()),
        key=lambda pile: (order.index(pile.group), pile.first.state is not State.WINDOW_CLOSED),
    )
    returned = sum(1 for line in lines if line.state is State.RETURNED)
    sent = tuple(line for line in told if line.state is State.SENT)
    received, unsent = len(told) - len(sent), len(lines) - returned
    return Board(now, tuple(sorted_piles), sent, received, unsent, returned, condition, police_phone)


def is_told_by_hand(line: GuestLine) -> bool:
    """A person must tell the police of her: the endpoint no longer takes it, or takes nothing at all."""
    by_hand = line.reason is not None and line.reason.code in BY_HAND
    return line.state is State.WINDOW_CLOSED or (line.state is State.WAITING and by_hand)


def _is_returned(line: GuestLine) -> bool:
    return line.state is State.RETURNED


def _group(line: GuestLine, *, held: bool) -> Group:
    if line.state is State.RETURNED or is_told_by_hand(line):
        return Group.ACT
    if line.state is State.WAITING and line.reason is not None and line.reason.code in NO_NETWORK and not held:
        return Group.NETWORK
    return Group.BY_ITSELF


def _key(line: GuestLine) -> tuple[str, ...]:
    if line.state is State.RETURNED:
        return ("returned", line.guest_id)
    code = line.reason.code if line.reason else ""
    return (line.state.value, code, line.due_at.isoformat(), str(line.next_attempt_at), str(line.not_before_at))

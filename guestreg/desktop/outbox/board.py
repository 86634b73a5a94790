"""The open lines sorted by what to do about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from guestreg.domain.declaration import State
from guestreg.domain.guest import GuestKind
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from guestreg.services.queries.standing import goes_by_itself, is_told_by_hand, needs_a_look

NO_NETWORK = frozenset({"E-01", "E-32"})


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
    def foreign(self) -> int:
        """Foreigners among them: for those a call alone closes nothing."""
        told = [line for pile in self.piles if is_told_by_hand(pile.first) for line in pile.lines]
        return sum(line.guest_kind is GuestKind.FOREIGNER for line in told)

    @property
    def to_look(self) -> int:
        """How many a person must look for in the endpoint's own list."""
        return sum(len(pile.lines) for pile in self.piles if needs_a_look(pile.first))

    @property
    def asks(self) -> Pile | None:
        """What a person must see to before anything on this page; None while the program has the next step."""
        if self.leaving and (self.held or not self.other_way):
            return None
        for wanted in (is_told_by_hand, _is_returned, needs_a_look):
            if found := next((pile for pile in self.piles if wanted(pile.first)), None):
                return found
        return None

    @property
    def next_at(self) -> datetime | None:
        """The nearest time something is tried again."""
        lines = () if self.held else (line for pile in self.piles for line in pile.lines)
        times = [line.next_attempt_at for line in lines if line.next_attempt_at and goes_by_itself(line)]
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


def _is_returned(line: GuestLine) -> bool:
    return line.state is State.RETURNED


def _group(line: GuestLine, *, held: bool) -> Group:
    if not goes_by_itself(line):
        return Group.ACT
    if line.state is State.WAITING and line.reason is not None and line.reason.code in NO_NETWORK and not held:
        return Group.NETWORK
    return Group.BY_ITSELF


def _key(line: GuestLine) -> tuple[str, ...]:
    if line.state is State.RETURNED:
        return ("returned", line.guest_id)
    code = line.reason.code if line.reason else ""
    times = (line.due_at, line.next_attempt_at, line.not_before_at, line.behind_next_at)
    return (line.state.value, code, str(line.behind_state), *map(str, times))

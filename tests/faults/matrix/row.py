"""One row of the matrix: a fault, how it is played, and what must be true while it lasts and after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Hold, State
from guestreg.ports.reading import GuestLine
from tests.faults.server.front import Aim, Deed, declaring

ONCE, TEN_MINUTES, NINE_DAYS = "once", "ten minutes", "nine days"
KBTT, FEW_WORDS, OPEN, PINNED = "kbtt", "kbtt, few words", "open", "open, pinned"
"""The police of `World`: the simulator that says much or little, the authority known by name or by key."""
DURATIONS = (ONCE, TEN_MINUTES, NINE_DAYS)
LONGEST_WISH_S = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Phase:
    """When in the evening it begins, and how long ago the guests came then."""

    name: str
    start: datetime
    came_ago: timedelta = timedelta(minutes=5)


def _at(hour: int, minute: int, *, days: int = 0) -> datetime:
    """By Vietnam's clock."""
    return datetime(2026, 11, 21, hour, minute, tzinfo=VIETNAM).astimezone(UTC) + timedelta(days=days)


EVENING = Phase("half past seven", _at(19, 30))
"""A citizen's deadline is three and a half hours away."""
PHASES = (
    EVENING,
    Phase("two in the afternoon", _at(14, 0)),
    Phase("twenty minutes before the deadline", _at(22, 40)),
    Phase("just before midnight", _at(23, 57)),
    Phase("an hour and a half before the window closes", _at(22, 30, days=1), timedelta(hours=26)),
)


@dataclass(frozen=True, slots=True)
class Again:
    """When something leaves by itself again, in seconds from the first answer. `most_s` None: never by itself.

    `urgent_s` is the most while a deadline is near; a wish to wait longer gives way to it only late.
    """

    least_s: float
    most_s: float | None
    urgent_s: float = 9 * 60

    def span(self, now: datetime, line: GuestLine, phase: Phase) -> tuple[float, float]:
        """Least and most seconds for this guest at this hour."""
        least_s, most_s = self.least_s, self.most_s or 0
        if phase is not EVENING and self.urgent_s == LONGEST_WISH_S:
            return 1, LONGEST_WISH_S
        if now + timedelta(seconds=most_s) > line.due_at - timedelta(hours=2):
            most_s = max(min(most_s, self.urgent_s), 60 if line.state is State.UNKNOWN else 0)
            least_s = min(least_s, most_s / 2)
        if line.window_closes_at is not None and now + timedelta(hours=2) > line.window_closes_at:
            least_s = 0
        return least_s, most_s


SOON = Again(2.5, 5)
RESTED = Again(60, 75)
HALF_HOUR = Again(15 * 60, 30 * 60, 30 * 60)
QUARTER = Again(7.5 * 60, 15 * 60)
NEVER = Again(0, None)
INTERCEPTOR, PROXY = "{interceptor}", "{proxy}"


@dataclass(frozen=True, slots=True)
class Expect:
    """After the first answer: the version's state and sentence, the endpoint's hold, how the attempt is kept."""

    state: State
    code: str
    outcome: str
    again: Again
    hold: Hold | None = None
    status: int | None = None
    """The HTTP status kept with the attempt, when there was a whole reply."""

    @property
    def outcome_is_ours(self) -> bool:
        """They say our bytes are wrong; three in a row hold the endpoint."""
        return self.code == "E-53"


@dataclass(frozen=True, slots=True)
class NameFault:
    """What the resolver says instead of the true address; both None: no such name, `silent`: nothing at all."""

    ipv4: str | None = None
    ipv6: str | None = None
    silent: bool = False
    keeps_ipv4: bool = False
    """The true address is told as well."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is that of Annex A; 0 is what only this line knows. At most one of `name_fault`, `door`, `deed`.

    `final` is where a citizen ends once the fault is over and everybody has had time.
    """

    number: int
    name: str
    first: Expect
    final: State = State.SENT
    name_fault: NameFault | None = None
    door: str | None = None
    """What `World` calls it."""
    deed: Deed | None = None
    aim: Aim = declaring
    strikes: int | None = None
    waits: bool = False
    """It is ended by the total time, which is then 0.3 s."""
    guests: int = 1
    side: str = KBTT
    own_ca: bool = True
    """The house has the authority's file; without it the operating system decides who is believed."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """`INTERCEPTOR` and `PROXY` stand for what `World` has."""
    lies: bool = False
    """The success is forged: nobody can see it on this line, so it is `sent` and never `confirmed`."""
    durations: tuple[str, ...] = DURATIONS
    open_too: bool = False
    """Annex A means it for the open contract first; here its nearest thing is played."""

    @property
    def title(self) -> str:
        line = "open" if self.is_open else "kbtt"
        return f"{line} {self.number:02d} {self.name}" if self.number else f"{line} own {self.name}"

    @property
    def is_open(self) -> bool:
        return self.side in (OPEN, PINNED)

    @property
    def is_before_the_greeting(self) -> bool:
        """The open contract greets at each pass, so what fails there keeps everybody back and nobody was tried."""
        return self.is_open and self.first.state is State.WAITING and (self.door or self.name_fault) is not None

    @property
    def is_clear_cut(self) -> bool:
        """Every guest who was tried gets the same, none is kept back by it."""
        return self.first.state not in (State.WAITING, State.UNKNOWN)

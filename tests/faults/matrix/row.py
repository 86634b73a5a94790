"""One row of the matrix: a fault, how it is played, and what must be true while it lasts and after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guestreg.domain.declaration import Hold, State
from tests.faults.server.front import Deed

ONCE, TEN_MINUTES, NINE_DAYS = "once", "ten minutes", "nine days"
DURATIONS = (ONCE, TEN_MINUTES, NINE_DAYS)


@dataclass(frozen=True, slots=True)
class Again:
    """When something leaves by itself again, in seconds from the first answer. `most_s` None: never by itself.

    `urgent_s` is the most while a deadline is near; a wish to wait longer gives way to it only late.
    """

    least_s: float
    most_s: float | None
    urgent_s: float = 9 * 60


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
    strikes: int | None = None
    waits: bool = False
    """It is ended by the total time, which is then 0.3 s."""
    guests: int = 1
    short_voice: bool = False
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
        return f"{self.number:02d} {self.name}" if self.number else f"kbtt {self.name}"

    @property
    def is_clear_cut(self) -> bool:
        """Every guest who was tried gets the same, none is kept back by it."""
        return self.first.state not in (State.WAITING, State.UNKNOWN)

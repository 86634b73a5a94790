"""What the form shows, as plain values between presenter and view."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum, auto

from guestreg.domain.guest import GuestKind
from guestreg.domain.violation import Violation
from guestreg.ports.reading import GuestLine


class Mode(StrEnum):
    """`LOOK`: every guest has gone to the police already, nothing can be changed here."""

    NEW = "new"
    CORRECT = "correct"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the people list. `missing` counts what keeps this guest from being saved."""

    name: str
    paper: str
    missing: int
    is_child: bool = False


@dataclass(frozen=True, slots=True)
class StayWords:
    """The stay line in values; None where the text can't be read."""

    now: datetime
    arrival: datetime | None
    departure_on: date | None
    nights: int | None
    room: str
    reason: str
    notifier: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A doubt the person may confirm for one field."""

    code: str
    confirmed: bool


class News(Enum):
    """What just happened; `NoticeBar` words it.

    CORRECTING: a correction begun earlier is resumed. MOVED_ON: it isn't, its guests stand elsewhere by now.
    TO_CORRECT: a correction waits to be finished, offered on the form of a new stay.
    """

    CARD_READ = auto()
    CARD_AGAIN = auto()
    NUMBER_TYPED = auto()
    CODE = auto()
    LEFT = auto()
    RESUMED = auto()
    DISCARDED = auto()
    REMOVED = auto()
    CORRECTING = auto()
    MOVED_ON = auto()
    TO_CORRECT = auto()


@dataclass(frozen=True, slots=True)
class Notice:
    """`code` and `params` are those of a sentence when `news` is CODE or LEFT (she has gone to the police already).

    `number` of MOVED_ON: 1 when what was typed may still be used.
    """

    news: News
    number: int = 0
    name: str = ""
    code: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything but the texts in the fields. Names of fields are the form's own.

    `locked`: the chosen guest has left for the police; `stay_locked`: one of them has, so the stay stands.
    `savable`: something was typed, or can be here.
    """

    mode: Mode
    people: tuple[Person, ...]
    chosen: int
    kind: GuestKind
    shown: frozenset[str]
    line: StayWords
    rooms: tuple[str, ...] = ()
    notifiers: tuple[str, ...] = ()
    companions: tuple[tuple[int, str], ...] = ()
    problems: tuple[Violation, ...] = ()
    errors: Mapping[str, Violation] = field(default_factory=dict)
    warnings: Mapping[str, Violation] = field(default_factory=dict)
    asks: Mapping[str, Ask] = field(default_factory=dict)
    kept: GuestLine | None = None
    locked: bool = False
    stay_locked: bool = False
    savable: bool = True
    notice: Notice | None = None

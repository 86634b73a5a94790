"""What *Đối chiếu* shows: the list taken in, what it says of whom, and who is still to be looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from guestreg.ports.reader import PortalList
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.reconcile import Reconciled


@dataclass(frozen=True, slots=True)
class ComparingModel:
    """`found` was looked at while not `kept`. `sample`: first rows of a list whose columns nobody knows yet."""

    now: datetime
    unproven: tuple[GuestLine, ...] = ()
    """Told, or perhaps told, and proved by nothing yet."""
    path: Path | None = None
    portal: PortalList | None = None
    clock: str = ""
    day: str = ""
    first: str = ""
    last: str = ""
    """The days of arrival the list covers; both empty: as its rows tell."""
    found: Reconciled | None = None
    kept: bool = False
    sample: tuple[tuple[str, ...], ...] = ()
    count: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    busy: bool = False

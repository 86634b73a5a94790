"""The socket for the portal's upload files: its two sheets and its XML, built anew or filled into its own template.

`services` chooses the guests, `endpoints` implements it. Nothing here says that anybody was told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from guestreg.domain.guest import Guest
from guestreg.domain.stay import Stay
from guestreg.domain.violation import Violation


class UploadKind(StrEnum):
    """What the portal takes."""

    CITIZENS_SHEET = "citizens.xlsx"
    FOREIGNERS_SHEET = "foreigners.xlsx"
    FOREIGNERS_XML = "foreigners.xml"


@dataclass(frozen=True, slots=True)
class UploadRules:
    """`days_back`: how old an arrival may be. `room_required`: of this house's foreign guests."""

    days_back: int
    room_required: bool


class TemplateUnusable(Exception):
    """The file is no empty template of the portal as this program knows it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.path = path


@dataclass(frozen=True, slots=True, repr=False)
class UploadGuest:
    """One guest as kept now; `departed_at` is aware, None while she is here."""

    stay: Stay
    guest: Guest
    departed_at: datetime | None = None

    def __repr__(self) -> str:
        return "UploadGuest(…)"


class UploadForm(Protocol):
    """One kind of file."""

    @property
    def kind(self) -> UploadKind: ...

    @property
    def name(self) -> str:
        """What a file of this kind is called, ASCII, without its suffix."""
        ...

    @property
    def most_guests(self) -> int:
        """How many fit into one file."""
        ...

    def objections(self, one: UploadGuest, today: date) -> tuple[Violation, ...]:
        """Why the portal would drop this guest without a word; empty when it would take her. `today` is Vietnam's."""
        ...

    def write(self, guests: Sequence[UploadGuest], target: Path, made_at: datetime) -> str:
        """Write the file whole or not at all; gives its SHA-256. Raises OSError.

        Only for guests without objections, at most `most_guests`.
        """
        ...


class Exporter(Protocol):
    """All kinds of file."""

    def forms(self, rules: UploadRules, templates: Sequence[Path] = ()) -> Mapping[UploadKind, UploadForm]:
        """A kind that one of the `templates` belongs to is filled into it. Raises TemplateUnusable."""
        ...

"""The socket for paper: a register laid out as ĐK14. Cells arrive as finished strings.

`services` fills it, `documents` implements it; neither rows of the database nor domain objects pass here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RegisterHead:
    """What stands once above the table and in short on every page; empty text leaves a blank for the pen."""

    establishment_name: str
    address: str
    volume: int
    from_on: str
    """dd/MM/yyyy, first day of the volume."""
    to_on: str
    """dd/MM/yyyy or empty while the volume is open."""
    form_label: str
    """Official form label from the rules file; empty switches it off."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of ĐK14, columns 1–13 of `domain.md` 5.4 (d) in order; an empty cell stays blank."""

    number: str
    full_name: str
    birth_male: str
    birth_female: str
    nationality: str
    document: str
    residence: str
    arrived: str
    departed: str
    room: str
    notified: str
    officer: str
    note: str
    cancelled: bool = field(default=False, kw_only=True)
    """Drawn struck through, but for its number and its note."""


CELLS = tuple(name for name in RegisterRow.__slots__ if name != "cancelled")
"""The names of the thirteen cells in their order."""


@dataclass(frozen=True, slots=True)
class PageStamp:
    """The foot of every page: when printed, the ledger's page code, and the two warnings a reader must see."""

    printed_at: str
    page_code: str
    practice: bool
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class CellWords:
    """Words that stand inside cells; from the rules file. Braces are filled in."""

    issued_on: str
    online: str
    cancelled: str
    corrected: str
    as_above: str
    companion: str
    border_permit: str
    cancel_reasons: Mapping[str, str]


class RegisterRenderer(Protocol):
    """Lays out one volume's register and writes it whole or not at all."""

    @property
    def cell_words(self) -> CellWords: ...

    def render(self, head: RegisterHead, rows: Sequence[RegisterRow], stamp: PageStamp, target: Path) -> int:
        """Write the PDF to `target` (temporary file beside it, then rename) and return the number of pages.

        Raises OSError when the folder can't be written; `target` is then absent or what it was before.
        """
        ...

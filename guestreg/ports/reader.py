"""The socket for reading the portal's list of guests as the owner downloaded it. `capture` implements it.

What a row means for a declaration is `services`' business.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol


class ListColumns(NamedTuple):
    """Which columns hold what, counted from 0; `name` is shown and never matched."""

    number: int
    arrival: int
    name: int | None = None


class ListRow(NamedTuple):
    """One guest of the list. `row` counts from 1 in the file; `number` is as `text.matched_number` makes it."""

    row: int
    number: str
    arrival_on: date
    full_name: str

    def __repr__(self) -> str:
        return f"ListRow({self.row})"


class SpoiltRow(NamedTuple):
    """A row that can't be compared; `code` says why, `arrival_on` is None where that is what can't be read."""

    row: int
    code: str
    arrival_on: date | None

    def __repr__(self) -> str:
        return f"SpoiltRow({self.row})"


@dataclass(frozen=True, slots=True, repr=False)
class PortalList:
    """`form` says what the file proved to be, as data: kind, encoding, separator or sheet."""

    sha256: str
    form: str
    columns: ListColumns
    headings: tuple[str, ...]
    rows: tuple[ListRow, ...]
    spoilt: tuple[SpoiltRow, ...]


class ListUnusable(Exception):
    """The file is no list, or larger than any honest one; `code` has its sentence, filled with `params`."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class ColumnsUnknown(Exception):
    """No heading tells where number and arrival stand: the person says it, shown these first rows."""

    def __init__(self, rows: tuple[tuple[str, ...], ...]) -> None:
        super().__init__()
        self.rows = rows


class ListReader(Protocol):
    def read(self, path: Path, columns: ListColumns | None = None) -> PortalList:
        """With `columns` as set, else as the headings tell. Raises ListUnusable, ColumnsUnknown, OSError.

        Limits are checked before anything is parsed.
        """
        ...

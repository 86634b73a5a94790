"""The socket for plain paper: A4 leaves of headings, labelled values and lines for the pen.

`services` fills it with finished strings, `documents` implements it. Proofs of sending, the sheet to read out on the
telephone and the slip for the police desk are leaves; the register has a socket of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

BODY_PT = 11.0
READ_OUT_PT = 14.0


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """A value under its label; an empty value leaves a dotted line for the pen."""

    label: str
    value: str
    large: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """Entries that belong together; the heading stays with the first of them."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Leaf:
    """One paper; it begins a page and may go on over several. `size_pt` is that of its values."""

    title: str
    remark: str
    blocks: tuple[Block, ...]
    foot: str
    marks: tuple[str, ...] = ()
    """Framed words at the top that a reader must see: practice, copy."""
    size_pt: float = BODY_PT


class LeafRenderer(Protocol):
    """Writes leaves as one PDF, whole or not at all."""

    def words(self, paper: str) -> Mapping[str, str]:
        """The fixed words of one kind of paper, from the rules file. Raises KeyError for an unknown one."""
        ...

    def render(self, title: str, leaves: Sequence[Leaf], target: Path) -> int:
        """Write the PDF to `target` (temporary file beside it, then rename) and return the number of pages.

        Raises OSError when the folder can't be written; `target` is then absent or what it was before.
        """
        ...

"""The rows of a list too long to hold: the first page, then row ids as one machine array, and blocks read on demand."""

from array import array
from collections import OrderedDict

from guestreg.ports.reading import GuestLine

BLOCK = 100
_KEPT_BLOCKS = 40


class Rows:
    """What is known of one listing. Rows not read yet are None; `missing` says which block would bring them."""

    def __init__(self, first: tuple[GuestLine, ...] = (), total: int = 0) -> None:
        self._first = first
        self._total = max(total, len(first))
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, tuple[GuestLine, ...]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._ids) or self._total

    @property
    def first(self) -> tuple[GuestLine, ...]:
        return self._first

    def take_ids(self, ids: "array[int]") -> None:
        """From now on every row can be reached."""
        self._ids = ids
        self._total = len(ids)

    def line(self, row: int) -> GuestLine | None:
        if 0 <= row < len(self._first):
            return self._first[row]
        block = self._blocks.get(row // BLOCK)
        place = row % BLOCK
        return block[place] if block is not None and place < len(block) else None

    def missing(self, row: int) -> int | None:
        """The block to read for `row`; None while it is there or can't be read yet."""
        block = row // BLOCK
        if row < len(self._first) or block in self._blocks or row >= len(self._ids):
            return None
        return block

    def block_ids(self, block: int) -> "array[int]":
        return self._ids[block * BLOCK : (block + 1) * BLOCK]

    def take_block(self, block: int, lines: tuple[GuestLine, ...]) -> None:
        """The oldest block goes when there are too many."""
        self._blocks[block] = lines
        self._blocks.move_to_end(block)
        while len(self._blocks) > _KEPT_BLOCKS:
            self._blocks.popitem(last=False)

    def row_of(self, row_id: int) -> int:
        """-1 when this listing doesn't have it, or not yet."""
        for row, line in enumerate(self._first):
            if line.row_id == row_id:
                return row
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

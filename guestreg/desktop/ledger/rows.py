"""The rows of a list too long to hold: the first page, then row ids as one machine array, and blocks read on demand."""

from array import array
from collections import OrderedDict

from guestreg.ports.reading import GuestLine

FIRST = 100
"""So many lines `ports.reading.Reader.lines` gives at first; fewer are all there are."""
BLOCK = 10
_KEPT_BLOCKS = 400


class Rows:
    """What is known of one listing. Rows not read yet are None; `missing` says which blocks would bring them."""

    def __init__(self, first: tuple[GuestLine, ...] = ()) -> None:
        self._first = first
        self._whole = len(first) < FIRST
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, tuple[GuestLine, ...]] = OrderedDict()

    def __len__(self) -> int:
        """The rows that can be reached now."""
        return len(self._ids) or len(self._first)

    @property
    def whole(self) -> bool:
        """Whether every row can be reached; until then nobody knows how many there are."""
        return self._whole

    def take_ids(self, ids: "array[int]") -> bool:
        """From now on every row can be reached. False when the first page isn't their beginning any more."""
        if ids[: len(self._first)].tolist() != [line.row_id for line in self._first]:
            return False
        self._ids, self._whole = ids, True
        return True

    def line(self, row: int) -> GuestLine | None:
        if 0 <= row < len(self._first):
            return self._first[row]
        block = self._blocks.get(row // BLOCK)
        return block[row % BLOCK] if block is not None and row % BLOCK < len(block) else None

    def missing(self, first: int, last: int) -> tuple[int, ...]:
        """The blocks to read for the rows from `first` to `last`, as far as there are such rows."""
        first, last = max(first, len(self._first)), min(last, len(self._ids) - 1)
        if last < first:
            return ()
        return tuple(block for block in range(first // BLOCK, last // BLOCK + 1) if block not in self._blocks)

    def block_ids(self, block: int) -> "array[int]":
        return self._ids[block * BLOCK : (block + 1) * BLOCK]

    def take_block(self, block: int, lines: tuple[GuestLine, ...]) -> None:
        """The oldest block goes when there are too many."""
        self._blocks[block] = lines
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

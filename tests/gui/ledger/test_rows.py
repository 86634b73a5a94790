"""What is known of a listing: a first page, then ids, then blocks; nothing of it false, nothing kept for ever."""

from array import array

import pytest

from guestreg.desktop.ledger.rows import _KEPT_BLOCKS, BLOCK, FIRST, Rows
from guestreg.ports.reading import GuestLine
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest

MANY = 1000


@pytest.fixture
def lines(clock: FakeClock) -> tuple[GuestLine, ...]:
    """Newest first."""
    return tuple(guest(number, "A", clock.now()) for number in range(MANY, 0, -1))


@pytest.fixture
def rows(lines: tuple[GuestLine, ...]) -> Rows:
    return Rows(lines[:FIRST])


def ids_of(lines: tuple[GuestLine, ...]) -> "array[int]":
    return array("q", (line.row_id for line in lines))


def test_a_short_list_is_whole_at_once(lines: tuple[GuestLine, ...]) -> None:
    rows = Rows(lines[: FIRST - 1])
    assert (rows.whole, len(rows), rows.missing(0, MANY)) == (True, FIRST - 1, ())


def test_a_full_first_page_doesnt_say_how_many_there_are(rows: Rows, lines: tuple[GuestLine, ...]) -> None:
    assert (rows.whole, len(rows), rows.missing(0, MANY)) == (False, FIRST, ())
    assert rows.take_ids(ids_of(lines))
    assert (rows.whole, len(rows)) == (True, MANY)


def test_ids_of_another_moment_are_refused(rows: Rows, lines: tuple[GuestLine, ...]) -> None:
    assert not rows.take_ids(array("q", [MANY + 1, *ids_of(lines)]))
    assert not rows.whole


def test_blocks_bring_the_rows_that_are_asked_for(rows: Rows, lines: tuple[GuestLine, ...]) -> None:
    rows.take_ids(ids_of(lines))
    assert rows.missing(FIRST - 5, FIRST + BLOCK) == (FIRST // BLOCK, FIRST // BLOCK + 1)
    assert rows.missing(MANY - 1, MANY + 50) == (MANY // BLOCK - 1,)
    assert rows.line(555) is None
    block = 555 // BLOCK
    assert list(rows.block_ids(block)) == [line.row_id for line in lines[block * BLOCK : (block + 1) * BLOCK]]
    rows.take_block(block, lines[block * BLOCK : (block + 1) * BLOCK])
    assert rows.line(555) == lines[555]
    assert rows.missing(555, 555) == ()
    assert rows.row_of(lines[777].row_id) == 777
    assert rows.row_of(MANY + 1) == -1


def test_old_blocks_go(rows: Rows, lines: tuple[GuestLine, ...]) -> None:
    rows.take_ids(array("q", [*ids_of(lines), *range(-1, -100_000, -1)]))
    for block in range(FIRST // BLOCK, FIRST // BLOCK + _KEPT_BLOCKS + 1):
        rows.take_block(block, lines[:BLOCK])
    assert rows.missing(FIRST, FIRST) == (FIRST // BLOCK,)
    assert rows.missing(FIRST + BLOCK, FIRST + BLOCK) == ()

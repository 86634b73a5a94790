"""The sixty kinds of fault × once, ten minutes, nine days: what is said, what is held, and that nobody is lost."""

from collections.abc import Iterator

import pytest

from tests.faults.matrix.cell import Cell
from tests.faults.matrix.kinds import IN_ONE_PROCESS, NAMES
from tests.faults.matrix.row import NINE_DAYS, Row
from tests.faults.matrix.world import World


def _cells() -> Iterator[object]:
    """Nine days of the first row of each kind alone; the long run plays them all."""
    numbers: set[int] = set()
    for row in IN_ONE_PROCESS:
        for duration in row.durations:
            if duration != NINE_DAYS or row.number not in numbers:
                yield pytest.param(row, duration, id=f"{row.title}, {duration}")
        numbers.add(row.number)


@pytest.mark.parametrize(("row", "duration"), tuple(_cells()))
def test_cell(row: Row, duration: str, world: World) -> None:
    assert Cell(row, duration, world).play() == []


def test_the_table_has_all_sixty_kinds() -> None:
    assert {row.number for row in (*NAMES, *IN_ONE_PROCESS)} == set(range(61))
    titles = [row.title for row in (*NAMES, *IN_ONE_PROCESS)]
    assert len(titles) == len(set(titles))

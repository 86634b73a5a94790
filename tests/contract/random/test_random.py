"""What every source of chance promises: as many bytes as asked, a fraction below one, nothing twice."""

from collections.abc import Callable

import pytest

from guestreg.platform.random import OsRandom
from guestreg.ports.random import Random
from tests.fakes.random import SeededRandom

SOURCES: dict[str, Callable[[], Random]] = {"system": OsRandom, "seeded": SeededRandom}


@pytest.fixture(params=SOURCES)
def chance(request: pytest.FixtureRequest) -> Random:
    return SOURCES[request.param]()


@pytest.mark.parametrize("count", [0, 1, 16, 32, 1000])
def test_as_many_bytes_as_asked(chance: Random, count: int) -> None:
    drawn = chance.token_bytes(count)
    assert isinstance(drawn, bytes)
    assert len(drawn) == count


def test_no_salt_comes_twice(chance: Random) -> None:
    assert len({chance.token_bytes(16) for _ in range(1000)}) == 1000


def test_a_fraction_is_below_one_and_anywhere(chance: Random) -> None:
    drawn = [chance.fraction() for _ in range(1000)]
    assert all(0 <= one < 1 for one in drawn)
    assert len({int(one * 4) for one in drawn}) == 4


def test_only_the_stand_in_repeats_itself() -> None:
    assert SeededRandom(7).token_bytes(16) == SeededRandom(7).token_bytes(16) != SeededRandom(8).token_bytes(16)
    assert OsRandom().token_bytes(16) != OsRandom().token_bytes(16)

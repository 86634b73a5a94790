"""The police, authorities and proxy that the cells of one file share."""

from collections.abc import Iterator

import pytest

from tests.faults.matrix.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World(tmp_path_factory.mktemp("matrix")) as made:
        yield made

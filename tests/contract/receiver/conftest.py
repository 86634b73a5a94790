"""The open contract's authority on each database, and a house's computer that has enrolled with it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.open_authority import HOUSE, RECEIVED, OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller
from tests.fakes.postgres import PostgresServer
from tests.fakes.practice_police import HandClock

Opening = Callable[..., OpenAuthority]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def clock() -> HandClock:
    return HandClock(RECEIVED)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, or nothing for a file of the authority's own."""
    if request.param == "sqlite":
        return ""
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_place()


@pytest.fixture
def opening(place: str, clock: HandClock, tmp_path: Path) -> Iterator[Opening]:
    """Starts the one authority of a test; it is stopped afterwards."""
    opened: list[OpenAuthority] = []

    def start(**changes: Any) -> OpenAuthority:
        authority = OpenAuthority(tmp_path / "authority", database_url=place, clock=clock, **changes)
        authority.start()
        opened.append(authority)
        return authority

    yield start
    for authority in opened:
        authority.stop()


@pytest.fixture
def authority(opening: Opening) -> OpenAuthority:
    return opening()


@pytest.fixture
def house(authority: OpenAuthority) -> OpenCaller:
    return enrolled(authority)


def enrolled(authority: OpenAuthority, house: str = HOUSE, key: DeviceKey | None = None) -> OpenCaller:
    caller = OpenCaller(authority.base_url, authority.ca_file, key)
    assert caller.enrol(authority.enrolment_code(house), house).status == 201
    return caller

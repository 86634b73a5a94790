"""A terminal on an empty folder, on a practice house, and at the hour of the tables of rules."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.clock import FakeClock
from tests.integration.cli.terminal import Terminal
from tests.tables.rules import CITIZEN, FOREIGNER, NOW, STAY


@pytest.fixture(autouse=True)
def _keys_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    monkeypatch.delenv("GUESTREG_DATA", raising=False)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def empty(tmp_path: Path, clock: FakeClock) -> Terminal:
    return Terminal(tmp_path / "data", clock)


@pytest.fixture(scope="session")
def house_as_set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a practice house nobody has worked in yet."""
    folder = tmp_path_factory.mktemp("house") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUESTREG_KEYRING", "none")
        Terminal(folder, FakeClock(NOW)).json("setup", "--practice")
    return folder


@pytest.fixture
def house(empty: Terminal, house_as_set_up: Path) -> Terminal:
    """A practice house is set up."""
    shutil.copytree(house_as_set_up, empty.data)
    return empty


@pytest.fixture
def stay(house: Terminal) -> dict[str, Any]:
    """One stay of a citizen and a foreigner is recorded."""
    recorded: dict[str, Any] = house.json("add", "-", stdin={**STAY, "guests": [CITIZEN, FOREIGNER]})
    return recorded

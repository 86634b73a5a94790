"""A terminal on an empty folder, on a practice house, and at the hour of the tables of rules."""

from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.integration.cli.terminal import Terminal
from tests.tables.rules import NOW


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


@pytest.fixture
def house(empty: Terminal) -> Terminal:
    """A practice house is set up."""
    empty.json("setup", "--practice")
    return empty

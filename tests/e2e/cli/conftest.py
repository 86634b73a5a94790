"""A practice police of its own process, ended with the test; keys lie in files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.cli.police_process import PoliceProcess


@pytest.fixture(autouse=True)
def _keys_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    monkeypatch.delenv("GUESTREG_DATA", raising=False)


@pytest.fixture
def police(tmp_path: Path) -> Iterator[PoliceProcess]:
    process = PoliceProcess(tmp_path)
    process.start()
    yield process
    process.close()

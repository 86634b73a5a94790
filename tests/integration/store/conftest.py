"""Ledger files for tests that look at the file itself."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from guestreg.store.sql_store import SqlStore
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import LEDGER, open_volume

KEY = bytes(range(32))
GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sổ" / "ledger.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqlStore]:
    opened = open_sqlite(path, KEY, LEDGER, busy_wait_s=0.2)
    open_volume(opened)
    yield opened
    opened.close()


@pytest.fixture
def first_release(tmp_path: Path) -> Path:
    """A copy of the database kept from the first schema: 12 stays, 24 guests, tries with and without an end."""
    copy = tmp_path / "ledger.db"
    shutil.copy(GOLDEN / "schema-0001.db", copy)
    return copy


@pytest.fixture
def stays_that_left(tmp_path: Path) -> Path:
    """A copy of the database kept from schema 0003: six stays of two, of which the first, third and fifth left."""
    copy = tmp_path / "ledger.db"
    shutil.copy(GOLDEN / "schema-0003.db", copy)
    return copy


@pytest.fixture
def before_tellings(tmp_path: Path) -> Path:
    """A copy of the database kept from schema 0005: six stays of two, one in each state people act on."""
    copy = tmp_path / "ledger.db"
    shutil.copy(GOLDEN / "schema-0005.db", copy)
    return copy


@pytest.fixture
def before_anchors(tmp_path: Path) -> Path:
    """A copy of the database kept from schema 0006: six stays of two, a receipt, a telling, two messages, one read."""
    copy = tmp_path / "ledger.db"
    shutil.copy(GOLDEN / "schema-0006.db", copy)
    return copy

"""What opening a ledger brings into memory: a quick reader no database layer, an ordinary start no migrations."""

import subprocess
import sys

import pytest


def brought_by(module: str) -> set[str]:
    """Top-level names in `sys.modules` after importing `module` in a fresh interpreter."""
    program = f"import sys, {module}; print(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "there", "absent"),
    [
        ("guestreg.store", {"guestreg"}, {"sqlcipher3", "sqlalchemy", "alembic", "psycopg"}),
        ("guestreg.store.sqlite_reader", {"sqlcipher3"}, {"sqlalchemy", "alembic", "psycopg"}),
        ("guestreg.store.sqlite", {"sqlcipher3", "sqlalchemy"}, {"alembic", "psycopg"}),
        ("guestreg.store.postgres", {"sqlalchemy"}, {"alembic", "psycopg"}),
        ("guestreg.store.migrate", {"alembic"}, {"psycopg"}),
    ],
)
def test_heavy_modules_come_only_when_needed(module: str, there: set[str], absent: set[str]) -> None:
    brought = brought_by(module)
    assert there <= brought
    assert not absent & brought

"""Only what surely wasn't stored may be called so: a broken connection may have broken after its commit."""

import pytest
from sqlalchemy.exc import OperationalError

from guestreg.receiver.open.database import is_busy


@pytest.mark.parametrize(
    ("said", "busy"),
    [
        ("database is locked", True),
        ("canceling statement due to lock timeout", True),
        ("server closed the connection unexpectedly", False),
        ("connection timeout expired", False),
        ("disk I/O error", False),
    ],
)
def test_what_surely_was_not_stored(said: str, *, busy: bool) -> None:
    error = OperationalError("COMMIT", {}, Exception(said), connection_invalidated=not busy)
    assert is_busy(error) is busy

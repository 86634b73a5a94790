"""Fails a test that logs a warning or worse, unless its marker `expects_log(pattern)` names it.

Qt's own messages are caught by pytest-qt (qt_log_level_fail in pyproject.toml); Python's warnings by filterwarnings.
"""

import logging
import re
from collections.abc import Iterator

import pytest


class Collected(logging.Handler):
    """Keeps the text of every record from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _logs_no_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    collected = Collected()
    root = logging.getLogger()
    root.addHandler(collected)
    yield
    root.removeHandler(collected)
    surprises = [line for line in collected.lines if not any(p.search(line) for p in expected)]
    absent = [p.pattern for p in expected if not any(p.search(line) for line in collected.lines)]
    if surprises:
        pytest.fail("logged a warning:\n" + "\n".join(surprises))
    if absent:
        pytest.fail(f"never logged what it expects: {absent}")

"""Nobody reads the clock but the clock adapter, so that every test can say what time it is."""

import ast

import pytest

from tests.architecture.tree import Source, names_used, sources

ADAPTER = "guestreg/platform/clock.py"
READINGS = {
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    "datetime.date.today",
    *(f"time.{name}" for name in ("time", "monotonic", "perf_counter", "localtime", "gmtime", "ctime")),
    *(f"time.{name}_ns" for name in ("time", "monotonic", "perf_counter")),
    *(f"PySide6.QtCore.{name}" for name in ("QDate.currentDate", "QTime.currentTime")),
    *(f"PySide6.QtCore.QDateTime.current{name}" for name in ("DateTime", "DateTimeUtc", "MSecsSinceEpoch")),
    "PySide6.QtCore.QElapsedTimer",
    "sqlalchemy.func.now",
    "sqlalchemy.func.current_timestamp",
}


def readings(source: Source) -> list[str]:
    """Places where the file reads the time or takes something that does."""
    if source.path == ADAPTER:
        return []
    return [f"{source.path}:{line} {name}" for line, name in names_used(source.syntax) if name in READINGS]


def test_only_the_adapter_reads_the_clock() -> None:
    assert [place for source in sources("guestreg") for place in readings(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import datetime\nx = datetime.datetime.utcnow()",
        "import datetime as dt\nx = dt.date.today()",
        "import time\ndef f(clock=time.monotonic): ...",
        "from time import time",
        "from PySide6.QtCore import QDate\nx = QDate.currentDate()",
        "from sqlalchemy import func\nx = func.now()",
    ],
)
def test_a_reading_is_found(text: str) -> None:
    assert readings(Source("guestreg/domain/bad.py", text)) != []
    assert readings(Source(ADAPTER, text)) == []


def test_a_clock_handed_in_is_no_reading() -> None:
    text = "from datetime import datetime\ndef f(clock): return clock.now(), datetime.fromisoformat('2026-01-01')"
    ast.parse(text)
    assert readings(Source("guestreg/domain/good.py", text)) == []

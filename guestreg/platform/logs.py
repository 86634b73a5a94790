"""The program's log: an allow-list of fields, so that no person can slip into it.

Callers write `logger.info("event_name", extra={"state": …})`. Anything not on the list is dropped, and so are
message arguments and exception values: of an exception the log keeps its type and places.
"""

from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guestreg.platform.log_file import LogFile

FIELDS = frozenset(
    "attempt code count declaration duration_ms endpoint exit from_state hold host http_status ledger pages seq "
    "source_version state tries version".split()
)
ROOT = "guestreg"


class AllowListFormatter(logging.Formatter):
    """One JSON object a line. The message is kept only when it is a bare event name."""

    def format(self, record: logging.LogRecord) -> str:
        event = record.msg if isinstance(record.msg, str) and _is_event(record.msg) else "other"
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname,
            "room": record.name,
            "event": event,
        }
        line |= {name: value for name, value in record.__dict__.items() if name in FIELDS and _is_plain(value)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["places"] = [
                f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=True)


def _is_event(text: str) -> bool:
    return text.isascii() and text.replace("_", "a").isalnum() and text.islower()


def _is_plain(value: object) -> bool:
    return isinstance(value, (int, bool)) or (isinstance(value, str) and value.isascii() and len(value) <= 80)


class _LateFile(logging.Handler):
    """A start without trouble writes nothing, and loads nothing that writes."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._path = file
        self._file: LogFile | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from guestreg.platform.log_file import LogFile

            self._file = LogFile(self._path)
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def start_log(folder: Path) -> logging.Handler:
    """Write the program's log into `folder`; give the handler back so that the builder can end it."""
    handler = _LateFile(folder / "guestreg.log")
    handler.setFormatter(AllowListFormatter())
    logger = logging.getLogger(ROOT)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return handler


def end_log(handler: logging.Handler) -> None:
    """Flush and forget the handler."""
    logger = logging.getLogger(ROOT)
    logger.removeHandler(handler)
    logger.propagate = True
    handler.close()

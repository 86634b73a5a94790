"""The program's log: an allow-list of fields, so that no person can slip into it.

Callers write `logger.info("event_name", extra={"state": …})`. Anything not on the list is dropped, and so are
message arguments and exception values: of an exception the log keeps its type and places.
"""

import json
import logging
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

FIELDS = frozenset(
    "attempt code count declaration duration_ms endpoint exit from_state hold host http_status ledger pages seq "
    "source_version state tries version".split()
)
ROOT = "guestreg"
_BYTES, _FILES = 1_000_000, 10


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


class _LateFile(RotatingFileHandler):
    """Made with its folder at the first line; a log that can't be written keeps nobody from working."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        del record


def start_log(folder: Path) -> logging.Handler:
    """Write the program's log into `folder`; give the handler back so that the builder can end it."""
    handler = _LateFile(folder / "guestreg.log", maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8", delay=True)
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

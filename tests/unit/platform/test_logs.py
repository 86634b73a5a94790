"""No person reaches the log, whatever a caller hands over."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from guestreg.platform.logs import AllowListFormatter, end_log, start_log

CANARY = "Hoàng Thị Canary 001190000017"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = start_log(tmp_path)
    yield tmp_path / "guestreg.log"
    end_log(handler)


def test_an_event_keeps_its_allowed_fields_alone(log: Path) -> None:
    logging.getLogger("guestreg.outbox").info("sent", extra={"state": "sent", "full_name": CANARY, "http_status": 200})
    line = json.loads(log.read_text("utf-8"))
    assert (line["event"], line["state"], line["http_status"]) == ("sent", "sent", 200)
    assert "full_name" not in line


@pytest.mark.parametrize("place", ["message", "argument", "field", "exception"])
def test_a_person_never_gets_in(log: Path, place: str) -> None:
    logger = logging.getLogger("guestreg.store")
    match place:
        case "message":
            whole = f"saved {CANARY}"
            logger.info(whole)
        case "argument":
            logger.info("saved %s", CANARY)
        case "field":
            logger.info("saved", extra={"code": CANARY})
        case _:
            try:
                raise ValueError(CANARY)
            except ValueError:
                logger.info("failed", exc_info=True)
    assert "Canary" not in log.read_text("utf-8")
    assert log.stat().st_size > 0


def test_an_ordinary_formatter_would_have_let_it_in() -> None:
    record = logging.LogRecord("guestreg", logging.INFO, "x.py", 1, "saved %s", (CANARY,), None)
    assert "Canary" in logging.Formatter().format(record)
    assert "Canary" not in AllowListFormatter().format(record)


def test_an_error_keeps_its_type_and_places(log: Path) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("guestreg").info("failed", exc_info=True)
    line = json.loads(log.read_text("utf-8"))
    assert line["error"] == "ValueError"
    assert line["places"][0].startswith("test_logs.py:")

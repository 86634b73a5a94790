"""The made-up evening: relative times become true ones for the clock at hand."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from guestreg.cli.stay_json import stay_entry
from guestreg.domain.dates import at_local, local, typed_time
from guestreg.domain.entry.stay import StayEntry

Sample = tuple[str, str | None, StayEntry]
"""Name, the code it must be refused with or None, the stay as typed."""


def load_samples(resources: Path, now: datetime) -> tuple[Sample, ...]:
    """The evening as it would be typed at `now`, the same at any hour of the day."""
    raw = json.loads((resources / "samples" / "evening.json").read_text("utf-8"))
    return tuple((one["sample"], one.get("refused"), stay_entry(_resolve(one["stay"], now))) for one in raw["stays"])


def _resolve(value: Any, now: datetime) -> Any:
    if isinstance(value, list):
        return [_resolve(one, now) for one in value]
    if not isinstance(value, dict):
        return value
    moment = _moment(value, local(now))
    if moment is not None:
        return moment
    return {name: _resolve(one, now) for name, one in value.items()}


def _moment(value: dict[str, Any], now: datetime) -> str | None:
    minute = "%Y-%m-%dT%H:%M"
    match value:
        case {"minutes_ago": int(minutes)}:
            return (now - timedelta(minutes=minutes)).strftime(minute)
        case {"latest": str(wall)}:
            at = _at(now.date(), wall)
            return (at if at <= now else at - timedelta(days=1)).strftime(minute)
        case {"days": int(days), "at": str(wall)}:
            return _at(now.date() + timedelta(days=days), wall).strftime(minute)
        case {"days": int(days)}:
            return (now.date() + timedelta(days=days)).isoformat()
        case {"years_ago": int(years)}:
            return date(now.year - years, 6, 1).isoformat()
        case _:
            return None


def _at(day: date, wall: str) -> datetime:
    time = typed_time(wall)
    if isinstance(time, str):
        raise ValueError(wall)
    return at_local(day, time)

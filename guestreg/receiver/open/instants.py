"""Instants and local times as documents write them. It must not know which clock made them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\+07:00")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def instant_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: str) -> datetime | None:
    """None for what is none."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text[:19] + "+00:00")
    except ValueError:
        return None


def read_local(text: str) -> datetime | None:
    if not _LOCAL.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

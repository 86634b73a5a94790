"""What an authority of the open contract objects to, in its own words: errors pinned to our fields, text made plain."""

import re
from collections.abc import Mapping
from typing import Any

from guestreg.domain.declaration import FieldError

MOST_ERRORS = 100
MOST_DETAIL = 200
RETURNED = "E-09"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def objections(problem: Mapping[str, Any]) -> tuple[FieldError, ...]:
    """At least one: its errors, or what it says of the whole."""
    detail = plain(problem.get("detail"), MOST_DETAIL)
    return field_errors(problem.get("errors")) or (FieldError("", RETURNED, detail),)


def field_errors(raw: object) -> tuple[FieldError, ...]:
    """Each pinned to our field of the same name, in the service's own words."""
    listed = raw[:MOST_ERRORS] if isinstance(raw, list) else []
    return tuple(
        FieldError(str(one.get("pointer") or "").rpartition("/")[2][:40], RETURNED, plain(one.get("text"), MOST_DETAIL))
        for one in listed
        if isinstance(one, dict)
    )


def plain(value: object, most: int) -> str:
    """Text for people without anything that could be taken for more than text."""
    if not isinstance(value, str):
        return ""
    return _CONTROL.sub(" ", value.encode("utf-8", "replace").decode())[:most].strip()


def last_segment(problem: Mapping[str, Any]) -> str:
    """What a problem is, whatever address its type stands under."""
    kind = problem.get("type")
    return kind.rstrip("/").rpartition("/")[2] if isinstance(kind, str) else ""

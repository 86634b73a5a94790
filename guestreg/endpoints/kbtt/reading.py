"""Reading what the ministry's side says, strictly: its envelope, or which kind of nonsense it is instead.

Parsing follows no more than a fixed depth and takes neither a key twice nor numbers that are none.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

DEEPEST = 32
_BOM = b"\xef\xbb\xbf"


class Shape(StrEnum):
    """What a body is when it is no envelope."""

    EMPTY = "empty"
    HTML = "html"
    SHORT = "short"
    """Begins as an object and ends in the middle."""
    OTHER = "other"


class NotJson(ValueError):
    """Text this program doesn't take as JSON."""


@dataclass(frozen=True, slots=True, repr=False)
class Envelope:
    """`{"code", "message", "data"}`; unknown members are left alone. `message` may name persons."""

    code: str
    message: str
    data: object


def read_envelope(body: bytes) -> Envelope | Shape:
    """The envelope in `body`, with or without mark and blank lines before it."""
    trimmed = body.strip().removeprefix(_BOM).strip()
    if not trimmed:
        return Shape.EMPTY
    if trimmed.startswith(b"<"):
        return Shape.HTML
    try:
        found = read_json(trimmed)
    except NotJson:
        return Shape.SHORT if trimmed.startswith(b"{") and not trimmed.endswith(b"}") else Shape.OTHER
    return _envelope(found) or Shape.OTHER


def read_json(text: bytes) -> Any:
    """The value in `text`. Raises NotJson for a key twice, NaN, too deep, no UTF-8, half a character pair."""
    try:
        value = json.loads(
            text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite
        )
    except (ValueError, RecursionError) as fault:
        raise NotJson("no JSON") from fault
    _check_depth(value)
    return value


def _envelope(found: object) -> Envelope | None:
    if not isinstance(found, dict) or not {"code", "message"} <= found.keys():
        return None
    code, message = found["code"], found["message"]
    if isinstance(code, bool) or not isinstance(code, str | int) or not isinstance(message, str | None):
        return None
    if not _is_text(str(code)) or not _is_text(message or ""):
        return None
    return Envelope(str(code).strip(), message or "", found.get("data"))


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotJson("a key twice")
    return members


def _no_number(text: str) -> NoReturn:
    raise NotJson("no number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise NotJson("no number")
    return number


def _check_depth(value: object) -> None:
    level, depth = _containers([value]), 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise NotJson("too deep")
        level = _containers([inner for outer in level for inner in _members(outer)])


def _containers(values: Iterable[object]) -> list[dict[str, object] | list[object]]:
    return [value for value in values if isinstance(value, dict | list)]


def _members(value: dict[str, object] | list[object]) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value

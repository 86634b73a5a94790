"""JSON from outside: no more than a fixed depth, neither a key twice nor numbers that are none.

Everybody who reads what a stranger wrote calls it.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

DEEPEST = 32


class NotJson(ValueError):
    """Text this program doesn't take as JSON."""


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

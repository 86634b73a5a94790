"""JSON as the contract has it: read strictly, written in canonical form (RFC 8785), hashed.

Used for bodies, packs and set-up files. It must not know what a document means.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

DEPTH = 32
LARGEST = 2**53 - 1


class BadJson(ValueError):
    """These bytes are not JSON that two programs are sure to read alike."""


def read_json(body: bytes) -> Any:
    """The value. Raises BadJson: no UTF-8, a mark in front, doubled keys, fractions, too deep, too large a number."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadJson("not UTF-8") from wrong
    if text.startswith("\ufeff"):
        raise BadJson("begins with a byte order mark")
    if _depth(text) > DEPTH:
        raise BadJson("nested too deeply")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_float=_no_fraction, parse_constant=_no_fraction, parse_int=_integer
        )
    except BadJson:
        raise
    except ValueError as wrong:
        raise BadJson("not JSON") from wrong
    _no_half_signs(value)
    return value


def canonical(value: Any) -> bytes:
    """RFC 8785 within the contract's limits: objects, arrays, strings, integers, true, false, null."""
    return _written(value).encode()


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _written(value: Any) -> str:
    match value:
        case dict():
            keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
            return "{" + ",".join(f"{_text(key)}:{_written(value[key])}" for key in keys) + "}"
        case list():
            return "[" + ",".join(map(_written, value)) + "]"
        case str():
            return _text(value)
        case bool() | int() | None:
            return json.dumps(value)
        case _:
            raise BadJson("no such value")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _depth(text: str) -> int:
    deepest = depth = 0
    in_text = escaped = False
    for sign in text:
        if in_text:
            if escaped:
                escaped = False
            elif sign == "\\":
                escaped = True
            elif sign == '"':
                in_text = False
        elif sign == '"':
            in_text = True
        elif sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson("a key stands twice")
    return found


def _no_fraction(text: str) -> NoReturn:
    raise BadJson("only integers")


def _integer(text: str) -> int:
    if text == "-0" or len(text) > 17 or abs(number := int(text)) > LARGEST:
        raise BadJson("the number is too large")
    return number


def _no_half_signs(value: Any) -> None:
    match value:
        case dict():
            for key, inner in value.items():
                _no_half_signs(key)
                _no_half_signs(inner)
        case list():
            for inner in value:
                _no_half_signs(inner)
        case str() if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise BadJson("half a sign")
        case _:
            pass

"""Canonical JSON (RFC 8785) within the limits this program keeps: ASCII keys, NFC text, integers.

Within them the standard library gives the same bytes as any RFC 8785 writer; a test compares the two.
"""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

_SAFE_INTEGER = 2**53 - 1


def canonical(value: Mapping[str, Any]) -> bytes:
    """The bytes that are stored, hashed and sent, never re-made. Raises ValueError outside the limits."""
    _check(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _check(value: object) -> None:
    match value:
        case str():
            if not value.isascii():
                if not unicodedata.is_normalized("NFC", value):
                    raise ValueError("text is not NFC")
                value.encode("utf-8")
        case None | bool():
            return
        case int():
            if abs(value) > _SAFE_INTEGER:
                raise ValueError("integer beyond 2**53-1")
        case Mapping():
            for key, member in value.items():
                if not (isinstance(key, str) and key.isascii()):
                    raise ValueError("keys are ASCII text")
                _check(member)
        case list() | tuple():
            for member in value:
                _check(member)
        case _:
            raise ValueError(f"no canonical form for {type(value).__name__}")

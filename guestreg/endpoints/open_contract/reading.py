"""Reading what a service of the open contract says, strictly: its objects by type, its problems by last segment.

Unknown members are left alone; a member of another type than agreed makes the whole thing nothing we understand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from guestreg.domain.objection import last_segment
from guestreg.domain.strict_json import NotJson, read_json
from guestreg.endpoints.http import Reply

SERVICE, CONTRACT = "stay-declaration", "1.0"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 2**53 - 1


class Shape(StrEnum):
    """What a body is when it is no object of the contract."""

    NOTHING = "nothing"
    """Empty, a page for people, or an object that ends in the middle: whoever answered said nothing of us."""
    STRANGE = "strange"


@dataclass(frozen=True, slots=True, repr=False)
class Problem:
    """`type` is the last segment of the address."""

    type: str
    members: Mapping[str, Any]

    @property
    def not_stored(self) -> bool:
        """The service promises that nothing of the request was kept."""
        return self.members.get("stored") is False


@dataclass(frozen=True, slots=True, repr=False)
class ReplyBody:
    """What a PUT gives back."""

    id: str
    version: int
    verdict: str
    late_minutes: int
    receipt: bytes


def read_object(reply: Reply) -> dict[str, Any] | Shape:
    """The one object a body holds."""
    trimmed = reply.body.strip()
    if not trimmed or trimmed.startswith(b"<"):
        return Shape.NOTHING
    if reply.cut:
        return Shape.STRANGE
    try:
        found = read_json(reply.body)
    except NotJson:
        return Shape.NOTHING if trimmed.startswith(b"{") and not trimmed.endswith(b"}") else Shape.STRANGE
    return found if isinstance(found, dict) else Shape.STRANGE


def read_problem(reply: Reply) -> Problem | None:
    """None for what is no problem of the contract."""
    found = read_object(reply)
    if isinstance(found, Shape):
        return None
    kind = last_segment(found)
    return Problem(kind, found) if kind and found.get("status") == reply.status else None


def read_reply(found: Mapping[str, Any]) -> ReplyBody | None:
    match found:
        case {"id": str(name), "version": version, "verdict": str(verdict), "receipt": str(receipt)}:
            late = found.get("late_minutes")
            if is_count(version) and is_count(late):
                return ReplyBody(name, version, verdict, late, as_bytes(receipt))
    return None


def is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= _LARGEST


def is_sha256(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(_SHA256.fullmatch(value))


def as_bytes(text: str) -> bytes:
    """What half a character pair makes no text of is no note either."""
    return text.encode("utf-8", "replace")

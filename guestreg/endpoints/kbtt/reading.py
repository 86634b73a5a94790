"""Reading what the ministry's side says, strictly: its envelope, or which kind of nonsense it is instead."""

from dataclasses import dataclass
from enum import StrEnum

from guestreg.domain.strict_json import NotJson, read_json

_BOM = b"\xef\xbb\xbf"


class Shape(StrEnum):
    """What a body is when it is no envelope."""

    EMPTY = "empty"
    HTML = "html"
    SHORT = "short"
    """Begins as an object and ends in the middle."""
    OTHER = "other"


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

"""One line of ledger.ndjson: its parts as the very bytes that were hashed, and what the envelope says."""

import re
from dataclasses import dataclass
from typing import Any

from guestreg.verifier.manifest import DECODER, is_canonical

_INSTANT = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z")
_HASH = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r',"s":(?:null|"([0-9a-f]{32})")}\n')
_MEMBERS = {"c", "d", "ep", "fl", "k", "led", "mono", "op", "p", "ref", "seq", "t", "v"}


@dataclass(slots=True)
class Entry:
    """`body` and `salt` None where the line says null."""

    said: dict[str, Any]
    envelope: bytes
    body: bytes | None
    content: Any
    salt: bytes | None
    is_canonical: bool


def read_entry(line: bytes) -> Entry | None:
    """None for a line nobody can read as an entry."""
    try:
        text = line.decode()
        if not text.startswith('{"b":'):
            return None
        content, body_end = DECODER.raw_decode(text, 5)
        at = body_end + 5
        if text[body_end:at] != ',"e":':
            return None
        said, end = DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None
    salt = _SALT.fullmatch(text, end)
    if salt is None or not _is_envelope(said) or not (content is None or isinstance(content, dict)):
        return None
    body, envelope = text[5:body_end], text[at:end]
    return Entry(
        said,
        envelope.encode(),
        None if content is None else body.encode(),
        content,
        bytes.fromhex(salt[1]) if salt[1] else None,
        is_canonical(content, body) and is_canonical(said, envelope),
    )


def _is_envelope(said: Any) -> bool:
    if not isinstance(said, dict) or said.keys() != _MEMBERS or said["v"] != 1:
        return False
    numbers, texts = (said["ep"], said["seq"], said["mono"]), (said["k"], said["led"], said["op"], said["t"])
    return (
        all(type(one) is int and one >= 0 for one in numbers)
        and all(isinstance(one, str) for one in texts)
        and isinstance(said["d"], dict)
        and isinstance(said["fl"], list)
        and (said["ref"] is None or isinstance(said["ref"], str))
        and _is_hash(said["p"])
        and (said["c"] is None or _is_hash(said["c"]))
        and _INSTANT.fullmatch(said["t"]) is not None
    )


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None

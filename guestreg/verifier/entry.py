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
    body = None if content is None else text[5:body_end].encode()
    hidden = bytes.fromhex(salt[1]) if salt[1] else None
    whole = {"b": content, "e": said, "s": salt[1]}
    return Entry(said, text[at:end].encode(), body, content, hidden, is_canonical(whole, text[:-1]))


def _is_envelope(said: Any) -> bool:
    if type(said) is not dict or said.keys() != _MEMBERS or said["v"] != 1:
        return False
    c, ref, ep, seq, mono = said["c"], said["ref"], said["ep"], said["seq"], said["mono"]
    return (
        type(ep) is int is type(seq) is type(mono)
        and min(ep, seq, mono) >= 0
        and type(said["k"]) is str is type(said["led"]) is type(said["op"])
        and type(said["t"]) is str is type(said["p"])
        and type(said["d"]) is dict
        and type(said["fl"]) is list
        and (ref is None or type(ref) is str)
        and _HASH.fullmatch(said["p"]) is not None
        and (c is None or (type(c) is str and _HASH.fullmatch(c) is not None))
        and _INSTANT.fullmatch(said["t"]) is not None
    )

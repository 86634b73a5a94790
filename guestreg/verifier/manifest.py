"""What the file says of itself: manifest, keys, and checkpoints. Read strictly; judged by the checks."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from guestreg.verifier.note import NOTE_BYTES, Head, Key, NotANote, Note, read_head, read_key, read_note
from guestreg.verifier.report import Unreadable

_HASH = re.compile(r"[0-9a-f]{64}")


class NotCanonical(ValueError):
    """JSON that reads, but is not in its one form. `value` is what it says."""

    def __init__(self, value: Any) -> None:
        super().__init__("not canonical")
        self.value = value


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _integer(text: str) -> int:
    value = int(text) if len(text) <= 17 else 2**53
    return value if abs(value) < 2**53 else _refuse("integer")


DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_integer)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: object) -> str:
    return _encode(value)


def is_canonical(value: object, text: str) -> bool:
    """Sorted, no blanks, no key twice, integers, NFC: whatever is read and written again must be the same text."""
    return _encode(value) == text and (text.isascii() or unicodedata.is_normalized("NFC", text))


def read_canonical(data: bytes) -> Any:
    """Raises NotCanonical, and ValueError for what is no JSON at all."""
    try:
        text = data.decode()
        value, end = DECODER.raw_decode(text)
    except RecursionError:
        raise ValueError("too deep") from None
    if end != len(text) or not is_canonical(value, text):
        raise NotCanonical(value)
    return value


@dataclass(frozen=True, slots=True)
class Manifest:
    """`before` and `after` tie the entries to the ledger around them; hashes as bytes."""

    ledger: str
    first: int
    last: int
    range: dict[str, Any]
    made_at: str
    before_leaf: str
    before: tuple[bytes, ...]
    newest: int
    proof: tuple[bytes, ...]
    files: tuple[tuple[str, str, int], ...]

    @property
    def to_the_end(self) -> bool:
        """Whether the file claims that nothing came after its last entry."""
        return self.range["to"] is None

    @property
    def is_whole(self) -> bool:
        return self.first == 1 and self.to_the_end


def read_manifest(value: Any) -> Manifest:
    """Raises Unreadable for another format or version, or members that are not there."""
    try:
        if (value["format"], value["v"]) != ("luutru/1", 1):
            raise Unreadable("version")
        around, before, after = value["range"], value["before"], value["after"]
        read = Manifest(
            _text(value["ledger"]),
            _number(around["first"], 1),
            _number(around["last"], around["first"] - 1),
            {name: around[name] for name in ("first", "last", "from", "to")},
            _text(value["made_at"]),
            _hash(before["leaf"]),
            tuple(bytes.fromhex(_hash(one)) for one in before["hashes"]),
            _number(after["size"], around["last"]),
            tuple(bytes.fromhex(_hash(one)) for one in after["proof"]),
            tuple((_text(one["name"]), _hash(one["sha256"]), _number(one["size"], 0)) for one in value["files"]),
        )
        if before["size"] != read.first - 1 or len(read.before) != (read.first - 1).bit_count():
            raise Unreadable("manifest_form")
    except (KeyError, TypeError, ValueError):
        raise Unreadable("manifest_form") from None
    return read


def _text(value: object) -> str:
    return value if isinstance(value, str) else _refuse("text")


def _hash(value: object) -> str:
    return value if isinstance(value, str) and _HASH.fullmatch(value) else _refuse("hash")


def _number(value: object, least: int) -> int:
    return value if type(value) is int and value >= least else _refuse("number")


@dataclass(frozen=True, slots=True)
class Keys:
    """Device keys by epoch (their text beside them) and the authority's."""

    device: dict[int, tuple[Key, str]]
    authority: tuple[Key, ...]


def read_keys(value: Any) -> Keys:
    """Raises Unreadable."""
    try:
        device = {_number(one["epoch"], 1): (read_key(one["vkey"]), one["vkey"]) for one in value["device"]}
        return Keys(device, tuple(read_key(one) for one in value["authority"]))
    except (KeyError, TypeError, ValueError):
        raise Unreadable("keys_form") from None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The `number`-th of the file, counted from 1; None of the others where it can't be read."""

    number: int
    note: Note | None
    head: Head | None

    @property
    def place(self) -> str:
        return f"checkpoints.txt:{self.number}"


def checkpoints(lines: Iterator[bytes | None]) -> Iterator[Checkpoint]:
    """A note is text, an empty line, signatures; an empty line parts two notes."""
    held: list[bytes] = []
    empty = number = 0
    for line in lines:
        if line == b"\n" and (empty := empty + 1) == 2:
            number += 1
            yield _checkpoint(number, b"".join(held))
            held, empty = [], 0
        elif sum(map(len, held)) < 2 * NOTE_BYTES:
            held.append(line or b"\0")
    if held:
        yield _checkpoint(number + 1, b"".join(held))


def _checkpoint(number: int, data: bytes) -> Checkpoint:
    try:
        note = read_note(data)
        if len(note.lines) < 3:
            return Checkpoint(number, None, None)
        return Checkpoint(number, note, read_head(*note.lines[:3]))
    except NotANote:
        return Checkpoint(number, None, None)

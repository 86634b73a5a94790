"""A long ledger made quickly, line by line, out of one guest's: for what depends on length alone."""

import hashlib
from collections.abc import Iterator

from tests.tamper.maker import Line, canonical, parts_of
from tests.tamper.notes import leaf
from tests.tamper.writer import Writer

_SALT = bytes(16).hex()


def long_bundle(count: int) -> bytes:
    """`count` entries, every third with a body; one head, near the beginning."""
    writer = Writer(1)
    writer.stay()
    book = writer.book
    parts = parts_of(book)
    parts.members["ledger.ndjson"] = b"".join(_lines(book.lines, count))
    parts.manifest["range"]["last"] = parts.manifest["after"]["size"] = count
    return parts.sealed().packed()


def _lines(begun: list[Line], count: int) -> Iterator[bytes]:
    yield from (line.bytes for line in begun)
    parent, body = begun[-1].leaf, {"text": "gọi lại " * 60}
    committed = hashlib.sha256(bytes.fromhex(_SALT) + canonical(body)).hexdigest()
    said = begun[-1].said | {"d": {"already": "1"}, "k": "note", "ref": begun[1].said["ref"]}
    for seq in range(len(begun) + 1, count + 1):
        has_body = seq % 3 == 0
        envelope = canonical({**said, "c": committed if has_body else None, "p": parent.hex(), "seq": seq})
        parent = leaf(envelope)
        around = (canonical(body), b'"%s"' % _SALT.encode()) if has_body else (b"null", b"null")
        yield b'{"b":%s,"e":%s,"s":%s}\n' % (around[0], envelope, around[1])

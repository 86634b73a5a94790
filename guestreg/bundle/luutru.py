"""The `.luutru` file: a ledger's entries with everything that shows they are unchanged, and views to read.

Its format is `resources/formats/luutru.md`. Everything passes through as a stream; nothing here knows where it is from.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from guestreg.bundle.member import Members
from guestreg.bundle.sheet import write_sheet
from guestreg.bundle.table import write_table
from guestreg.domain.canonical import canonical
from guestreg.domain.dates import local
from guestreg.domain.ledger import Entry
from guestreg.ports.bundling import Bundle

FORMAT = "luutru/1"
MANIFEST_TEXT = "luutru-manifest/v1"
WholeFile = Callable[[Path], AbstractContextManager[BinaryIO]]
"""A file that becomes its path when the block ends well, and otherwise is nothing."""


class LuutruWriter:
    """`fixed` are members that every export has: what to read first, and the schemas. `heads` name the cells."""

    def __init__(self, whole_file: WholeFile, fixed: Iterable[tuple[str, bytes]], heads: Sequence[str]) -> None:
        self._whole_file = whole_file
        self._fixed = tuple(fixed)
        self._heads = tuple(heads)

    def write(self, bundle: Bundle, target: Path) -> None:
        with self._whole_file(target) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            self._write(bundle, archive)

    def _write(self, bundle: Bundle, archive: ZipFile) -> None:
        made = local(datetime.fromisoformat(bundle.manifest["made_at"])).timetuple()[:6]
        members = Members(archive, made)
        for name, data in self._fixed:
            members.add(name, data)
        with members.begin("ledger.ndjson") as member:
            for entry in bundle.entries:
                member.write(ledger_line(entry))
        with members.begin("checkpoints.txt") as member:
            for part in _parted(bundle.checkpoints):
                member.write(part)
        for name, note in bundle.receipts:
            members.add(f"receipts/{name}", note)
        members.add("keys.json", canonical(bundle.keys))
        rows = [self._heads, *bundle.rows]
        with members.begin("register.csv") as member:
            write_table(member, rows)  # type: ignore[arg-type]
        with members.begin("register.xlsx", packed=True) as member:
            write_sheet(member, made, rows)  # type: ignore[arg-type]
        with members.begin("register.pdf", packed=True) as member, bundle.register.open("rb") as paper:
            copyfileobj(paper, member)
        manifest = canonical(
            {
                **bundle.manifest,
                "files": [
                    {"name": name, "sha256": one.sha256, "size": one.size}
                    for name, one in sorted(members.written.items())
                ],
                "format": FORMAT,
                "v": 1,
            }
        )
        members.add("manifest.json", manifest)
        digest = hashlib.sha256(manifest).hexdigest()
        members.add("manifest.note", bundle.sign(f"{MANIFEST_TEXT}\n{bundle.origin}\n{digest}\n"))


def ledger_line(entry: Entry) -> bytes:
    """Body and envelope stand in it as they are stored, byte for byte."""
    body = b"null" if entry.body is None else entry.body
    salt = b"null" if entry.salt is None else b'"%s"' % entry.salt.hex().encode()
    return b'{"b":%s,"e":%s,"s":%s}\n' % (body, entry.envelope, salt)


def _parted(notes: Iterable[bytes]) -> Iterator[bytes]:
    for place, note in enumerate(notes):
        yield from chain((b"\n",) if place else (), (note,))

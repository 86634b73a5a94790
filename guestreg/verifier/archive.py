"""A hostile ZIP read as a stream: its directory against its members, within fixed limits, nothing written anywhere.

Own reading instead of `zipfile`, which overlooks what this must find: double names, hidden bytes, two directories.
"""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from guestreg.verifier.report import Report, Unreadable

MOST_BYTES = 500 * 1024 * 1024
MOST_RATIO = 100
LINE_BYTES = 64 * 1024
_CHUNK = 64 * 1024
_MOST_DIRECTORY = 16 * 1024 * 1024
_STORED, _DEFLATED = 0, 8
_END, _CENTRAL, _LOCAL = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
_PLAIN_FLAGS = 0x0806
"""Names in UTF-8 and how hard deflate tried; any other bit would be encryption or sizes that come later."""
_KNOWN = re.compile(
    r"DOC-TRUOC\.txt|manifest\.(json|note)|ledger\.ndjson|checkpoints\.txt|keys\.json|register\.(pdf|csv|xlsx)"
    r"|schema/[A-Za-z0-9][A-Za-z0-9._-]{0,80}|receipts/([0-9A-Za-z-]{1,64}\.[1-9][0-9]{0,8}|countersigned)\.[1-9][0-9]{0,8}\.note"
)


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int


class Archive:
    """The members by name; of a double name the first."""

    def __init__(self, file: BinaryIO, report: Report) -> None:
        """Raises Unreadable for no ZIP and beyond the limits; anything else wrong is a finding."""
        self._file = file
        self._report = report
        self.members: dict[str, Member] = {}
        self._told: set[tuple[str, str]] = set()
        self.bytes = file.seek(0, 2)
        if self.bytes > MOST_BYTES:
            raise Unreadable("too_big")
        self._read_directory()
        if sum(one.size for one in self.members.values()) > MOST_RATIO * self.bytes:
            raise Unreadable("too_big")

    def chunks(self, name: str) -> Iterator[bytes]:
        """The member's bytes; what doesn't come out as the directory says is a finding."""
        member = self.members[name]
        self._file.seek(member.start)
        left, size, crc = member.packed, 0, 0
        inflate = zlib.decompressobj(-15) if member.method == _DEFLATED else None
        while size <= member.size:
            packed = inflate.unconsumed_tail if inflate else b""
            if not packed and left:
                packed = self._file.read(min(left, _CHUNK))
                left -= len(packed)
            try:
                plain = inflate.decompress(packed, _CHUNK) if inflate else packed
            except zlib.error:
                break
            if not packed and not plain:
                break
            size, crc = size + len(plain), zlib.crc32(plain, crc)
            if plain:
                position = self._file.tell()
                yield plain
                self._file.seek(position)
        ended = inflate is None or (inflate.eof and not inflate.unused_data)
        if (size, crc, left) != (member.size, member.crc, 0) or not ended:
            self._complain(name, "zip_content")

    def read(self, name: str, most: int) -> bytes:
        """Raises Unreadable when it is longer."""
        if self.members[name].size > most:
            raise Unreadable("too_big")
        return b"".join(self.chunks(name))

    def lines(self, name: str) -> Iterator[bytes | None]:
        """Each with its line feed; None for one that is too long."""
        rest, skipping = b"", False
        for chunk in self.chunks(name):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                yield None if skipping or len(line) >= LINE_BYTES else line + b"\n"
                skipping = False
            if len(rest) > LINE_BYTES:
                rest, skipping = b"", True
        if rest or skipping:
            yield None if skipping else rest

    def sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for chunk in self.chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def _complain(self, place: str, text: str) -> None:
        if (place, text) not in self._told:
            self._told.add((place, text))
            self._report.add("zip", place, text)

    def _read_directory(self) -> None:
        tail_at = max(0, self.bytes - 65_557)
        self._file.seek(tail_at)
        tail = self._file.read()
        found = tail.rfind(b"PK\x05\x06")
        if found < 0 or len(tail) - found < _END.size:
            raise Unreadable("not_zip")
        _, disk, first_disk, here, count, length, at, comment = _END.unpack_from(tail, found)
        end = tail_at + found
        if len(tail) - found != _END.size or comment:
            self._complain("", "zip_after_end")
        if (disk, first_disk, here) != (0, 0, count) or at + length != end:
            self._complain("", "zip_directory")
        if at + length > end or length > _MOST_DIRECTORY:
            raise Unreadable("not_zip")
        self._file.seek(at)
        directory, place = self._file.read(length), 0
        spans = []
        for _ in range(count):
            if place + _CENTRAL.size > length or directory[place : place + 4] != b"PK\x01\x02":
                raise Unreadable("not_zip")
            place, member_end = self._take(directory, place, at)
            spans.append(member_end)
        if place != length:
            self._complain("", "zip_directory")
        self._check_layout(spans, at)

    def _take(self, directory: bytes, place: int, limit: int) -> tuple[int, tuple[int, int]]:
        """One line of the directory with its member's own header; where the next is, and where the member lies."""
        _, _, _, flags, method, _, _, crc, packed, size, named, extra, said, disk, _, _, offset = _CENTRAL.unpack_from(
            directory, place
        )
        text = directory[place + _CENTRAL.size :][:named] if named < 512 else b""
        name = text.decode("utf-8", "replace")
        start, honest = self._local(offset, (text, flags, method, crc, packed, size, 0))
        if not honest or extra or said or disk or flags & ~_PLAIN_FLAGS or method not in (_STORED, _DEFLATED):
            self._complain(name, "zip_header")
        if name in self.members:
            self._complain(name, "zip_double")
        elif not _KNOWN.fullmatch(name):
            self._complain(name, "zip_unknown")
        elif start and start + packed <= limit and method in (_STORED, _DEFLATED):
            self.members[name] = Member(name, method, crc, packed, size, start)
        return place + _CENTRAL.size + named + extra + said, (offset, start + packed)

    def _local(self, offset: int, listed: tuple[bytes, int, int, int, int, int, int]) -> tuple[int, bool]:
        """Where its bytes begin (0: nowhere), and whether its own header says what the directory says."""
        self._file.seek(offset)
        head = self._file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            return 0, False
        _, _, flags, method, _, _, crc, packed, size, named, extra = _LOCAL.unpack(head)
        told = (self._file.read(named), flags, method, crc, packed, size, extra)
        return offset + _LOCAL.size + named + extra, told == listed

    def _check_layout(self, spans: list[tuple[int, int]], directory_at: int) -> None:
        """Members lie end to end from the first byte to the directory: nothing hides between them."""
        starts, ends = zip(*sorted(spans), strict=True) if spans else ((), ())
        if (0, *ends) != (*starts, directory_at):
            self._complain("", "zip_gap")

"""One member of an export while it is written: a stream that counts and hashes what goes through it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Moment = tuple[int, int, int, int, int, int]


class Member(BufferedIOBase):
    """Writes on into the archive. It can't be sought in, and closing it closes nothing else."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Members:
    """The archive being written, and what went into it by name."""

    def __init__(self, archive: ZipFile, made: Moment) -> None:
        self._archive = archive
        self._made = made
        self.written: dict[str, Member] = {}

    @contextmanager
    def begin(self, name: str, *, packed: bool = False) -> Iterator[Member]:
        """`packed`: it is compressed already."""
        info = ZipInfo(name, self._made)
        info.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._archive.open(info, "w") as file:
            member = Member(file)
            yield member
        self.written[name] = member

    def add(self, name: str, data: bytes) -> None:
        with self.begin(name) as member:
            member.write(data)

"""What one run of the program asked of the disk, recorded by strace and read back as events in their order.

`record` runs a command; everything below its folder is kept, with whole data. A way to write that is not understood
is refused loudly: a record with a hole would prove nothing.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CALLS = (
    "open,openat,openat2,creat,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,"
    "truncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,"
    "lseek,mmap,sendfile,copy_file_range,splice,sendto,sendmsg"
)
_LONGEST = 4_000_000
_LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>)?(.*)")
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)(.*)")
_FD = re.compile(r"(\d+)<(.*?)>(\(deleted\))?(?:, |$)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True, slots=True)
class Made:
    """A file opened with O_CREAT; new if the name was free."""

    path: str
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """Without an `offset` at the file's end."""

    path: str
    offset: int | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """A file or a folder."""

    path: str


@dataclass(frozen=True, slots=True)
class Renamed:
    path: str
    target: str


@dataclass(frozen=True, slots=True)
class Removed:
    path: str


@dataclass(frozen=True, slots=True)
class FolderMade:
    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """Bytes on standard output: what the program let somebody read."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """Bytes that left through a socket."""

    data: bytes


Event = Made | Written | Resized | Synced | Renamed | Removed | FolderMade | Said | Left


class NotUnderstood(AssertionError):
    """A call that may change the disk in a way the record doesn't follow."""


def record(command: Sequence[str], folder: Path, trace: Path, environment: Mapping[str, str], cwd: Path) -> list[Event]:
    """Run `command` to its end under strace; AssertionError when strace can't trace here or the command fails."""
    tracer = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", str(_LONGEST), "-o", str(trace)]
    done = subprocess.run(
        [*tracer, "-e", f"trace={_CALLS}", "-e", "signal=none", *command],
        cwd=cwd,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command[:4]} under strace ended with {done.returncode}: {done.stderr[-2000:]}"
    return read(trace, folder)


def read(trace: Path, folder: Path) -> list[Event]:
    """The events below `folder`, paths relative to it."""
    reader = _Reader(str(folder))
    with trace.open(encoding="utf-8", errors="surrogateescape") as lines:
        return [event for call in _whole_calls(lines) for event in reader.events(*call)]


def _whole_calls(lines: Iterator[str]) -> Iterator[tuple[str, str, int, str]]:
    """Name, arguments, result and what follows it; a call of one thread cut by another's is put together again."""
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line.rstrip("\n"))
        assert found, line[:200]
        thread, resumed, text = found.groups()
        if text.endswith(" <unfinished ...>"):
            begun[thread] = text.removesuffix(" <unfinished ...>")
            continue
        if resumed:
            text = begun.pop(thread) + text
        call = _CALL.match(text)
        if call:
            yield call[1], call[2], int(call[3], 0), call[4]


class _Reader:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._offsets: dict[tuple[str, str], int | None] = {}
        """Of every open file by descriptor and path; None when it appends."""

    def events(self, name: str, arguments: str, result: int, after: str) -> Iterator[Event]:
        if result < 0:
            return
        if name in ("sendto", "sendmsg"):
            yield from (Left(text) for text in self._texts(arguments))
        elif name == "write" and arguments.startswith("1<"):
            yield Said(self._texts(arguments)[0])
        else:
            yield from self._on_disk(name, arguments, result, after)

    def _on_disk(self, name: str, arguments: str, result: int, after: str) -> Iterator[Event]:
        if name in ("open", "openat", "creat"):
            yield from self._opened(arguments, result, after)
        elif name in ("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"):
            yield from self._renaming(name, arguments)
        else:
            yield from self._with_handle(name, arguments, result)

    def _opened(self, arguments: str, result: int, after: str) -> Iterator[Event]:
        handle = _FD.match(f"{result}{after}")
        path = None if handle is None else self._inside(handle[2])
        if path is None:
            return
        self._offsets[str(result), path] = None if "O_APPEND" in arguments else 0
        if "O_CREAT" in arguments or "O_TRUNC" in arguments:
            yield Made(path, emptied="O_TRUNC" in arguments)

    def _renaming(self, name: str, arguments: str) -> Iterator[Event]:
        paths = [self._inside(text.decode("utf-8", "surrogateescape")) for text in self._texts(arguments)]
        if paths[0] is None:
            if any(paths):
                raise NotUnderstood(f"{name} into the folder")
            return
        if name.startswith("rename"):
            if paths[1] is None:
                raise NotUnderstood("rename out of the folder")
            yield Renamed(paths[0], paths[1])
        else:
            yield FolderMade(paths[0]) if name.startswith("mkdir") else Removed(paths[0])

    def _with_handle(self, name: str, arguments: str, result: int) -> Iterator[Event]:
        handle = next((one for one in _FD.finditer(arguments) if self._inside(one[2])), None)
        path = None if handle is None else self._inside(handle[2])
        if handle is None or path is None or handle[3]:
            return
        if name in ("fsync", "fdatasync"):
            yield Synced(path)
        elif name == "ftruncate":
            yield Resized(path, int(arguments.rpartition(", ")[2]))
        elif name == "pwrite64":
            yield Written(path, int(arguments.rpartition(", ")[2]), self._texts(arguments)[0][:result])
        elif name == "write":
            yield self._written(handle[1], path, self._texts(arguments)[0][:result])
        elif name == "lseek":
            if self._offsets[handle[1], path] is not None:
                self._offsets[handle[1], path] = result
        elif name != "mmap" or ("MAP_SHARED" in arguments and "PROT_WRITE" in arguments):
            raise NotUnderstood(f"{name} of {path}")

    def _written(self, descriptor: str, path: str, data: bytes) -> Written:
        offset = self._offsets[descriptor, path]
        if offset is not None:
            self._offsets[descriptor, path] = offset + len(data)
        return Written(path, offset, data)

    def _inside(self, path: str) -> str | None:
        """Relative to the folder; None for what lies elsewhere, and for the index in memory: it needs no durability."""
        plain = _plain(path)
        if plain == self._folder:
            return "."
        if not plain.startswith(f"{self._folder}/") or plain.endswith("-shm"):
            return None
        return plain[len(self._folder) + 1 :]

    def _texts(self, arguments: str) -> list[bytes]:
        found = _TEXT.findall(arguments)
        if any(cut for _, cut in found):
            raise NotUnderstood("data cut off in the record")
        return [bytes.fromhex(text.replace("\\x", "")) for text, _ in found]


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path

"""A disk as a power cut leaves it: what was synced is there; of all else each write may be lost, kept or torn.

Names are durable only after a sync of their folder, and what lies in a folder that was lost is lost with it.
It knows nothing of guests or databases.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from tests.faults.powercut.strace import (
    Event,
    FolderMade,
    Left,
    Made,
    Removed,
    Renamed,
    Resized,
    Said,
    Synced,
    Written,
)

SECTOR = 512
Tree = Mapping[str, bytes]
"""Content of every file by its path in the folder."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely an unsynced write is lost, kept or torn."""

    lost: int
    kept: int
    torn: int


ALL_LOST = Odds(1, 0, 0)
ALL_KEPT = Odds(0, 1, 0)
MIXED = (ALL_LOST, ALL_KEPT, Odds(1, 1, 1), Odds(1, 8, 1), Odds(8, 1, 1), Odds(0, 1, 1))


@dataclass(slots=True)
class _File:
    safe: bytes = b""
    unsynced: list[Written | Resized] = field(default_factory=list)

    def size(self) -> int:
        return len(self.kept())

    def kept(self) -> bytes:
        """Everything written, as a running system shows it."""
        if not self.unsynced:
            return self.safe
        content = bytearray(self.safe)
        for change in self.unsynced:
            _change(content, change)
        return bytes(content)

    def after_cut(self, chance: random.Random, odds: Odds) -> bytes:
        if not self.unsynced:
            return self.safe
        content = bytearray(self.safe)
        fates = chance.choices(("lost", "kept", "torn"), (odds.lost, odds.kept, odds.torn), k=len(self.unsynced))
        for change, fate in zip(self.unsynced, fates, strict=True):
            if fate == "kept" or (fate == "torn" and isinstance(change, Resized) and chance.random() < 0.5):
                _change(content, change)
            elif fate == "torn" and isinstance(change, Written):
                for sector in _sectors(change):
                    if chance.random() < 0.5:
                        _change(content, sector)
        return bytes(content)


class Disk:
    """Events go in one by one; at any moment the power may be cut."""

    def __init__(self, tree: Tree, folders: frozenset[str] = frozenset()) -> None:
        """What lies there at first is durable."""
        self._files = {number: _File(content) for number, content in enumerate(tree.values())}
        self._safe_names = dict(zip(tree, self._files, strict=True))
        self._names = dict(self._safe_names)
        self._safe_folders = {".", *folders}
        self._folders = set(self._safe_folders)
        self._unsynced_names: list[tuple[Made | Renamed | Removed | FolderMade, int]] = []

    def apply(self, event: Event) -> bool:
        """Whether a cut from now on may leave another disk than before."""
        match event:
            case Made(path, emptied):
                is_new = self._make(event)
                if emptied and not is_new:
                    self._file(path).unsynced.append(Resized(path, 0))
                return is_new or emptied
            case Written(path, offset, data):
                self._file(path).unsynced.append(
                    event if offset is not None else Written(path, self._file(path).size(), data)
                )
            case Resized(path, _):
                self._file(path).unsynced.append(event)
            case Renamed() | Removed() | FolderMade():
                self._unsynced_names.append((event, self._names.get(event.path, -1)))
                _rename(self._names, self._folders, *self._unsynced_names[-1])
            case Synced(path):
                self._sync(path)
            case Said() | Left():
                return False
            case _:
                assert_never(event)
        return True

    def now(self) -> Tree:
        """As a running system shows it."""
        return {path: self._files[number].kept() for path, number in self._names.items()}

    def cut(self, chance: random.Random, odds: Odds) -> Tree:
        """As it is found after the power went now."""
        names, folders = dict(self._safe_names), set(self._safe_folders)
        for event, number in self._unsynced_names:
            if chance.random() * (odds.lost + odds.kept + odds.torn) < odds.kept + odds.torn / 2:
                _rename(names, folders, event, number)
        return {
            path: self._files[number].after_cut(chance, odds)
            for path, number in names.items()
            if all(folder in folders for folder in _folders_of(path))
        }

    def _file(self, path: str) -> _File:
        return self._files[self._names[path]]

    def _make(self, event: Made) -> bool:
        if event.path in self._names:
            return False
        number = len(self._files)
        self._files[number] = _File()
        self._unsynced_names.append((event, number))
        self._names[event.path] = number
        return True

    def _sync(self, path: str) -> None:
        if path not in self._folders:
            file = self._file(path)
            file.safe, file.unsynced = file.kept(), []
            return
        durable = [change for change in self._unsynced_names if _folder_of(_target(change[0])) == path]
        for event, number in durable:
            _rename(self._safe_names, self._safe_folders, event, number)
        self._unsynced_names = [change for change in self._unsynced_names if change not in durable]


def lay_down(tree: Tree, folder: Path) -> None:
    """Write the files into an empty folder."""
    for path, content in tree.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def pick_up(folder: Path) -> tuple[Tree, frozenset[str]]:
    """The files of a folder, but the index in memory that needs no durability, and its folders."""
    found = [path for path in folder.rglob("*") if not path.name.endswith("-shm")]
    files = {str(path.relative_to(folder)): path.read_bytes() for path in found if path.is_file()}
    return files, frozenset(str(path.relative_to(folder)) for path in found if path.is_dir())


def _rename(
    names: dict[str, int], folders: set[str], event: Made | Renamed | Removed | FolderMade, number: int
) -> None:
    match event:
        case Made(path, _):
            names[path] = number
        case Renamed(path, target):
            if names.get(path) == number:
                del names[path]
            names[target] = number
        case Removed(path):
            if names.get(path) == number:
                del names[path]
            folders.discard(path)
        case FolderMade(path):
            folders.add(path)
        case _:
            assert_never(event)


def _target(event: Made | Renamed | Removed | FolderMade) -> str:
    return event.target if isinstance(event, Renamed) else event.path


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0] or "."


def _folders_of(path: str) -> Iterator[str]:
    while path != ".":
        path = _folder_of(path)
        yield path


def _change(content: bytearray, change: Written | Resized) -> None:
    match change:
        case Resized(_, size):
            del content[size:]
            content.extend(bytes(size - len(content)))
        case Written(_, offset, data):
            assert offset is not None
            content.extend(bytes(max(0, offset - len(content))))
            content[offset : offset + len(data)] = data
        case _:
            assert_never(change)


def _sectors(written: Written) -> Iterator[Written]:
    """The pieces of a write that lie in one sector of the file each."""
    assert written.offset is not None
    start = 0
    while start < len(written.data):
        end = min(len(written.data), start + SECTOR - (written.offset + start) % SECTOR)
        yield Written(written.path, written.offset + start, written.data[start:end])
        start = end

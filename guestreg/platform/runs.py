"""Which runs of the program are alive: each holds a lock file for as long as it lives, however it ends."""

from contextlib import AbstractContextManager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from guestreg.platform.atomic_file import write_whole
from guestreg.ports.random import Random


class Runs:
    """The runs of one data folder. A run of another computer is not known here and counts as alive."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._folder = folder
        self._random = random
        self._own: FileLock | None = None

    def begin(self, name: str) -> None:
        """Hold this run's lock until `end` or the death of the process, and sweep away what dead runs left."""
        # Any thread may end it.
        own = FileLock(self._file(name), thread_local=False)
        with self._turn():
            own.acquire(timeout=0)
            self._own = own
            for other in self._folder.glob("*.run"):
                if other != self._file(name):
                    self._sweep(other)

    def end(self) -> None:
        if self._own is not None:
            self._own.release()
            _remove(Path(self._own.lock_file))
            self._own = None

    def is_alive(self, name: str) -> bool:
        """False only when that run was one of this folder and its lock is free or swept."""
        if not self._is_local(name):
            return True
        if self._own is not None and Path(self._own.lock_file) == self._file(name):
            return True
        return self._file(name).exists() and self._is_held(self._file(name))

    def name(self, unique: str) -> str:
        """A name that tells this data folder's runs from another computer's."""
        return f"{self._mark()}-{unique}"

    def _is_local(self, name: str) -> bool:
        return name.startswith(f"{self._mark()}-")

    def _mark(self) -> str:
        """Made once per data folder."""
        mark = self._folder / "mark"
        if not mark.exists():
            with self._turn():
                if not mark.exists():
                    write_whole(mark, self._random.token_bytes(4).hex().encode())
        return mark.read_text("ascii")

    def _turn(self) -> AbstractContextManager[object]:
        """One run at a time begins and sweeps: else a lock file could go in the moment its run takes it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return FileLock(self._folder / "turn.lock")

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.run"

    def _is_held(self, file: Path) -> bool:
        lock = FileLock(file)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        return False

    def _sweep(self, file: Path) -> None:
        if not self._is_held(file):
            _remove(file)


def _remove(file: Path) -> None:
    """On Windows a file stays while somebody looks at it; a later run sweeps it away."""
    with suppress(PermissionError):
        file.unlink(missing_ok=True)

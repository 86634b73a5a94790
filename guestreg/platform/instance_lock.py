"""Which start of the window is the first for a data folder. The lock is the system's, so a dead holder leaves none."""

from pathlib import Path

from filelock import FileLock, Timeout


class InstanceLock:
    """Keep it: held from `claim` until `release`, its own end or that of the process. The file may stay behind."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = FileLock(file)

    def claim(self) -> bool:
        """False when another start that is alive holds it."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        self._lock.release()

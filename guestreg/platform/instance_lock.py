"""Which start of the window is the first for a data folder. The lock is the system's, so a dead holder leaves none."""

import os
import sys
from pathlib import Path


class InstanceLock:
    """Keep it: held from `claim` until `release`, its own end or that of the process. The file stays behind."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: int | None = None

    def claim(self) -> bool:
        """False when another start that is alive holds it."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(opened)
        except (BlockingIOError, PermissionError):
            os.close(opened)
            return False
        self._held = opened
        return True

    def release(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None


if sys.platform == "win32":
    import msvcrt

    def _lock(opened: int) -> None:
        """PermissionError when it is held."""
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(opened: int) -> None:
        """BlockingIOError when it is held."""
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)

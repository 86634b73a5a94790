"""A folder where nothing waits for a real disk, for runs whose faults are killed processes or made-up power cuts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_MEMORY = Path("/dev/shm")


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """In the place for temporary files where a system has no such memory."""
    with TemporaryDirectory(prefix="guestreg-", dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        yield Path(name)

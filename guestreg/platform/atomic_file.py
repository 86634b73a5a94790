"""A file that is there whole or not at all: written beside its place, flushed, renamed. And a folder that stays."""

import os
from contextlib import suppress
from pathlib import Path


def make_folder(folder: Path) -> None:
    """With its parents, for its owner alone; its name then outlives a power cut, whoever made it."""
    missing = [one for one in folder.parents if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for made in (folder, *missing):
        with suppress(PermissionError):  # a folder we may pass through but not read
            _sync_folder(made.parent)


def write_whole(target: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace `target`; on any OSError it is what it was before. The folder must exist."""
    import tempfile  # not needed by a run that writes no file

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

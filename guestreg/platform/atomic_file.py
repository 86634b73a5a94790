"""A file that is there whole or not at all: written beside its place, flushed, renamed."""

import os
from pathlib import Path


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

"""Secrets in one file of their owner, for computers without a usable keyring. Used by `keyring_secrets` alone.

It protects nothing from someone who takes the disk, which is why its use is said and stays visible (E-43).
"""

import json
from pathlib import Path

from guestreg.platform.atomic_file import make_folder, write_whole
from guestreg.ports.secrets import SecretsUnavailable


class KeyFile:
    """Named texts in `keys.json`, mode 0600, in a folder of mode 0700."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "keys.json"

    def get(self, name: str) -> str | None:
        """Raises SecretsUnavailable when the file is there and can't be understood."""
        value = self._read().get(name)
        return value if isinstance(value, str) else None

    def put(self, name: str, value: str) -> None:
        from filelock import FileLock

        make_folder(self._file.parent)
        with FileLock(self._file.with_suffix(".lock")):
            write_whole(self._file, json.dumps(self._read() | {name: value}).encode())

    def exists(self) -> bool:
        return self._file.exists()

    def _read(self) -> dict[str, object]:
        try:
            content: object = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise SecretsUnavailable("keys") from error
        if not isinstance(content, dict):
            raise SecretsUnavailable("keys")
        return content

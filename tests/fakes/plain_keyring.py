"""A working backend of the keyring library that keeps plain text, as a person may have installed one."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class Plain(KeyringBackend):
    """Chosen by name through the library's own variable; its file is named by PLAIN_KEYRING."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        kept: str | None = self._read().get(f"{service}/{username}")
        return kept

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps(self._read() | {f"{service}/{username}": password}), encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError

    @property
    def _file(self) -> Path:
        return Path(os.environ["PLAIN_KEYRING"])

    def _read(self) -> dict[str, str]:
        content: dict[str, str] = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        return content

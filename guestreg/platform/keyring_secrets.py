"""The socket `Secrets`: in the operating system's keyring, or in a 0600 file when there is none (E-43).

Entries are named by ledger id. What was begun in one of the two places is found there again, whatever came later.
"""

import base64
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from guestreg.platform.key_file import KeyFile
from guestreg.platform.keyring_vault import KeyringVault
from guestreg.ports.random import Random
from guestreg.ports.secrets import SecretsUnavailable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NO_KEYRING = "GUESTREG_KEYRING"
"""`none` in this variable: as if the computer had no keyring."""


class VaultSecrets:
    """Keys are made once, never changed, and never made anew where one should be."""

    def __init__(self, file: KeyFile, keyring: KeyringVault | None, random: Random) -> None:
        self._file = file
        self._keyring = keyring
        self._random = random

    @property
    def degraded(self) -> bool:
        return self._file.exists() or self._keyring is None or not self._keyring.answers()

    def database_key(self, ledger_id: str, *, create: bool) -> bytes:
        return self._bytes(f"{ledger_id}/database", create)

    def device_public_key(self, ledger_id: str, *, create: bool) -> bytes:
        return self._signer(ledger_id, create).public_key().public_bytes_raw()

    def sign(self, ledger_id: str, message: bytes) -> bytes:
        return self._signer(ledger_id, False).sign(message)

    def credentials(self, ledger_id: str) -> dict[str, str]:
        try:
            kept = self._get(f"{ledger_id}/endpoint")
        except SecretsUnavailable:
            # Without a keyring a ledger's entries lie in the file: what isn't there was never given.
            if self._file.get(f"{ledger_id}/database") is None:
                raise
            kept = None
        values: dict[str, str] = json.loads(kept) if kept else {}
        return values

    def store_credentials(self, ledger_id: str, values: dict[str, str]) -> None:
        self._put(f"{ledger_id}/endpoint", json.dumps(values))

    def _signer(self, ledger_id: str, create: bool) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._bytes(f"{ledger_id}/device", create))

    def _bytes(self, name: str, create: bool) -> bytes:
        kept = self._made(name) if create else self._get(name)
        if kept is None:
            raise SecretsUnavailable(name.rpartition("/")[2])
        return base64.b64decode(kept)

    def _made(self, name: str) -> str:
        try:
            kept = self._get(name)
        except SecretsUnavailable:
            kept = None
        if kept is None:
            kept = base64.b64encode(self._random.token_bytes(32)).decode()
            self._put(name, kept)
        return kept

    def _get(self, name: str) -> str | None:
        kept = self._file.get(name)
        if kept is None and self._keyring is not None:
            return self._keyring.get(name)
        return kept

    def _put(self, name: str, value: str) -> None:
        """Where the name is kept already, else in the keyring, else in the file."""
        if self._file.get(name) is not None or not self._taken_by_keyring(name, value):
            self._file.put(name, value)

    def _taken_by_keyring(self, name: str, value: str) -> bool:
        if self._keyring is None:
            return False
        try:
            self._keyring.put(name, value)
        except SecretsUnavailable:
            return False
        return True


def open_secrets(keys_folder: Path, random: Random, *, keyring: bool = True) -> VaultSecrets:
    """Asks nobody yet; without `keyring` the file is used in any case."""
    wanted = keyring and os.environ.get(NO_KEYRING) != "none"
    return VaultSecrets(KeyFile(keys_folder), KeyringVault() if wanted else None, random)

"""Secrets in the operating system's keyring, or in a 0600 file when there is none (and that is said, E-43)."""

import base64
import json
import os
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from guestreg.platform.atomic_file import write_whole
from guestreg.ports.random import Random
from guestreg.ports.secrets import SecretsUnavailable

SERVICE = "guestreg"


class Vault(Protocol):
    """Where one named text is kept."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> None: ...


class KeyringVault:
    """The keyring backend found by `usable_keyring`."""

    def __init__(self, backend: object) -> None:
        self._backend = backend

    def get(self, name: str) -> str | None:
        value: str | None = self._backend.get_password(SERVICE, name)  # type: ignore[attr-defined]
        return value

    def put(self, name: str, value: str) -> None:
        self._backend.set_password(SERVICE, name, value)  # type: ignore[attr-defined]


class FileVault:
    """One JSON file, readable by its owner alone. It protects nothing from someone who takes the disk."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "keys.json"

    def get(self, name: str) -> str | None:
        value = self._read().get(name)
        return value if isinstance(value, str) else None

    def put(self, name: str, value: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
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


def usable_keyring() -> Vault | None:
    """The keyring, tried by a real write; None when there is no backend or only one that keeps plain text."""
    if os.environ.get("GUESTREG_KEYRING") == "none":
        return None
    import keyring
    import keyring.errors

    backend = keyring.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__name__}"
    if ".fail." in name or ".null." in name or "plaintext" in name.lower() or "keyrings.alt" in name:
        return None
    probe = KeyringVault(backend)
    try:
        probe.put("probe", "1")
        return probe if probe.get("probe") == "1" else None
    except keyring.errors.KeyringError:
        return None


class VaultSecrets:
    """The `Secrets` port on a vault. Entries are named by ledger id; made once, never changed."""

    def __init__(self, vault: Vault, random: Random, *, degraded: bool) -> None:
        self._vault = vault
        self._random = random
        self._degraded = degraded

    @property
    def degraded(self) -> bool:
        return self._degraded

    def database_key(self, ledger_id: str, *, create: bool) -> bytes:
        return self._bytes(f"{ledger_id}/database", create)

    def device_public_key(self, ledger_id: str, *, create: bool) -> bytes:
        return self._signer(ledger_id, create).public_key().public_bytes_raw()

    def sign(self, ledger_id: str, message: bytes) -> bytes:
        return self._signer(ledger_id, False).sign(message)

    def credentials(self, ledger_id: str) -> dict[str, str]:
        kept = self._vault.get(f"{ledger_id}/endpoint")
        values: dict[str, str] = json.loads(kept) if kept else {}
        return values

    def store_credentials(self, ledger_id: str, values: dict[str, str]) -> None:
        self._vault.put(f"{ledger_id}/endpoint", json.dumps(values))

    def _signer(self, ledger_id: str, create: bool) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._bytes(f"{ledger_id}/device", create))

    def _bytes(self, name: str, create: bool) -> bytes:
        kept = self._vault.get(name)
        if kept is None:
            if not create:
                raise SecretsUnavailable(name.rpartition("/")[2])
            kept = base64.b64encode(self._random.token_bytes(32)).decode()
            self._vault.put(name, kept)
            if self._vault.get(name) != kept:
                raise SecretsUnavailable(name.rpartition("/")[2])
        return base64.b64decode(kept)


def open_secrets(keys_folder: Path, random: Random, *, keyring: bool = True) -> VaultSecrets:
    """The keyring where it works; the key file otherwise, and wherever one was begun while the keyring was away."""
    file_vault = FileVault(keys_folder)
    if file_vault.exists():
        return VaultSecrets(file_vault, random, degraded=True)
    vault = usable_keyring() if keyring else None
    if vault is not None:
        return VaultSecrets(vault, random, degraded=False)
    return VaultSecrets(file_vault, random, degraded=True)

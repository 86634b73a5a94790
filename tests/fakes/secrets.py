"""A named stand-in for the keyring: keys derived from the ledger id, kept in memory, lost on demand."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from guestreg.ports.secrets import SecretsUnavailable


class FakeSecrets:
    """Secrets. An entry exists once it was made with `create`; `lose` forgets a ledger's entries."""

    def __init__(self, *, degraded: bool = False) -> None:
        self._degraded = degraded
        self._database: dict[str, bytes] = {}
        self._devices: dict[str, Ed25519PrivateKey] = {}
        self._credentials: dict[str, dict[str, str]] = {}

    @property
    def degraded(self) -> bool:
        return self._degraded

    def database_key(self, ledger_id: str, *, create: bool) -> bytes:
        if create:
            self._database.setdefault(ledger_id, _seed("database", ledger_id))
        if ledger_id not in self._database:
            raise SecretsUnavailable(ledger_id)
        return self._database[ledger_id]

    def device_public_key(self, ledger_id: str, *, create: bool) -> bytes:
        if create and ledger_id not in self._devices:
            self._devices[ledger_id] = Ed25519PrivateKey.from_private_bytes(_seed("device", ledger_id))
        return self._device(ledger_id).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, ledger_id: str, message: bytes) -> bytes:
        return self._device(ledger_id).sign(message)

    def credentials(self, ledger_id: str) -> dict[str, str]:
        return dict(self._credentials.get(ledger_id, {}))

    def store_credentials(self, ledger_id: str, values: dict[str, str]) -> None:
        self._credentials[ledger_id] = dict(values)

    def lose(self, ledger_id: str) -> None:
        """As if the person had signed in on another computer."""
        self._database.pop(ledger_id, None)
        self._devices.pop(ledger_id, None)
        self._credentials.pop(ledger_id, None)

    def _device(self, ledger_id: str) -> Ed25519PrivateKey:
        if ledger_id not in self._devices:
            raise SecretsUnavailable(ledger_id)
        return self._devices[ledger_id]


def _seed(purpose: str, ledger_id: str) -> bytes:
    return hashlib.sha256(f"test {purpose} {ledger_id}".encode()).digest()

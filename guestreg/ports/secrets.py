"""The socket for secrets: the database key, the device's signing key, an endpoint's credentials."""

from typing import Protocol


class SecretsUnavailable(Exception):
    """The key for an existing ledger can't be had; opening it is impossible, making a new one would hide it."""


class Secrets(Protocol):
    """Entries are named by ledger id; a ledger's key is made once and never changed."""

    @property
    def degraded(self) -> bool:
        """True while keys lie in a file because this computer has no usable keyring (E-43, stays visible)."""
        ...

    def database_key(self, ledger_id: str, *, create: bool) -> bytes:
        """32 raw bytes. Raises SecretsUnavailable when missing and `create` is False."""
        ...

    def device_public_key(self, ledger_id: str, *, create: bool) -> bytes:
        """32 bytes, Ed25519. Raises SecretsUnavailable when missing and `create` is False."""
        ...

    def sign(self, ledger_id: str, message: bytes) -> bytes:
        """64 bytes, Ed25519. Raises SecretsUnavailable."""
        ...

    def credentials(self, ledger_id: str) -> dict[str, str]:
        """`password`, `client_a`, `client_b` as far as they were given; empty when none. Raises SecretsUnavailable."""
        ...

    def store_credentials(self, ledger_id: str, values: dict[str, str]) -> None: ...

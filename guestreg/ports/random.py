"""The socket for chance. Nobody else draws numbers."""

from typing import Protocol


class Random(Protocol):
    """Bytes good enough for salts and ids, and a fraction for jitter."""

    def token_bytes(self, count: int) -> bytes: ...

    def fraction(self) -> float:
        """0 ≤ x < 1."""
        ...

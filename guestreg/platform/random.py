"""The only place that draws numbers: the operating system's generator."""

import os
from random import SystemRandom


class OsRandom:
    """Good enough for salts, ids and keys."""

    def __init__(self) -> None:
        self._source = SystemRandom()

    def token_bytes(self, count: int) -> bytes:
        return os.urandom(count)

    def fraction(self) -> float:
        return self._source.random()

"""A named stand-in for chance: the same numbers for the same seed."""

import random


class SeededRandom:
    """Random. Repeatable, so never fit for a real salt or key."""

    def __init__(self, seed: int = 0) -> None:
        self._source = random.Random(seed)

    def token_bytes(self, count: int) -> bytes:
        return self._source.randbytes(count)

    def fraction(self) -> float:
        return self._source.random()

"""What records are called, and how a new name is made. For everybody; clock and chance are brought in."""

from datetime import UTC, datetime, timedelta
from typing import NewType

LedgerId = NewType("LedgerId", str)
StayId = NewType("StayId", str)
GuestId = NewType("GuestId", str)
DeclarationId = NewType("DeclarationId", str)
AttemptId = NewType("AttemptId", str)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VERSION, _VARIANT = 0x7, 0b10


def uuid7(at: datetime, random_bytes: bytes) -> str:
    """Return a lower-case UUID of version 7: milliseconds of the aware `at`, then 74 of the 80 random bits.

    Raises ValueError for a naive `at`, one before 1970, or anything but 10 random bytes.
    Source: RFC 9562 section 5.7.
    """
    if at.tzinfo is None:
        raise ValueError("uuid7 needs an aware instant")
    if len(random_bytes) != 10:
        raise ValueError("uuid7 needs 10 random bytes")
    milliseconds = (at - _EPOCH) // timedelta(milliseconds=1)
    if not 0 <= milliseconds < 1 << 48:
        raise ValueError("uuid7 can't hold this instant")
    from uuid import UUID  # many runs make no name

    chance = int.from_bytes(random_bytes, "big")
    high, low = chance >> 62 & 0xFFF, chance & (1 << 62) - 1
    return str(UUID(int=milliseconds << 80 | _VERSION << 76 | high << 64 | _VARIANT << 62 | low))

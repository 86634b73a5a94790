"""Ids the authority gives: UUIDv7 of devices and messages."""

from datetime import datetime


def uuid7(now: datetime, random: bytes) -> str:
    """`random` are ten bytes."""
    number = int(now.timestamp() * 1000) << 80 | int.from_bytes(random[:10])
    number = number & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

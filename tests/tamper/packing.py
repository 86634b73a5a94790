"""Tampering with the ZIP itself: kind 25. Each trick gives class, place, verdict and the bytes."""

import io
import random
import struct
import warnings
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from tests.tamper.maker import Parts

Trick = tuple[str, str, str, bytes]
"""Class, place, verdict, bytes."""
Tricking = Callable[[Parts, random.Random], Trick]


def added(parts: Parts, dice: random.Random) -> Trick:
    parts.members["register.xlsx"] = b"PK" + dice.randbytes(20)
    return "file_hash", "register.xlsx", "changed", parts.packed()


def stranger(parts: Parts, dice: random.Random) -> Trick:
    name = dice.choice(("../evil.txt", "register.exe", "C:evil", "receipts/../keys.json", "schema/a/b.json"))
    parts.members[name] = b"x"
    return "zip", name, "changed", parts.packed()


def removed(parts: Parts, dice: random.Random) -> Trick:
    name = dice.choice(("register.csv", "register.pdf", "checkpoints.txt", "DOC-TRUOC.txt"))
    del parts.members[name]
    return "file_hash", name, "parts_missing", parts.packed()


def renamed(parts: Parts, dice: random.Random) -> Trick:
    parts.members["register.xlsx"] = parts.members.pop("register.pdf")
    return "file_hash", "register.xlsx", "changed", parts.packed()


def doubled(parts: Parts, dice: random.Random) -> Trick:
    name = dice.choice(("ledger.ndjson", "keys.json", "register.csv"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parts.extra.append((name, b"{}"))
        return "zip", name, "changed", parts.packed()


def after_end(parts: Parts, dice: random.Random) -> Trick:
    return "zip", "", "changed", parts.packed() + dice.randbytes(dice.randrange(1, 40))


def before_start(parts: Parts, dice: random.Random) -> Trick:
    """Bytes in front; the offsets are mended so that any reader goes on reading."""
    file = io.BytesIO()
    file.write(dice.randbytes(16))
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        for name, data in parts.members.items():
            archive.writestr(name, data)
    return "zip", "", "changed", file.getvalue()


def commented(parts: Parts, dice: random.Random) -> Trick:
    data = parts.packed()
    return "zip", "", "changed", data[:-2] + struct.pack("<H", 5) + b"hello"


def other_directory(parts: Parts, dice: random.Random) -> Trick:
    """The directory calls a member by another name than its own header."""
    data = parts.packed()
    at = data.rindex(b"register.pdf")
    return "zip", "register.csv", "changed", data[:at] + b"register.csv" + data[at + 12 :]


def other_size(parts: Parts, dice: random.Random) -> Trick:
    data = bytearray(parts.packed())
    at = data.rindex(b"register.pdf") - 46 + 24
    data[at] ^= 1
    return "zip", "register.pdf", "changed", bytes(data)


def flipped(parts: Parts, dice: random.Random) -> Trick:
    """One bit of the packed bytes of a view."""
    data = bytearray(parts.packed())
    at = data.index(b"register.pdf") + 12 + 3
    data[at] ^= 4
    return "zip", "register.pdf", "changed", bytes(data)


TRICKS: tuple[Tricking, ...] = (
    added,
    stranger,
    removed,
    renamed,
    doubled,
    after_end,
    before_start,
    commented,
    other_directory,
    other_size,
    flipped,
)

"""Packs that come by stick or e-mail, `.luutru-goi`, and their acknowledgement, `.luutru-nhan`.

Used by the desk. The same keys and bytes as online, so both roads together have one effect. It must not know files.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guestreg.receiver.open import devices, fields
from guestreg.receiver.open.calls import read_item
from guestreg.receiver.open.canonical import BadJson, canonical, read_json
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.devices import Device
from guestreg.receiver.open.instants import instant_text
from guestreg.receiver.open.intake import Intake
from guestreg.receiver.open.keys import AuthorityKeys
from guestreg.receiver.open.ledgers import Head
from guestreg.receiver.open.notes import NOTE_BYTES, BadNote, Note
from guestreg.receiver.open.problems import Problem
from guestreg.receiver.open.receipts import NO_LEDGER

PACK_SUFFIX, ACK_SUFFIX = ".luutru-goi", ".luutru-nhan"
PACK_ITEMS, PACK_BYTES, SEALED_BYTES = 200, 524_288, 600_000
_CUT = b"\n----\n"
_LEDGER = re.compile(r"(\S{1,200}) ([1-9][0-9]{0,15}) ([A-Za-z0-9+/]{43}=)")


class BadPack(ValueError):
    """No pack, damaged, or of a house or computer that isn't known here. Nothing of it was taken in."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The acknowledgement and what it counts."""

    text: bytes
    new: int
    repeated: int
    refused: int
    late: int


@dataclass(frozen=True, slots=True)
class _Pack:
    pack_id: str
    device: Device
    head: Head | None
    items: tuple[Any, ...]


class PackDesk:
    def __init__(self, database: Database, keys: AuthorityKeys, intake: Intake, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._keys = keys
        self._intake = intake
        self._clock = clock

    def take(self, sealed: bytes) -> Acknowledged:
        """Every item of a pack, each with its own answer. Raises BadPack."""
        pack = self._opened(sealed)
        answers = [self._answer(item, pack) for item in pack.items]
        statuses = [one["status"] for one in answers]
        return Acknowledged(
            self._acknowledgement(pack, answers),
            new=sum(status in (201, 202) for status in statuses),
            repeated=statuses.count(200),
            refused=sum(status >= 400 for status in statuses),
            late=sum(one.get("reply", {}).get("late_minutes", 0) > 0 for one in answers),
        )

    def _answer(self, item: Any, pack: _Pack) -> dict[str, Any]:
        document = item.get("document") if isinstance(item, dict) else None
        key = {name: document.get(name) for name in ("id", "version")} if isinstance(document, dict) else {}
        try:
            taken = self._intake.take(read_item(item, pack.device, pack.head))
        except Problem as problem:
            host = self._keys.receipt.verifier.name.partition("/")[0]
            return {**key, "status": problem.status, "problem": problem.as_json(f"https://{host}/v1/problems/")}
        return {**key, "status": taken.status, "reply": taken.reply}

    def _acknowledgement(self, pack: _Pack, answers: list[dict[str, Any]]) -> bytes:
        items = b"".join(canonical(one) + b"\n" for one in answers)
        text = (
            f"stay-ack/v1\nauthority {self._keys.name}\npack {pack.pack_id}\nmade {instant_text(self._clock())}\n"
            f"items {len(answers)}\nitems-sha256 {_digest(items)}\n"
        )
        return self._keys.receipt.sign(text).encode() + _CUT[1:] + items

    def _opened(self, sealed: bytes) -> _Pack:
        if len(sealed) > SEALED_BYTES:
            raise BadPack("too large")
        try:
            plain = self._keys.decrypt(sealed)
        except ValueError as wrong:
            raise BadPack("not for this authority") from wrong
        signed, cut, items = plain.partition(_CUT)
        if len(plain) > PACK_BYTES or not cut:
            raise BadPack("not a pack")
        try:
            note = Note.parse(signed.decode("utf-8") + "\n", NOTE_BYTES)
            facts = dict(line.partition(" ")[::2] for line in note.lines[1:])
            if note.lines[0] != "stay-pack/v1" or len(facts) != len(note.lines) - 1:
                raise BadPack("not a pack")
            device = self._signer(note, facts["establishment"])
            lines = items.removesuffix(b"\n").split(b"\n") if items else []
            counted = (str(len(lines)), _digest(items)) == (facts["items"], facts["items-sha256"])
            if not counted or not 1 <= len(lines) <= PACK_ITEMS or not fields.UUID7.fullmatch(facts["pack"]):
                raise BadPack("not whole")
            read = tuple(read_json(line) for line in lines)
            return _Pack(facts["pack"], device, _head(facts["ledger"], device), read)
        except (BadNote, BadJson, KeyError, UnicodeDecodeError) as wrong:
            raise BadPack("not a pack") from wrong

    def _signer(self, note: Note, establishment: str) -> Device:
        with self._database.reading() as connection:
            for device in devices.speaking_for(connection, establishment):
                if device.vkey.has_signed(note):
                    return device
        raise BadPack("not signed by a computer known here")


def _head(line: str, device: Device) -> Head | None:
    """The ledger's head as the pack's own signature vouches for it."""
    found = _LEDGER.fullmatch(line)
    if line == NO_LEDGER or found is None or found[1] != device.vkey.name:
        return None
    try:
        return Head(found[1], int(found[2]), base64.b64decode(found[3], validate=True))
    except (binascii.Error, ValueError):
        return None


def _digest(items: bytes) -> str:
    return base64.b64encode(hashlib.sha256(items).digest()).decode()

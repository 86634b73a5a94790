"""What the fake store keeps of other roads, receipts and messages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.receipt import PoliceMessage, Receipt
from guestreg.ports.telling import Telling
from guestreg.ports.trust import Anchor, KeptHead, Why
from tests.fakes.store_rows import Rows


class MemoryTellings:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, telling: Telling) -> None:
        if (telling.declaration_id, telling.version) not in self._rows.declarations:
            raise LookupError(telling.declaration_id)
        as_stored = replace(telling, at=telling.at.astimezone(UTC), recorded_at=telling.recorded_at.astimezone(UTC))
        self._rows.tellings.append(as_stored)

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[Telling, ...]:
        return tuple(
            one for one in self._rows.tellings if (one.declaration_id, one.version) == (declaration_id, version)
        )


class MemoryReceipts:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, receipt: Receipt) -> bool:
        if any(one.note == receipt.note for one in self._rows.receipts):
            return False
        if (receipt.declaration_id, receipt.version) not in self._rows.declarations:
            raise LookupError(receipt.declaration_id)
        self._rows.receipts.append(receipt)
        return True

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[Receipt, ...]:
        return tuple(
            one for one in self._rows.receipts if (one.declaration_id, one.version) == (declaration_id, version)
        )

    def add_message(self, message: PoliceMessage) -> bool:
        if message.id in self._rows.messages:
            return False
        self._rows.messages[message.id] = message
        return True

    def read_message(self, message_id: str, at: datetime) -> bool:
        message = self._rows.messages.get(message_id)
        if message is None or message.read_at is not None:
            return False
        self._rows.messages[message_id] = replace(message, read_at=at)
        return True

    def unacknowledged(self, limit: int) -> tuple[tuple[str, datetime], ...]:
        read = (one for one in self._rows.messages.values() if one.id not in self._rows.acknowledged)
        return tuple((one.id, one.read_at) for one in read if one.read_at is not None)[:limit]

    def acknowledged(self, message_id: str, at: datetime) -> None:
        self._rows.acknowledged[message_id] = at


class MemoryTrust:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add_anchor(self, anchor: Anchor) -> bool:
        if any(one.note == anchor.note for one in self._rows.anchors):
            return False
        self._rows.anchors.append(anchor)
        return True

    def newest_anchor(self, endpoint_id: str) -> Anchor | None:
        return next((one for one in reversed(self._rows.anchors) if one.endpoint_id == endpoint_id), None)

    def anchors(self, least: int, most: int) -> Iterator[Anchor]:
        return (one for one in self._rows.anchors if least <= one.checkpoint.size <= most)

    def add_head(self, kept: KeptHead) -> bool:
        if any(_place(one) == _place(kept) for one in self._rows.heads):
            return False
        self._rows.heads.append(replace(kept, made_at=kept.made_at.astimezone(UTC)))
        return True

    def newest_head(self, why: Why | None = None) -> KeptHead | None:
        return next((one for one in reversed(self._rows.heads) if why in (None, one.why)), None)

    def heads(self, least: int, most: int) -> Iterator[KeptHead]:
        return iter(sorted((one for one in self._rows.heads if least <= one.checkpoint.size <= most), key=_place))

    def add_key(self, endpoint_id: str, vkey: str, listed: bytes) -> bool:
        if (endpoint_id, vkey) in self._rows.keys:
            return False
        self._rows.keys[endpoint_id, vkey] = listed
        return True

    def keys(self, endpoint_id: str) -> tuple[bytes, ...]:
        return tuple(listed for (of, _), listed in self._rows.keys.items() if of == endpoint_id)


def _place(kept: KeptHead) -> tuple[int, int]:
    return kept.checkpoint.size, kept.epoch

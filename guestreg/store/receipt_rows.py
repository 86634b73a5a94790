"""Receipts, append-only and each note once, and the endpoint's messages: the store's `ReceiptRepository`."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.receipt import PoliceMessage, Receipt
from guestreg.store.kept_rows import receipt_of
from guestreg.store.told_tables import messages, receipts

_c = receipts.c
_INSERT = insert(receipts)
_OF = (
    select(receipts)
    .where(_c.declaration_id == bindparam("which"), _c.version == bindparam("which_version"))
    .order_by(_c.row_id)
)
_SAME_NOTE = select(_c.row_id).where(_c.note_sha256 == bindparam("digest"))
_INSERT_MESSAGE = insert(messages)
_SAME_MESSAGE = select(messages.c.row_id).where(messages.c.id == bindparam("which"))
_READ = (
    update(messages)
    .where(messages.c.id == bindparam("which"), messages.c.read_at.is_(None))
    .values(read_at=bindparam("now"))
)
_UNACKNOWLEDGED = (
    select(messages.c.id, messages.c.read_at)
    .where(messages.c.read_at.is_not(None), messages.c.acknowledged_at.is_(None))
    .order_by(messages.c.row_id)
    .limit(bindparam("most"))
)
_ACKNOWLEDGE = update(messages).where(messages.c.id == bindparam("which")).values(acknowledged_at=bindparam("now"))


class ReceiptRows:
    """Reads and writes inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, receipt: Receipt) -> bool:
        digest = hashlib.sha256(receipt.note).hexdigest()
        if self._connection.execute(_SAME_NOTE, {"digest": digest}).first() is not None:
            return False
        self._connection.execute(
            _INSERT,
            {
                "note_sha256": digest,
                "declaration_id": receipt.declaration_id,
                "version": receipt.version,
                "verdict": receipt.verdict.value,
                "received_at": receipt.received_at,
                "authority": receipt.authority,
                "reference": receipt.reference,
                "names_our_head": receipt.names_our_head,
                "note": receipt.note,
            },
        )
        return True

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[Receipt, ...]:
        rows = self._connection.execute(_OF, {"which": declaration_id, "which_version": version})
        return tuple(map(receipt_of, rows))

    def add_message(self, message: PoliceMessage) -> bool:
        if self._connection.execute(_SAME_MESSAGE, {"which": message.id}).first() is not None:
            return False
        about_id, about_version = message.about or (None, None)
        self._connection.execute(
            _INSERT_MESSAGE,
            {
                "id": message.id,
                "sent_at": message.at,
                "subject": message.subject,
                "text": message.text,
                "about_id": about_id,
                "about_version": about_version,
                "read_at": message.read_at,
            },
        )
        return True

    def read_message(self, message_id: str, at: datetime) -> bool:
        return self._connection.execute(_READ, {"which": message_id, "now": at}).rowcount == 1

    def unacknowledged(self, limit: int) -> tuple[tuple[str, datetime], ...]:
        return tuple((row.id, row.read_at) for row in self._connection.execute(_UNACKNOWLEDGED, {"most": limit}))

    def acknowledged(self, message_id: str, at: datetime) -> None:
        self._connection.execute(_ACKNOWLEDGE, {"which": message_id, "now": at})

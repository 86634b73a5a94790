"""Keeping a receipt: as it came, with the ledger entry that commits to it.

Courier and news call it in their transaction. It moves nothing.
"""

import hashlib

from guestreg.domain.ledger import EntryKind
from guestreg.outbox.journal import Journal
from guestreg.ports.receipt import Receipt
from guestreg.ports.store import UnitOfWork


def keep_receipt(uow: UnitOfWork, journal: Journal, receipt: Receipt) -> bool:
    """False when it is kept already."""
    if not uow.receipts.add(receipt):
        return False
    ref = f"{receipt.declaration_id}.{receipt.version}"
    journal.record(uow, EntryKind.RECEIPT, ref=ref, facts={"sha256": hashlib.sha256(receipt.note).hexdigest()})
    return True

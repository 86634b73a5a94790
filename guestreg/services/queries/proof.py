"""All that is kept of how one guest was declared: every version with its tries, tellings and receipts.

What a proof of sending is made of, on paper and as JSON. Nothing here is a claim beyond what was kept.
"""

import hashlib
from dataclasses import dataclass

from guestreg.domain.declaration import Grade
from guestreg.domain.establishment import Establishment
from guestreg.domain.identifiers import GuestId
from guestreg.ports.reading import GuestLine, Version
from guestreg.services.desk import Desk

POLICE_RECEIPTS = frozenset({Grade.E3, Grade.E4})
"""Only these may be called a receipt of the police."""


@dataclass(frozen=True, slots=True, repr=False)
class ProvenVersion:
    """`document_sha256` is what a signed receipt names; None once the document was erased."""

    version: Version
    document_sha256: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """One guest's line and its versions, oldest first."""

    house: Establishment
    line: GuestLine
    notifier: str
    versions: tuple[ProvenVersion, ...]

    @property
    def is_receipt(self) -> bool:
        """Whether the newest version is proved by a signed receipt."""
        return self.line.grade in POLICE_RECEIPTS


def proof(desk: Desk, guest_id: GuestId) -> Proof | None:
    """None for a guest who isn't in the book. Raises StoreBusy while another program holds it."""
    line = desk.reader.line(guest_id)
    if line is None:
        return None
    with desk.store.unit_of_work() as uow:
        house, kept = uow.house.establishment(), uow.stays.of_guest(guest_id)
        documents = {one.version: one.document for one in uow.declarations.versions(line.declaration_id)}
    if house is None or kept is None:
        return None
    versions = (
        ProvenVersion(one, _sha256(documents.get(one.version))) for one in desk.reader.versions(line.declaration_id)
    )
    return Proof(house, line, kept.stay.notifier, tuple(versions))


def _sha256(document: bytes | None) -> str | None:
    return hashlib.sha256(document).hexdigest() if document else None

"""Parcels made from declaration documents, for tests of whatever an endpoint client does with one."""

import json

from guestreg.domain.declaration import Kind
from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.endpoint import Parcel


def parcel_of(
    document: bytes, wire: bytes | None = None, *, parent: str | None = None, checkpoint: bytes | None = None
) -> Parcel:
    """What the courier makes of this document; without `wire` the document itself is what leaves."""
    members = json.loads(document)
    return Parcel(
        declaration_id=DeclarationId(members["id"]),
        version=members["version"],
        kind=Kind(members["kind"]),
        wire=document if wire is None else wire,
        document=document,
        parent=parent,
        checkpoint=checkpoint,
    )

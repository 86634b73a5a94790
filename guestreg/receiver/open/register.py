"""The rows of an intake: the line in the register, which is the effect, and the memory of the key with its receipt.

Statements are made once, for this is the busiest path. Used by intake alone, inside its transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.engine import RowMapping

from guestreg.receiver.open.tables import ESTABLISHMENTS, REGISTER, VERSIONS

_ID: Any = bindparam("declaration_id")
_HELD = select(*(column for column in VERSIONS.c if column.name != "body")).where(VERSIONS.c.declaration_id == _ID)
_NEWEST_FIRST = _HELD.order_by(VERSIONS.c.version.desc())
_FORGET = delete(VERSIONS).where(VERSIONS.c.declaration_id == _ID)
_REMEMBER = insert(VERSIONS)
_ENTER = insert(REGISTER).returning(REGISTER.c.entry)
_OLDEST_ENTRY = (
    select(REGISTER.c.entry, REGISTER.c.received_at)
    .where(REGISTER.c.person == bindparam("person"))
    .order_by(REGISTER.c.entry)
    .limit(1)
)
_HOUSE = select(ESTABLISHMENTS.c.remote).where(ESTABLISHMENTS.c.code == bindparam("code"))


def held(connection: Connection, declaration_id: str) -> Sequence[RowMapping]:
    """Every version held, newest first, without its body."""
    return connection.execute(_NEWEST_FIRST, {"declaration_id": declaration_id}).mappings().all()


def forget(connection: Connection, declaration_id: str) -> None:
    """What a receiver that is right never does."""
    connection.execute(_FORGET, {"declaration_id": declaration_id})


def remember(connection: Connection, row: Mapping[str, Any]) -> None:
    connection.execute(_REMEMBER, row)


def is_remote(connection: Connection, establishment: str) -> bool | None:
    """None for a house that isn't known."""
    return connection.scalar(_HOUSE, {"code": establishment})


def enter(connection: Connection, row: Mapping[str, Any], *, is_first: bool) -> str:
    """A line in the register; gives its number, or the older one of a person already known."""
    older = None
    if is_first and row["person"] is not None:
        older = connection.execute(_OLDEST_ENTRY, {"person": row["person"]}).first()
    entry = connection.execute(_ENTER, row).scalar_one()
    number, received = older or (entry, row["received_at"])
    return f"{received[:4]}/{number:07d}"


def person(document: Mapping[str, Any], establishment: str) -> str | None:
    """One person on one evening in one house, as a hash; None for a document without a guest."""
    guest = document.get("guest")
    if not isinstance(guest, dict):
        return None
    number = guest.get("doc_number") or guest.get("passport_number")
    parts = [establishment, guest["nationality"], guest.get("doc_kind", 0), number, document["stay"]["arrival"][:10]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

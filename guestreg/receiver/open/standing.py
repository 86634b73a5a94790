"""How a declaration stands with the authority: all versions held, verdicts, receipts; nothing personal.

Read by the status call, changed by the desk. It must not know HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.engine import RowMapping

from guestreg.receiver.open.changes import say
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.devices import Device
from guestreg.receiver.open.keys import AuthorityKeys
from guestreg.receiver.open.problems import CODES, FieldError, Problem
from guestreg.receiver.open.receipts import Receipt, Verdict
from guestreg.receiver.open.tables import VERSIONS

_FROM: dict[Verdict, tuple[Verdict, ...]] = {
    "received": ("queued",),
    "registered": ("queued", "received"),
    "returned": ("queued", "received"),
}
"""Verdicts rise and never fall."""


class UnknownCode(LookupError):
    """Of an error: the contract has no such code."""


class CannotRule(RuntimeError):
    """This version isn't held, isn't the newest, or its verdict would fall."""


def standing(connection: Connection, declaration_id: str, device: Device) -> dict[str, Any]:
    """Raises Problem `unknown-declaration`, which proves that nothing arrived."""
    mine = VERSIONS.c.declaration_id == declaration_id
    rows = connection.execute(select(VERSIONS).where(mine).order_by(VERSIONS.c.version)).mappings().all()
    if not rows:
        raise Problem("unknown-declaration")
    device.require(rows[-1]["establishment"])
    versions = [
        {
            "version": row["version"],
            "kind": row["kind"],
            "body_sha256": row["body_sha256"],
            "verdict": row["verdict"],
            "late_minutes": row["late_minutes"],
            "receipt": newest_receipt(row),
            "errors": json.loads(row["errors"]),
        }
        for row in rows
    ]
    return {"id": declaration_id, "current": rows[-1]["version"], "versions": versions}


def newest_receipt(row: RowMapping) -> str:
    return str(row["receipt"] or row["first_receipt"])


def rule(
    database: Database,
    keys: AuthorityKeys,
    clock: Callable[[], datetime],
    declaration_id: str,
    version: int,
    verdict: Verdict,
    errors: Sequence[FieldError] = (),
) -> str:
    """A new verdict, its receipt, and word of it to the house, in one transaction. Raises CannotRule, UnknownCode."""
    for error in errors:
        if error.code not in CODES:
            raise UnknownCode(error.code)
    with database.writing() as connection:
        mine = VERSIONS.c.declaration_id == declaration_id
        row = (
            connection.execute(
                select(VERSIONS).where(mine).order_by(VERSIONS.c.version.desc()).limit(1).with_for_update()
            )
            .mappings()
            .first()
        )
        if row is None or row["version"] != version or row["verdict"] not in _FROM.get(verdict, ()):
            raise CannotRule(declaration_id)
        receipt = Receipt(
            keys.name,
            declaration_id,
            version,
            row["kind"],
            row["body_sha256"],
            row["received_at"],
            row["reference"],
            verdict,
            row["ledger"],
        ).signed(keys.receipt)
        said = [one.as_json() for one in errors]
        changed = {"verdict": verdict, "receipt": receipt, "errors": json.dumps(said, ensure_ascii=False)}
        connection.execute(update(VERSIONS).where(mine, VERSIONS.c.version == version).values(**changed))
        item = {
            "type": "verdict",
            "id": declaration_id,
            "version": version,
            "verdict": verdict,
            "receipt": receipt,
            "errors": said,
        }
        say(database, connection, row["establishment"], clock(), item)
    return receipt

"""Declarations of other nights, put where the authority keeps them: its own tables, by the database's bulk road.

`receiver_load` calls it. Ids, bodies and receipts are as long as real ones, and every index is filled.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import psycopg
from sqlalchemy import Table

from guestreg.receiver.open.database import Database
from guestreg.receiver.open.identifiers import uuid7
from guestreg.receiver.open.tables import REGISTER, VERSIONS
from tests.fakes.open_authority import HOUSE, RECEIVED
from tests.fakes.open_caller import DeviceKey
from tests.fakes.open_documents import EXAMPLE

_CHUNK = 20_000
_LAST = 1_000_000
_AT = "2026-01-01T12:00:00Z"
_RECEIPT = "x" * 610


def fill(database: Database, connection: psycopg.Connection | None, numbers: range) -> None:
    """`connection`: PostgreSQL's own, for COPY; None goes through `database`."""
    for start in range(numbers.start, numbers.stop, _CHUNK):
        part = range(start, min(start + _CHUNK, numbers.stop))
        for table, rows in ((REGISTER, map(_entry, part)), (VERSIONS, map(_version, part))):
            if connection is None:
                names = _names(table)
                marks = ", ".join("?" * len(names))
                with database.writing() as writing:
                    writing.exec_driver_sql(
                        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})",
                        list(_in_order(rows, names)),
                    )
            else:
                _copy(connection, table, rows)
    if connection is not None:
        connection.execute("ANALYZE")


def _copy(connection: psycopg.Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    names = _names(table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in _in_order(rows, names):
            copy.write_row(row)


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in ("entry", "receipt")]


def _in_order(rows: Iterable[dict[str, Any]], names: list[str]) -> Iterator[tuple[Any, ...]]:
    return (tuple(row[name] for name in names) for row in rows)


def _id(number: int) -> str:
    return uuid7(RECEIVED + timedelta(seconds=number - _LAST), number.to_bytes(10))


def _entry(number: int) -> dict[str, Any]:
    own = {"declaration_id": _id(number), "version": 1, "establishment": HOUSE}
    scattered = f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}{number:048x}"
    return own | {"person": scattered, "received_at": _AT}


def _version(number: int) -> dict[str, Any]:
    return {
        "declaration_id": _id(number),
        "version": 1,
        "kind": "new",
        "establishment": HOUSE,
        "device_id": DeviceKey.__name__,
        "body": EXAMPLE,
        "body_sha256": "0" * 64,
        "received_at": _AT,
        "late_minutes": 0,
        "reference": "2026/0000001",
        "ledger": "-",
        "first_verdict": "received",
        "first_receipt": _RECEIPT,
        "verdict": "received",
        "errors": "[]",
    }

"""What the tables refuse by themselves, and the proof that it is the triggers that refuse it."""

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from guestreg.domain.declaration import State
from guestreg.ports.attempt import AttemptOutcome
from guestreg.store import cipher
from guestreg.store.sql_store import SqlStore
from tests.fakes.kept import EVENING, anchor, attempt, head, kept_stay, receipt, record, telling
from tests.integration.store.conftest import KEY

FORBIDDEN = {
    "ledger": (
        "UPDATE ledger SET leaf = 'x' WHERE seq = 1",
        "DELETE FROM ledger WHERE seq = 1",
        "INSERT OR REPLACE INTO ledger VALUES (1, x'00', 'x')",
        "INSERT INTO ledger VALUES (9, x'00', 'x')",
        "INSERT INTO ledger VALUES (1, x'00', 'x') ON CONFLICT (seq) DO UPDATE SET leaf = 'x'",
    ),
    "attempts": (
        "UPDATE attempts SET host = 'x'",
        "DELETE FROM attempts",
        (
            "INSERT OR REPLACE INTO attempts SELECT row_id, id, declaration_id, version, started_at, 'x', host,"
            " instance, program FROM attempts"
        ),
        (
            "REPLACE INTO attempts SELECT 99, id, declaration_id, version, started_at, 'x', host, instance, program"
            " FROM attempts"
        ),
    ),
    "attempt_outcomes": (
        "UPDATE attempt_outcomes SET state = 'confirmed'",
        "DELETE FROM attempt_outcomes",
        (
            "REPLACE INTO attempt_outcomes SELECT attempt_id, ended_at, 'accepted', state, http_status, server_date,"
            " code FROM attempt_outcomes"
        ),
    ),
    "tellings": (
        "UPDATE tellings SET officer = 'x'",
        "DELETE FROM tellings",
        (
            "REPLACE INTO tellings SELECT row_id, declaration_id, version, kind, told_at, recorded_at, told_by,"
            " channel, 'x', place, file_number, facts FROM tellings"
        ),
    ),
    "receipts": (
        "UPDATE receipts SET verdict = 'received'",
        "DELETE FROM receipts",
        (
            "REPLACE INTO receipts SELECT 99, note_sha256, declaration_id, version, 'registered', received_at,"
            " authority, reference, names_our_head, note FROM receipts"
        ),
        (
            "REPLACE INTO receipts SELECT row_id, 'x', declaration_id, version, 'registered', received_at,"
            " authority, reference, names_our_head, note FROM receipts"
        ),
    ),
    "anchors": (
        "UPDATE anchors SET size = 9",
        "DELETE FROM anchors",
        (
            "REPLACE INTO anchors SELECT 99, note_sha256, endpoint_id, origin, 9, root, received_at, kept_at, note"
            " FROM anchors"
        ),
        (
            "REPLACE INTO anchors SELECT row_id, 'x', endpoint_id, origin, 9, root, received_at, kept_at, note"
            " FROM anchors"
        ),
    ),
    "checkpoints": (
        "UPDATE checkpoints SET size = 9",
        "DELETE FROM checkpoints",
        "REPLACE INTO checkpoints SELECT 99, epoch, size, origin, x'00', note, made_at, why FROM checkpoints",
        "REPLACE INTO checkpoints SELECT row_id, 9, size, origin, root, note, made_at, why FROM checkpoints",
    ),
    "authority_keys": (
        "UPDATE authority_keys SET listed = x'00'",
        "DELETE FROM authority_keys",
        "REPLACE INTO authority_keys SELECT 99, endpoint_id, vkey, x'00' FROM authority_keys",
        "REPLACE INTO authority_keys SELECT row_id, 'x', vkey, x'00' FROM authority_keys",
    ),
    "declarations": (
        "UPDATE declarations SET document = x'00'",
        "UPDATE declarations SET version = 5",
        "UPDATE declarations SET id = 'x'",
    ),
    "wires": ("UPDATE wires SET wire = x'00'",),
    "ledger_bodies": ("UPDATE ledger_bodies SET body = x'00'",),
    "attempt_replies": ("UPDATE attempt_replies SET reply = x'00'",),
}
CASES = [(table, sql) for table, statements in FORBIDDEN.items() for sql in statements]


@pytest.fixture
def bare(store: SqlStore, path: Path) -> Any:
    """A connection as any other program would have it, beside a register with one ended try."""
    (first,) = record(store, kept_stay(1))
    one = attempt(1, first)
    with store.unit_of_work() as work:
        work.attempts.start(one)
        work.attempts.finish(AttemptOutcome(one.id, EVENING, "refused", State.RETURNED, reply=b"{}"))
        work.tellings.add(telling(first))
        work.receipts.add(receipt(first))
        work.trust.add_anchor(anchor())
        work.trust.add_head(head())
        work.trust.add_key("e-1", "k+1", b"{}")
        work.commit()
    connection = cipher.connect(path, KEY)
    for name in ("foreign_keys", "recursive_triggers"):
        connection.execute(f"PRAGMA {name} = 0")
    yield connection
    connection.close()


@pytest.mark.parametrize(("table", "sql"), CASES)
def test_history_and_bytes_refuse_to_change(bare: Any, table: str, sql: str) -> None:
    before = bare.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(driver.IntegrityError):
        bare.execute(sql)
    assert bare.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(("table", "sql"), CASES)
def test_without_its_triggers_the_same_statement_does_it(bare: Any, table: str, sql: str) -> None:
    """The negative control."""
    for (name,) in bare.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,)
    ).fetchall():
        bare.execute(f"DROP TRIGGER {name}")
    before = bare.execute(f"SELECT * FROM {table}").fetchall()
    bare.execute(sql)
    assert bare.execute(f"SELECT * FROM {table}").fetchall() != before


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM ledger_bodies",
        "DELETE FROM attempt_replies",
        "DELETE FROM wires",
        "UPDATE declarations SET document = NULL",
        "UPDATE declarations SET state = 'sent'",
    ],
)
def test_what_the_keeping_time_clears_can_be_cleared(bare: Any, sql: str) -> None:
    assert bare.execute(sql).rowcount == 1

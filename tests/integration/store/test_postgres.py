"""PostgreSQL for itself: durability, triggers, desks at once, a server that dies, an older and a newer schema."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import State
from guestreg.domain.identifiers import LedgerId
from guestreg.ports.attempt import AttemptOutcome
from guestreg.ports.reading import LineFilter
from guestreg.ports.store import StoreBusy, StoreDamaged, StoreTooNew, StoreUnreachable
from guestreg.store.postgres import DURABLE, open_postgres
from guestreg.store.schema_version import NEWEST
from guestreg.store.sql_store import SqlStore
from tests.fakes.kept import EVENING, LEDGER, attempt, entry, kept_stay, open_volume, receipt, record, telling
from tests.fakes.postgres import PostgresServer
from tests.integration.store.conftest import GOLDEN

FORBIDDEN = [
    (table, sql)
    for table in ("ledger", "attempts", "attempt_outcomes", "tellings", "receipts")
    for sql in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")
] + [
    ("ledger", "UPDATE ledger SET leaf = 'x'"),
    ("ledger", "INSERT INTO ledger VALUES (1, '', 'x') ON CONFLICT (seq) DO UPDATE SET leaf = 'x'"),
    ("attempts", "UPDATE attempts SET host = 'x'"),
    ("attempt_outcomes", "UPDATE attempt_outcomes SET state = 'confirmed'"),
    ("tellings", "UPDATE tellings SET officer = 'x'"),
    ("receipts", "UPDATE receipts SET verdict = 'received'"),
    (
        "receipts",
        "INSERT INTO receipts SELECT * FROM receipts ON CONFLICT (note_sha256) DO UPDATE SET reference = 'x'",
    ),
    ("declarations", "UPDATE declarations SET document = ''"),
    ("declarations", "UPDATE declarations SET version = 5"),
    ("wires", "UPDATE wires SET wire = ''"),
    ("ledger_bodies", "UPDATE ledger_bodies SET body = ''"),
    ("attempt_replies", "UPDATE attempt_replies SET reply = ''"),
]
GUARDED = (
    "ledger",
    "attempts",
    "attempt_outcomes",
    "tellings",
    "receipts",
    "declarations",
    "wires",
    "ledger_bodies",
    "attempt_replies",
)
COLUMNS = """SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
WHERE table_schema = current_schema"""
INDEXES = "SELECT replace(indexdef, current_schema || '.', '') FROM pg_indexes WHERE schemaname = current_schema"
TRIGGERS = """SELECT event_object_table, trigger_name, event_manipulation FROM information_schema.triggers
WHERE trigger_schema = current_schema"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    started = PostgresServer()
    started.start()
    yield started
    started.stop()


@pytest.fixture
def url(server: PostgresServer) -> str:
    return server.new_place()


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = open_postgres(url, LEDGER, busy_wait_s=0.2, durable=False)
    open_volume(opened)
    yield opened
    opened.close()


@pytest.fixture
def bare(store: SqlStore, url: str) -> Iterator[psycopg.Connection[Any]]:
    (first,) = record(store, kept_stay(1))
    one = attempt(1, first)
    with store.unit_of_work() as work:
        work.attempts.start(one)
        work.attempts.finish(AttemptOutcome(one.id, EVENING, "refused", State.RETURNED, reply=b"{}"))
        work.tellings.add(telling(first))
        work.receipts.add(receipt(first))
        work.commit()
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(("table", "sql"), FORBIDDEN)
def test_history_and_bytes_refuse_to_change(bare: Any, table: str, sql: str) -> None:
    before = bare.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(psycopg.errors.RaiseException, match="never changes"):
        bare.execute(sql)
    assert bare.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(("table", "sql"), FORBIDDEN)
def test_without_its_triggers_the_same_statement_does_it(bare: Any, table: str, sql: str) -> None:
    """The negative control. Only what points at the row goes first."""
    for name in GUARDED:
        bare.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        if name != table:
            for (key,) in bare.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass", (name,)
            ).fetchall():
                bare.execute(f"ALTER TABLE {name} DROP CONSTRAINT {key}")
    before = bare.execute(f"SELECT * FROM {table}").fetchall()
    bare.execute(sql)
    assert bare.execute(f"SELECT * FROM {table}").fetchall() != before


def test_a_server_that_may_lose_commits_is_refused(url: str) -> None:
    with pytest.raises(StoreUnreachable, match="fsync"):
        open_postgres(url, LEDGER)


def test_every_setting_of_durability_is_asked(server: PostgresServer, url: str) -> None:
    other = PostgresServer()
    on = " ".join(f"-c {name}=on" for name in DURABLE)
    other.start(on)
    open_postgres(other.new_place(), LEDGER).close()
    for name in DURABLE:
        other.stop("fast", keep=True)
        other.start(f"{on} -c {name}=off")
        with pytest.raises(StoreUnreachable, match=name):
            open_postgres(other.new_place(), LEDGER)
    other.stop()


def test_another_ledgers_database_is_refused(store: SqlStore, url: str) -> None:
    with pytest.raises(StoreDamaged):
        open_postgres(url, LedgerId("another"), durable=False)


def test_desks_that_write_at_once_make_one_chain(store: SqlStore, url: str) -> None:
    each, desks = 15, [open_postgres(url, LEDGER, durable=False) for _ in range(4)]

    def write(desk: SqlStore) -> None:
        for number in range(each):
            with desk.unit_of_work() as work:
                work.ledger.append(entry(number))
                work.commit()
        desk.close()

    threads = [threading.Thread(target=write, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.unit_of_work() as work:
        assert work.ledger.head().seq == each * len(desks)
        assert first_break(work.ledger.entries()) is None


def test_two_desks_that_begin_at_once_make_one_ledger(url: str) -> None:
    made: list[SqlStore] = []
    start = threading.Barrier(3)

    def begin() -> None:
        start.wait()
        made.append(open_postgres(url, LEDGER, durable=False))

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    for store in made:
        store.close()


def test_another_desk_that_writes_makes_it_busy(store: SqlStore, url: str) -> None:
    other = open_postgres(url, LEDGER, durable=False)
    with other.unit_of_work() as work:
        work.ledger.append(entry(1))
        with pytest.raises(StoreBusy), store.unit_of_work():
            pass
        assert store.reader.newest_record_at() is None
        work.commit()
    other.close()
    assert store.reader.newest_record_at() is not None


def test_a_server_that_dies_is_unreachable_and_loses_nothing_acknowledged() -> None:
    server = PostgresServer()
    server.start()
    store = open_postgres(server.new_place(), LEDGER, durable=False)
    open_volume(store)
    record(store, kept_stay(1))
    assert len(store.reader.lines(LineFilter())) == 1
    server.stop("immediate", keep=True)
    with pytest.raises(StoreUnreachable):
        record(store, kept_stay(2))
    with pytest.raises(StoreUnreachable):
        store.reader.lines(LineFilter())
    server.start()
    record(store, kept_stay(3))
    assert [line.register_no for line in store.reader.lines(LineFilter())] == [300, 100]
    with store.unit_of_work() as work:
        assert first_break(work.ledger.entries()) is None
    store.close()
    server.stop()


def test_a_schema_from_the_future_is_left_as_it_is(store: SqlStore, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
        with pytest.raises(StoreTooNew):
            open_postgres(url, LEDGER, durable=False)
        assert connection.execute("SELECT version_num FROM schema_version").fetchone() == ("9999",)
        connection.execute("UPDATE schema_version SET version_num = %s", (NEWEST,))
    open_postgres(url, LEDGER, durable=False).close()


def test_the_first_schema_is_brought_up_to_what_a_new_one_is(server: PostgresServer, url: str) -> None:
    newer = server.new_place()
    open_postgres(newer, LEDGER, durable=False).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((GOLDEN / "schema-0001.postgresql.sql").read_text())
        connection.execute("INSERT INTO schema_version VALUES ('0001')")
        connection.execute("INSERT INTO meta VALUES ('ledger_id', %s)", (LEDGER,))
    open_postgres(url, LEDGER, durable=False).close()
    with psycopg.connect(url) as one, psycopg.connect(newer) as other:
        for asked in (COLUMNS, INDEXES, TRIGGERS):
            found = set(one.execute(asked).fetchall())
            assert found == set(other.execute(asked).fetchall())
            assert len(found) >= 10


_STAY = """INSERT INTO stays (id, arrival_at, planned_departure_at, departed_at, notifier, reason, created_at)
VALUES (%s, %s, %s, %s, 'Lò Thị Pâng', 1, %s)"""
_GUEST = """INSERT INTO guests (id, stay_id, position, declaration_id, volume, register_no, kind, full_name, birth_date,
birth_precision, sex, nationality, search_key) VALUES (%s, %s, %s, %s, 1, %s, 'citizen', 'Lò Thị Mẫu', '1990-03-05',
'D', 'F', 'VNM', '')"""


def test_who_left_before_guests_left_one_by_one_has_left(url: str) -> None:
    left = EVENING + timedelta(hours=14)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((GOLDEN / "schema-0001.postgresql.sql").read_text())
        connection.execute("INSERT INTO schema_version VALUES ('0001')")
        connection.execute("INSERT INTO meta VALUES ('ledger_id', %s)", (LEDGER,))
        connection.execute("INSERT INTO volumes VALUES (1, '2026-01-01', NULL, 5)")
        for stay, departed in (("gone", left), ("here", None)):
            connection.execute(_STAY, (stay, EVENING, left, departed, EVENING))
            for place in (0, 1):
                name = f"{stay}-{place}"
                connection.execute(_GUEST, (name, stay, place, name, place + (1 if departed else 3)))
    open_postgres(url, LEDGER, durable=False).close()
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT id, departed_at FROM guests ORDER BY id").fetchall()
    assert found == [("gone-0", left), ("gone-1", left), ("here-0", None), ("here-1", None)]


def test_a_ledger_that_is_known_is_never_begun_anew_in_an_empty_database(url: str) -> None:
    with pytest.raises(StoreDamaged):
        open_postgres(url, LEDGER, create=False, durable=False)
    open_postgres(url, LEDGER, durable=False).close()
    open_postgres(url, LEDGER, create=False, durable=False).close()

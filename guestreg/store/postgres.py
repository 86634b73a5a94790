"""Opening a ledger in a PostgreSQL database that several desks of one house share. One database holds one ledger."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, make_url

from guestreg.domain.identifiers import LedgerId
from guestreg.ports.store import StoreDamaged, StoreTooNew, StoreUnreachable
from guestreg.store import schema
from guestreg.store.faults import translate
from guestreg.store.read_pool import POSTGRES, ReadPool
from guestreg.store.reader import SqlReader
from guestreg.store.schema_version import NEWEST
from guestreg.store.sql_store import SqlStore
from guestreg.store.unit_of_work import TakeLane, WriteLane

BUSY_WAIT_S = 15.0
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
_LANE = 7_290_716_401
"""The number of our advisory lock; any will do that nobody else uses in this database."""
_PARAMETERS: dict[str, Any] = {
    "connect_timeout": 10,
    "application_name": "guestreg",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "options": "-c timezone=UTC -c idle_in_transaction_session_timeout=60000",
}


def open_postgres(
    url: str,
    ledger_id: LedgerId,
    *,
    create: bool = True,
    busy_wait_s: float = BUSY_WAIT_S,
    durable: bool = True,
) -> SqlStore:
    """`durable=False` takes a server that may lose commits: for tests only.

    Without `create` an empty database is damage.
    Raises StoreUnreachable (also when the server isn't durable), StoreDamaged for another ledger's database,
    StoreTooNew, StoreBusy, StoreFull.
    """
    engine = create_engine(_writer_url(url), connect_args=_PARAMETERS, pool_pre_ping=True)
    translate(engine)
    lane = WriteLane(engine, _take_lane(busy_wait_s), busy_wait_s)
    try:
        _settle(lane, engine, ledger_id, durable=durable, create=create)
    except BaseException:
        engine.dispose()
        raise
    pool = ReadPool(POSTGRES, lambda: _read_connection(engine))
    return SqlStore(ledger_id, lane, SqlReader(pool, POSTGRES), engine.dispose)


def _writer_url(url: str) -> Any:
    return make_url(url).set(drivername="postgresql+psycopg")


def _read_connection(engine: Engine) -> Any:
    import psycopg

    _, given = engine.dialect.create_connect_args(engine.url)
    return psycopg.connect(**{**given, **_PARAMETERS}, autocommit=True)


def _take_lane(busy_wait_s: float) -> TakeLane:
    wait_ms = int(busy_wait_s * 1000)

    def take(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LANE})")

    return take


def _settle(lane: WriteLane, engine: Engine, ledger_id: LedgerId, *, durable: bool, create: bool) -> None:
    with engine.connect() as connection:
        if durable:
            _require_durable(connection)
        found = schema.version(connection)
    if found is not None and found > NEWEST:
        raise StoreTooNew(found)
    if found is None and not create:
        raise StoreDamaged("empty")
    if found != NEWEST:
        _bring_up_to_date(lane, ledger_id)
    with engine.connect() as connection:
        schema.require_ledger(connection, ledger_id)


def _require_durable(connection: Connection) -> None:
    for name in DURABLE:
        if connection.exec_driver_sql(f"SHOW {name}").scalar() == "off":
            raise StoreUnreachable(f"{name} is off")


def _bring_up_to_date(lane: WriteLane, ledger_id: LedgerId) -> None:
    """In the write lane, so that of two desks the second finds it done."""
    connection = lane.enter()
    try:
        found = schema.version(connection)
        if found is None:
            schema.create(connection, ledger_id)
        elif found < NEWEST:
            from guestreg.store.migrate import migrate_server

            schema.require_ledger(connection, ledger_id)
            migrate_server(connection)
        connection.commit()
    finally:
        lane.leave(connection)

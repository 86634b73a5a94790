"""Which schema a database has: making a new one, telling an older from a newer. Versions are four digits that grow."""

from sqlalchemy import Connection, insert, inspect, select
from sqlalchemy.schema import CreateIndex, CreateTable

from guestreg.domain.identifiers import LedgerId
from guestreg.ports.store import StoreDamaged
from guestreg.store.schema_version import NEWEST, READ_VERSION, VERSION_TABLE
from guestreg.store.search_index import search_index
from guestreg.store.tables import meta
from guestreg.store.told_tables import metadata
from guestreg.store.triggers import refusals


def statements(dialect: str) -> tuple[str, ...]:
    """DDL beside the tables and indexes of `tables`, for a database made new."""
    return (*refusals(dialect), *search_index(dialect))


def create(connection: Connection, ledger_id: LedgerId) -> None:
    """Everything of the newest schema, inside the caller's transaction."""
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: index.name or ""):
            connection.execute(CreateIndex(index))
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO {VERSION_TABLE} VALUES ('{NEWEST}')")
    connection.execute(insert(meta), {"name": "ledger_id", "value": ledger_id})


def version(connection: Connection) -> str | None:
    """The version a database has; None when nothing was made in it yet."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.exec_driver_sql(READ_VERSION).scalar()
    return None if found is None else str(found)


def require_ledger(connection: Connection, ledger_id: LedgerId) -> None:
    """Raises StoreDamaged when another ledger lives here."""
    found = connection.execute(select(meta.c.value).where(meta.c.name == "ledger_id")).scalar()
    if found != ledger_id:
        raise StoreDamaged("another ledger's database")

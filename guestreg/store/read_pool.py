"""Read connections through the bare driver, so that a first screen needn't wait for SQLAlchemy.

A snapshot sees one moment of the database and never waits for the writer. Each database's way of speaking is a
`Tongue`; readers write their SQL once, with `:name` for values.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple

from guestreg.store.faults import known

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NAMED = re.compile(r"(?<!:):([a-z_][a-z_0-9]*)")


class Tongue(NamedTuple):
    """How one database takes and gives values. The writer's column types keep the same forms."""

    database: Literal["sqlite", "postgresql"]
    begin: str

    @property
    def is_sqlite(self) -> bool:
        return self.database == "sqlite"

    def sql(self, text: str) -> str:
        return text if self.is_sqlite else _NAMED.sub(r"%(\1)s", text.replace("%", "%%"))

    def given(self, at: datetime) -> Any:
        """An aware instant as a value of a statement."""
        return (at - _EPOCH) // _MICROSECOND if self.is_sqlite else at

    @property
    def moment(self) -> Callable[[Any], datetime]:
        """What makes an instant of a value that is there; asked for once, called for every row."""
        return _moment_of_microseconds if self.is_sqlite else _moment_of_zoned

    def instant(self, value: Any) -> datetime | None:
        return None if value is None else self.moment(value)

    def day(self, value: Any) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value

    def among(self, column: str, name: str) -> str:
        """Membership in the whole numbers given as the value `name` by `numbers`."""
        if self.is_sqlite:
            return f"{column} IN (SELECT value FROM json_each(:{name}))"
        return f"{column} = ANY(:{name})"

    def numbers(self, values: list[int]) -> Any:
        return json.dumps(values) if self.is_sqlite else values


def _moment_of_microseconds(value: int) -> datetime:
    return _EPOCH + timedelta(0, 0, value)


def _moment_of_zoned(value: datetime) -> datetime:
    return value.astimezone(UTC)


SQLITE = Tongue("sqlite", "BEGIN")
POSTGRES = Tongue("postgresql", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")


class Snapshot:
    """One moment of the database."""

    def __init__(self, connection: Any, tongue: Tongue) -> None:
        self._connection = connection
        self.tongue = tongue

    def each(self, sql: str, values: Mapping[str, Any] | None = None) -> Any:
        """A cursor of tuples."""
        return self._connection.execute(self.tongue.sql(sql), values or {})

    def first(self, sql: str, values: Mapping[str, Any] | None = None) -> Any:
        return self.each(sql, values).fetchone()

    def named(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Any]:
        """Rows with named columns; instants and structures are made by the endings of the column names."""
        found = self.each(sql, values)
        names = [column[0] for column in found.description]
        return [
            SimpleNamespace(**{name: self._value(name, value) for name, value in zip(names, row, strict=True)})
            for row in found
        ]

    def _value(self, name: str, value: Any) -> Any:
        if name.endswith(("_at", "_since")) or name == "server_date":
            return self.tongue.instant(value)
        if name.endswith("_on"):
            return self.tongue.day(value)
        if name in ("reason", "errors", "facts") and value is not None:
            return json.loads(value)
        return value


class ReadPool:
    """Connections kept for the next reader. Safe to use from several threads."""

    def __init__(self, tongue: Tongue, connect: Callable[[], Any], *, keep: int = 4) -> None:
        self._tongue = tongue
        self._connect = connect
        self._keep = keep
        self._idle: list[Any] = []
        self._lock = threading.Lock()
        self._closed = False

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Raises the socket's exceptions for what is known."""
        try:
            connection = self._begun()
            try:
                yield Snapshot(connection, self._tongue)
                connection.execute("ROLLBACK")
            except BaseException:
                connection.close()
                raise
            self._put_back(connection)
        except Exception as error:
            fault = known(error)
            if fault is None:
                raise
            raise fault from error

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _begun(self) -> Any:
        with self._lock:
            kept = self._idle.pop() if self._idle else None
        if kept is not None:
            try:
                kept.execute(self._tongue.begin)
            except Exception as error:
                kept.close()
                if known(error) is None:
                    raise
            else:
                return kept
        connection = self._connect()
        connection.execute(self._tongue.begin)
        return connection

    def _put_back(self, connection: Any) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < self._keep:
                self._idle.append(connection)
                return
        connection.close()

"""The simulator's durable record: stays taken in, requests seen, tokens handed out.

Called by the calls and by `/_practice/`. Several processes may open the same file. A commit is on the disk
before the answer leaves (write-ahead log, synchronous FULL). It must not know rules or HTTP.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

LOCAL_FORMAT = "%Y-%m-%d %H:%M:%S"
_BUSY_SECONDS = 20.0
_TABLES = (
    """create table if not exists stays (
        stay_id integer primary key, call integer not null, document_kind integer not null,
        document_number text not null, nationality text not null, arrival text not null,
        planned_departure text not null, checked_out text, stored_at text not null,
        body_sha256 text not null, element text not null)""",
    "create index if not exists stays_by_document on stays (call, document_number)",
    """create table if not exists requests (
        request_id integer primary key, call integer not null, method text not null, path text not null,
        received_at text not null, body_sha256 text not null, body_bytes integer not null,
        status integer, outcome text not null, fault text)""",
    """create table if not exists tokens (
        access_digest text primary key, refresh_digest text not null, expires_at text not null,
        may_declare integer not null)""",
)
_STAY_COLUMNS = (
    "stay_id, call, document_kind, document_number, nationality, arrival, planned_departure,"
    " checked_out, stored_at, body_sha256, element"
)


@dataclass(frozen=True, slots=True)
class Document:
    """What tells one guest from another here; `call` keeps foreigners (4) and citizens (5) apart."""

    call: int
    kind: int
    number: str
    nationality: str = ""


@dataclass(frozen=True, slots=True)
class StoredStay:
    """A stay taken in; local times are Vietnam's wall clock without a zone."""

    stay_id: int
    document: Document
    arrival: datetime
    planned_departure: datetime
    checked_out: datetime | None
    stored_at: str
    body_sha256: str
    element: dict[str, Any]

    @property
    def ends(self) -> datetime:
        """When it stops counting as staying: checked out, or at noon of the planned day."""
        if self.checked_out is not None:
            return self.checked_out
        noon = datetime.combine(self.planned_departure.date(), time(12))
        return noon if noon > self.arrival else self.planned_departure

    def is_open(self, local_now: datetime) -> bool:
        return local_now < self.ends


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """One request; `call` 0 is the portal's side or what nobody offers, `status` None no full answer."""

    call: int
    method: str
    path: str
    received_at: str
    body_sha256: str
    body_bytes: int
    status: int | None
    outcome: str
    fault: str | None


@dataclass(frozen=True, slots=True)
class StoredToken:
    access_digest: str
    refresh_digest: str
    expires_at: datetime
    may_declare: bool


class Record:
    """One connection to the record file, shared by the threads of this process."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._connection: Any = sqlite.connect(
            str(path), timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        self._in_transaction = False
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = full")
        if self._one("pragma journal_mode")[0] != "wal" or self._one("pragma synchronous")[0] != 2:
            raise OSError("the record file can't be written durably")
        with self.transaction():
            for statement in _TABLES:
                self._connection.execute(statement)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One write at a time over all processes; committed to the disk on leaving, undone on an error."""
        with self._lock:
            if self._in_transaction:
                yield
                return
            self._connection.execute("begin immediate")
            self._in_transaction = True
            try:
                yield
            except BaseException:
                self._in_transaction = False
                self._connection.execute("rollback")
                raise
            self._in_transaction = False
            self._connection.execute("commit")

    def add_stay(
        self,
        document: Document,
        arrival: datetime,
        planned_departure: datetime,
        stored_at: datetime,
        body_sha256: str,
        element: dict[str, Any],
        checked_out: datetime | None = None,
    ) -> None:
        values = (
            document.call,
            document.kind,
            document.number,
            document.nationality,
            arrival.strftime(LOCAL_FORMAT),
            planned_departure.strftime(LOCAL_FORMAT),
            checked_out.strftime(LOCAL_FORMAT) if checked_out is not None else None,
            stored_at.isoformat(),
            body_sha256,
            json.dumps(element, ensure_ascii=False),
        )
        columns = _STAY_COLUMNS.removeprefix("stay_id, ")
        self._write(f"insert into stays ({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def stays(self) -> list[StoredStay]:
        return [_stay(row) for row in self._all(f"select {_STAY_COLUMNS} from stays order by stay_id")]

    def stays_of(self, document: Document) -> list[StoredStay]:
        rows = self._all(
            f"select {_STAY_COLUMNS} from stays where call = ? and document_number = ?"
            " and document_kind = ? and nationality = ? order by stay_id",
            (document.call, document.number, document.kind, document.nationality),
        )
        return [_stay(row) for row in rows]

    def check_out(self, stay_id: int, local_now: datetime) -> None:
        self._write("update stays set checked_out = ? where stay_id = ?", (local_now.strftime(LOCAL_FORMAT), stay_id))

    def extend(self, stay_id: int, planned_departure: datetime) -> None:
        self._write(
            "update stays set planned_departure = ? where stay_id = ?",
            (planned_departure.strftime(LOCAL_FORMAT), stay_id),
        )

    def add_request(self, seen: SeenRequest) -> None:
        self._write(
            "insert into requests (call, method, path, received_at, body_sha256, body_bytes, status,"
            " outcome, fault) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seen.call,
                seen.method,
                seen.path,
                seen.received_at,
                seen.body_sha256,
                seen.body_bytes,
                seen.status,
                seen.outcome,
                seen.fault,
            ),
        )

    def requests(self) -> list[SeenRequest]:
        rows = self._all(
            "select call, method, path, received_at, body_sha256, body_bytes, status, outcome, fault"
            " from requests order by request_id"
        )
        return [SeenRequest(*row) for row in rows]

    def add_token(self, token: StoredToken) -> None:
        self._write(
            "insert into tokens (access_digest, refresh_digest, expires_at, may_declare) values (?, ?, ?, ?)",
            (token.access_digest, token.refresh_digest, token.expires_at.isoformat(), int(token.may_declare)),
        )

    def token_by(self, *, access: str | None = None, refresh: str | None = None) -> StoredToken | None:
        column, value = ("access_digest", access) if access is not None else ("refresh_digest", refresh)
        rows = self._all(
            f"select access_digest, refresh_digest, expires_at, may_declare from tokens where {column} = ?",
            (value,),
        )
        for access_digest, refresh_digest, expires_at, may_declare in rows:
            return StoredToken(access_digest, refresh_digest, datetime.fromisoformat(expires_at), bool(may_declare))
        return None

    def drop_token(self, access_digest: str) -> None:
        self._write("delete from tokens where access_digest = ?", (access_digest,))

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self.transaction():
            self._connection.execute(statement, values)

    def _all(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            rows: list[tuple[Any, ...]] = self._connection.execute(statement, values).fetchall()
        return rows

    def _one(self, statement: str) -> tuple[Any, ...]:
        return self._all(statement)[0]


def _stay(row: tuple[Any, ...]) -> StoredStay:
    stay_id, call, kind, number, nationality, arrival, planned, checked_out, stored_at, digest, element = row
    return StoredStay(
        stay_id,
        Document(call, kind, number, nationality),
        datetime.fromisoformat(arrival),
        datetime.fromisoformat(planned),
        datetime.fromisoformat(checked_out) if checked_out is not None else None,
        stored_at,
        digest,
        json.loads(element),
    )

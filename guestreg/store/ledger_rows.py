"""The append-only ledger and its deletable bodies: the store's `LedgerRepository`."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from guestreg.domain.identifiers import LedgerId
from guestreg.domain.ledger import Entry, Head, NewEntry, epoch_after, link
from guestreg.store.tables import ledger, ledger_bodies

_INSERT = insert(ledger)
_INSERT_BODY = insert(ledger_bodies)
_LAST = select(ledger).order_by(ledger.c.seq.desc()).limit(1)
_ENTRIES = (
    select(ledger, ledger_bodies.c.salt, ledger_bodies.c.body)
    .outerjoin(ledger_bodies, ledger_bodies.c.seq == ledger.c.seq)
    .order_by(ledger.c.seq)
)
_LEAVES = select(ledger.c.leaf).order_by(ledger.c.seq)
_ROWS_AT_A_TIME = 500


class LedgerRows:
    """Inside one unit of work, which holds the only write lane: a read head stays the head until the append."""

    def __init__(self, connection: Connection, ledger_id: LedgerId) -> None:
        self._connection = connection
        self._ledger_id = ledger_id
        self._head: Head | None = None

    def head(self) -> Head:
        if self._head is None:
            self._head = head_of(self._connection.execute(_LAST).first())
        return self._head

    def append(self, entry: NewEntry) -> Entry:
        return self.append_all((entry,))[0]

    def append_all(self, entries: Sequence[NewEntry]) -> tuple[Entry, ...]:
        head, linked = self.head(), list[Entry]()
        for entry in entries:
            linked.append(link(self._ledger_id, head, entry))
            written_at = _instant(json.loads(linked[-1].envelope)["t"])
            head = Head(linked[-1].seq, linked[-1].leaf, epoch_after(head, entry), written_at)
        rows = [{"seq": one.seq, "envelope": one.envelope, "leaf": one.leaf} for one in linked]
        bodies = [{"seq": one.seq, "salt": one.salt, "body": one.body} for one in linked if one.body is not None]
        if rows:
            self._connection.execute(_INSERT, rows)
        if bodies:
            self._connection.execute(_INSERT_BODY, bodies)
        self._head = head
        return tuple(linked)

    def entries(self, start: int = 1) -> Iterator[Entry]:
        wanted = _ENTRIES.where(ledger.c.seq >= start).execution_options(yield_per=_ROWS_AT_A_TIME)
        with self._connection.execute(wanted) as rows:  # whoever stops half way closes it
            for row in rows:
                yield Entry(row.seq, bytes(row.envelope), row.leaf, _bytes(row.salt), _bytes(row.body))

    def leaves(self) -> Iterator[str]:
        wanted = _LEAVES.execution_options(yield_per=_ROWS_AT_A_TIME)
        with self._connection.execute(wanted) as rows:
            for row in rows:
                yield row.leaf


def head_of(row: Any) -> Head:
    """The head that the last ledger row makes; before genesis when there is none."""
    if row is None:
        return Head()
    envelope = json.loads(bytes(row.envelope))
    return Head(row.seq, row.leaf, envelope["ep"], _instant(envelope["t"]))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)

"""The named fake of the store: everything in memory, same promises, no file. It passes the store's contract suite."""

import json
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from guestreg.domain.establishment import Establishment
from guestreg.domain.identifiers import DeclarationId, LedgerId
from guestreg.domain.ledger import Entry, Head, NewEntry, link
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.store import EndpointCondition, StoreBusy, Volume
from tests.fakes.store_rows import MemoryDeclarations, MemoryStays, Rows
from tests.fakes.store_told import MemoryReceipts, MemoryTellings, MemoryTrust


class MemoryLedger:
    def __init__(self, rows: Rows, ledger_id: LedgerId) -> None:
        self._rows = rows
        self._ledger_id = ledger_id

    def head(self) -> Head:
        if not self._rows.entries:
            return Head()
        last = self._rows.entries[-1]
        return Head(last.seq, last.leaf, json.loads(last.envelope)["ep"], self._rows.last_at)

    def append(self, entry: NewEntry) -> Entry:
        linked = link(self._ledger_id, self.head(), entry)
        self._rows.entries.append(linked)
        self._rows.last_at = entry.at.replace(microsecond=entry.at.microsecond // 1000 * 1000)
        return linked

    def append_all(self, entries: Sequence[NewEntry]) -> tuple[Entry, ...]:
        return tuple(map(self.append, entries))

    def entries(self, start: int = 1) -> Iterator[Entry]:
        return iter(self._rows.entries[start - 1 :])

    def leaves(self) -> Iterator[str]:
        return (entry.leaf for entry in self._rows.entries)


class MemoryAttempts:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def start(self, attempt: Attempt) -> None:
        if attempt.id in self._rows.attempts:
            raise ValueError(attempt.id)
        self._rows.attempts[attempt.id] = attempt

    def finish(self, outcome: AttemptOutcome) -> None:
        if outcome.attempt_id in self._rows.outcomes:
            raise ValueError(outcome.attempt_id)
        self._rows.outcomes[outcome.attempt_id] = outcome

    def of(self, declaration_id: DeclarationId, version: int) -> tuple[tuple[Attempt, AttemptOutcome | None], ...]:
        return tuple(
            (attempt, self._rows.outcomes.get(attempt.id))
            for attempt in self._rows.attempts.values()
            if (attempt.declaration_id, attempt.version) == (declaration_id, version)
        )

    def unfinished(self) -> tuple[Attempt, ...]:
        return tuple(a for a in self._rows.attempts.values() if a.id not in self._rows.outcomes)


class MemoryHouse:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def establishment(self) -> Establishment | None:
        return self._rows.house

    def put_establishment(self, establishment: Establishment) -> None:
        self._rows.house = establishment

    def volume(self) -> Volume | None:
        return next((volume for volume in self.volumes() if volume.to_on is None), None)

    def volumes(self) -> tuple[Volume, ...]:
        return tuple(self._rows.volumes[number] for number in sorted(self._rows.volumes))

    def put_volume(self, volume: Volume) -> None:
        stored = self._rows.volumes.get(volume.number)
        if stored is not None and stored.next_no > volume.next_no:
            raise ValueError("a number is used once")
        self._rows.volumes[volume.number] = volume

    def renumber_volume(self, number: int, new: int) -> None:
        volume = self._rows.volumes.get(number)
        if volume is None or volume.next_no > 1:
            raise LookupError("no such empty volume")
        del self._rows.volumes[number]
        self._rows.volumes[new] = volume._replace(number=new)

    def take_register_no(self) -> tuple[int, int]:
        volume = self.volume()
        if volume is None:
            raise LookupError("no open volume")
        self._rows.volumes[volume.number] = volume._replace(next_no=volume.next_no + 1)
        return volume.number, volume.next_no

    def condition(self, endpoint_id: str) -> EndpointCondition:
        return self._rows.conditions.get(endpoint_id, EndpointCondition(endpoint_id))

    def put_condition(self, condition: EndpointCondition) -> None:
        self._rows.conditions[condition.endpoint_id] = condition

    def draft(self) -> bytes | None:
        return self._rows.draft

    def put_draft(self, draft: bytes | None, at: datetime) -> None:
        self._rows.draft = draft


class MemoryUnitOfWork:
    """Works on a copy; `commit` puts the copy in the store's place."""

    stays: MemoryStays
    declarations: MemoryDeclarations
    ledger: MemoryLedger
    attempts: MemoryAttempts
    tellings: MemoryTellings
    receipts: MemoryReceipts
    trust: MemoryTrust
    house: MemoryHouse

    def __init__(self, store: "MemoryStore") -> None:
        self._store = store
        self._rows: Rows | None = None
        self._entered = False

    def __enter__(self) -> Self:
        if self._entered:
            raise RuntimeError("a unit of work is entered once")
        if not self._store.lane.acquire(timeout=self._store.busy_wait_s):
            raise StoreBusy("another thread writes")
        self._entered = True
        self._rows = rows = self._store.rows.copy()
        self.stays = MemoryStays(rows)
        self.declarations = MemoryDeclarations(rows)
        self.ledger = MemoryLedger(rows, self._store.ledger_id)
        self.attempts = MemoryAttempts(rows)
        self.tellings = MemoryTellings(rows)
        self.receipts = MemoryReceipts(rows)
        self.trust = MemoryTrust(rows)
        self.house = MemoryHouse(rows)
        return self

    def commit(self) -> None:
        if self._rows is None:
            raise RuntimeError("outside its transaction")
        self._store.rows = self._rows
        self._leave()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._rows is not None:
            self._leave()

    def _leave(self) -> None:
        self._rows = None
        self._store.lane.release()


class MemoryStore:
    """The socket `Store` without a database. `rows` may be looked at by a test."""

    def __init__(self, ledger_id: LedgerId, *, busy_wait_s: float = 15.0) -> None:
        self.rows = Rows()
        self.lane = threading.Lock()
        self.busy_wait_s = busy_wait_s
        self._ledger_id = ledger_id

    @property
    def ledger_id(self) -> LedgerId:
        return self._ledger_id

    def unit_of_work(self) -> MemoryUnitOfWork:
        return MemoryUnitOfWork(self)

    def close(self) -> None:
        """Nothing is held."""

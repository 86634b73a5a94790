"""A house whose ledger is signed, over stand-ins, with everything an export takes; its paper is one line long."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from guestreg.app.bundling import luutru_writer
from guestreg.app.heads import LedgerHeads
from guestreg.documents.words import RegisterWords
from guestreg.domain.dates import VIETNAM
from guestreg.domain.ledger import EntryKind
from guestreg.outbox.checkpoints import Checkpoints
from guestreg.outbox.epoch import open_epoch
from guestreg.outbox.journal import Journal, Origin
from guestreg.platform.resources import resource_dir
from guestreg.ports.bundling import Bundling
from guestreg.ports.reading import Reader
from guestreg.ports.renderer import CellWords, PageStamp, RegisterHead, RegisterRow
from guestreg.ports.store import Store
from guestreg.services.commands.export_ledger import Exported, ExportLedger, export_ledger
from guestreg.services.outcome import Outcome
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_over, memory_desk
from tests.fakes.kept import ENDPOINT, LEDGER, house
from tests.fakes.random import SeededRandom
from tests.fakes.secrets import FakeSecrets

FIRST_EVENING = datetime(2026, 11, 20, 20, 0, tzinfo=VIETNAM)


class Slip:
    """RegisterRenderer: a line for each row, and what it was given last."""

    def __init__(self) -> None:
        words = tomllib.loads((resource_dir() / "rules" / "register.toml").read_text("utf-8"))
        self._words = RegisterWords.from_mapping(words).cells
        self.head: RegisterHead | None = None
        self.rows: tuple[RegisterRow, ...] = ()
        self.stamp: PageStamp | None = None

    @property
    def cell_words(self) -> CellWords:
        return self._words

    def render(self, head: RegisterHead, rows: Sequence[RegisterRow], stamp: PageStamp, target: Path) -> int:
        self.head, self.rows, self.stamp = head, tuple(rows), stamp
        target.write_text("\n".join(row.full_name for row in rows), "utf-8")
        return 1


class SignedHouse:
    """It begins with its genesis; what is recorded goes through the journal."""

    def __init__(self, store: Store | None = None, reader: Reader | None = None) -> None:
        """Over stand-ins, or over any store with an open volume."""
        self.clock, self.secrets, self.paper = FakeClock(FIRST_EVENING), FakeSecrets(), Slip()
        self.secrets.device_public_key(LEDGER, create=True)
        desk = memory_desk(clock=self.clock)
        if store is not None and reader is not None:
            desk = desk_over(store, reader, self.clock)
            with store.unit_of_work() as uow:
                uow.house.put_establishment(house())
                uow.commit()
        self.store = desk.store
        self.heads = LedgerHeads(desk.store, self.secrets, self.clock)
        self.desk = replace(desk, journal=self.journal(), program="guestreg/1.0.0")
        with self.store.unit_of_work() as uow:
            self.desk.journal.genesis(uow)
            uow.commit()

    def journal(self, *, signed: bool = True) -> Journal:
        key = self.secrets.device_public_key(LEDGER, create=False) if signed else None
        origin = Origin(LEDGER, "1.0.0", key)
        return Journal(self.clock, SeededRandom(1), "u1", origin, ENDPOINT, Checkpoints(self.heads.signed))

    def unsign(self, *, signed: bool = False) -> None:
        """The device's key is gone from here on; or is back."""
        self.desk = replace(self.desk, journal=self.journal(signed=signed))

    def write(self, *kinds: EntryKind, days: int = 0) -> None:
        """Entries without a body, after so many days."""
        if days:
            self.clock.advance(days=days)
        with self.store.unit_of_work() as uow:
            for kind in kinds:
                self.desk.journal.record(uow, kind, ref="a.1" if kind.startswith("stay.") else None)
            uow.commit()

    def put_back(self) -> None:
        """Another epoch begins with another key."""
        epoch, device = self.heads.new_key(1)
        with self.store.unit_of_work() as uow:
            open_epoch(uow, self.desk.journal, ENDPOINT, epoch, device, "rollback")
            uow.commit()

    def bundling(self) -> Bundling:
        return Bundling(("a+1",), ("note\n",), self.heads.sign, luutru_writer(resource_dir()).write)

    def export(
        self, target: Path, from_on: date | None = None, to_on: date | None = None, *, bundling: Bundling | None = None
    ) -> Outcome[Exported]:
        command = ExportLedger(target, from_on, to_on)
        return export_ledger(self.desk, self.paper, bundling or self.bundling(), command)

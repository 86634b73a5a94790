"""A house on a stage: the real window and pages over a small book in memory that records what was asked of it."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from guestreg.desktop.check_out.page import check_out_page
from guestreg.desktop.check_out.presenter import CheckOutServices
from guestreg.desktop.comparing.page import comparing_page
from guestreg.desktop.comparing.presenter import ComparingServices
from guestreg.desktop.contract import PageFactory, Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import FrameServices, FrameStatus, Pill, Warn
from guestreg.desktop.kit.lanes import Lanes
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.ledger.acts import ActServices
from guestreg.desktop.ledger.page import ledger_page
from guestreg.desktop.ledger.presenter import LedgerServices
from guestreg.desktop.messages.page import messages_page
from guestreg.desktop.messages.presenter import MessagesServices
from guestreg.desktop.outbox.page import outbox_page
from guestreg.desktop.outbox.presenter import OutboxServices
from guestreg.desktop.set_up_file.page import set_up_file_page
from guestreg.desktop.telling.page import telling_page
from guestreg.desktop.telling.presenter import TellingServices
from guestreg.desktop.today.page import today_page
from guestreg.desktop.today.presenter import DraftServices, TodayServices
from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, Kind, Reason, State
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.domain.search import fold
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import Counts, GuestLine, LineFilter, Version
from guestreg.ports.store import EndpointCondition
from guestreg.services.commands.keep_draft import Draft, Drafts
from guestreg.services.outcome import Done, Failed, Outcome
from guestreg.services.queries.present import Present
from guestreg.services.queries.today import Today
from tests.gui.evening import country
from tests.gui.police_side import AID as AID
from tests.gui.police_side import EMAIL as EMAIL
from tests.gui.police_side import HOUSE as HOUSE
from tests.gui.police_side import PHONE as PHONE
from tests.gui.police_side import UNIT as UNIT
from tests.gui.police_side import PoliceSide
from tests.gui.set_up_side import SetUpSide, set_up_services

OPEN_STATES = frozenset({State.WAITING, State.SENDING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED})
SENT_TO = "Công an xã Mẫu – luutru.example.vn"


@dataclass
class Book(PoliceSide):
    """Lines newest first, and what the pages asked for."""

    condition: EndpointCondition = field(default_factory=lambda: EndpointCondition("endpoint"))
    pill: Pill = Pill.NO_NETWORK
    warnings: tuple[Warn, ...] = ()
    sends: int = 0
    cancelled: list[tuple[GuestId, str, str]] = field(default_factory=list)
    withdrawals: tuple[Declaration, ...] = ()
    """What a cancellation makes of a guest who was sent."""
    steps: list[int] = field(default_factory=list)
    drafts: Drafts = field(default_factory=Drafts)
    set_up: SetUpSide = field(default_factory=SetUpSide)

    def today(self) -> Today:
        open_lines = self.open_lines()
        due_at = min((line.due_at for line in open_lines), default=None)
        return Today(self.clock.now(), self.lines, open_lines, due_at, self.condition)

    def open_lines(self) -> tuple[GuestLine, ...]:
        return tuple(line for line in self.lines if line.state in OPEN_STATES)

    def present(self) -> tuple[GuestLine, ...]:
        return tuple(line for line in self.lines if line.state not in (State.CANCELLED, State.SUPERSEDED))

    def told_lines(self) -> tuple[GuestLine, ...]:
        return tuple(line for line in self.lines if line.state in (State.SENT, State.CONFIRMED))

    def matching(self, wanted: LineFilter) -> tuple[GuestLine, ...]:
        return tuple(line for line in self.lines if _fits(line, wanted))

    def first(self, wanted: LineFilter) -> tuple[GuestLine, ...]:
        return self.matching(wanted)[:100]

    def ids(self, wanted: LineFilter) -> "array[int]":
        return array("q", (line.row_id for line in self.matching(wanted)))

    def by_ids(self, row_ids: "array[int]") -> tuple[GuestLine, ...]:
        known = {line.row_id: line for line in self.lines}
        return tuple(known[row_id] for row_id in row_ids if row_id in known)

    def counts(self, wanted: LineFilter, now: datetime) -> Counts:
        found = self.matching(wanted)
        states: dict[State, int] = {}
        for line in found:
            states[line.state] = states.get(line.state, 0) + 1
        foreign = sum(1 for line in found if line.guest_kind is GuestKind.FOREIGNER)
        return Counts(len(found), states, foreign, sum(1 for line in found if line.is_late(now)))

    def line(self, guest_id: GuestId) -> GuestLine | None:
        return next((line for line in self.lines if line.guest_id == guest_id), None)

    def versions(self, line: GuestLine) -> tuple[Version, ...]:
        made = line.arrival_at + timedelta(minutes=5)
        return (
            Version(1, Kind.NEW, State.SUPERSEDED, None, made, None, line.grade, None, ()),
            Version(2, Kind.AMEND, line.state, line.reason, made, line.evidence_at, line.grade, line.proof, ()),
        )

    def cancel(self, guest_id: GuestId, reason: str, text: str) -> Outcome[tuple[Declaration, ...]]:
        if self.failure is not None:
            return self.failure
        self.cancelled.append((guest_id, reason, text))
        why = Reason("cancelled", {"reason": reason, "text": text})
        if self.withdrawals:
            self._replace(guest_id, kind=Kind.CANCEL, state=State.WINDOW_CLOSED, reason=Reason("E-34"))
            return Done(self.withdrawals)
        self._replace(guest_id, state=State.CANCELLED, reason=why)
        return Done(())

    def asked(self, wanted: GuestId | None) -> Present:
        here = tuple(line for line in self.present() if line.departed_at is None)
        gone = [line for line in self.present() if line.guest_id == wanted and line.departed_at is not None]
        return Present(self.clock.now(), here, *gone)

    def check_out(self, guests: tuple[GuestId, ...]) -> Outcome[object]:
        return self._leave(guests, self.clock.now())

    def undo_check_out(self, guests: tuple[GuestId, ...]) -> Outcome[object]:
        return self._leave(guests, None)

    def _leave(self, guests: tuple[GuestId, ...], at: datetime | None) -> Outcome[object]:
        if self.failure is not None:
            return self.failure
        for guest_id in guests:
            self._replace(guest_id, departed_at=at)
        return Done(None)

    def keep(self, draft: Draft) -> Outcome[None]:
        self.drafts = self.drafts.having(draft)
        return Done(None)

    def drop(self, stay_id: StayId | None) -> Outcome[None]:
        if isinstance(self.failure, Failed):
            return self.failure
        self.drafts = self.drafts.without(stay_id)
        return Done(None)

    def send_now(self) -> None:
        self.sends += 1

    def status(self) -> FrameStatus:
        returned = sum(1 for line in self.lines if line.state is State.RETURNED)
        unsent = len(self.open_lines()) - returned
        due_at = min((line.due_at for line in self.open_lines()), default=None)
        news = returned + sum(one.read_at is None for one in self.messages)
        return FrameStatus(HOUSE, self.pill, unsent, returned, due_at, self.warnings, news)

    def _replace(self, guest_id: GuestId, **changes: Any) -> None:
        self.lines = tuple(line._replace(**changes) if line.guest_id == guest_id else line for line in self.lines)


def _fits(line: GuestLine, wanted: LineFilter) -> bool:
    day = local(line.arrival_at).date()
    return (
        fold(wanted.text) in fold(f"{line.full_name} {line.doc_number} {line.room}")
        and (wanted.arrival_from is None or day >= wanted.arrival_from)
        and (wanted.arrival_to is None or day <= wanted.arrival_to)
        and (not wanted.states or line.state in wanted.states)
        and (not wanted.foreigners_only or line.guest_kind is GuestKind.FOREIGNER)
        and (wanted.late_at is None or line.is_late(wanted.late_at))
    )


def today_services(book: Book, phrasebook: Phrasebook) -> TodayServices:
    drafts = DraftServices(lambda: book.drafts, book.keep, book.drop)
    return TodayServices(
        book.today, lambda: SENT_TO, lambda: PHONE, book.send_now, drafts, lambda code: phrasebook.sentence(code)
    )


def outbox_services(book: Book) -> OutboxServices:
    return OutboxServices(
        book.open_lines,
        book.told_lines,
        lambda: book.condition,
        lambda: PHONE,
        book.send_now,
        lambda guest_id: book.act("again", guest_id, State.WAITING),
        lambda guest_id: book.act("same", guest_id, State.HANDED_OVER),
    )


def pages(supplies: Supplies, book: Book) -> dict[Place, PageFactory]:
    """Those this house has: comparing, leaving, ledger, messages, outbox, set-up file, telling, today."""
    ledger = LedgerServices(
        lines=book.first,
        ids=book.ids,
        by_ids=book.by_ids,
        counts=book.counts,
        line=book.line,
        versions=book.versions,
        cancel=book.cancel,
    )
    acts = ActServices(
        lambda guest_id: book.act("again", guest_id, State.WAITING),
        book.extend,
        book.note_request,
        lambda path, guest_id: book.write(path, (guest_id,)),
    )
    comparing = ComparingServices(
        unproven=book.unproven,
        read=book.read_list,
        made_at=lambda _path: book.clock.now(),
        keep_columns=book.columns.append,
        preview=lambda command: book.compare(command, keep=False),
        reconcile=lambda command: book.compare(command, keep=True),
        seen=lambda guest_id: book.act("seen", guest_id, State.CONFIRMED),
        send_again=lambda guests: book.act("again", guests[0], State.WAITING),
        note_count=book.note_count,
        take_answer=book.take_answer,
    )
    return {
        Place.TODAY: today_page(supplies, today_services(book, supplies.phrasebook())),
        Place.LEDGER: ledger_page(supplies, ledger, acts, lambda _parent, name: Path(name)),
        Place.OUTBOX: outbox_page(supplies, outbox_services(book)),
        Place.COMPARING: comparing_page(supplies, comparing, lambda _parent, _kinds: book.chosen),
        Place.MESSAGES: messages_page(supplies, MessagesServices(book.inbox, lambda: PHONE, book.read_message)),
        Place.TELLING: telling_page(
            supplies,
            TellingServices(book.telling, book.tell, book.write, book.aid, book.write_files, book.write_pack),
            lambda _parent, name: Path(name),
            lambda _parent, _name: Path("folder"),
        ),
        Place.SET_UP_FILE: set_up_file_page(
            supplies, set_up_services(book.set_up), lambda _parent, _kinds: Path("xa-mau.luutru-caidat")
        ),
        Place.CHECK_OUT: check_out_page(supplies, CheckOutServices(book.asked, book.check_out, book.undo_check_out)),
    }


def open_stage(
    theme: Theme,
    clock: Clock,
    lanes: Lanes,
    phrasebook: Phrasebook,
    book: Book,
    geometry: QSettings | None = None,
    own: Mapping[Place, PageFactory] | None = None,
) -> MainWindow:
    """The window, made but not shown; pages of `own` stand before those over the book."""
    supplies = Supplies(theme, clock, lanes, lambda: phrasebook, country)
    services = FrameServices(book.status, book.send_now, book.steps.append)
    every = {**pages(supplies, book), **(own or {})}
    return MainWindow(theme, clock, lanes, lambda: phrasebook, services, every, geometry)


def settle() -> None:
    """Let layouts and posted events come to rest."""
    for _ in range(8):
        QApplication.processEvents()


def child(root: QWidget, name: str) -> QWidget:
    """The visible widget of that name; a test that names none of them is wrong."""
    found = [widget for widget in root.findChildren(QWidget, name) if widget.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} visible"
    return found[0]

"""What each page of the window may ask, bound to the ledger in use at the moment it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from guestreg.app.address import address_of
from guestreg.desktop.frame.model import FrameServices, FrameStatus, Pill, Warn, pill_of
from guestreg.desktop.today.presenter import DraftServices, TodayServices
from guestreg.domain.dates import local
from guestreg.domain.declaration import OPEN, EndpointKind, State
from guestreg.ports.events import Event, WorkerDied
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.services.queries.health import health
from guestreg.services.queries.today import today
from guestreg.services.workplace import CannotOpen, NotSetUp

if TYPE_CHECKING:
    from guestreg.app.list_rounds import ListRounds
    from guestreg.app.program import Program
    from guestreg.desktop.check_out.presenter import CheckOutServices
    from guestreg.desktop.ledger.presenter import LedgerServices
    from guestreg.desktop.outbox.presenter import OutboxServices
    from guestreg.desktop.stay.needs import StayServices
    from guestreg.ports.settings import LedgerSettings
    from guestreg.ports.store import EndpointCondition
    from guestreg.services.commands.keep_draft import Drafts

SENT_DAYS = timedelta(days=2)
_TOLD = frozenset({State.SENT, State.CONFIRMED})


class WindowServices:
    """One window's view of the program. Every method may be called from a lane's thread."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._died: str | None = None
        self._cannot_send: str | None = None
        self._begun = False
        self._rounds: ListRounds | None = None
        program.events.subscribe(self._note_death)

    def frame(self) -> FrameServices:
        return FrameServices(self._status, self.send_now, self._keep_step)

    def today(self) -> TodayServices:
        clock = self._program.clock
        return TodayServices(
            lambda: today(self._program.reader(), clock.now(), self._ledger().sends_as),
            self._sent_to,
            self.police_phone,
            self.send_now,
            self._drafts(),
            lambda code: self._program.phrasebook().sentence(code),
        )

    def ledger(self) -> LedgerServices:
        from guestreg.desktop.ledger.presenter import LedgerServices
        from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay

        desk, reader = self._program.desk, self._program.reader
        return LedgerServices(
            lines=lambda wanted: reader().lines(wanted),
            ids=lambda wanted: reader().ids(wanted),
            by_ids=lambda row_ids: reader().by_ids(row_ids),
            counts=lambda wanted, now: reader().counts(wanted, now),
            line=lambda guest_id: reader().line(guest_id),
            versions=lambda line: reader().versions(line.declaration_id),
            cancel=lambda guest_id, reason, text: cancel_stay(desk(), CancelStay((guest_id,), reason, text)),
        )

    def outbox(self) -> OutboxServices:
        from guestreg.desktop.outbox.presenter import OutboxServices
        from guestreg.services.commands.decide_already import DecideAlready, decide_already
        from guestreg.services.commands.send_again import SendAgain, send_again

        return OutboxServices(
            open_lines=lambda: self._program.reader().open_lines(),
            told_lines=self._told_lines,
            condition=self._condition,
            police_phone=self.police_phone,
            send_now=self.send_now,
            send_again=lambda guest_id: send_again(self._program.desk(), SendAgain((guest_id,))),
            is_this_stay=lambda guest_id: decide_already(
                self._program.desk(), DecideAlready((guest_id,), is_this_stay=True)
            ),
        )

    def check_out(self) -> CheckOutServices:
        from guestreg.desktop.check_out.presenter import CheckOutServices
        from guestreg.services.commands.check_out import CheckOut, UndoCheckOut, check_out, undo_check_out
        from guestreg.services.queries.present import present

        desk, clock = self._program.desk, self._program.clock
        return CheckOutServices(
            present=lambda wanted: present(self._program.reader(), clock.now(), wanted),
            check_out=lambda guests: check_out(desk(), CheckOut(guests)),
            undo=lambda guests: undo_check_out(desk(), UndoCheckOut(guests)),
        )

    def stay(self) -> StayServices:
        from guestreg.desktop.stay.needs import StayServices
        from guestreg.services.commands.cancel_stay import cancel_stay
        from guestreg.services.commands.correct_stay import correct_stay
        from guestreg.services.commands.keep_draft import drop_draft, keep_draft, kept_drafts
        from guestreg.services.commands.record_stay import record_stay
        from guestreg.services.queries.stay_card import stay_card
        from guestreg.services.queries.stay_start import stay_start

        desk = self._program.desk
        return StayServices(
            start=lambda: stay_start(desk()),
            card=lambda guest_id: stay_card(desk(), guest_id),
            record=lambda command: record_stay(desk(), command),
            correct=lambda command: correct_stay(desk(), command),
            cancel=lambda command: cancel_stay(desk(), command),
            drafts=lambda: kept_drafts(desk()),
            keep=lambda draft: keep_draft(desk(), draft),
            drop=lambda stay_id: drop_draft(desk(), stay_id),
            send_now=self.send_now,
        )

    def start_sending(self) -> None:
        """What keeps it from starting stays visible until it starts."""
        self._begun = True
        if self._ledger().endpoint.is_by_hand:
            return
        self._program.sender.after_pass = self.list_rounds().after_pass
        try:
            self._program.sender.start()
        except CannotOpen as error:
            self._cannot_send = error.code
        else:
            self._cannot_send = None

    def send_now(self) -> None:
        """End every wait and begin at once; also starts the sender where it doesn't run yet."""
        from guestreg.services.commands.end_waits import end_waits

        end_waits(self._program.desk())
        self.start_sending()
        self._program.sender.try_now()

    def list_rounds(self) -> ListRounds:
        """What fetches the code lists while this window is open."""
        if self._rounds is None:
            from guestreg.app.list_rounds import ListRounds

            self._rounds = ListRounds(self._program, self._program.use_new_lists)
        return self._rounds

    def close(self) -> None:
        """Nothing is sent or fetched any more."""
        if self._rounds is not None:
            self._rounds.stop()
        self._program.sender.stop()

    def country(self, code: str) -> str:
        """Its name. What stands in no sheet is looked up in the whole catalogue, which takes its time."""
        names = self._countries.get(code)
        if names is None:
            rare = self._program.catalogue.nationality(code)
            names = (rare.name_vi, rare.name_en) if rare else (code, code)
        return names[0 if self._program.settings.language == "vi" else 1]

    def police_phone(self) -> str:
        house = self._program.reader().establishment()
        return (house.police_phone if house else None) or ""

    def _sent_to(self) -> str | None:
        """None in practice: the police unit of the house gets nothing then."""
        ledger = self._ledger()
        if ledger.endpoint is EndpointKind.PRACTICE:
            return None
        house = self._program.reader().establishment()
        unit = (house.police_unit if house else None) or ""
        return " – ".join(part for part in (unit, urlsplit(address_of(ledger)).netloc) if part)

    def _drafts(self) -> DraftServices:
        """None of it is loaded before the first screen is painted."""

        def kept() -> Drafts | None:
            return self.stay().drafts() if self._begun else None

        return DraftServices(
            kept,
            lambda draft: self.stay().keep(draft),
            lambda stay_id: self.stay().drop(stay_id),
        )

    def _told_lines(self) -> tuple[GuestLine, ...]:
        since = local(self._program.clock.now() - SENT_DAYS).date()
        return self._program.reader().lines(LineFilter(arrival_from=since, states=_TOLD))

    @cached_property
    def _countries(self) -> Mapping[str, tuple[str, str]]:
        from guestreg.platform.country_names import country_names

        return country_names(self._program.resources / "catalogues")

    def _condition(self) -> EndpointCondition:
        return self._program.reader().condition(self._ledger().sends_as)

    def _ledger(self) -> LedgerSettings:
        ledger = self._program.settings.ledger()
        if ledger is None:
            raise NotSetUp
        return ledger

    def _status(self) -> FrameStatus:
        reader = self._program.reader()
        house = reader.establishment()
        lines = reader.open_lines()
        unsent = [line for line in lines if line.state in OPEN]
        warnings = [Warn(one.code, one.params) for one in health(self._program)]
        if self._cannot_send is not None:
            warnings.append(Warn(self._cannot_send))
        if self._died is not None:
            warnings.append(Warn("E-110", {"code": self._died}))
        return FrameStatus(
            house=house.name if house else "",
            pill=self._pill(self._ledger().endpoint),
            unsent=len(unsent),
            to_correct=len(lines) - len(unsent),
            next_due_at=min((line.due_at for line in unsent), default=None),
            warnings=tuple(warnings),
            news=len(lines) - len(unsent) + sum(one.read_at is None for one in reader.messages()),
        )

    def _pill(self, kind: EndpointKind) -> Pill:
        pill = pill_of(kind, self._condition())
        return Pill.HELD if self._cannot_send is not None and pill is not Pill.PRACTICE else pill

    def _keep_step(self, percent: int) -> None:
        self._program.save_settings(replace(self._program.settings, text_percent=percent))

    def _note_death(self, event: Event) -> None:
        if isinstance(event, WorkerDied):
            self._died = event.code

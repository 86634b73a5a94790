"""A house with two programs on one store, its police, its clock; everything the model's rules and scenes do.

A program is one run: desk, courier and line. Killed, it does nothing more and the next run takes its place.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from guestreg.domain.channel import Channel
from guestreg.domain.dates import local
from guestreg.domain.declaration import FieldError, Reason, State
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import Actor
from guestreg.outbox.packs import PACK, ROAD
from guestreg.outbox.verdict import UNCLEAR
from guestreg.ports.reader import ListColumns, ListRow, PortalList
from guestreg.ports.reading import LineFilter
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.check_out import CheckOut, UndoCheckOut, check_out, undo_check_out
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.decide_already import DecideAlready, decide_already
from guestreg.services.commands.extend_stay import ExtendStay, extend_stay
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.keep_draft import Draft, DraftGuest, drop_draft, keep_draft
from guestreg.services.commands.note_request import NoteRequest, note_request
from guestreg.services.commands.note_seen import NoteSeen, note_seen
from guestreg.services.commands.reconcile import Reconcile, reconcile
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.commands.redirect import Redirect, redirect
from guestreg.services.commands.send_again import SendAgain, send_again
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done
from tests.faults.model.polices import Asked, Plain
from tests.faults.model.sitting import Sitting
from tests.tables.rules import CITIZEN, FOREIGNER, STAY

_BORN = {"birth_date": "05/03/1970"}
"""Before any clock of the model."""
_LASTING = _BORN | {"permitted_until": "20/12/2030"}
PEOPLE = (
    *(CITIZEN | _BORN | {"doc_number": f"00119000{number:04}"} for number in (17, 25, 33, 41)),
    *(FOREIGNER | _LASTING | {"passport_number": f"C01X00T4{number}"} for number in (1, 2)),
)
TRIFLE = "Nguyễn Thị Hoà"
Wrong = FieldError("room", "E-24", "Phòng?")


class World(Sitting):
    """What people do in the house, each act by one of the programs."""

    def save(
        self, place: int = 0, person: int = 0, *, hours_ago: float = 2, nights: int = 1, number: str = ""
    ) -> object:
        """As this computer's clock has it; `number` is another document's."""
        arrival = local(self.clock.now()) - timedelta(hours=hours_ago)
        leaves = (arrival + timedelta(days=nights)).replace(hour=12, minute=0)
        stay = STAY | {"arrival": _typed(arrival), "planned_departure": _typed(leaves)}
        who = PEOPLE[person]
        if number:
            who = who | {next(name for name in who if name.endswith("_number")): number}
        entry = StayEntry(Typed(stay, _ALL), (Typed(who, _ALL),))
        done = self.act(place, lambda desk: record_stay(desk, RecordStay(entry)))
        if isinstance(done, Done):
            self._came(done.value.kept.guests[0].id)
        elif done is None:
            kept = self.readers[0].lines(LineFilter())
            for guest in {line.guest_id for line in kept}.difference(self.guests):
                self._came(guest)
        return done

    def _came(self, guest: GuestId) -> None:
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        self.guests.append(guest)
        self.lines[guest] = kept.guests[0].declaration_id
        made = self.newest(guest)
        self.noted(made.key, State.DRAFT, made.state)

    def draft(self, place: int = 0, *, drop: bool = False) -> None:
        form = Draft({}, (DraftGuest({"full_name": "Lò"}),))
        if isinstance(self.act(place, lambda desk: keep_draft(desk, form)), Done):
            self.noted("", None, State.DRAFT)
        if drop and isinstance(self.act(place, lambda desk: drop_draft(desk, None)), Done):
            self.noted("", State.DRAFT, State.CANCELLED)

    def correct(self, guest: GuestId, place: int = 0, *, number: str = "", room: str = "") -> object:
        """Another name, number or room than stands."""
        newest = self.newest(guest)
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        who = next(one for one in PEOPLE if one["full_name"][:1] == kept.stay.guests[0].full_name[:1])
        field_name = "passport_number" if newest.guest_kind is GuestKind.FOREIGNER else "doc_number"
        name = kept.stay.guests[0].full_name
        other = name if number or room else (TRIFLE if name != TRIFLE else who["full_name"])
        told = who | {"full_name": other, field_name: number or (kept.stay.guests[0].doc_number or "")}
        stay = STAY | {
            "arrival": _typed(local(kept.stay.arrival)),
            "planned_departure": _typed(local(kept.stay.planned_departure)),
            "room": room or (kept.stay.room or ""),
        }
        entry = StayEntry(Typed(stay, _ALL), (Typed(told, _ALL),))
        return self._next(place, guest, lambda desk: correct_stay(desk, CorrectStay(kept.id, entry)))

    def cancel(self, guest: GuestId, place: int = 0) -> object:
        return self._next(place, guest, lambda desk: cancel_stay(desk, CancelStay((guest,), "not-arrived")))

    def check_out(self, guest: GuestId, place: int = 0) -> object:
        return self._next(place, guest, lambda desk: check_out(desk, CheckOut((guest,))))

    def undo_check_out(self, guest: GuestId, place: int = 0) -> object:
        return self._next(place, guest, lambda desk: undo_check_out(desk, UndoCheckOut((guest,))))

    def extend(self, guest: GuestId, place: int = 0, *, nights: int = 1) -> object:
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        until = kept.stay.planned_departure + timedelta(days=nights)
        return self._next(place, guest, lambda desk: extend_stay(desk, ExtendStay(kept.id, until)))

    def _next(self, place: int, guest: GuestId, verb: Callable[[Desk], object]) -> object:
        before = self.newest(guest).version
        done = self.act(place, verb)
        newest = self.newest(guest)
        if newest.version > before:
            self.noted(newest.key, State.DRAFT, newest.state)
        return done

    def tell(self, guest: GuestId, channel: Channel, place: int = 0) -> object:
        at = max(self.clock.now(), self.newest(guest).arrival_at)
        told = HandOver((guest,), channel, at=at, officer="Đ/c Mẫu")
        return self.act(place, lambda desk: hand_over(desk, told))

    def give_pack(self, guest: GuestId, place: int = 0) -> None:
        """By hand to an officer, who hasn't taken it in yet."""
        if self.newest(guest).wire is None or not isinstance(self.tell(guest, Channel.IN_PERSON, place), Done):
            return
        newest, now = self.newest(guest), self.clock.now()
        with self.stores[0].unit_of_work() as uow:
            uow.tellings.add(
                Telling(newest.id, newest.version, TellingKind.FILE, now, now, "", facts={ROAD: PACK, PACK: "1"})
            )
            uow.commit()

    def take_pack(self, guest: GuestId) -> None:
        """Her newest version reaches the police by hand."""
        newest = self.newest(guest)
        if newest.state is State.HANDED_OVER and newest.wire is not None and isinstance(self.server, Asked):
            self.server.by_hand(newest)

    def restore(self) -> None:
        """A backup, or the folder on another computer: what waits may have left since. No command restores yet."""
        for place in (0, 1):
            self.restart(place)
        journal = self.programs[0].desk.journal
        with self.stores[0].unit_of_work() as uow:
            for one in uow.declarations.outstanding(self.terms.endpoint_id):
                if one.state is State.WAITING:
                    journal.move(uow, one, State.UNKNOWN, Actor.START, may_have_arrived=True, reason=Reason(UNCLEAR))
            uow.commit()
        self.past_commits += 1

    def see(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: note_seen(desk, NoteSeen((guest,))))

    def ask_for(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: note_request(desk, NoteRequest(guest, "room", "Sai")))

    def again(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: send_again(desk, SendAgain((guest,))))

    def redirect(self, guest: GuestId, place: int = 0) -> object:
        return self.act(place, lambda desk: redirect(desk, Redirect((guest,))))

    def decide(self, guest: GuestId, place: int = 0, *, is_this_stay: bool) -> object:
        return self.act(place, lambda desk: decide_already(desk, DecideAlready((guest,), is_this_stay)))

    def complain(self, guest: GuestId, *, wrong: bool) -> None:
        """What our own check finds in its bytes from now on."""
        wire = self.newest(guest).wire or b""
        self.complaints[wire] = (Wrong,) if wrong else ()

    def take_list(self, place: int = 0, without: GuestId | None = None) -> object:
        """The police's own list of this minute, all days; it may leave somebody out."""
        self.server.deliver()
        found = self.server.listed()
        if without is not None:
            number = self._number(without)
            self.lied |= any(one == number for one, _ in found)
            found = {one for one in found if one[0] != number}
        self.lists += 1
        rows = tuple(
            ListRow(row, number, date.fromisoformat(day), "") for row, (number, day) in enumerate(sorted(found), 2)
        )
        portal = PortalList(f"{self.lists:064x}", "csv", ListColumns(0, 1), (), rows, ())
        days = (date(1970, 1, 2), date(2100, 1, 1))
        return self.act(place, lambda desk: reconcile(desk, Reconcile(portal, self.clock.now(), days)))

    def _number(self, guest: GuestId) -> str:
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        return kept.stay.guests[0].doc_number or ""

    def type_in(self, guest: GuestId) -> None:
        """Somebody types her in at the portal."""
        if not isinstance(self.server, Plain):
            return
        with self.stores[0].unit_of_work() as uow:
            kept = uow.stays.of_guest(guest)
        assert kept is not None
        stay = kept.stay
        arrival, departure = (_whole(one) for one in (stay.arrival, stay.planned_departure))
        self.server.type_in(self._number(guest), arrival, departure)

    # What stands


_ALL = frozenset({"E-19", "E-57", "E-58", "E-65"})


def _typed(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def _whole(at: datetime) -> str:
    return local(at).isoformat(timespec="minutes")

"""Stays with their guests: the store's `StayRepository`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from guestreg.domain.dates import VIETNAM
from guestreg.domain.declaration import Kind, State
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.domain.stay import Stay
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.store.guest_rows import guest_row, kept_guest
from guestreg.store.tables import declarations, guests, stays

_FIXED = ("id", "stay_id", "declaration_id", "volume", "register_no")
_INSERT_STAY = insert(stays)
_INSERT_GUEST = insert(guests)
_UPDATE_STAY = update(stays).where(stays.c.id == bindparam("which"))
_UPDATE_GUEST = update(guests).where(guests.c.id == bindparam("which"))
_GET_STAY = select(stays).where(stays.c.id == bindparam("which"))
_GET_GUESTS = select(guests).where(guests.c.stay_id == bindparam("which")).order_by(guests.c.position)
_OF_GUEST = select(guests.c.stay_id).where(guests.c.id == bindparam("which"))
_OVERLAPPING = (
    select(guests.c.stay_id, guests.c.id)
    .join(stays, stays.c.id == guests.c.stay_id)
    .outerjoin(
        declarations,
        and_(declarations.c.id == guests.c.declaration_id, declarations.c.version == guests.c.newest_version),
    )
    .where(
        guests.c.doc_number == bindparam("doc_number"),
        stays.c.arrival_at < bindparam("departure", type_=stays.c.arrival_at.type),
        func.coalesce(guests.c.departed_at, stays.c.planned_departure_at)
        > bindparam("arrival", type_=stays.c.arrival_at.type),
        func.coalesce(declarations.c.state, "") != State.CANCELLED.value,
        func.coalesce(declarations.c.kind, "") != Kind.CANCEL.value,
    )
    .order_by(guests.c.row_id)
)


class StayRows:
    """Reads and writes inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kept: KeptStay) -> None:
        self._connection.execute(_INSERT_STAY, _stay_row(kept))
        self._connection.execute(_INSERT_GUEST, _guest_rows(kept))

    def get(self, stay_id: StayId) -> KeptStay | None:
        row = self._connection.execute(_GET_STAY, {"which": stay_id}).first()
        if row is None:
            return None
        return _kept_stay(row, map(kept_guest, self._connection.execute(_GET_GUESTS, {"which": stay_id})))

    def of_guest(self, guest_id: GuestId) -> KeptStay | None:
        stay_id = self._connection.execute(_OF_GUEST, {"which": guest_id}).scalar()
        return None if stay_id is None else self.get(stay_id)

    def replace(self, kept: KeptStay) -> None:
        row = _stay_row(kept)
        if self._connection.execute(_UPDATE_STAY.values(_without(row, "id")), {"which": kept.id}).rowcount != 1:
            raise LookupError(kept.id)
        self._require_same_guests(kept)
        for guest in _guest_rows(kept):
            self._connection.execute(_UPDATE_GUEST.values(_without(guest, *_FIXED)), {"which": guest["id"]})

    def _require_same_guests(self, kept: KeptStay) -> None:
        rows = self._connection.execute(_GET_GUESTS, {"which": kept.id})
        stored = {(row.id, row.declaration_id, row.volume, row.register_no) for row in rows}
        wanted = {(guest.id, guest.declaration_id, guest.volume, guest.register_no) for guest in kept.guests}
        if stored != wanted:
            raise ValueError("a correction keeps guests and register numbers")

    def overlapping(
        self, doc_number: str, arrival: datetime, departure: datetime
    ) -> tuple[tuple[KeptStay, KeptGuest], ...]:
        wanted = {"doc_number": doc_number, "arrival": arrival, "departure": departure}
        found = []
        for row in self._connection.execute(_OVERLAPPING, wanted).all():
            kept = self.get(row.stay_id)
            if kept is not None:
                found += [(kept, guest) for guest in kept.guests if guest.id == row.id]
        return tuple(found)


def _stay_row(kept: KeptStay) -> dict[str, Any]:
    stay = kept.stay
    return {
        "id": kept.id,
        "arrival_at": stay.arrival,
        "planned_departure_at": stay.planned_departure,
        "notifier": stay.notifier,
        "reason": stay.reason,
        "reason_text": stay.reason_text,
        "room": stay.room,
        "note": stay.note,
        "created_at": kept.created_at,
    }


def _guest_rows(kept: KeptStay) -> list[dict[str, Any]]:
    return [guest_row(guest, kept.id, place, kept.stay.room) for place, guest in enumerate(kept.guests)]


def _kept_stay(row: Any, found: Iterable[KeptGuest]) -> KeptStay:
    kept = tuple(found)
    stay = Stay(
        arrival=row.arrival_at.astimezone(VIETNAM),
        planned_departure=row.planned_departure_at.astimezone(VIETNAM),
        notifier=row.notifier,
        guests=tuple(guest.guest for guest in kept),
        reason=row.reason,
        reason_text=row.reason_text,
        room=row.room,
        note=row.note,
    )
    return KeptStay(StayId(row.id), stay, kept, row.created_at)


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}

"""Where the life of a new version begins, and whether the clock can be believed. Verbs ask it in their transaction."""

from datetime import datetime, timedelta

from guestreg.domain.declaration import EndpointKind, Kind, Reason, State, too_late
from guestreg.domain.guest import Citizen
from guestreg.domain.stay import EARLY_BY
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.outbox.journal import SUSPECT_SKEW
from guestreg.ports.clock import BUILT_AT
from guestreg.ports.kept import KeptGuest
from guestreg.ports.store import UnitOfWork
from guestreg.services.desk import Desk
from guestreg.services.saving import Saving


def beginning(
    uow: UnitOfWork,
    desk: Desk,
    saving: Saving,
    guest: KeptGuest,
    kind: Kind,
    closes_at: datetime | None,
    *,
    taken: bool,
) -> tuple[State, Reason | None]:
    """`waiting`, or `window_closed` at once with the sentence that says which way is left.

    `taken`: the endpoint has a call for it; `closes_at`: the end of its window, None without one.
    """
    phone = saving.house.police_phone or ""
    child = isinstance(guest.guest, Citizen) and guest.guest.doc_number is None
    in_a_file = desk.terms.kind is EndpointKind.FILES and kind is Kind.NEW and not child
    if desk.terms.kind is EndpointKind.MANUAL or in_a_file:
        return State.WAITING, Reason("S-93" if desk.terms.kind is EndpointKind.FILES else "S-94", {"phone": phone})
    if not taken:
        way_left = "E-75" if child else "E-89" if kind is Kind.NEW else "E-34"
        return State.WINDOW_CLOSED, Reason(way_left, {"phone": phone})
    if closes_at is not None and saving.now > closes_at and not clock_is_doubted(uow, desk, saving.now):
        over = too_late(kind, guest.guest.kind, saving.kept.stay.arrival)
        return State.WINDOW_CLOSED, Reason(over.code, {**over.params, "phone": phone})
    return State.WAITING, None


def knows_no_today(uow: UnitOfWork, desk: Desk, now: datetime) -> bool:
    """The clock is further off than what the rules of a stay forgive anyway."""
    return clock_is_doubted(uow, desk, now, EARLY_BY)


def clock_is_doubted(uow: UnitOfWork, desk: Desk, now: datetime, allowed: timedelta = SUSPECT_SKEW) -> bool:
    """Then only the endpoint itself can say that the window is over."""
    skew_s = uow.house.condition(desk.terms.endpoint_id).clock_skew_s
    return ClockWatch(desk.clock, BUILT_AT).in_doubt(now, uow.ledger.head().at, skew_s, allowed)

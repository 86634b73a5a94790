"""Making a declaration version from a stay: its document, its bytes, its deadline, and where its life begins."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from guestreg.domain.dates import at_local, local
from guestreg.domain.deadline import due
from guestreg.domain.declaration import Declaration, Kind, Reason, State
from guestreg.domain.document import DocumentHead, declaration_document
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import Citizen
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor, find_move
from guestreg.outbox.clock_watch import ClockWatch
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.desk import Desk
from guestreg.services.queries.health import BUILT_AT

SEND_LATER_BEFORE_DUE = timedelta(hours=2)
URGENT_BEFORE_DUE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Wish:
    """When sending may begin: `undo_s` seconds from now, or later, at the latest two hours before the deadline."""

    undo_s: int = 0
    later: bool = False

    def not_before(self, now: datetime, due_at: datetime) -> datetime | None:
        """Earliest instant a byte may leave; None for at once."""
        if self.later:
            return max(now, due_at - SEND_LATER_BEFORE_DUE)
        if self.undo_s and now < due_at - URGENT_BEFORE_DUE:
            return now + timedelta(seconds=self.undo_s)
        return None


AT_ONCE = Wish()


@dataclass(frozen=True, slots=True)
class Saving:
    """What the versions of one save share."""

    house: Establishment
    kept: KeptStay
    now: datetime
    wish: Wish


def save_version(
    uow: UnitOfWork, desk: Desk, saving: Saving, guest: KeptGuest, version: int, kind: Kind, entry: EntryKind
) -> Declaration:
    """Add one version with its ledger entry. Its document is built here once and never again."""
    stay = saving.kept.stay
    document = declaration_document(
        DocumentHead(
            guest.declaration_id,
            version,
            kind,
            saving.now,
            desk.rules.version,
            saving.kept.id if len(stay.guests) > 1 else None,
            _guardian(saving.kept, guest),
            guest.departed_at,
        ),
        saving.house,
        stay,
        guest.guest,
    )
    state, reason = _beginning(uow, desk, saving, guest, kind, document)
    find_move(State.DRAFT, state, Actor.PERSON)
    ref = f"{guest.declaration_id}.{version}"
    facts = {"endpoint": desk.terms.kind.value, "kind": kind.value, "state": state.value}
    sequence = desk.journal.record(uow, entry, ref=ref, facts=facts, body=document).seq
    deadline = due(guest.guest.kind, stay.arrival, desk.rules, remote=saving.house.is_remote)
    declaration = Declaration(
        id=guest.declaration_id,
        version=version,
        kind=kind,
        guest_kind=guest.guest.kind,
        guest_id=guest.id,
        stay_id=saving.kept.id,
        state=state,
        endpoint=desk.terms.kind,
        endpoint_id=desk.terms.endpoint_id,
        arrival_at=stay.arrival,
        group_size=len(stay.guests),
        sequence=sequence,
        due_at=deadline.due_at,
        window_closes_at=desk.terms.window_closes_at(stay.arrival),
        document=document,
        wire=desk.terms.build(document) if desk.terms.takes(kind, guest.guest.kind, document) else None,
        not_before_at=_not_before(saving, deadline.due_at),
        reason=reason,
    )
    uow.declarations.add(declaration)
    return declaration


def _not_before(saving: Saving, due_at: datetime) -> datetime | None:
    wished = saving.wish.not_before(saving.now, due_at)
    day_at = day_of_arrival(saving.kept.stay.arrival, saving.now)
    return max((at for at in (wished, day_at) if at is not None), default=None)


def day_of_arrival(arrival: datetime, now: datetime) -> datetime | None:
    """When it begins, while it lies ahead: one who comes just after midnight may be written down before it, but no
    endpoint takes tomorrow's guests."""
    day = local(arrival).date()
    return at_local(day, time()).astimezone(UTC) if day > local(now).date() else None


def _beginning(
    uow: UnitOfWork, desk: Desk, saving: Saving, guest: KeptGuest, kind: Kind, document: bytes
) -> tuple[State, Reason | None]:
    """`waiting`, or `window_closed` at once with the sentence that says which way is left."""
    phone = saving.house.police_phone or ""
    if not desk.terms.takes(kind, guest.guest.kind, document):
        if kind is not Kind.NEW:
            return State.WINDOW_CLOSED, Reason("E-34", {"phone": phone})
        child = isinstance(guest.guest, Citizen) and guest.guest.doc_number is None
        return State.WINDOW_CLOSED, Reason("E-75" if child else "E-89", {"phone": phone})
    closes_at = desk.terms.window_closes_at(saving.kept.stay.arrival)
    if closes_at is not None and saving.now > closes_at and not _clock_is_doubted(uow, desk, saving.now):
        day = local(saving.kept.stay.arrival).strftime("%d/%m")
        return State.WINDOW_CLOSED, Reason("E-30", {"day": day, "phone": phone})
    return State.WAITING, None


def _clock_is_doubted(uow: UnitOfWork, desk: Desk, now: datetime) -> bool:
    """Then only the endpoint itself can say that the window is over."""
    skew_s = uow.house.condition(desk.terms.endpoint_id).clock_skew_s
    return ClockWatch(desk.clock, BUILT_AT).in_doubt(now, uow.ledger.head().at, skew_s)


def _guardian(kept: KeptStay, guest: KeptGuest) -> DeclarationId | None:
    if isinstance(guest.guest, Citizen) and guest.guest.guardian is not None:
        return kept.guests[guest.guest.guardian].declaration_id
    return None

"""Making a declaration version from a stay: its document, its bytes, its deadline, and where its life begins.

A later version takes the place of one that surely never left; behind any other it waits.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from guestreg.domain.deadline import due, on_time, stay_ends_at
from guestreg.domain.declaration import Declaration, Kind, State
from guestreg.domain.document import (
    Cancellation,
    DocumentHead,
    cancellation_document,
    declaration_document,
    planned_departure_of,
    with_guest_of,
)
from guestreg.domain.guest import Citizen
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor, find_move
from guestreg.outbox.journal import Act
from guestreg.outbox.verdict import NEWER_THERE
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.store import UnitOfWork
from guestreg.services.beginning import beginning
from guestreg.services.desk import Desk
from guestreg.services.saving import Saving, day_of_arrival

TIME_TO_CORRECT = timedelta(hours=24)
"""No law says how soon a told guest's correction is told; until then it isn't late."""
_AFTER_EPOCH = 100
_AT_ENDPOINT = frozenset({State.SENDING, State.UNKNOWN, State.SENT, State.CONFIRMED})
_TAKEN = frozenset({State.SENT, State.CONFIRMED})
_ENTRIES = {
    Kind.NEW: EntryKind.STAY_AMENDED,
    Kind.AMEND: EntryKind.STAY_AMENDED,
    Kind.CHECKOUT: EntryKind.STAY_CHECKOUT,
    Kind.CANCEL: EntryKind.STAY_CANCELLED,
}


def save_first(uow: UnitOfWork, desk: Desk, saving: Saving) -> tuple[Declaration, ...]:
    """The versions all guests of the stay begin with."""
    draft = _Draft(1, Kind.NEW)
    made = tuple(_made(uow, desk, saving, guest, draft) for guest in saving.kept.guests)
    return _save(uow, desk, draft.entry, made)


def save_next(
    uow: UnitOfWork,
    desk: Desk,
    saving: Saving,
    guest: KeptGuest,
    wanted: Kind,
    cancellation: Cancellation | None = None,
) -> Declaration:
    """The guest's next version: `wanted`, or a new declaration while the endpoint can hold none of the earlier ones.

    A change of departure that takes the place of an untold correction is that correction too.
    """
    earlier = uow.declarations.versions(guest.declaration_id)
    newest = earlier[-1]
    if newest.is_replaceable:
        desk.journal.move(uow, newest, State.SUPERSEDED, Actor.PERSON)
    if wanted is Kind.CHECKOUT and newest.is_replaceable and newest.kind is Kind.AMEND:
        wanted = Kind.AMEND
    draft = _drafted(uow, earlier, wanted, cancellation)
    return _save(uow, desk, draft.entry, (_made(uow, desk, saving, guest, draft),))[0]


def save_departure(uow: UnitOfWork, desk: Desk, saving: Saving, guest: KeptGuest) -> Declaration | None:
    """The version that says she left, behind the newest; None, and nothing saved, where there is no call for it."""
    versions = uow.declarations.versions(guest.declaration_id)
    draft = _drafted(uow, versions, Kind.CHECKOUT)
    taken = _is_taken(desk, guest, draft, _asked(draft, _document(desk, saving, guest, draft)))
    return _save(uow, desk, draft.entry, (_made(uow, desk, saving, guest, draft),))[0] if taken else None


def standing_of(uow: UnitOfWork, versions: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """Those that the endpoint, or whoever was told another way, holds or may hold."""
    return tuple(one for one in versions if _may_stand(uow, one))


def _may_stand(uow: UnitOfWork, version: Declaration) -> bool:
    return version.state is State.HANDED_OVER or _may_have_gone(uow, version)


def _may_have_gone(uow: UnitOfWork, version: Declaration) -> bool:
    """By wire; what was told by word of mouth alone is nobody to the endpoint."""
    if version.state in _AT_ENDPOINT or version.may_have_arrived or _is_outrun(version):
        return True
    tries = uow.attempts.of(version.id, version.version)
    return any(outcome is not None and outcome.state in _TAKEN for _, outcome in tries)


def _is_outrun(version: Declaration) -> bool:
    """The endpoint said that it holds a newer version, though we know of none: what follows is no new declaration."""
    return version.state is State.SUPERSEDED and version.reason is not None and version.reason.code == NEWER_THERE


@dataclass(frozen=True, slots=True)
class _Draft:
    """A version about to be saved. `standing`: the earlier ones that somebody holds; `known`: the last of them that
    went by wire, by whose guest and departure the endpoint knows the stay."""

    version: int
    kind: Kind
    standing: tuple[Declaration, ...] = ()
    known: Declaration | None = None
    cancellation: Cancellation | None = None

    @property
    def entry(self) -> EntryKind:
        return EntryKind.STAY_SAVED if self.version == 1 else _ENTRIES[self.kind]


def _drafted(
    uow: UnitOfWork,
    earlier: Sequence[Declaration],
    wanted: Kind,
    cancellation: Cancellation | None = None,
) -> _Draft:
    standing = standing_of(uow, earlier)
    by_wire = (one for one in reversed(standing) if one.wire is not None and _may_have_gone(uow, one))
    kind = wanted if standing else Kind.NEW
    return _Draft(_next_number(uow, earlier[-1]), kind, standing, next(by_wire, None), cancellation)


def _next_number(uow: UnitOfWork, last: Declaration) -> int:
    """In an epoch that began since, numbers may have been used that this ledger knows nothing of any more."""
    epoch = uow.ledger.head().epoch
    if epoch == 1:
        return last.version + 1
    saved_in = json.loads(next(uow.ledger.entries(last.sequence)).envelope)["ep"]
    return last.version + (1 if saved_in == epoch else _AFTER_EPOCH)


def _save(uow: UnitOfWork, desk: Desk, entry: EntryKind, made: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """Add versions with their ledger entries, of which they get their place in the order of sending."""
    entries = desk.journal.record_all(uow, (Act(entry, one.key, _facts(one), one.document) for one in made))
    saved = tuple(replace(one, sequence=entry.seq) for one, entry in zip(made, entries, strict=True))
    uow.declarations.add(*saved)
    return saved


def _facts(version: Declaration) -> dict[str, str]:
    return {"endpoint": version.endpoint.value, "kind": version.kind.value, "state": version.state.value}


def _made(uow: UnitOfWork, desk: Desk, saving: Saving, guest: KeptGuest, draft: _Draft) -> Declaration:
    """One version, not saved yet. Its document is built here once and never again."""
    stay, kind = saving.kept.stay, draft.kind
    document = _document(desk, saving, guest, draft)
    asked = _asked(draft, document)
    taken = _is_taken(desk, guest, draft, asked)
    closes_at = _closes_at(desk, saving, draft)
    state, reason = beginning(uow, desk, saving, guest, kind, closes_at if taken else None, taken=taken)
    find_move(State.DRAFT, state, Actor.PERSON)
    legal_at = due(guest.guest.kind, stay.arrival, desk.rules, remote=saving.house.is_remote).due_at
    due_at = _due_at(legal_at, saving.now, draft, closes_at)
    return Declaration(
        id=guest.declaration_id,
        version=draft.version,
        kind=kind,
        guest_kind=guest.guest.kind,
        guest_id=guest.id,
        stay_id=saving.kept.id,
        state=state,
        endpoint=desk.terms.kind,
        endpoint_id=desk.terms.endpoint_id,
        arrival_at=stay.arrival,
        group_size=len(stay.guests),
        sequence=0,
        due_at=due_at,
        window_closes_at=closes_at,
        document=document,
        wire=desk.terms.build(asked) if taken else None,
        not_before_at=_not_before(saving, due_at),
        reason=reason,
    )


def _asked(draft: _Draft, document: bytes) -> bytes:
    """What the endpoint's bytes are made of."""
    told = draft.known
    return with_guest_of(document, told.document) if draft.kind is Kind.CHECKOUT and told else document


def _is_taken(desk: Desk, guest: KeptGuest, draft: _Draft, asked: bytes) -> bool:
    if draft.kind is Kind.CHECKOUT and draft.known is None:
        return False
    return desk.terms.takes(draft.kind, guest.guest.kind, asked)


def _document(desk: Desk, saving: Saving, guest: KeptGuest, draft: _Draft) -> bytes:
    kept = saving.kept
    head = DocumentHead(
        guest.declaration_id,
        draft.version,
        draft.kind,
        saving.now,
        desk.rules.version,
        kept.id if len(kept.stay.guests) > 1 else None,
        _guardian(kept, guest),
        guest.departed_at,
    )
    if draft.cancellation is not None:
        return cancellation_document(head, saving.house, kept.stay, guest.guest, draft.cancellation)
    return declaration_document(head, saving.house, kept.stay, guest.guest)


def _closes_at(desk: Desk, saving: Saving, draft: _Draft) -> datetime | None:
    """A stay that has ended by itself at the endpoint takes no change of departure any more."""
    arrival = saving.kept.stay.arrival
    closes_at = desk.terms.window_closes_at(arrival)
    told = draft.known
    if closes_at is None or draft.kind is not Kind.CHECKOUT or told is None:
        return closes_at
    return stay_ends_at(arrival, planned_departure_of(told.document))


def _due_at(legal_at: datetime, now: datetime, draft: _Draft, closes_at: datetime | None) -> datetime:
    """Who was told in time isn't made late by a later version, and who was late stays late."""
    told_at = [one.evidence_at for one in draft.standing if one.evidence_at is not None]
    if not told_at or not on_time(min(told_at), legal_at):
        return legal_at
    until = now + TIME_TO_CORRECT
    if draft.kind is Kind.CHECKOUT and closes_at is not None and closes_at > now:
        until = min(until, closes_at)
    return max(legal_at, until)


def _not_before(saving: Saving, due_at: datetime) -> datetime | None:
    wished = saving.wish.not_before(saving.now, due_at)
    day_at = day_of_arrival(saving.kept.stay.arrival, saving.now)
    return max((at for at in (wished, day_at) if at is not None), default=None)


def _guardian(kept: KeptStay, guest: KeptGuest) -> DeclarationId | None:
    if isinstance(guest.guest, Citizen) and guest.guest.guardian is not None:
        return kept.guests[guest.guest.guardian].declaration_id
    return None

"""Send chosen versions to the endpoint that is configured now: one version has one endpoint, changing it is a person's
act."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from guestreg.domain.declaration import Declaration, EndpointKind, Kind, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.ledger import EntryKind
from guestreg.domain.moves import Actor
from guestreg.domain.violation import Violation
from guestreg.ports.events import LedgerChanged
from guestreg.ports.store import UnitOfWork
from guestreg.services.declaring import save_next
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, Refused, failure_of
from guestreg.services.saving import AT_ONCE, Saving

ON_ITS_WAY, NOT_TAKEN = "E-201", "E-202"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Guests whose newest version shall go to the endpoint in use."""

    guests: tuple[GuestId, ...]


def redirect(desk: Desk, command: Redirect) -> Outcome[tuple[Declaration, ...]]:
    """All or none. What is being sent, or may have arrived, stays where it is: E-201; what isn't taken there: E-202."""
    moved: list[Declaration] = []
    try:
        with desk.store.unit_of_work() as uow:
            for guest_id in command.guests:
                kept = uow.stays.of_guest(guest_id)
                if kept is None:
                    return Failed("E-92")
                line = next(one for one in kept.guests if one.id == guest_id)
                newest = uow.declarations.versions(line.declaration_id)[-1]
                if newest.may_have_arrived or newest.state not in (State.WAITING, State.WINDOW_CLOSED):
                    return Refused((Violation(ON_ITS_WAY, "endpoint", params={"no": str(line.register_no)}),))
                there = rehomed(uow, desk, newest)
                if there is None:
                    return Refused((Violation(NOT_TAKEN, "endpoint", params={"no": str(line.register_no)}),))
                moved.append(there)
            uow.commit()
    except TROUBLES as error:
        return failure_of(error)
    desk.events.publish(LedgerChanged())
    return Done(tuple(moved))


def rehome_waiting(uow: UnitOfWork, desk: Desk, waiting: Iterable[Declaration]) -> int:
    """Those that surely never left and are taken at the endpoint in use; how many there were."""
    free = [one for one in waiting if one.state is State.WAITING and not one.may_have_arrived]
    return sum(rehomed(uow, desk, one) is not None for one in free)


def rehomed(uow: UnitOfWork, desk: Desk, version: Declaration) -> Declaration | None:
    """The version at the endpoint in use, `waiting` there; None when that has no call for it.

    One whose document names the house by another code than this authority's is replaced by its next version. What this
    very endpoint had no call for when it was saved has none now: a stay it doesn't know is never checked out there.
    """
    terms = desk.terms
    here = version.endpoint_id == terms.endpoint_id
    if not has_place(desk, version):
        return None
    if terms.kind is EndpointKind.PRACTICE:
        return version
    if version.kind is not Kind.CANCEL and _names_another(uow, version):
        return _next_version(uow, desk, version)
    there = replace(
        version,
        endpoint=terms.kind,
        endpoint_id=terms.endpoint_id,
        window_closes_at=terms.window_closes_at(version.arrival_at),
        wire=version.wire if here else terms.build(version.document),
        next_attempt_at=None,
        tries=0,
        reason=None,
        errors=(),
    )
    uow.declarations.rehome(there)
    facts = {"what": "endpoint", "endpoint": terms.kind.value, "from": version.endpoint.value}
    desk.journal.record(uow, EntryKind.CONFIG, ref=version.key, facts=facts)
    if version.state is State.WAITING:
        return there
    return desk.journal.move(uow, there, State.WAITING, Actor.PERSON)


def has_place(desk: Desk, version: Declaration) -> bool:
    """The endpoint in use has a call for it and still takes its arrival; practice and earnest never mix."""
    terms = desk.terms
    here = version.endpoint_id == terms.endpoint_id
    if (here and version.wire is None) or not terms.takes(version.kind, version.guest_kind, version.document):
        return False
    closes_at = terms.window_closes_at(version.arrival_at)
    if closes_at is not None and desk.clock.now() > closes_at:
        return False
    return here or EndpointKind.PRACTICE not in (terms.kind, version.endpoint)


def _names_another(uow: UnitOfWork, version: Declaration) -> bool:
    house, said = uow.house.establishment(), json.loads(version.document).get("establishment", {}).get("code")
    return house is not None and said is not None and said != (house.establishment_code or "")


def _next_version(uow: UnitOfWork, desk: Desk, version: Declaration) -> Declaration | None:
    house, kept = uow.house.establishment(), uow.stays.of_guest(version.guest_id)
    if house is None or kept is None:
        return None
    line = next(one for one in kept.guests if one.id == version.guest_id)
    return save_next(uow, desk, Saving(house, kept, desk.clock.now(), AT_ONCE), line, version.kind)

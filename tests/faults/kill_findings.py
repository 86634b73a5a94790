"""What must hold after all kills, read from the ledger's store and the simulator's own record."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import Declaration, Proof, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.store import Store
from guestreg.ports.telling import TellingKind
from guestreg.receiver.kbtt.record import Record

Tries = tuple[tuple[Attempt, AttemptOutcome | None], ...]
_TOLD = (State.SENT, State.CONFIRMED)
_SETTLED = (*_TOLD, State.HANDED_OVER)
_LEFT_NOTHING = frozenset({"nothing_left", "interrupted"})


@dataclass(frozen=True)
class Told:
    """One declaration with all its versions, their tries, and what the police have of it."""

    versions: tuple[Declaration, ...]
    tries: dict[int, Tries]
    effects: int
    deliveries: dict[int, int]
    tellings: Counter[TellingKind] = field(default_factory=Counter)
    """Of the newest version."""

    @property
    def id(self) -> DeclarationId:
        return self.versions[0].id

    @property
    def delivered_unrecorded(self) -> int:
        """Requests that reached the police whole while their answer was never recorded."""
        recorded = sum(
            outcome is not None and outcome.outcome not in _LEFT_NOTHING
            for tries in self.tries.values()
            for _, outcome in tries
        )
        return sum(self.deliveries.values()) - recorded


def read_all(store: Store, ids: Iterable[DeclarationId], record: Record) -> tuple[Told, ...]:
    """`ids` of every declaration in the store, from its ledger."""
    stays = Counter(stay.document.number for stay in record.stays())
    requests = Counter(request.body_sha256 for request in record.requests() if request.call == 5)
    found = []
    with store.unit_of_work() as uow:
        for declaration_id in ids:
            versions = uow.declarations.versions(declaration_id)
            tries = {one.version: uow.attempts.of(one.id, one.version) for one in versions}
            numbers = {json.loads(one.document)["guest"]["doc_number"] for one in versions}
            digests = {one.version: hashlib.sha256(one.wire).hexdigest() for one in versions if one.wire}
            found.append(
                Told(
                    versions,
                    tries,
                    sum(stays[number] for number in numbers),
                    {version: requests[digest] for version, digest in digests.items()},
                    Counter(one.kind for one in uow.tellings.of(declaration_id, versions[-1].version)),
                )
            )
    return tuple(found)


def saved_ids(store: Store) -> dict[str, int]:
    """Ledger entries of saved or corrected guests by version key."""
    return _entries_of(store, "stay.saved", "stay.amended")


def _entries_of(store: Store, *kinds: str) -> dict[str, int]:
    """How many entries of these kinds there are by what they refer to."""
    with store.unit_of_work() as uow:
        envelopes = [json.loads(entry.envelope) for entry in uow.ledger.entries()]
    return Counter(one["ref"] for one in envelopes if one["k"] in kinds)


@dataclass
class Acknowledged:
    """Declarations of which the program said: saved, told by phone, found in the list."""

    saved: set[DeclarationId] = field(default_factory=set)
    handed: set[DeclarationId] = field(default_factory=set)
    listed: set[DeclarationId] = field(default_factory=set)


def findings(store: Store, told: tuple[Told, ...], acknowledged: Acknowledged) -> list[str]:
    """Everything that is wrong; empty when all is well."""
    wrong = []
    known = {one.id for one in told if one.versions}
    wrong += [f"lost: {missing}" for missing in sorted(acknowledged.saved - known)]
    with store.unit_of_work() as uow:
        broken = first_break(uow.ledger.entries())
    if broken is not None:
        wrong.append(f"chain: {broken}")
    entries = saved_ids(store)
    for one in told:
        newest = one.versions[-1]
        if any(entries.get(version.key) != 1 for version in one.versions):
            wrong.append(f"entries: {one.id}")
        if one.effects > 1:
            wrong.append(f"double: {one.id} has {one.effects} effects")
        if newest.state in _TOLD and one.effects != 1:
            wrong.append(f"false success: {newest.key} is {newest.state.value} with {one.effects} effects")
        if newest.state not in _SETTLED:
            wrong.append(f"not settled: {newest.key} is {newest.state.value}")
        wrong += [
            f"blind: {one.id}.{version} reached the police {count} times in {len(one.tries[version])} tries"
            for version, count in one.deliveries.items()
            if count > len(one.tries[version])
        ]
    return [*wrong, *_paperwork_findings(store, told, acknowledged)]


def _paperwork_findings(store: Store, told: tuple[Told, ...], acknowledged: Acknowledged) -> Iterator[str]:
    """A call is told, noted in the history and counts, all three or none; so is a place in the list."""
    notes = _entries_of(store, "note")
    for one in told:
        newest, calls = one.versions[-1], one.tellings[TellingKind.HAND_OVER]
        if one.id in acknowledged.handed and newest.state is not State.HANDED_OVER:
            yield f"call lost: {newest.key} is {newest.state.value}"
        if notes.get(newest.key, 0) != calls or (newest.state is State.HANDED_OVER) != (calls > 0):
            yield f"half told: {newest.key} is {newest.state.value} with {calls} calls"
        if one.id in acknowledged.listed and not any(version.proof is Proof.LIST for version in one.versions):
            yield f"list lost: {newest.key} is {newest.state.value}"
        if newest.proof is Proof.LIST and not one.tellings[TellingKind.LIST]:
            yield f"half listed: {newest.key}"

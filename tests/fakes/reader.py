"""The named fake of the reader: a plain scan over what the fake store keeps; searching is compared with it."""

import json
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from guestreg.domain.declaration import Declaration, Kind, State
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import Citizen, Foreigner, Guest, GuestKind
from guestreg.domain.identifiers import DeclarationId, GuestId
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.reading import Counts, GuestLine, LineFilter, RegisterLine, Version
from guestreg.ports.receipt import PoliceMessage
from guestreg.ports.store import EndpointCondition, Volume
from guestreg.ports.telling import TellingKind
from guestreg.ports.trust import Anchor
from tests.fakes.reader_search import matches
from tests.fakes.store import MemoryAttempts, MemoryLedger, MemoryStore
from tests.fakes.store_rows import MemoryDeclarations
from tests.fakes.store_told import MemoryReceipts, MemoryTellings

TO_DO = frozenset({State.WAITING, State.SENDING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED})
ON_ITS_WAY = frozenset({State.WAITING, State.SENDING, State.UNKNOWN})
TOLD = frozenset({State.SENT, State.CONFIRMED, State.HANDED_OVER})
SCREEN_ORDER = (
    "window_closed returned unknown waiting sending sent handed_over confirmed cancelled superseded draft".split()
)


class MemoryReader:
    """The socket `Reader` over a `MemoryStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def lines(self, wanted: LineFilter, *, before: int | None = None, limit: int = 100) -> tuple[GuestLine, ...]:
        found = [line for line in self._matching(wanted) if before is None or line.row_id < before]
        return tuple(found[:limit])

    def ids(self, wanted: LineFilter) -> "array[int]":
        return array("q", (line.row_id for line in self._matching(wanted)))

    def by_ids(self, row_ids: "array[int]") -> tuple[GuestLine, ...]:
        by_id = {line.row_id: line for line in self._all()}
        return tuple(by_id[row_id] for row_id in row_ids if row_id in by_id)

    def counts(self, wanted: LineFilter, now: datetime) -> Counts:
        lines = self._matching(wanted)
        return Counts(
            len(lines),
            Counter(line.state for line in lines),
            sum(line.guest_kind is GuestKind.FOREIGNER for line in lines),
            sum(line.is_late(now) for line in lines),
        )

    def staying(self, at: datetime, *, over_since: datetime | None = None) -> tuple[GuestLine, ...]:
        since = over_since or at
        wanted = (
            line
            for line in self._all()
            if line.state is not State.CANCELLED
            and line.kind is not Kind.CANCEL
            and (
                line.state in TO_DO
                or (line.arrival_at <= at and line.planned_departure_at > since and line.departed_at is None)
            )
        )
        return tuple(sorted(wanted, key=lambda line: (SCREEN_ORDER.index(line.state), line.due_at, line.row_id)))

    def open_lines(self) -> tuple[GuestLine, ...]:
        wanted = (line for line in self._all() if line.state in TO_DO)
        return tuple(sorted(wanted, key=lambda line: (line.due_at, line.row_id)))

    def line(self, guest_id: GuestId) -> GuestLine | None:
        return next((line for line in self._all() if line.guest_id == guest_id), None)

    def find_id(self, text: str) -> GuestId | None:
        typed = text.strip()
        place = re.fullmatch("(?:([0-9]+) */ *)?([0-9]+)", typed)
        open_now = [volume.number for volume in self._store.rows.volumes.values() if volume.to_on is None]
        for line in self._all():
            if typed in (line.guest_id, line.declaration_id):
                return line.guest_id
            volumes = [int(place[1])] if place and place[1] else open_now
            if place and line.register_no == int(place[2]) and line.volume in volumes:
                return line.guest_id
        return None

    def versions(self, declaration_id: DeclarationId) -> tuple[Version, ...]:
        rows = self._store.rows
        attempts, tellings, receipts = MemoryAttempts(rows), MemoryTellings(rows), MemoryReceipts(rows)
        return tuple(
            Version(
                one.version,
                one.kind,
                one.state,
                one.reason,
                _written_at(rows.entries[one.sequence - 1].envelope),
                one.evidence_at,
                one.grade,
                one.proof,
                attempts.of(one.id, one.version),
                tellings.of(one.id, one.version),
                receipts.of(one.id, one.version),
            )
            for one in MemoryDeclarations(rows).versions(declaration_id)
        )

    def register(self, volume: int, arrival_from: date | None, arrival_to: date | None) -> Iterator[RegisterLine]:
        wanted = LineFilter(arrival_from=arrival_from, arrival_to=arrival_to)
        lines = [line for line in self._matching(wanted) if line.volume == volume]
        for line in sorted(lines, key=lambda line: line.register_no):
            kept, guest = self._kept(line.guest_id)
            one = guest.guest
            residence: tuple[str | None, str | None, str | None]
            if isinstance(one, Citizen):
                residence = (one.res_address, one.res_commune, one.res_province)
                issued_on, place = one.doc_issued_on, one.doc_issue_place
            else:
                residence = (one.home_address, None, None)
                issued_on, place = one.passport_issued_on, one.passport_issue_place
            said = line.reason.params if line.state is State.CANCELLED and line.reason else {}
            versions = [one for one in self.versions(line.declaration_id) if one.kind is not Kind.CHECKOUT]
            told = [one for one in versions if one.evidence_at and line.kind is Kind.CHECKOUT]
            kept_ones = self._store.rows.declarations
            first = kept_ones[line.declaration_id, told[0].version] if told else None
            yield RegisterLine(
                line,
                kept.stay.notifier,
                kept.stay.note,
                issued_on,
                place,
                residence,
                said.get("text") or said.get("reason"),
                _companion(kept, one),
                one.border_permit_number if isinstance(one, Foreigner) else None,
                versions[-1].created_at if versions[-1].version > 1 else None,
                first.evidence_at if first else None,
                first.officer if first else None,
            )

    def messages(self, limit: int = 200) -> tuple[PoliceMessage, ...]:
        kept = reversed(self._store.rows.messages.values())
        return tuple(sorted(kept, key=lambda message: message.at, reverse=True)[:limit])

    def told_since(self, at: datetime) -> tuple[GuestLine, ...]:
        wanted = (line for line in self._all() if line.state in TOLD and line.arrival_at >= at)
        return tuple(sorted(wanted, key=lambda line: (line.arrival_at, line.row_id)))

    def condition(self, endpoint_id: str) -> EndpointCondition:
        return self._store.rows.conditions.get(endpoint_id, EndpointCondition(endpoint_id))

    def newest_anchor(self, endpoint_id: str) -> Anchor | None:
        return next((one for one in reversed(self._store.rows.anchors) if one.endpoint_id == endpoint_id), None)

    def establishment(self) -> Establishment | None:
        return self._store.rows.house

    def volumes(self) -> tuple[Volume, ...]:
        return tuple(self._store.rows.volumes.values())

    def epoch(self) -> int:
        return MemoryLedger(self._store.rows, self._store.ledger_id).head().epoch

    def newest_record_at(self) -> datetime | None:
        return self._store.rows.last_at

    def close(self) -> None:
        """Nothing is held."""

    def _kept(self, guest_id: GuestId) -> tuple[KeptStay, KeptGuest]:
        for kept in self._store.rows.stays.values():
            for guest in kept.guests:
                if guest.id == guest_id:
                    return kept, guest
        raise LookupError(guest_id)

    def _all(self) -> list[GuestLine]:
        lines: list[GuestLine] = []
        for kept in self._store.rows.stays.values():
            for guest in kept.guests:
                newest = self._store.rows.newest(guest.declaration_id)
                if newest is not None:
                    line = _line(len(lines) + 1, kept, guest, newest, self._earlier(newest), self._behind(newest))
                    lines.append(self._marked(line))
        return lines

    def _marked(self, line: GuestLine) -> GuestLine:
        of_line = (line.declaration_id, line.version)
        told = [one for one in self._store.rows.tellings if (one.declaration_id, one.version) == of_line]

        def last(kind: TellingKind) -> datetime | None:
            return max((one.at for one in told if one.kind is kind), default=None)

        return line._replace(announced_at=last(TellingKind.ADVANCE), filed_at=last(TellingKind.FILE))

    def _earlier(self, newest: Declaration) -> State | None:
        below = [
            one
            for one in self._store.rows.declarations.values()
            if one.id == newest.id and one.version < newest.version
        ]
        if not below or newest.state not in TO_DO:
            return None
        return max(below, key=lambda one: one.version).state

    def _behind(self, newest: Declaration) -> Declaration | None:
        """The first version that must be settled before this one leaves, or stays open beside one that never does."""
        below = [
            one
            for one in self._store.rows.declarations.values()
            if one.id == newest.id and one.version < newest.version and one.state in ON_ITS_WAY
        ]
        if newest.state not in (State.WAITING, State.WINDOW_CLOSED):
            return None
        return min(below, key=lambda one: one.version, default=None)

    def _matching(self, wanted: LineFilter) -> list[GuestLine]:
        return [line for line in reversed(self._all()) if matches(line, wanted)]


def _companion(kept: KeptStay, guest: Guest) -> str | None:
    if isinstance(guest, Citizen) and guest.guardian is not None:
        return kept.stay.guests[guest.guardian].full_name
    return None


def _line(
    row_id: int,
    kept: KeptStay,
    guest: KeptGuest,
    newest: Declaration,
    earlier: State | None,
    behind: Declaration | None,
) -> GuestLine:
    one, stay = guest.guest, kept.stay
    return GuestLine(
        row_id=row_id,
        stay_id=kept.id,
        guest_id=guest.id,
        declaration_id=newest.id,
        version=newest.version,
        kind=newest.kind,
        guest_kind=one.kind,
        volume=guest.volume,
        register_no=guest.register_no,
        full_name=one.full_name,
        birth_date=one.birth_date,
        birth_precision=one.birth_precision.value,
        sex=one.sex.value,
        nationality=one.nationality,
        doc_kind=one.doc_kind if isinstance(one, Citizen) else None,
        doc_number=one.doc_number,
        arrival_at=stay.arrival,
        planned_departure_at=stay.planned_departure,
        departed_at=guest.departed_at,
        room=stay.room,
        state=newest.state,
        due_at=newest.due_at,
        window_closes_at=newest.window_closes_at,
        evidence_at=newest.evidence_at,
        next_attempt_at=newest.next_attempt_at,
        not_before_at=newest.not_before_at,
        group_size=newest.group_size,
        grade=newest.grade,
        proof=newest.proof,
        reason=newest.reason,
        errors=newest.errors,
        officer=newest.officer,
        may_have_arrived=newest.may_have_arrived,
        earlier_state=earlier,
        behind_state=behind.state if behind else None,
        behind_next_at=behind.next_attempt_at if behind else None,
    )


def _written_at(envelope: bytes) -> datetime:
    return datetime.fromisoformat(json.loads(envelope)["t"])

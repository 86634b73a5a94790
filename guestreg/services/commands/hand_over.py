"""Record that the police were told beside the wire: who told whom, when, how.

For a foreigner a call or an e-mail is an advance note and moves nothing. What was noted wrongly is noted anew; the
first note stays in the history.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from guestreg.domain.canonical import canonical
from guestreg.domain.channel import BY_NUMBER, TO_AN_OFFICER, Channel, fulfils, takes
from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, Grade, Kind, Reason, State
from guestreg.domain.guest import Citizen
from guestreg.domain.identifiers import GuestId
from guestreg.domain.ledger import EntryKind, instant
from guestreg.domain.moves import Actor
from guestreg.domain.violation import Severity, Violation
from guestreg.outbox.succession import close_predecessors
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.acting import Case, act, typed_text
from guestreg.services.desk import Desk
from guestreg.services.outcome import Outcome

_OPEN = frozenset({State.WAITING, State.UNKNOWN, State.RETURNED, State.WINDOW_CLOSED})


@dataclass(frozen=True, slots=True, repr=False)
class HandOver:
    """`at` is aware, None for now; `by` empty: who notifies for the stay.

    `place` also takes the number called; of an upload, what the portal answered and how many it counted.
    """

    guests: tuple[GuestId, ...]
    channel: Channel
    at: datetime | None = None
    by: str = ""
    officer: str = ""
    place: str = ""
    file_number: str = ""


def hand_over(desk: Desk, command: HandOver) -> Outcome[tuple[Declaration, ...]]:
    """The versions as they stand then. Refused while one is being sent, and for a time before arrival or ahead."""
    texts: dict[str, str] = {}
    typed: list[Violation] = []
    for field in ("by", "officer", "place", "file_number"):
        texts[field], wrong = typed_text(f"hand_over_{field}", getattr(command, field))
        typed += wrong
    at = (command.at or desk.clock.now()).astimezone(UTC).replace(second=0, microsecond=0)

    def judge(case: Case) -> list[Violation]:
        return [*_objections(case, command.channel, at), *_warnings(case, command.channel, at, texts["officer"])]

    def deed(case: Case) -> Declaration:
        return _tell(case, command.channel, at, texts)

    return act(desk, command.guests, judge, deed, typed)


def _objections(case: Case, channel: Channel, at: datetime) -> list[Violation]:
    found = []
    if not takes(channel, case.newest.guest_kind):
        found.append(case.violation("E-164", "hand_over_channel"))
    if channel in BY_NUMBER and _is_numberless(case):
        house = case.uow.house.establishment()
        found.append(case.violation("E-227", "hand_over_channel", phone=(house.police_phone if house else "") or ""))
    if at < case.kept.stay.arrival.replace(second=0, microsecond=0):
        found.append(case.violation("E-167", "hand_over_at"))
    if at > case.now:
        found.append(case.violation("E-168", "hand_over_at"))
    if any(one.state is State.SENDING for one in case.uow.declarations.versions(case.newest.id)):
        found.append(case.violation("E-170"))
    elif case.newest.state not in _OPEN | {State.HANDED_OVER}:
        found.append(case.violation("E-169"))
    return found


def _is_numberless(case: Case) -> bool:
    return isinstance(case.guest.guest, Citizen) and case.guest.guest.doc_number is None


def _warnings(case: Case, channel: Channel, at: datetime, officer: str) -> list[Violation]:
    codes = []
    if channel in TO_AN_OFFICER and not officer:
        codes.append(("E-165", "hand_over_officer"))
    if at > case.newest.due_at and fulfils(channel, case.newest.guest_kind):
        codes.append(("E-166", "hand_over_at"))
    return [Violation(code, field, severity=Severity.WARN) for code, field in codes]


def _tell(case: Case, channel: Channel, at: datetime, texts: dict[str, str]) -> Declaration:
    counts = fulfils(channel, case.newest.guest_kind)
    kind = TellingKind.HAND_OVER if counts else TellingKind.ADVANCE
    case.uow.tellings.add(_telling(case, kind, channel, at, texts))
    newest = _moved(case, channel, at, texts) if counts else case.newest
    body = canonical({name: text for name, text in texts.items() if text})
    facts = {"what": kind.value, "channel": channel.value, "at": instant(at)}
    case.desk.journal.record(case.uow, EntryKind.NOTE, ref=case.newest.key, facts=facts, body=body)
    return newest


def _telling(case: Case, kind: TellingKind, channel: Channel, at: datetime, texts: dict[str, str]) -> Telling:
    return Telling(
        declaration_id=case.newest.id,
        version=case.newest.version,
        kind=kind,
        at=at,
        recorded_at=case.now,
        by=texts["by"] or case.kept.stay.notifier,
        channel=channel.value,
        officer=texts["officer"],
        place=texts["place"],
        file_number=texts["file_number"],
    )


def _moved(case: Case, channel: Channel, at: datetime, texts: dict[str, str]) -> Declaration:
    """`handed_over`, or once more what was noted wrongly; columns 11 and 12 of the register follow."""
    officer = texts["officer"] if channel in TO_AN_OFFICER else ""
    params = {"channel": channel.value, "at": local(at).strftime("%H:%M %d/%m/%Y"), "name": officer}
    changes: dict[str, Any] = {
        "evidence_at": at,
        "officer": officer or None,
        "grade": Grade.E1 if _is_their_word(channel, texts) else Grade.E0,
        "reason": Reason("S-06" if officer else "S-69", params),
        "errors": (),
        "program_fault": False,
        "next_attempt_at": None,
    }
    return handed_over(case, changes)


def _is_their_word(channel: Channel, texts: dict[str, str]) -> bool:
    """Their own number for it, or what the portal said of an upload, as a person read it."""
    return bool(texts["file_number"] or (channel is Channel.PORTAL and texts["place"]))


def handed_over(case: Case, changes: dict[str, Any]) -> Declaration:
    """Move the newest version there, and close those before it that are never sent any more."""
    uow, journal, newest = case.uow, case.desk.journal, case.newest
    if newest.state is State.HANDED_OVER:
        again = replace(newest, **changes)
        uow.declarations.save(again)
        return again
    moved = journal.move(uow, newest, State.HANDED_OVER, Actor.PERSON, **changes)
    close_predecessors(uow, journal, moved)
    target = State.CANCELLED if moved.kind is Kind.CANCEL else State.SUPERSEDED
    for one in uow.declarations.versions(moved.id)[:-1]:
        never_left = one.state is State.WAITING and not one.may_have_arrived
        if never_left or one.state is State.RETURNED:
            journal.move(uow, one, target, Actor.PERSON)
    return moved

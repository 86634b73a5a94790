"""Record that the police ask for a correction of what they were told: the version is `returned` with their words."""

from dataclasses import dataclass
from datetime import UTC, datetime

from guestreg.domain.canonical import canonical
from guestreg.domain.declaration import DONE, Declaration, FieldError, Grade, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.ledger import EntryKind, instant
from guestreg.domain.moves import Actor
from guestreg.domain.violation import Violation
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.acting import Case, act, typed_text
from guestreg.services.desk import Desk
from guestreg.services.outcome import Outcome

ASKABLE = frozenset({*DONE, State.UNKNOWN})


@dataclass(frozen=True, slots=True, repr=False)
class NoteRequest:
    """`field` of the field lists, empty for the whole; `text` their words as heard; `at` aware, None for now."""

    guest: GuestId
    field: str
    text: str
    by: str = ""
    at: datetime | None = None


def note_request(desk: Desk, command: NoteRequest) -> Outcome[tuple[Declaration, ...]]:
    """It stays known that the police have her, so a correction follows behind and never replaces it."""
    text, wrong = typed_text("request_text", command.text)
    by, wrong_by = typed_text("hand_over_by", command.by)
    at = (command.at or desk.clock.now()).astimezone(UTC)

    def judge(case: Case) -> list[Violation]:
        if case.newest.state not in ASKABLE:
            return [case.violation("E-170" if case.newest.state is State.SENDING else "E-169")]
        return [case.violation("E-168", "hand_over_at")] if at > case.now else []

    def deed(case: Case) -> Declaration:
        told = Telling(
            declaration_id=case.newest.id,
            version=case.newest.version,
            kind=TellingKind.ASKED,
            at=at,
            recorded_at=case.now,
            by=by or case.kept.stay.notifier,
            facts={"field": command.field, "text": text},
        )
        case.uow.tellings.add(told)
        facts = {"what": told.kind.value, "field": command.field, "at": instant(at)}
        case.desk.journal.record(
            case.uow, EntryKind.NOTE, ref=case.newest.key, facts=facts, body=canonical({"text": text})
        )
        return case.desk.journal.move(
            case.uow,
            case.newest,
            State.RETURNED,
            Actor.PERSON,
            errors=(FieldError(command.field, "E-09", text),),
            reason=Reason("E-09", {"field": command.field, "text": text}),
            grade=max(case.newest.grade, Grade.E1),
            proof=None,
            may_have_arrived=True,
            evidence_at=None,
            next_attempt_at=None,
        )

    return act(desk, (command.guest,), judge, deed, (*wrong, *wrong_by))

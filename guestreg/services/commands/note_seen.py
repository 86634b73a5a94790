"""A person says that she saw the guest in the endpoint's own list: `confirmed`, proof `seen`, with her name."""

from dataclasses import dataclass
from datetime import UTC, datetime

from guestreg.domain.declaration import Declaration, Proof, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.ledger import EntryKind, instant
from guestreg.domain.moves import Actor
from guestreg.domain.violation import Violation
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.acting import Case, act, typed_text
from guestreg.services.desk import Desk
from guestreg.services.outcome import Outcome
from guestreg.services.proving import confirm

SEEABLE = frozenset({State.SENT, State.UNKNOWN, State.WINDOW_CLOSED, State.HANDED_OVER})


@dataclass(frozen=True, slots=True, repr=False)
class NoteSeen:
    """`by` empty: who notifies for the stay; `at` aware, None for now."""

    guests: tuple[GuestId, ...]
    by: str = ""
    at: datetime | None = None


def note_seen(desk: Desk, command: NoteSeen) -> Outcome[tuple[Declaration, ...]]:
    """Not of a version that waits: what never left can't have been seen there. A correction that isn't taken there
    is not what she saw while the version before it is unclear."""
    by, wrong = typed_text("hand_over_by", command.by)
    at = (command.at or desk.clock.now()).astimezone(UTC)

    def judge(case: Case) -> list[Violation]:
        if case.at_endpoint.state not in SEEABLE:
            return [case.violation("E-170" if case.at_endpoint.state is State.SENDING else "E-169")]
        return [case.violation("E-168", "hand_over_at")] if at > case.now else []

    def deed(case: Case) -> Declaration:
        seen = case.at_endpoint
        who = by or case.kept.stay.notifier
        case.uow.tellings.add(Telling(seen.id, seen.version, TellingKind.SEEN, at, case.now, who))
        facts = {"what": TellingKind.SEEN.value, "at": instant(at)}
        case.desk.journal.record(case.uow, EntryKind.NOTE, ref=seen.key, facts=facts)
        return confirm(case.uow, desk, seen, Actor.PERSON, Proof.SEEN, at)

    return act(desk, command.guests, judge, deed, wrong)

"""The endpoint had the guest before our first try (E-33): the person says whether it is this stay or an old one."""

from dataclasses import dataclass

from guestreg.domain.channel import Channel
from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, Grade, Reason, State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.ledger import EntryKind, instant
from guestreg.domain.violation import Violation
from guestreg.outbox.verdict import BARE_ALREADY
from guestreg.ports.telling import Telling, TellingKind
from guestreg.services.acting import Case, act
from guestreg.services.commands.hand_over import handed_over
from guestreg.services.commands.send_again import again, objections
from guestreg.services.desk import Desk
from guestreg.services.outcome import Outcome


@dataclass(frozen=True, slots=True)
class DecideAlready:
    """`is_this_stay`: somebody declared it another way. Else an old stay was checked out there, and it goes again."""

    guests: tuple[GuestId, ...]
    is_this_stay: bool


def decide_already(desk: Desk, command: DecideAlready) -> Outcome[tuple[Declaration, ...]]:
    """`handed_over`, or `waiting` with the same bytes."""

    def judge(case: Case) -> list[Violation]:
        reason = case.newest.reason
        if case.newest.state is not State.RETURNED or reason is None or reason.code != BARE_ALREADY:
            return [case.violation("E-169")]
        return [] if command.is_this_stay else objections(case)

    return act(desk, command.guests, judge, _told if command.is_this_stay else again)


def _told(case: Case) -> Declaration:
    """When the endpoint said so is when it surely had her."""
    ends = [end.ended_at for _, end in case.uow.attempts.of(case.newest.id, case.newest.version) if end is not None]
    at = ends[-1] if ends else case.now
    channel = Channel.PORTAL.value
    case.uow.tellings.add(
        Telling(
            declaration_id=case.newest.id,
            version=case.newest.version,
            kind=TellingKind.HAND_OVER,
            at=at,
            recorded_at=case.now,
            by=case.kept.stay.notifier,
            channel=channel,
            facts={"already": "1"},
        )
    )
    facts = {"what": "already", "channel": channel, "at": instant(at)}
    case.desk.journal.record(case.uow, EntryKind.NOTE, ref=case.newest.key, facts=facts)
    params = {"channel": channel, "at": local(at).strftime("%H:%M %d/%m/%Y"), "name": ""}
    return handed_over(case, {"evidence_at": at, "grade": Grade.E1, "reason": Reason("S-69", params), "errors": ()})

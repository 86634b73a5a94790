"""Rows with named columns, already of Python's types, as values of the sockets. Knows no driver and no SQL."""

from datetime import date
from typing import Any

from guestreg.domain.declaration import FieldError, Hold, Reason, State
from guestreg.domain.establishment import Establishment, EstablishmentKind, Notifier, Room
from guestreg.domain.identifiers import AttemptId, DeclarationId
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.receipt import PoliceMessage, Receipt, ReceiptVerdict
from guestreg.ports.store import EndpointCondition, Volume
from guestreg.ports.telling import Telling, TellingKind
from guestreg.ports.trust import Anchor, KeptHead, Why


def reason_values(reason: Reason | None) -> list[Any] | None:
    """As the JSON column keeps it."""
    return None if reason is None else [reason.code, dict(reason.params)]


def reason_of(values: list[Any] | None) -> Reason | None:
    """Back from the JSON column."""
    return None if values is None else Reason(values[0], values[1])


def errors_of(values: list[list[str]] | None) -> tuple[FieldError, ...]:
    """Back from the JSON column."""
    return tuple(FieldError(*error) for error in values or ())


def attempt_of(row: Any) -> Attempt:
    return Attempt(
        AttemptId(row.id),
        DeclarationId(row.declaration_id),
        row.version,
        row.started_at,
        row.wire_sha256,
        row.host,
        row.instance,
        row.program,
    )


def outcome_of(row: Any) -> AttemptOutcome | None:
    """None for a try that hasn't ended."""
    if row.attempt_id is None:
        return None
    return AttemptOutcome(
        AttemptId(row.attempt_id),
        row.ended_at,
        row.outcome,
        State(row.state),
        row.http_status,
        row.server_date,
        row.code,
        bytes(row.reply or b""),
    )


def telling_of(row: Any) -> Telling:
    return Telling(
        DeclarationId(row.declaration_id),
        row.version,
        TellingKind(row.kind),
        row.told_at,
        row.recorded_at,
        row.told_by,
        row.channel,
        row.officer,
        row.place,
        row.file_number,
        row.facts,
    )


def receipt_of(row: Any) -> Receipt:
    return Receipt(
        DeclarationId(row.declaration_id),
        row.version,
        ReceiptVerdict(row.verdict),
        row.received_at,
        row.authority,
        row.reference,
        bool(row.names_our_head),
        bytes(row.note),
    )


def message_of(row: Any) -> PoliceMessage:
    about = None if row.about_id is None else (DeclarationId(row.about_id), row.about_version)
    return PoliceMessage(row.id, row.sent_at, row.subject, row.text, about, row.read_at)


def anchor_of(row: Any) -> Anchor:
    from guestreg.domain.checkpoint import Checkpoint

    checkpoint = Checkpoint(row.origin, row.size, bytes(row.root))
    return Anchor(row.endpoint_id, checkpoint, row.received_at, row.kept_at, bytes(row.note))


def head_of(row: Any) -> KeptHead:
    from guestreg.domain.checkpoint import Checkpoint

    checkpoint = Checkpoint(row.origin, row.size, bytes(row.root))
    return KeptHead(row.epoch, checkpoint, bytes(row.note), row.made_at, Why(row.why))


def condition_of(row: Any, endpoint_id: str) -> EndpointCondition:
    """An untroubled one when nothing is kept of the endpoint."""
    if row is None:
        return EndpointCondition(endpoint_id)
    return EndpointCondition(
        row.endpoint_id,
        Hold(row.hold) if row.hold else None,
        reason_of(row.reason),
        row.held_at,
        row.failures,
        row.failing_since,
        row.next_try_at,
        row.last_success_at,
        row.establishment_code,
        row.program_faults,
        row.clock_skew_s,
        row.account_province,
        row.account_commune,
        row.news_cursor,
        1 if row.known_epoch is None else row.known_epoch,
    )


def establishment_of(facts: dict[str, Any]) -> Establishment:
    """Back from the JSON column."""
    return Establishment(
        **facts
        | {
            "kind": EstablishmentKind(facts["kind"]),
            "rooms": tuple(Room(*room) for room in facts["rooms"]),
            "notifiers": tuple(Notifier(*notifier) for notifier in facts["notifiers"]),
            "owner_birth_date": _day(facts["owner_birth_date"]),
            "security_certificate_on": _day(facts["security_certificate_on"]),
        }
    )


def volume_of(row: Any) -> Volume:
    return Volume(row.number, row.from_on, row.to_on, row.next_no)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

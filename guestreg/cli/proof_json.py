"""A proof of sending as JSON: the same facts as on paper, every try, answers and receipts byte for byte."""

import base64
from typing import Any

from guestreg.cli.listing import instant
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.receipt import Receipt
from guestreg.ports.telling import Telling
from guestreg.services.queries.proof import Proof, ProvenVersion


def proof_json(proof: Proof) -> dict[str, Any]:
    line = proof.line
    return {
        "guest_id": line.guest_id,
        "register_no": line.register_no,
        "volume": line.volume,
        "full_name": line.full_name,
        "doc_number": line.doc_number,
        "establishment": proof.house.name,
        "establishment_code": proof.house.establishment_code,
        "notifier": proof.notifier,
        "arrival": instant(line.arrival_at),
        "planned_departure": instant(line.planned_departure_at),
        "due_at": instant(line.due_at),
        "police_receipt": proof.is_receipt,
        "declaration_id": line.declaration_id,
        "versions": [_version(one) for one in proof.versions],
    }


def _version(one: ProvenVersion) -> dict[str, Any]:
    version = one.version
    return {
        "version": version.version,
        "kind": version.kind.value,
        "state": version.state.value,
        "grade": version.grade.value,
        "proof": version.proof.value if version.proof else None,
        "evidence_at": instant(version.evidence_at),
        "document_sha256": one.document_sha256,
        "attempts": [_attempt(attempt, outcome) for attempt, outcome in version.attempts],
        "receipts": [_receipt(kept) for kept in version.receipts],
        "tellings": [_telling(told) for told in version.tellings],
    }


def _attempt(attempt: Attempt, outcome: AttemptOutcome | None) -> dict[str, Any]:
    started = {
        "id": attempt.id,
        "started_at": instant(attempt.started_at),
        "host": attempt.host,
        "wire_sha256": attempt.wire_sha256,
        "program": attempt.program,
    }
    if outcome is None:
        return started | {"ended_at": None, "outcome": None}
    return started | {
        "ended_at": instant(outcome.ended_at),
        "outcome": outcome.outcome,
        "state": outcome.state.value,
        "http_status": outcome.http_status,
        "server_date": instant(outcome.server_date),
        "code": outcome.code,
        "reply_base64": base64.b64encode(outcome.reply).decode(),
    }


def _receipt(kept: Receipt) -> dict[str, Any]:
    return {
        "verdict": kept.verdict.value,
        "received_at": instant(kept.received_at),
        "authority": kept.authority,
        "reference": kept.reference,
        "names_our_head": kept.names_our_head,
        "note_base64": base64.b64encode(kept.note).decode(),
    }


def _telling(told: Telling) -> dict[str, Any]:
    return {
        "kind": told.kind.value,
        "channel": told.channel,
        "at": instant(told.at),
        "recorded_at": instant(told.recorded_at),
        "by": told.by,
        "officer": told.officer,
        "place": told.place,
        "file_number": told.file_number,
        "facts": dict(told.facts),
    }

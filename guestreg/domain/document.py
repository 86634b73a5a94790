"""The declaration document: the canonical bytes that the ledger commits to and every endpoint's bytes come from.

One document holds one person's whole record. A member without a value is left out.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from guestreg.domain.canonical import canonical
from guestreg.domain.dates import local
from guestreg.domain.declaration import Kind
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import Citizen, Guest
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.stay import OTHER_REASON, Stay

CONTRACT = "1.0"


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What a document says besides stay and guest. Instants are aware; `rules` is the rule set's version."""

    id: DeclarationId
    version: int
    kind: Kind
    created_at: datetime
    rules: str
    group_id: str | None
    guardian: DeclarationId | None = None
    departed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """`reason` is not-arrived, entered-twice, wrong-house or other."""

    reason: str
    text: str | None = None


def declaration_document(head: DocumentHead, house: Establishment, stay: Stay, guest: Guest) -> bytes:
    """Canonical bytes of kinds new, amend and checkout."""
    return canonical(
        _frame(head, house, stay, guest)
        | {"stay": _stay_members(stay, guest, head.departed_at), "guest": _guest_members(guest, head.guardian)}
    )


def cancellation_document(
    head: DocumentHead, house: Establishment, stay: Stay, guest: Guest, cancellation: Cancellation
) -> bytes:
    """Canonical bytes of kind cancel: no stay and no guest in it."""
    return canonical(
        _frame(head, house, stay, guest)
        | {"cancel": _present({"reason": cancellation.reason, "text": cancellation.text})}
    )


def with_guest_of(document: bytes, taken: bytes) -> bytes:
    """`document` naming its guest as `taken` does: an endpoint finds her only by what she was declared with."""
    return canonical(json.loads(document) | {"guest": json.loads(taken)["guest"]})


def planned_departure_of(document: bytes) -> datetime:
    """What a document of kinds new, amend and checkout says, aware."""
    return datetime.fromisoformat(json.loads(document)["stay"]["planned_departure"])


def actual_departure_of(document: bytes) -> datetime | None:
    """Likewise; None while she is there."""
    left = json.loads(document)["stay"].get("actual_departure")
    return None if left is None else datetime.fromisoformat(left)


def _frame(head: DocumentHead, house: Establishment, stay: Stay, guest: Guest) -> dict[str, Any]:
    return {
        "contract": CONTRACT,
        "id": head.id,
        "version": head.version,
        "kind": head.kind.value,
        "created": head.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "rules": head.rules,
        "establishment": {
            "code": house.establishment_code or "",
            "province": house.province,
            "commune": house.commune,
        },
        "guest_kind": guest.kind.value,
        "group": _present({"id": head.group_id, "size": len(stay.guests)}),
        "notifier": stay.notifier,
    }


def _stay_members(stay: Stay, guest: Guest, departed_at: datetime | None) -> dict[str, Any]:
    citizen = isinstance(guest, Citizen)
    return _present(
        {
            "arrival": stay.arrival.isoformat(timespec="seconds"),
            "planned_departure": stay.planned_departure.isoformat(timespec="seconds"),
            "actual_departure": local(departed_at).isoformat(timespec="seconds") if departed_at else None,
            "room": stay.room,
            "reason": stay.reason if citizen else None,
            "reason_text": stay.reason_text if citizen and stay.reason == OTHER_REASON else None,
            "note": stay.note,
        }
    )


def _guest_members(guest: Guest, guardian: DeclarationId | None) -> dict[str, Any]:
    if isinstance(guest, Citizen):
        names = (
            "full_name birth_date birth_precision sex nationality doc_kind doc_number doc_kind_name "
            "doc_issued_on doc_issue_place phone residence_kind res_province res_commune res_address"
        )
    else:
        names = (
            "full_name nationality passport_number sex birth_date birth_precision permitted_until "
            "passport_kind passport_issued_on passport_issue_place passport_expires_on entry_paper_kind "
            "entry_paper_number entry_paper_until entry_on entry_gate entry_purpose border_permit_number "
            "border_permit_until phone home_address"
        )
    members = {name: _plain(getattr(guest, name)) for name in names.split()}
    return _present(members | {"guardian": guardian})


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _present(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}

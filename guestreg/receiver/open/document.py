"""The declaration document as the authority reads it: which members it must have, what each may hold, what must agree.

Used before anything is taken in. It must not know what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from guestreg.receiver.open import fields
from guestreg.receiver.open.catalogues import Catalogues
from guestreg.receiver.open.instants import HANOI, read_date, read_local
from guestreg.receiver.open.problems import FieldError

KINDS = ("new", "amend", "checkout", "cancel")
GUEST_KINDS = ("citizen", "foreigner")
CANCEL_REASONS = ("not-arrived", "entered-twice", "wrong-house", "other")
OTHER_REASON, OTHER_PAPER = 20, 9
CLOCKS_DIFFER = timedelta(minutes=10)
_EARLIEST_BIRTH = date(1900, 1, 1)
_PAPER_NUMBERS = (
    ((1, 8), re.compile(r"[0-9]{12}")),
    ((2,), re.compile(r"[0-9]{9}|[0-9]{12}")),
    ((3, 6), re.compile(r"[A-Z0-9]{1,20}")),
    ((4,), re.compile(r"[A-Z0-9]{1,10}")),
    ((5, 7, 9), re.compile(r"[!-`{-~]{1,30}")),
)

Members = dict[str, tuple[bool, fields.Check]]
"""By name: whether it must be there, and what it may hold."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The checks of one set of catalogues."""

    catalogues: Catalogues

    def errors(self, document: Mapping[str, Any], now: datetime) -> list[FieldError]:
        """What is wrong with it, nothing when it may be taken in; `now` is the authority's."""
        found = list(self._frame(document))
        if document.get("kind") == "cancel":
            found += self._cancel(document)
        else:
            found += self._record(document, now)
        return found

    def _frame(self, document: Mapping[str, Any]) -> Iterator[FieldError]:
        frame: Members = {
            "kind": (True, fields.choice(*KINDS)),
            "created": (True, fields.instant),
            "rules": (True, fields.text(1, 40)),
            "guest_kind": (True, fields.choice(*GUEST_KINDS)),
            "notifier": (True, fields.person(2, 160)),
        }
        yield from _members("", document, frame)
        house: Members = {
            "code": (True, fields.text(1, 40)),
            "province": (True, fields.listed(self.catalogues.provinces)),
            "commune": (True, fields.listed(self.catalogues.communes)),
        }
        yield from _object("/establishment", document, house)
        group: Members = {
            "id": (False, fields.pattern(fields.UUID.pattern)),
            "size": (True, fields.whole_number(1, 10_000)),
        }
        yield from _object("/group", document, group)

    def _cancel(self, document: Mapping[str, Any]) -> Iterator[FieldError]:
        members: Members = {
            "reason": (True, fields.choice(*CANCEL_REASONS)),
            "text": (False, fields.text(1, 250)),
        }
        yield from _object("/cancel", document, members)
        yield from (FieldError(f"/{name}", "inconsistent") for name in ("stay", "guest") if name in document)

    def _record(self, document: Mapping[str, Any], now: datetime) -> Iterator[FieldError]:
        if "cancel" in document:
            yield FieldError("/cancel", "inconsistent")
        if document.get("guest_kind") not in GUEST_KINDS:
            return
        citizen = document.get("guest_kind") == "citizen"
        stay_errors = list(_object("/stay", document, self._stay_members(citizen=citizen)))
        guest_errors = list(_object("/guest", document, self._citizen() if citizen else self._foreigner()))
        yield from stay_errors + guest_errors
        stay, guest = document.get("stay"), document.get("guest")
        if not isinstance(stay, dict) or not isinstance(guest, dict):
            return
        wrong = {one.pointer for one in stay_errors + guest_errors}
        agreeing = [*_stay_agrees(stay, now, citizen=citizen), *_guest_agrees(guest, stay, now)]
        agreeing += self._citizen_agrees(guest) if citizen else _foreigner_agrees(guest, stay)
        yield from (one for one in agreeing if one.pointer not in wrong)

    def _stay_members(self, *, citizen: bool) -> Members:
        return {
            "arrival": (True, fields.local_time),
            "planned_departure": (True, fields.local_time),
            "actual_departure": (False, fields.local_time),
            "reason": (citizen, fields.number_in(self.catalogues.reasons)),
            "reason_text": (False, fields.text(1, 200)),
            "room": (False, fields.text(1, 20)),
            "note": (False, fields.text(1, 250)),
        }

    def _citizen(self) -> Members:
        return _PERSON | {
            "full_name": (True, fields.person(2, 160)),
            "birth_precision": (True, fields.choice("D", "Y")),
            "nationality": (True, fields.choice("VNM")),
            "doc_kind": (True, fields.number_in(self.catalogues.document_kinds)),
            "doc_number": (True, fields.text(1, 30)),
            "doc_kind_name": (False, fields.text(2, 60)),
            "doc_issued_on": (False, fields.day),
            "doc_issue_place": (False, fields.text(1, 120)),
            "residence_kind": (False, fields.number_in(self.catalogues.residence_kinds)),
            "res_province": (False, fields.listed(self.catalogues.provinces)),
            "res_commune": (False, fields.listed(self.catalogues.communes)),
            "res_address": (False, fields.text(1, 250)),
            "guardian": (False, fields.pattern(fields.UUID.pattern)),
        }

    def _foreigner(self) -> Members:
        return _PERSON | {
            "full_name": (True, fields.person(1, 160)),
            "birth_precision": (True, fields.choice("D", "M", "Y")),
            "nationality": (True, fields.listed(self.catalogues.nationalities)),
            "passport_number": (True, fields.pattern(r"[A-Z0-9]{1,10}")),
            "permitted_until": (True, fields.day),
            "passport_kind": (False, fields.choice("ordinary", "diplomatic", "official", "travel_document")),
            "passport_issued_on": (False, fields.day),
            "passport_issue_place": (False, fields.text(1, 120)),
            "passport_expires_on": (False, fields.day),
            "entry_paper_kind": (False, fields.text(1, 60)),
            "entry_paper_number": (False, fields.text(1, 30)),
            "entry_paper_until": (False, fields.day),
            "entry_on": (False, fields.day),
            "entry_gate": (False, fields.text(1, 120)),
            "entry_purpose": (False, fields.text(1, 120)),
            "border_permit_number": (False, fields.text(1, 30)),
            "border_permit_until": (False, fields.day),
            "home_address": (False, fields.text(1, 250)),
        }

    def _citizen_agrees(self, guest: Mapping[str, Any]) -> Iterator[FieldError]:
        kind, number = guest.get("doc_kind"), guest.get("doc_number")
        rule = next((rule for kinds, rule in _PAPER_NUMBERS if kind in kinds), None)
        if rule is not None and isinstance(number, str) and not rule.fullmatch(number):
            yield FieldError("/guest/doc_number", "format")
        if kind == OTHER_PAPER and "doc_kind_name" not in guest:
            yield FieldError("/guest/doc_kind_name", "required")
        province, commune = guest.get("res_province"), guest.get("res_commune")
        if isinstance(commune, str) and province != self.catalogues.communes.get(commune, province):
            yield FieldError("/guest/res_commune", "inconsistent")


_PERSON: Members = {
    "sex": (True, fields.choice("M", "F")),
    "birth_date": (True, fields.day),
    "phone": (False, fields.pattern(r"\+?[0-9]{1,15}")),
}


def _object(pointer: str, document: Mapping[str, Any], members: Members) -> Iterator[FieldError]:
    inner = document.get(pointer[1:])
    if isinstance(inner, dict):
        yield from _members(pointer, inner, members)
    else:
        yield FieldError(pointer, "required" if inner is None else "format")


def _members(pointer: str, found: Mapping[str, Any], members: Members) -> Iterator[FieldError]:
    for name, (needed, check) in members.items():
        value = found.get(name)
        if name not in found:
            if needed:
                yield FieldError(f"{pointer}/{name}", "required")
        elif (code := check(value)) is not None:
            yield FieldError(f"{pointer}/{name}", code)


def _stay_agrees(stay: Mapping[str, Any], now: datetime, *, citizen: bool) -> Iterator[FieldError]:
    arrival = _local(stay, "arrival")
    if arrival is not None:
        if arrival > now + CLOCKS_DIFFER:
            yield FieldError("/stay/arrival", "in-future")
        for name in ("planned_departure", "actual_departure"):
            left = _local(stay, name)
            if left is not None and left < arrival:
                yield FieldError(f"/stay/{name}", "before-arrival")
    if citizen and stay.get("reason") == OTHER_REASON and "reason_text" not in stay:
        yield FieldError("/stay/reason_text", "required")
    if stay.get("reason") != OTHER_REASON and "reason_text" in stay:
        yield FieldError("/stay/reason_text", "inconsistent")


def _guest_agrees(guest: Mapping[str, Any], stay: Mapping[str, Any], now: datetime) -> Iterator[FieldError]:
    today = now.astimezone(HANOI).date()
    arrival = _local(stay, "arrival")
    born = _day(guest, "birth_date")
    if born is not None:
        if born > today:
            yield FieldError("/guest/birth_date", "in-future")
        elif born < _EARLIEST_BIRTH or (arrival is not None and born > arrival.date()):
            yield FieldError("/guest/birth_date", "inconsistent")
    for name in ("doc_issued_on", "passport_issued_on"):
        issued = _day(guest, name)
        if issued is not None and issued > today:
            yield FieldError(f"/guest/{name}", "in-future")


def _foreigner_agrees(guest: Mapping[str, Any], stay: Mapping[str, Any]) -> Iterator[FieldError]:
    """A late declaration is taken in: permitted stay is held against the arrival, not against today."""
    arrival = _local(stay, "arrival")
    if arrival is None:
        return
    permitted, entered = _day(guest, "permitted_until"), _day(guest, "entry_on")
    if permitted is not None and permitted < arrival.date():
        yield FieldError("/guest/permitted_until", "before-arrival")
    if entered is not None and entered > arrival.date():
        yield FieldError("/guest/entry_on", "inconsistent")


def late_minutes(document: Mapping[str, Any], received_at: datetime, *, remote: bool) -> int:
    """0 = on time by the authority's clock; whole minutes, begun ones counted. Source: the deadlines of both duties."""
    stay = document.get("stay")
    arrival = _local(stay, "arrival") if isinstance(stay, dict) else None
    if arrival is None:
        return 0
    if document["guest_kind"] == "foreigner":
        due = arrival + timedelta(hours=24 if remote else 12)
    else:
        cut = arrival.replace(hour=23, minute=0, second=0)
        due = cut if arrival <= cut else cut + timedelta(hours=9)
    late = received_at.astimezone(UTC) - due
    return max(0, -(-int(late.total_seconds()) // 60))


def _local(members: Mapping[str, Any], name: str) -> datetime | None:
    value = members.get(name)
    return read_local(value) if isinstance(value, str) else None


def _day(members: Mapping[str, Any], name: str) -> date | None:
    value = members.get(name)
    return read_date(value) if isinstance(value, str) else None

"""Taking in one version of one person's declaration: effect, memory of its key and receipt in one transaction.

Used by the calls and by the desk's import of packs. It must not know HTTP.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select
from sqlalchemy.engine import RowMapping

from guestreg.receiver.open import ledgers
from guestreg.receiver.open.broken import MEMORY, Broken
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.devices import Device
from guestreg.receiver.open.document import Rules, late_minutes
from guestreg.receiver.open.flights import Flights, in_flight
from guestreg.receiver.open.instants import instant_text, read_instant
from guestreg.receiver.open.keys import AuthorityKeys
from guestreg.receiver.open.ledgers import Head
from guestreg.receiver.open.problems import TOO_LATE, FieldError, Problem, invalid
from guestreg.receiver.open.receipts import Receipt, Verdict
from guestreg.receiver.open.tables import ESTABLISHMENTS, REGISTER, VERSIONS

CONTRACTS = ("1.0",)
NO_PARENT = "none"
_SAME_MAJOR = re.compile(r"1\.[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Submission:
    """A document of a known id and version, its bytes, and what came beside them."""

    declaration_id: str
    version: int
    document: Mapping[str, Any]
    body: bytes
    parent: str
    device: Device
    head: Head | None = None

    @property
    def body_sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer: 201 new, 200 repeated, 202 stored but not looked at."""

    status: int
    reply: dict[str, Any]


class Intake:
    """`before_commit` is called inside the transaction, for tests that stop the world there."""

    def __init__(
        self,
        database: Database,
        keys: AuthorityKeys,
        rules: Rules,
        clock: Callable[[], datetime],
        *,
        first_verdict: Verdict = "received",
        broken: Broken | None = None,
        before_commit: Callable[[], None] = lambda: None,
    ) -> None:
        self.flights = Flights()
        self._database = database
        self._keys = keys
        self._rules = rules
        self._clock = clock
        self._first_verdict = first_verdict
        self._broken = broken
        self._before_commit = before_commit
        self._promised: list[Submission] = []

    def take(self, one: Submission) -> Taken:
        """Raises Problem."""
        for promised in list(self._promised):
            self._take(promised)
            self._promised.remove(promised)
        try:
            return self._take(one)
        except _Postponed as postponed:
            self._promised.append(one)
            return postponed.taken

    def check(self, document: Mapping[str, Any], device: Device) -> None:
        """The refusals of the document alone, with no effect. Raises Problem."""
        _require_contract(document)
        errors = self._rules.errors(document, self._clock())
        with self._database.reading() as connection:
            self._require_house(connection, document, device, errors)

    def _take(self, one: Submission) -> Taken:
        now = self._clock()
        _require_contract(one.document)
        errors = self._rules.errors(one.document, now)
        with self.flights.taking_in(one.declaration_id), self._database.writing() as connection:
            if not self._database.claim(connection, one.declaration_id):
                raise in_flight()
            held = self._held(connection, one, now)
            if held is not None:
                return self._repeated(one, held, now)
            head = connection.execute(_newest(one.declaration_id)).mappings().first()
            self._require_order(one, head)
            self._require_house(connection, one.document, one.device, errors)
            if head is not None and head["establishment"] != one.document["establishment"]["code"]:
                raise invalid([FieldError("/establishment/code", "inconsistent")])
            taken = self._store(connection, one, head, now)
            self._before_commit()
            if self._broken is Broken.SUCCESS_BEFORE_COMMIT and one not in self._promised:
                raise _Postponed(taken)
            return taken

    def _held(self, connection: Connection, one: Submission, now: datetime) -> RowMapping | None:
        same = (VERSIONS.c.declaration_id == one.declaration_id) & (VERSIONS.c.version == one.version)
        row = connection.execute(select(VERSIONS).where(same)).mappings().first()
        if row is not None and self._broken is Broken.SHORT_MEMORY:
            received = read_instant(row["received_at"])
            if received is not None and now - received > MEMORY:
                connection.execute(VERSIONS.delete().where(VERSIONS.c.declaration_id == one.declaration_id))
                return None
        return row

    def _repeated(self, one: Submission, held: RowMapping, now: datetime) -> Taken:
        one.device.require(held["establishment"])
        if held["body_sha256"] != one.body_sha256:
            raise Problem("key-reused", {"stored_sha256": held["body_sha256"]}, stored=None)
        receipt = held["first_receipt"]
        if self._broken is Broken.NEW_RECEIPT:
            again = self._receipt(one, held["kind"], instant_text(now), held["reference"], held["ledger"])
            receipt = again.signed(self._keys.receipt)
        status = 202 if held["first_verdict"] == "queued" else 200
        return Taken(status, _reply(one, held["first_verdict"], held["late_minutes"], receipt))

    @staticmethod
    def _require_order(one: Submission, head: RowMapping | None) -> None:
        if head is None:
            if one.parent != NO_PARENT:
                raise Problem("version-gap", {"have": None})
            return
        one.device.require(head["establishment"])
        if one.version < head["version"]:
            raise Problem("superseded", {"newer": {"version": head["version"], "receipt": head["receipt"]}})
        if one.parent != head["body_sha256"]:
            raise Problem("version-gap", {"have": {"version": head["version"], "sha256": head["body_sha256"]}})

    @staticmethod
    def _require_house(
        connection: Connection, document: Mapping[str, Any], device: Device, errors: list[FieldError]
    ) -> None:
        """The house is known and the device's own; else, or with other errors, raises Problem."""
        house = document.get("establishment")
        code = house.get("code") if isinstance(house, dict) else None
        if isinstance(code, str) and not any(error.pointer == "/establishment/code" for error in errors):
            known = select(ESTABLISHMENTS.c.code).where(ESTABLISHMENTS.c.code == code)
            if connection.scalar(known) is None:
                errors = [*errors, FieldError("/establishment/code", "unknown-establishment")]
            else:
                device.require(code)
        if errors:
            raise invalid(errors)

    def _store(self, connection: Connection, one: Submission, head: RowMapping | None, now: datetime) -> Taken:
        document, received = one.document, instant_text(now)
        code = document["establishment"]["code"]
        remote = connection.scalar(select(ESTABLISHMENTS.c.remote).where(ESTABLISHMENTS.c.code == code))
        late = late_minutes(document, now, remote=bool(remote)) if head is None else head["late_minutes"]
        if late and self._broken is Broken.LATE_REFUSED:
            raise invalid([FieldError("/stay/arrival", TOO_LATE)])
        reference = self._enter(connection, one, code, received, head)
        receipt = self._receipt(
            one, document["kind"], received, reference, ledgers.named_with(connection, one.device, one.head)
        )
        signed = receipt.signed(self._keys.receipt)
        if self._broken is not Broken.NO_KEY_MEMORY:
            connection.execute(insert(VERSIONS).values(_row(one, receipt, signed, code, late)))
        status = 202 if receipt.verdict == "queued" else 201
        return Taken(status, _reply(one, receipt.verdict, late, signed))

    def _enter(self, connection: Connection, one: Submission, code: str, received: str, head: RowMapping | None) -> str:
        """The effect: a line in the register. A person already known keeps the older number."""
        person = _person(one.document, code)
        values = {
            "declaration_id": one.declaration_id,
            "version": one.version,
            "establishment": code,
            "person": person,
            "received_at": received,
        }
        older = None
        if head is None and person is not None:
            known = select(REGISTER.c.entry, REGISTER.c.received_at).where(REGISTER.c.person == person)
            older = connection.execute(known.order_by(REGISTER.c.entry).limit(1)).first()
        entry = connection.execute(insert(REGISTER).values(values).returning(REGISTER.c.entry)).scalar_one()
        if head is not None:
            return str(head["reference"])
        return _reference(*(older or (entry, received)))

    def _receipt(self, one: Submission, kind: str, received: str, reference: str, ledger: str) -> Receipt:
        return Receipt(
            self._keys.name,
            one.declaration_id,
            one.version,
            kind,
            one.body_sha256,
            received,
            reference,
            self._first_verdict,
            ledger,
        )


class _Postponed(Exception):
    """Said to be taken in, and rolled back."""

    def __init__(self, taken: Taken) -> None:
        super().__init__()
        self.taken = taken


def _require_contract(document: Mapping[str, Any]) -> None:
    contract = document.get("contract")
    if not isinstance(contract, str):
        raise invalid([FieldError("/contract", "required" if contract is None else "format")])
    if not _SAME_MAJOR.fullmatch(contract):
        raise Problem("contract-unsupported", {"supported": list(CONTRACTS)})


def _newest(declaration_id: str) -> Select[Any]:
    mine = VERSIONS.c.declaration_id == declaration_id
    return select(VERSIONS).where(mine).order_by(VERSIONS.c.version.desc()).limit(1)


def _row(one: Submission, receipt: Receipt, signed: str, code: str, late: int) -> dict[str, Any]:
    return {
        "declaration_id": one.declaration_id,
        "version": one.version,
        "kind": receipt.kind,
        "establishment": code,
        "device_id": one.device.device_id,
        "body": one.body,
        "body_sha256": receipt.body_sha256,
        "received_at": receipt.received,
        "late_minutes": late,
        "reference": receipt.reference,
        "ledger": receipt.ledger,
        "first_verdict": receipt.verdict,
        "first_receipt": signed,
        "verdict": receipt.verdict,
        "receipt": signed,
        "errors": "[]",
    }


def _reply(one: Submission, verdict: str, late: int, receipt: str) -> dict[str, Any]:
    return {
        "id": one.declaration_id,
        "version": one.version,
        "verdict": verdict,
        "late_minutes": late,
        "receipt": receipt,
    }


def _person(document: Mapping[str, Any], code: str) -> str | None:
    """One person on one evening in one house, as a hash; None for a document without a guest."""
    guest = document.get("guest")
    if not isinstance(guest, dict):
        return None
    number = guest.get("doc_number") or guest.get("passport_number")
    parts = [code, guest["nationality"], guest.get("doc_kind", 0), number, document["stay"]["arrival"][:10]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _reference(entry: int, received: str) -> str:
    return f"{received[:4]}/{entry:07d}"

"""Taking in one version of one person's declaration: effect, memory of its key and receipt in one transaction.

Used by the calls and by the desk's import of packs. It must not know HTTP.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import RowMapping

from guestreg.receiver.open import ledgers, register
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
from guestreg.receiver.open.standing import newest_receipt

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

    def forget_the_old(self, declaration_id: str) -> None:
        """What a receiver with a short memory does."""
        with self._database.writing() as connection:
            self._held(connection, declaration_id, self._clock())

    def _take(self, one: Submission) -> Taken:
        now = self._clock()
        _require_contract(one.document)
        errors = self._rules.errors(one.document, now)
        with self.flights.taking_in(one.declaration_id), self._database.writing() as connection:
            if not self._database.claim(connection, one.declaration_id):
                raise in_flight()
            versions = self._held(connection, one.declaration_id, now)
            same = next((row for row in versions if row["version"] == one.version), None)
            if same is not None:
                return self._repeated(one, same, now)
            head = versions[0] if versions else None
            self._require_order(one, head)
            remote = self._require_house(connection, one.document, one.device, errors)
            if head is not None and head["establishment"] != one.document["establishment"]["code"]:
                raise invalid([FieldError("/establishment/code", "inconsistent")])
            taken = self._store(connection, one, head, now, remote=remote)
            self._before_commit()
            if self._broken is Broken.SUCCESS_BEFORE_COMMIT and one not in self._promised:
                raise _Postponed(taken)
            return taken

    def _held(self, connection: Connection, declaration_id: str, now: datetime) -> Sequence[RowMapping]:
        versions = register.held(connection, declaration_id)
        if versions and self._broken is Broken.SHORT_MEMORY:
            received = read_instant(versions[0]["received_at"])
            if received is not None and now - received > MEMORY:
                register.forget(connection, declaration_id)
                return ()
        return versions

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
            raise Problem("superseded", {"newer": {"version": head["version"], "receipt": newest_receipt(head)}})
        if one.parent != head["body_sha256"]:
            raise Problem("version-gap", {"have": {"version": head["version"], "sha256": head["body_sha256"]}})

    @staticmethod
    def _require_house(
        connection: Connection, document: Mapping[str, Any], device: Device, errors: list[FieldError]
    ) -> bool:
        """Whether the house is a remote one. Raises Problem unless it is known and the device's, without errors."""
        house = document.get("establishment")
        code = house.get("code") if isinstance(house, dict) else None
        remote = None
        if isinstance(code, str) and not any(error.pointer == "/establishment/code" for error in errors):
            remote = register.is_remote(connection, code)
            if remote is None:
                errors = [*errors, FieldError("/establishment/code", "unknown-establishment")]
            else:
                device.require(code)
        if errors:
            raise invalid(errors)
        return bool(remote)

    def _store(
        self, connection: Connection, one: Submission, head: RowMapping | None, now: datetime, *, remote: bool
    ) -> Taken:
        document, received = one.document, instant_text(now)
        code = document["establishment"]["code"]
        late = late_minutes(document, now, remote=remote) if head is None else head["late_minutes"]
        if late and self._broken is Broken.LATE_REFUSED:
            raise invalid([FieldError("/stay/arrival", TOO_LATE)])
        entry = {
            "declaration_id": one.declaration_id,
            "version": one.version,
            "establishment": code,
            "person": register.person(document, code),
            "received_at": received,
        }
        number = register.enter(connection, entry, is_first=head is None)
        reference = number if head is None else head["reference"]
        if one.head is not None:
            self._database.queue_for(connection, one.head.origin)
        ledger = ledgers.named_with(connection, one.device, one.head)
        receipt = self._receipt(one, document["kind"], received, reference, ledger)
        signed = receipt.signed(self._keys.receipt)
        if self._broken is not Broken.NO_KEY_MEMORY:
            register.remember(connection, _row(one, receipt, signed, code, late))
        status = 202 if receipt.verdict == "queued" else 201
        return Taken(status, _reply(one, receipt.verdict, late, signed))

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

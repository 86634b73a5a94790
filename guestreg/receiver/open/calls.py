"""The calls of the contract, each a function from what was asked to what is answered.

Called by `app` in a thread of its own. It must not know how answers travel.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guestreg.receiver.open import changes, devices, fields, ledgers
from guestreg.receiver.open.broken import Broken
from guestreg.receiver.open.canonical import canonical
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.devices import Device, Enrolment
from guestreg.receiver.open.exchange import Answer, Call
from guestreg.receiver.open.identifiers import uuid7
from guestreg.receiver.open.instants import instant_text
from guestreg.receiver.open.intake import CONTRACTS, NO_PARENT, Intake, Submission
from guestreg.receiver.open.keys import AuthorityKeys, RandomBytes
from guestreg.receiver.open.ledgers import Head
from guestreg.receiver.open.notes import BadNote, Note, VerifierKey
from guestreg.receiver.open.problems import FieldError, Problem, invalid, malformed
from guestreg.receiver.open.standing import standing

DOCUMENT_BYTES = 8_192
BATCH_ITEMS, BATCH_BYTES = 50, 524_288
SERVICE = "stay-declaration"
_PARENT = re.compile(r"[0-9a-f]{64}|none")


@dataclass(frozen=True, slots=True)
class Calls:
    """`random` gives bytes for tokens, `rules_version` is said in the greeting."""

    database: Database
    keys: AuthorityKeys
    intake: Intake
    clock: Callable[[], datetime]
    random: RandomBytes
    rules_version: str
    broken: Broken | None = None

    def hello(self, call: Call) -> Answer:
        greeting: dict[str, Any] = {
            "service": SERVICE,
            "contract": list(CONTRACTS),
            "now": instant_text(self.clock()),
            "authority": self.keys.name,
            "limits": {"document": DOCUMENT_BYTES, "batch_items": BATCH_ITEMS, "batch_bytes": BATCH_BYTES},
            "keys": [VerifierKey.parse(one["vkey"]).short for one in self.keys.published],
            "rules": self.rules_version,
        }
        if call.device is not None:
            with self.database.reading() as connection:
                head = ledgers.held_head(connection, call.device)
            greeting |= {"ledger": head.as_json()} if head is not None else {}
        return Answer(200, greeting)

    def public_keys(self, call: Call) -> Answer:
        facts = {name: value for name, value in self.keys.facts.items() if value}
        keys = [dict(one) for one in self.keys.published]
        return Answer(200, {"service": SERVICE, "authority": facts, "keys": keys, "recipient": self.keys.recipient})

    def enrol(self, call: Call) -> Answer:
        wish = _enrolment(call.members)
        new_id, token = uuid7(self.clock(), self.random(10)), base64.urlsafe_b64encode(self.random(30)).decode()
        key_name = self.keys.receipt.verifier.name
        with self.database.writing() as connection:
            self.database.queue_for(connection, wish.establishment)
            answer = devices.admit(connection, wish, key_name, new_id, token, self.clock())
        if isinstance(answer, Problem):
            raise answer
        admitted = {"token": answer.token, "device_id": answer.device_id, "establishments": list(answer.establishments)}
        return Answer(201, admitted)

    def change_key(self, call: Call) -> Answer:
        note = _note(call.members.get("note"))
        with self.database.writing() as connection:
            devices.change_key(connection, call.known_device, note)
        return Answer(204)

    def declare(self, call: Call) -> Answer:
        declaration_id, version = _key(call.request.path_params)
        if call.request.headers.get("idempotency-key") != f'"{declaration_id}.{version}"':
            raise malformed()
        parent = call.request.headers.get("stay-parent", "")
        if not _PARENT.fullmatch(parent) or canonical(call.content) != call.body:
            raise malformed()
        document = call.members
        if (document.get("id"), document.get("version")) != (declaration_id, version):
            raise malformed()
        head = _head(_checkpoint_header(call), call.known_device)
        one = Submission(declaration_id, version, document, call.body, parent, call.known_device, head)
        taken = self.intake.take(one)
        return Answer(taken.status, taken.reply)

    def validate(self, call: Call) -> Answer:
        document = call.members
        if canonical(document) != call.body:
            raise malformed()
        if not fields.is_version(document.get("version")) or not _is_id(document.get("id")):
            raise malformed()
        self.intake.check(document, call.known_device)
        return Answer(204)

    def batch(self, call: Call) -> Answer:
        items = call.members.get("items")
        if not isinstance(items, list):
            raise malformed()
        if len(items) > BATCH_ITEMS:
            raise Problem("too-large", {"limit": BATCH_ITEMS})
        checkpoint = call.members.get("checkpoint")
        head = _head(checkpoint if isinstance(checkpoint, str) else None, call.known_device)
        types_url = str(call.request.url.replace(path="/v1/problems/", query=""))
        return Answer(200, {"items": [self._item(one, call.known_device, head, types_url) for one in items]})

    def _item(self, item: Any, device: Device, head: Head | None, types_url: str) -> dict[str, Any]:
        """One bad item never refuses the rest."""
        document = item.get("document") if isinstance(item, dict) else None
        key = {name: document.get(name) for name in ("id", "version")} if isinstance(document, dict) else {}
        try:
            taken = self.intake.take(read_item(item, device, head))
        except Problem as problem:
            return {**key, "status": problem.status, "problem": problem.as_json(types_url)}
        return {**key, "status": taken.status, "reply": taken.reply}

    def status(self, call: Call) -> Answer:
        declaration_id = call.request.path_params["id"]
        if not _is_id(declaration_id):
            raise Problem("unknown-declaration")
        if self.broken is not Broken.BLIND_IN_FLIGHT:
            self.intake.flights.wait_for(declaration_id)
        if self.broken is Broken.SHORT_MEMORY:
            self.intake.forget_the_old(declaration_id)
        with self.database.reading() as connection:
            if self.broken is not Broken.BLIND_IN_FLIGHT:
                self.database.wait_for(connection, declaration_id)
            return Answer(200, standing(connection, declaration_id, call.known_device))

    def changes(self, call: Call) -> Answer:
        asked = call.request.query_params
        limit = asked.get("limit", str(changes.PAGE_MOST))
        if not re.fullmatch(r"[1-9][0-9]{0,2}", limit) or int(limit) > changes.PAGE_MOST:
            raise malformed()
        with self.database.reading() as connection:
            return Answer(200, changes.page(connection, call.known_device, asked.get("cursor"), int(limit)))

    def read_message(self, call: Call) -> Answer:
        read_at = call.members.get("read_at")
        if fields.instant(read_at) is not None:
            raise malformed()
        with self.database.writing() as connection:
            changes.mark_read(connection, call.known_device, call.request.path_params["id"], str(read_at)[:19] + "Z")
        return Answer(204)

    def checkpoint(self, call: Call) -> Answer:
        whole = call.members.get("checkpoint")
        try:
            head = ledgers.read_checkpoint(whole if isinstance(whole, str) else "", call.known_device)
            proof = ledgers.read_proof(call.members.get("proof", []))
        except BadNote as wrong:
            raise malformed() from wrong
        with self.database.writing() as connection:
            self.database.queue_for(connection, head.origin)
            ledgers.take(connection, call.known_device, head, proof)
        text = ledgers.countersignature(self.keys.name, head, instant_text(self.clock()))
        return Answer(200, {"countersigned": self.keys.receipt.sign(text)})


def read_item(item: Any, device: Device, head: Head | None) -> Submission:
    """One item of a batch or a pack. Raises Problem."""
    document, parent = (item.get("document"), item.get("parent")) if isinstance(item, dict) else (None, None)
    if not isinstance(document, dict) or not isinstance(parent, str) or not _PARENT.fullmatch(parent):
        raise malformed()
    declaration_id, version = document.get("id"), document.get("version")
    if not _is_id(declaration_id) or not fields.is_version(version):
        raise malformed()
    body = canonical(document)
    if len(body) > DOCUMENT_BYTES:
        raise Problem("too-large", {"limit": DOCUMENT_BYTES})
    return Submission(str(declaration_id), int(version or 0), document, body, parent or NO_PARENT, device, head)


def _enrolment(asked: Mapping[str, Any]) -> Enrolment:
    device = asked.get("device")
    wanted = {
        "/code": asked.get("code"),
        "/establishment": asked.get("establishment"),
        "/device/vkey": device.get("vkey") if isinstance(device, dict) else None,
        "/proof": asked.get("proof"),
    }
    wrong = [FieldError(pointer, "required") for pointer, value in wanted.items() if value is None]
    wrong += [FieldError(pointer, "format") for pointer, value in wanted.items() if not isinstance(value, str | None)]
    if wrong:
        raise invalid(wrong)
    try:
        vkey = VerifierKey.parse(str(wanted["/device/vkey"]))
    except BadNote as bad:
        raise invalid([FieldError("/device/vkey", "format")]) from bad
    try:
        proof = Note.parse(str(wanted["/proof"]))
    except BadNote as bad:
        raise invalid([FieldError("/proof", "format")]) from bad
    return Enrolment(str(wanted["/code"]), str(wanted["/establishment"]), vkey, proof)


def _note(whole: Any) -> Note:
    try:
        return Note.parse(whole if isinstance(whole, str) else "")
    except BadNote as wrong:
        raise malformed() from wrong


def _checkpoint_header(call: Call) -> str | None:
    """The note in the header; what is no such header is as good as none, for it never stops a declaration."""
    given = call.request.headers.get("stay-checkpoint", "")
    if not (given.startswith(":") and given.endswith(":") and len(given) > 2):
        return None
    try:
        return base64.b64decode(given[1:-1], validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _head(whole: str | None, device: Device) -> Head | None:
    try:
        return None if whole is None else ledgers.read_checkpoint(whole, device)
    except BadNote:
        return None


def _key(path: Mapping[str, Any]) -> tuple[str, int]:
    declaration_id, version = path["id"], path["version"]
    if not _is_id(declaration_id) or not re.fullmatch(r"[1-9][0-9]{0,9}", version):
        raise malformed()
    if int(version) > fields.LARGEST_VERSION:
        raise malformed()
    return declaration_id, int(version)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and fields.UUID7.fullmatch(value) is not None

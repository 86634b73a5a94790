"""A service of the open contract as a script, put in place of the network; it signs with the published test key."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from guestreg.domain.authority_keys import Rotation, TrustedKey
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.note import VerifierKey, signed_note
from guestreg.domain.receipt import Sent
from guestreg.endpoints.http import HttpLine
from guestreg.endpoints.open_contract.client import CHANGES, HELLO, KEYS, OpenClient, Standing
from guestreg.platform.signatures import verify
from tests.fakes.clock import FakeClock
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import Answer, dated, on_the_wire

BASE_URL = "https://xa-mau.invalid"
NAME = "luutru.example/xa-mau"
SERVER_NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
RECEIVED = "2026-11-21T12:29:58Z"
TOKEN = "ma-may-cua-nha-mau"
HELLO_BODY = {
    "service": "stay-declaration",
    "contract": ["1.0"],
    "now": "2026-11-21T12:30:00Z",
    "authority": "Công an xã Mẫu",
    "limits": {"document": 8192, "batch_items": 50, "batch_bytes": 524288},
    "keys": [f"{NAME}+b1bf7e2f"],
    "rules": "2026-07-01",
}
Script = Iterable[Answer | Callable[[httpx.Request], Answer]]


class Signer:
    """A named key made from a text."""

    def __init__(self, secret: str = "guestreg test authority key", name: str = NAME) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(secret.encode()).digest())
        self.key = VerifierKey(name, self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> bytes:
        return signed_note(text, [(self.key, self._private.sign(text.encode()))])

    def signature(self, message: bytes) -> bytes:
        return self._private.sign(message)


AUTHORITY = Signer()
TRUSTED = TrustedKey(AUTHORITY.key, frozenset({"receipt"}), datetime(2026, 1, 1, tzinfo=UTC))


def receipt(document: bytes, *, by: Signer = AUTHORITY, **changes: Any) -> str:
    """The receipt for this document; `changes` replace what a line says."""
    members = json.loads(document)
    lines = {
        "authority": "Công an xã Mẫu",
        "declaration": f"{members['id']} version {members['version']} kind {members['kind']}",
        "body-sha256": base64.b64encode(hashlib.sha256(document).digest()).decode(),
        "received": RECEIVED,
        "reference": "2026/0012345",
        "verdict": "received",
        "ledger": "-",
    } | {name.replace("_", "-"): text for name, text in changes.items()}
    return by.sign("stay-receipt/v1\n" + "".join(f"{name} {text}\n" for name, text in lines.items())).decode()


def reply_body(document: bytes, note: str | None = None, **changes: Any) -> bytes:
    members = json.loads(document)
    note = receipt(document) if note is None else note
    body = {"id": members["id"], "version": members["version"], "verdict": "received", "late_minutes": 0}
    whole = body | {"receipt": note} | changes
    return json.dumps({name: value for name, value in whole.items() if value is not None}).encode()


def problem(status: int, kind: str, **members: Any) -> httpx.Response:
    headers = {name: members.pop(name) for name in list(members) if name[0].isupper()}
    body = {"type": f"{BASE_URL}/v1/problems/{kind}", "title": kind, "status": status} | members
    return dated(status, json.dumps(body).encode(), **headers)


class ScriptedService(httpx.BaseTransport):
    """Greets as agreed unless told otherwise; every other path answers from its script, whose last answer stays."""

    def __init__(self, answers: Script = (), **paths: Script) -> None:
        """`paths`: `hello`, `keys`, `changes`; `answers` for everything else."""
        self._scripts = {
            HELLO: list(paths.get("hello", [dated(200, json.dumps(HELLO_BODY))])),
            KEYS: list(paths.get("keys", [dated(503)])),
            CHANGES: list(paths.get("changes", [dated(503)])),
            "": list(answers) or [dated(503)],
        }
        self.requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        script = self._scripts.get(request.url.path, self._scripts[""])
        answer: Any = script.pop(0) if len(script) > 1 else script[0]
        return on_the_wire(answer(request) if callable(answer) else answer)


def client(
    service: httpx.BaseTransport,
    *,
    keys: Iterable[TrustedKey] = (TRUSTED,),
    head: Checkpoint | None = None,
    documents: Iterable[bytes] = (),
    learned: list[Rotation] | None = None,
    heads: list[Checkpoint] | None = None,
) -> OpenClient:
    """`head` is the only one of ours; `documents` are what this house sent.

    `learned` and `heads` are filled with what the client heard of keys and heads.
    """
    rotations = learned if learned is not None else []
    sent = {(one.declaration_id, one.version): one for one in map(sent_of, documents)}

    def known(declaration_id: DeclarationId, version: int) -> Sent | None:
        return sent.get((declaration_id, version))

    clock = FakeClock()
    return OpenClient(
        "xa-mau.invalid",
        Standing(
            TOKEN,
            tuple(keys),
            verify,
            lambda named: named == head,
            known,
            rotations.extend,
            (heads if heads is not None else []).append,
        ),
        lambda: HttpLine(BASE_URL, clock=clock, user_agent="guestreg/test", transport=service),
        clock=clock,
        program="guestreg/test",
    )


def sent_of(document: bytes) -> Sent:
    parcel = parcel_of(document)
    return Sent(parcel.declaration_id, parcel.version, parcel.kind.value, hashlib.sha256(document).hexdigest())

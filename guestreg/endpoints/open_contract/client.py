"""The exchange with a service of the open contract: greet, send, ask, hear what is new.

Several threads may use it. Nothing the network or the other side does is raised, and nothing but a receipt that
holds counts as success.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from guestreg.domain.authority_keys import TrustedKey
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.declaration import Hold
from guestreg.domain.note import Verify
from guestreg.domain.receipt import Sent
from guestreg.endpoints.http import Call, HttpLine, NoReply, Reply
from guestreg.endpoints.lines import Lines
from guestreg.endpoints.open_contract.answers import (
    Question,
    Told,
    outcome_of_put,
    outcome_of_status,
    told,
)
from guestreg.endpoints.open_contract.news import PAGE_ITEMS, Known, read_news
from guestreg.endpoints.open_contract.reading import CONTRACT, SERVICE, read_object, read_problem
from guestreg.endpoints.open_contract.trust import Trust
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import Exchange, Greeting, Held, News, NotUnderstood, Outcome, Parcel

REPLY_CAP_BYTES = 256 * 1024
HELLO, KEYS, CHANGES = "/v1/hello", "/.well-known/stay-declaration", "/v1/changes"
CHECKPOINTS = "/v1/checkpoints"


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """What this house brings: its token, the keys it trusts, and what of its own the answers are compared with."""

    token: str
    keys: Sequence[TrustedKey]
    verify: Verify
    is_our_head: Callable[[Checkpoint], bool]
    known: Known


class OpenClient:
    """EndpointClient of the open contract. `make_line` opens a line to the configured address."""

    def __init__(
        self, host: str, standing: Standing, make_line: Callable[[], HttpLine], *, clock: Clock, program: str
    ) -> None:
        self._host = host
        self._known = standing.known
        self._clock = clock
        self._headers = {"Stay-Client": program}
        self._token = {"Authorization": f"Bearer {standing.token}"}
        self._lines = Lines(make_line)
        self._trust = Trust(standing.keys, standing.verify, standing.is_our_head, self._listed_keys)

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        reply = self._ask(HELLO)
        found = told(reply, self._clock.now())
        if not isinstance(found, Told):
            return self._exchange(Held(Hold.ADDRESS) if found == NotUnderstood() else found, reply)
        stranger = _stranger(found.members)
        return Greeting(server_date=found.at) if stranger is None else self._exchange(stranger, reply)

    @property
    def can_be_asked(self) -> bool:
        return True

    def send(self, parcel: Parcel) -> Exchange:
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": f'"{parcel.declaration_id}.{parcel.version}"',
            "Content-Digest": content_digest(parcel.wire),
            "Stay-Parent": parcel.parent or "none",
        }
        if parcel.checkpoint is not None:
            headers["Stay-Checkpoint"] = f":{base64.b64encode(parcel.checkpoint).decode()}:"
        path = f"/v1/declarations/{parcel.declaration_id}/versions/{parcel.version}"
        reply = self._call(Call("PUT", path, headers, body=parcel.wire, cap_bytes=REPLY_CAP_BYTES))
        return self._exchange(outcome_of_put(reply, self._question(parcel)), reply)

    def ask(self, parcel: Parcel) -> Exchange:
        reply = self._ask(f"/v1/declarations/{parcel.declaration_id}")
        return self._exchange(outcome_of_status(reply, self._question(parcel)), reply)

    def news(self, cursor: str | None) -> News | Exchange:
        reply = self._ask(CHANGES, {"limit": str(PAGE_ITEMS)} | ({"cursor": cursor} if cursor else {}))
        if cursor and _is_expired(reply):
            return self.news(None)
        found = told(reply, self._clock.now())
        if not isinstance(found, Told):
            return self._exchange(found, reply)
        page = read_news(found.members, self._known, self._trust.weigh, self._trust.look_again, found.at)
        return page or self._exchange(NotUnderstood(), reply)

    def countersign(self, checkpoint: bytes, proof: Sequence[bytes]) -> bytes | None:
        """The authority's own note over our head; None when it gave none. `proof` from the head it holds."""
        members: dict[str, Any] = {"checkpoint": checkpoint.decode()}
        if proof:
            members["proof"] = [base64.b64encode(one).decode() for one in proof]
        body = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", "Content-Digest": content_digest(body)}
        reply = self._call(Call("POST", CHECKPOINTS, headers, body=body, cap_bytes=REPLY_CAP_BYTES))
        if not isinstance(reply, Reply) or reply.status != 200:
            return None
        found = read_object(reply)
        note = found.get("countersigned") if isinstance(found, dict) else None
        return note.encode() if isinstance(note, str) else None

    def close(self) -> None:
        self._lines.close()

    def _question(self, parcel: Parcel) -> Question:
        sha256 = hashlib.sha256(parcel.document).hexdigest()
        sent = Sent(parcel.declaration_id, parcel.version, parcel.kind.value, sha256)
        return Question(sent, self._trust.weigh, self._clock.now())

    def _listed_keys(self) -> Sequence[object] | None:
        reply = self._call(Call("GET", KEYS, cap_bytes=REPLY_CAP_BYTES), {})
        found = read_object(reply) if isinstance(reply, Reply) and reply.status == 200 else None
        if not isinstance(found, dict) or found.get("service") != SERVICE:
            return None
        listed = found.get("keys")
        return listed if isinstance(listed, list) else None

    def _ask(self, path: str, query: Mapping[str, str] | None = None) -> Reply | NoReply:
        return self._call(Call("GET", quote(path), query=query or {}, cap_bytes=REPLY_CAP_BYTES))

    def _call(self, call: Call, token: Mapping[str, str] | None = None) -> Reply | NoReply:
        """`token` empty where the contract wants none."""
        named = self._token if token is None else token
        with self._lines.one() as line:
            line.allow(call.body or b"")
            return line.exchange(replace(call, headers={**self._headers, **named, **call.headers}))

    def _exchange(self, outcome: Outcome, reply: Reply | NoReply) -> Exchange:
        if isinstance(reply, NoReply):
            return Exchange(outcome, self._host)
        problem = read_problem(reply)
        code = problem.type if problem is not None else None
        return Exchange(outcome, self._host, reply.status, reply.server_date, code, reply.body)


def content_digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _stranger(found: object) -> Held | None:
    """Anything but a greeting of this service, in a contract this program speaks, is not who we look for."""
    match found:
        case {"service": service, "contract": list(spoken), "now": str(), "keys": list()} if service == SERVICE:
            return None if CONTRACT in spoken else Held(Hold.CONTRACT)
    return Held(Hold.ADDRESS)


def _is_expired(reply: Reply | NoReply) -> bool:
    problem = read_problem(reply) if isinstance(reply, Reply) and reply.status == 410 else None
    return problem is not None and problem.type == "cursor-expired"

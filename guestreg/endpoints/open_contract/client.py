"""The exchange with a service of the open contract: greet, send, ask, hear what is new.

Several threads may use it. Nothing the network or the other side does is raised, and nothing but a receipt that
holds counts as success.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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
from guestreg.endpoints.open_contract.correspondence import answer_to_head, heard, read_head
from guestreg.endpoints.open_contract.news import PAGE_ITEMS, Known, read_news
from guestreg.endpoints.open_contract.reading import CONTRACT, SERVICE, read_object, read_problem
from guestreg.endpoints.open_contract.trust import Learned, Trust
from guestreg.ports.clock import Clock
from guestreg.ports.correspondence import Contradicted, Countersigned, Heard
from guestreg.ports.endpoint import Exchange, Greeting, Held, News, NotUnderstood, Outcome, Parcel

REPLY_CAP_BYTES = 256 * 1024
HELLO, KEYS, CHANGES = "/v1/hello", "/.well-known/stay-declaration", "/v1/changes"
CHECKPOINTS, DEVICE_KEYS = "/v1/checkpoints", "/v1/device-keys"


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """What this house brings: its token, the keys it trusts, and what of its own the answers are compared with."""

    token: str
    keys: Sequence[TrustedKey]
    verify: Verify
    is_our_head: Callable[[Checkpoint], bool]
    known: Known
    learned: Learned
    """Hears of keys that took over from `keys`."""
    heard_head: Callable[[Checkpoint], None]
    """Hears of the largest head of ours that the service says it holds."""


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
        self._heard_head = standing.heard_head
        self._trust = Trust(standing.keys, standing.verify, standing.is_our_head, self._listed_keys, standing.learned)

    def greet(self, *, afresh: bool = False) -> Greeting | Exchange:
        reply = self._ask(HELLO)
        found = told(reply, self._clock.now())
        if not isinstance(found, Told):
            return self._exchange(Held(Hold.ADDRESS) if found == NotUnderstood() else found, reply)
        stranger = _stranger(found.members)
        held = read_head(found.members.get("ledger"))
        if stranger is None and held is not None:
            self._heard_head(held)
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

    def countersign(
        self, head: Checkpoint, note: bytes, proof: Sequence[bytes]
    ) -> Countersigned | Contradicted | Heard:
        members: dict[str, Any] = {"checkpoint": note.decode()}
        if proof:
            members["proof"] = [base64.b64encode(one).decode() for one in proof]
        return answer_to_head(self._post(CHECKPOINTS, members), head, self._trust.weigh_head)

    def change_key(self, note: bytes) -> Heard:
        return heard(self._post(DEVICE_KEYS, {"note": note.decode()}), refused=frozenset({400, 422}))

    def tell_read(self, message_id: str, at: datetime) -> Heard:
        path = f"/v1/messages/{quote(message_id, safe='')}/read"
        members = {"read_at": at.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"}
        return heard(self._post(path, members), refused=frozenset({400, 404}))

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

    def _post(self, path: str, members: Mapping[str, Any]) -> Reply | NoReply:
        body = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", "Content-Digest": content_digest(body)}
        return self._call(Call("POST", path, headers, body=body, cap_bytes=REPLY_CAP_BYTES))

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

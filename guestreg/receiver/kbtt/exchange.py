"""One request from head to reply: the fault that strikes it, its effect, its place in the record.

Called by `app` for each of the twelve calls. An effect and its request are committed together before a byte
of the reply leaves.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from guestreg.receiver.kbtt import wording
from guestreg.receiver.kbtt.answers import Answer, answered, denied, refused, taken
from guestreg.receiver.kbtt.catalogue_calls import Version, catalogue, in_version
from guestreg.receiver.kbtt.catalogues import Catalogues
from guestreg.receiver.kbtt.declare import Declaring
from guestreg.receiver.kbtt.departure import ChangingDeparture
from guestreg.receiver.kbtt.faults import DECLARING, TRANSPORT, VERSIONS, Fault, Faults
from guestreg.receiver.kbtt.line_faults import Line
from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record, SeenRequest
from guestreg.receiver.kbtt.reply import Reply, disguise, plain_reply
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.kbtt.tokens import Tokens, TokenShape
from guestreg.receiver.serving import TRANSPORT_KEY

_NO_EFFECT = Answer(200, "200", "", None, "no_effect")


class Exchange:
    """The twelve calls over one record."""

    def __init__(
        self,
        settings: SimulatorSettings,
        record: Record,
        clock: PracticeClock,
        catalogues: Catalogues,
        faults: Faults,
        released: asyncio.Event,
    ) -> None:
        self._settings = settings
        self._record = record
        self._clock = clock
        self._catalogues = catalogues
        self._faults = faults
        self._released = released
        self._tokens = Tokens(settings, record, clock)
        self._declaring = Declaring(settings, record, clock, catalogues)
        self._departure = ChangingDeparture(settings, record, clock, catalogues)

    def endpoint(self, call: int) -> Callable[[Scope, Receive, Send], object]:
        async def play(scope: Scope, receive: Receive, send: Send) -> None:
            await self._play(call, Request(scope, receive), send)

        return play

    def note_unknown(self, request: Request, status: int) -> Response:
        """A path or method the interface doesn't have (a followed redirect ends here)."""
        answer = Answer(status, str(status), "Không tìm thấy", None, "unknown_path")
        self._record.add_request(self._seen(0, request, b"", answer.status, "unknown_path", None))
        return self.response(plain_reply(answer), 0.0)

    def response(self, reply: Reply, skew_seconds: float) -> Response:
        headers = dict(reply.headers) | {"Date": self._clock.http_date(skew_seconds)}
        if reply.content_type is not None:
            headers["Content-Type"] = reply.content_type
        return Response(reply.body, reply.status, headers)

    async def _play(self, call: int, request: Request, send: Send) -> None:
        fault, skew = self._faults.take(call)
        if fault is not None and fault.kind in TRANSPORT and fault.moment == "before":
            self._record.add_request(self._seen(call, request, b"", None, "no_effect", fault))
            await self._break(request, fault, Reply(200, taken().body()), skew)
            return
        try:
            body = await request.body()
        except ClientDisconnect:
            self._record.add_request(self._seen(call, request, b"", None, "no_effect", fault))
            return
        answer = self._carry_out(call, request, body, fault)
        reply = self._reply(answer, request, fault)
        if fault is not None and fault.kind in TRANSPORT:
            await self._break(request, fault, reply, skew)
            return
        await self.response(reply, skew)(request.scope, request.receive, send)

    def _carry_out(self, call: int, request: Request, body: bytes, fault: Fault | None) -> Answer:
        """The effect and its line in the record, together or not at all."""
        with self._record.transaction():
            if fault is not None and not fault.takes_effect:
                answer = self._instead(request, fault)
            else:
                answer = self._answer(call, request, body, fault)
            lost = fault is not None and fault.kind in TRANSPORT
            status = None if lost else self._reply(answer, request, fault).status
            self._record.add_request(self._seen(call, request, body, status, answer.outcome, fault))
        return answer

    def _instead(self, request: Request, fault: Fault) -> Answer:
        """What is said when a fault keeps the call from taking effect."""
        match fault.kind:
            case "success_without_effect":
                return Answer(200, "200", taken().message, None, "ineffective")
            case "refuse_text":
                return refused(fault.value or "")
            case "login_refused":
                return denied("Tài khoản hoặc mật khẩu không đúng")
            case "token_dies":
                self._tokens.kill(request.headers.get("authorization"))
                return denied("Token không hợp lệ hoặc đã hết hạn")
            case _:
                return _NO_EFFECT

    def _answer(self, call: int, request: Request, body: bytes, fault: Fault | None) -> Answer:
        authorization = request.headers.get("authorization")
        if call in DECLARING:
            return self._declare(call, request.headers, body, fault)
        match call:
            case 1:
                fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
                if _media_type(request.headers) != "application/x-www-form-urlencoded":
                    return refused("Content-Type không được hỗ trợ", 415)
                return self._tokens.log_in(authorization, fields, _shape(fault))
            case 2:
                old = request.query_params.get("refresh_token")
                return self._tokens.refresh(authorization, old, _shape(fault))
            case 3:
                return self._tokens.revoke(authorization, request.query_params.get("access_token"))
            case _:
                province = request.query_params.get("trucThuocTinh")
                rows = catalogue(call, self._catalogues, self._settings, province)
                if fault is not None and fault.kind in VERSIONS:
                    rows = in_version(rows, cast(Version, fault.kind))
                return answered(rows)

    def _declare(self, call: int, headers: Headers, body: bytes, fault: Fault | None) -> Answer:
        objection = self._tokens.refusal_of(headers.get("authorization"))
        if objection is not None:
            return objection
        if fault is not None and fault.kind == "right_missing":
            return denied("Không có quyền thực hiện", 403)
        if _media_type(headers) != "application/json":
            return refused("Content-Type không được hỗ trợ", 415)
        elements = _read_json(body)
        if elements is None:
            return refused(wording.NOT_READABLE)
        if call == 12:
            return self._departure.change(elements)
        return self._declaring.declare(call, elements, hashlib.sha256(body).hexdigest())

    def _reply(self, answer: Answer, request: Request, fault: Fault | None) -> Reply:
        if fault is None:
            return plain_reply(answer)
        host = request.headers.get("host", "localhost")
        return disguise(answer, fault, host, request.url.path, request.url.scheme)

    async def _break(self, request: Request, fault: Fault, reply: Reply, skew_seconds: float) -> None:
        transport = cast(asyncio.Transport, request.scope["state"][TRANSPORT_KEY])
        reply.headers["Date"] = self._clock.http_date(skew_seconds)
        await Line(transport, request.receive, self._released).suffer(fault, reply)

    def _seen(
        self, call: int, request: Request, body: bytes, status: int | None, outcome: str, fault: Fault | None
    ) -> SeenRequest:
        return SeenRequest(
            call,
            request.method,
            request.url.path,
            self._clock.now().isoformat(),
            hashlib.sha256(body).hexdigest(),
            len(body),
            status,
            outcome,
            fault.kind if fault is not None else None,
        )


def _shape(fault: Fault | None) -> TokenShape:
    if fault is None:
        return TokenShape()
    life = int(fault.seconds(30)) if fault.kind == "token_short" else None
    return TokenShape(life, fault.kind == "right_missing", fault.kind == "other_establishment")


def _media_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _read_json(body: bytes) -> object | None:
    """The value, None when it is no JSON, or holds NaN or text that is no Unicode."""
    try:
        value: object = json.loads(body.decode())
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return None
    return value

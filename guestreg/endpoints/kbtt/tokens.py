"""Being logged in: tokens held in memory alone, renewed in time, given up at the end.

`client` calls it. A password that was refused is never tried again by itself, since accounts may lock.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import RLock
from typing import Any
from urllib.parse import urlencode

from guestreg.domain.declaration import Hold
from guestreg.domain.strict_json import NotJson, read_json
from guestreg.endpoints.http import Call, HttpLine, NoReply, Reply
from guestreg.endpoints.kbtt.paths import KbttPaths
from guestreg.endpoints.kbtt.reading import Envelope, Shape, read_envelope
from guestreg.endpoints.waiting import outcome_of_silence, retry_after_s
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import Busy, Exchange, Greeting, Held, NothingLeft, Outcome

RENEW_BELOW_S = 60
REVOKE_S = 5.0
_RIGHT = "kbtt:create-3th"
_ACCOUNT_KIND = "CSLT"
_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")
_REFUSED = frozenset({400, 401, 403})
_ADDRESS = frozenset({404, 405, 410, 421})
_LATER = frozenset({408, 425, 429})
_NETWORK_WANTS_A_LOG_IN = 511


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What the police gave the house. The client credentials are `id:secret`, or already encoded."""

    account: str
    password: str
    client_a: str
    """For the log-in."""
    client_b: str
    """For renewing and giving up tokens."""


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """One pair and what came with it. `expires_s` is Unix seconds on the server's clock, None when not said."""

    access: str
    refresh: str
    expires_s: int | None
    greeting: Greeting


class Session:
    """The tokens of one house at one endpoint, for all threads that speak with it: one at a time asks for new ones."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        host: str,
        clock: Clock,
        expected_code: str | None,
        paths: KbttPaths,
    ) -> None:
        self._credentials = credentials
        self._host = host
        self._clock = clock
        self._code = expected_code
        self._paths = paths
        self._lock = RLock()
        self._tokens: Tokens | None = None
        self._refusal: Exchange | None = None
        self._server_ahead_s = 0.0

    def ready(self, line: HttpLine) -> Tokens | Exchange:
        """Tokens good for at least a minute as far as possible; an Exchange tells why there are none."""
        with self._lock:
            if self._tokens is None:
                return self._log_in(line)
            if self._is_ending(self._tokens):
                return self.renew(line, self._tokens)
            return self._tokens

    def greet(self, line: HttpLine, *, afresh: bool) -> Greeting | Exchange:
        """As `ready`, and what came with the tokens; those held already say nothing of the server's clock now."""
        with self._lock:
            held = self._tokens
            tokens = self.renew(line, held) if afresh else self.ready(line)
        if isinstance(tokens, Exchange):
            return tokens
        return replace(tokens.greeting, server_date=None) if tokens is held else tokens.greeting

    def renew(self, line: HttpLine, spent: Tokens | None) -> Tokens | Exchange:
        """Both tokens anew, by the refresh token or one log-in; those another thread got after `spent` will do."""
        with self._lock:
            tokens = self._tokens
            if tokens is not None and tokens is not spent:
                return tokens
            self._tokens = None
            if tokens is not None:
                reply = line.exchange(self._call("POST", self._paths.refresh, {"refresh_token": tokens.refresh}))
                renewed = self._take(reply)
                if not isinstance(renewed, Exchange) or isinstance(reply, NoReply):
                    return renewed
                if self._refusal is not None:
                    return self._refusal
            return self._log_in(line)

    def forget(self) -> None:
        """Drop tokens the endpoint doesn't take any more."""
        with self._lock:
            self._tokens = None

    def revoke(self, line: HttpLine) -> None:
        """Give up the tokens, best effort."""
        with self._lock:
            if self._tokens is not None:
                line.exchange(self._call("DELETE", self._paths.revoke, {"access_token": self._tokens.access}))
            self._tokens = None

    def _log_in(self, line: HttpLine) -> Tokens | Exchange:
        if self._refusal is not None:
            return self._refusal
        form = {
            "username": self._credentials.account,
            "password": self._credentials.password,
            "grant-type": "api_cslt",
        }
        headers = _basic(self._credentials.client_a) | {"Content-Type": "application/x-www-form-urlencoded"}
        reply = line.exchange(Call("POST", self._paths.token, headers, body=urlencode(form).encode()))
        taken = self._take(reply)
        if isinstance(taken, Exchange) and taken.outcome == Held(Hold.CREDENTIALS):
            self._refusal = taken
        return taken

    def _call(self, method: str, path: str, query: Mapping[str, str]) -> Call:
        return Call(method, path, _basic(self._credentials.client_b), query)

    def _take(self, reply: Reply | NoReply) -> Tokens | Exchange:
        if isinstance(reply, NoReply):
            return Exchange(outcome_of_silence(NoReply(reply.cause, body_left=False)), self._host)
        if reply.status != 200:
            return self._failed(reply, _outcome_of_status(reply, self._clock))
        found = _token_members(reply)
        if not isinstance(found, dict):
            return self._failed(reply, found)
        tokens = _tokens(found, reply)
        if tokens is None or not self._is_for_us(found):
            return self._failed(reply, Held(Hold.CREDENTIALS), refused_here=tokens is not None)
        server_now = reply.server_date or self._clock.now()
        self._server_ahead_s = server_now.timestamp() - self._clock.monotonic_ms() / 1000
        self._code = self._code or tokens.greeting.establishment_code
        self._tokens = tokens
        return tokens

    def _is_for_us(self, found: Mapping[str, Any]) -> bool:
        rights = found.get("Authorities")
        return (
            isinstance(rights, list)
            and _RIGHT in rights
            and found.get("LoaiTK") == _ACCOUNT_KIND
            and self._code in (None, _text(found.get("CsltId")))
        )

    def _failed(self, reply: Reply, outcome: Outcome, *, refused_here: bool = False) -> Exchange:
        # The body is not kept: it may hold tokens.
        exchange = Exchange(outcome, self._host, reply.status, reply.server_date)
        if refused_here:
            self._refusal = exchange
        return exchange

    def _is_ending(self, tokens: Tokens) -> bool:
        if tokens.expires_s is None:
            return False
        server_now_s = self._server_ahead_s + self._clock.monotonic_ms() / 1000
        return tokens.expires_s - server_now_s < RENEW_BELOW_S


def _basic(client: str) -> dict[str, str]:
    """The guide hands these out in plain and in encoded form; only the plain one has a colon."""
    code = client.strip().removeprefix("Basic ").strip()
    if ":" in code:
        code = base64.b64encode(code.encode()).decode()
    return {"Authorization": f"Basic {code}"}


def _outcome_of_status(reply: Reply, clock: Clock) -> Outcome:
    if reply.status in _REFUSED:
        return Held(Hold.CREDENTIALS)
    if reply.status in _ADDRESS or 300 <= reply.status < 400:
        return Held(Hold.ADDRESS)
    if reply.status == _NETWORK_WANTS_A_LOG_IN:
        return NothingLeft("sign_in_page")
    if reply.status in _LATER or reply.status >= 500:
        return Busy(retry_after_s(reply, clock.now()))
    return Held(Hold.CONTRACT)


def _token_members(reply: Reply) -> dict[str, Any] | Outcome:
    """The object with the tokens: the envelope's data, or the whole reply where there is no envelope."""
    if reply.cut:
        return Held(Hold.CONTRACT)
    match read_envelope(reply.body):
        case Envelope(code="200", data=dict() as data):
            return data
        case Envelope(code="200"):
            return {}
        case Envelope():
            return Held(Hold.CREDENTIALS)
        case Shape.HTML:
            return NothingLeft("sign_in_page")
        case Shape.EMPTY | Shape.SHORT:
            return Busy(None)
    try:
        found = read_json(reply.body)
    except NotJson:
        return Held(Hold.CONTRACT)
    return found if isinstance(found, dict) else Held(Hold.CONTRACT)


def _tokens(found: Mapping[str, Any], reply: Reply) -> Tokens | None:
    access, refresh, expires = found.get("AccessToken"), found.get("RefreshToken"), found.get("Exp")
    if not _is_token(access) or not _is_token(refresh):
        return None
    return Tokens(
        str(access),
        str(refresh),
        expires if isinstance(expires, int) and not isinstance(expires, bool) else None,
        Greeting(
            _text(found.get("CsltId")),
            _text(found.get("MaTTCuaCslt")),
            _text(found.get("MaPxCuaCslt")),
            reply.server_date,
        ),
    )


def _is_token(value: object) -> bool:
    return isinstance(value, str) and _TOKEN.fullmatch(value) is not None


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None

"""The one HTTP line: how this program speaks to any endpoint, and what came back.

Adapters call it. It follows no redirect, asks no environment, and always says whether a byte of the body may have
left. It knows no endpoint's words and logs nothing: addresses may carry tokens.
"""

import ipaddress
import logging
import ssl
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import httpcore
import httpx
import truststore

from guestreg.endpoints.pins import PinnedTrust
from guestreg.endpoints.sockets import CutWhileConnecting, Dialer, NotTrusted, Race, Resolve, TotalTime, race, resolve
from guestreg.ports.clock import Clock

CONNECT_S = 10.0
REPLY_CAP_BYTES = 64 * 1024
KEPT_OF_CUT_BYTES = 2 * 1024
"""What is kept of a reply that was cut: enough to see what it was."""
_BYTES_PER_EXTRA_SECOND = 10 * 1024
_IDLE_S = 3.0
"""A kept connection is used again only for this long, before servers close theirs under our request."""

for _library in ("httpx", "httpcore"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


class Breakage(StrEnum):
    """Why there is no reply."""

    NO_NETWORK = "no_network"
    TOO_SLOW = "too_slow"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """One request. `query` may hold tokens, `body` persons."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cap_bytes: int = REPLY_CAP_BYTES


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """A whole reply. `cut`: over the cap or not to be decompressed; then `body` is only its beginning."""

    status: int
    body: bytes
    cut: bool
    body_left: bool
    server_date: datetime | None
    retry_after: str | None


@dataclass(frozen=True, slots=True)
class NoReply:
    """No whole reply came. `body_left`: a byte of the request's body may have gone out."""

    cause: Breakage
    body_left: bool


class HttpLine:
    """A line to one address. One thread uses it; all calls between two `allow`s share one total time."""

    def __init__(
        self,
        base_url: str,
        *,
        clock: Clock,
        user_agent: str,
        total_s: float = 30.0,
        ca_file: Path | None = None,
        pins: Collection[str] = (),
        practice: bool = False,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve = resolve,
        race: Race = race,
    ) -> None:
        """`pins`: SHA-256 of the only keys believed, in hex. `transport` stands in for the network in tests.

        Raises ValueError for an address that is not allowed.
        """
        check_address(base_url, practice=practice)
        self._base_url = base_url.rstrip("/")
        self._total_s = total_s
        self._total = TotalTime(clock)
        self._client = httpx.Client(
            transport=transport
            or DialledTransport(
                Dialer(self._total, loopback_only=practice, resolve=resolve, race=race),
                PinnedTrust(pins).as_context() if pins else trust(ca_file),
            ),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(None, connect=CONNECT_S),
            headers={
                "User-Agent": user_agent,
                "Accept": "application/json",
                "Accept-Encoding": "identity",
            },
        )

    def allow(self, body: bytes = b"", seconds: float | None = None) -> None:
        """Start the total time of what follows; it grows with the body that will go out."""
        self._total.start(seconds or self._total_s + len(body) / _BYTES_PER_EXTRA_SECOND)

    def exchange(self, call: Call) -> Reply | NoReply:
        """Send one call and read its reply. Never raises for anything the network or the other side does."""
        leaving = _Leaving(call.body) if call.body is not None else None
        headers = dict(call.headers)
        if call.body is not None:
            headers["Content-Length"] = str(len(call.body))
        try:
            request = self._client.build_request(
                call.method,
                self._base_url + call.path,
                headers=headers,
                params=call.query or None,
                content=leaving,
            )
            response = self._client.send(request, stream=True)
            try:
                body, cut = self._read(response, call.cap_bytes)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError, ValueError) as fault:
            return NoReply(_breakage(fault), bool(leaving and leaving.begun))
        return Reply(
            status=response.status_code,
            body=body,
            cut=cut,
            body_left=bool(leaving and leaving.begun),
            server_date=_http_date(response.headers.get("Date")),
            retry_after=response.headers.get("Retry-After"),
        )

    def close(self) -> None:
        self._client.close()

    def _read(self, response: httpx.Response, cap_bytes: int) -> tuple[bytes, bool]:
        inflate = _Inflate(response.headers.get("Content-Encoding", "identity"), cap_bytes + 1)
        for chunk in response.iter_raw():
            inflate.take(chunk)
            if inflate.is_spoilt or len(inflate.body) > cap_bytes:
                return bytes(inflate.body[:KEPT_OF_CUT_BYTES]), True
            if self._total.left_s() <= 0:
                raise TimeoutError("total")
        return bytes(inflate.body), inflate.is_spoilt


class DialledTransport(httpx.HTTPTransport):
    """The library's transport over our own connections."""

    def __init__(self, dialer: Dialer, trust: ssl.SSLContext) -> None:
        # The library has no parameter for it; its other methods only use the pool.
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust,
            max_connections=1,
            max_keepalive_connections=1,
            keepalive_expiry=_IDLE_S,
            http1=True,
            http2=False,
            retries=0,
            network_backend=dialer,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Over no connection that has said more than it was asked: what is left would answer this request."""
        for connection in self._pool.connections:
            if connection.is_idle() and _has_unread(connection):
                connection.close()
        return super().handle_request(request)


def _has_unread(connection: object) -> bool:
    # Only the library's inner parser knows what came and belongs to no answer.
    parser = getattr(getattr(connection, "_connection", None), "_h11_state", None)
    return parser is None or bool(parser.trailing_data[0])


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """What is believed: the operating system's certificates, or those of `ca_file` alone; TLS 1.2 at least."""
    context = (
        ssl.create_default_context(cafile=str(ca_file)) if ca_file else truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def check_address(base_url: str, *, practice: bool) -> None:
    """Raise ValueError unless it is https, or this computer itself for practice."""
    parts = urlsplit(base_url)
    if not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise ValueError("an address is scheme, host, port and path")
    if practice and not _is_this_computer(parts.hostname):
        raise ValueError("practice stays on this computer")
    if parts.scheme != "https" and not (practice and parts.scheme == "http"):
        raise ValueError("https only")


def host_of(base_url: str) -> str:
    """The host in full as a person reads it, with its port when it is not the usual one."""
    return urlsplit(base_url).netloc


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Leaving:
    """The body, noting the moment it is taken: from then on a byte may be out."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self.begun = False

    def __iter__(self) -> Iterator[bytes]:
        self.begun = True
        yield self._body


_PLAIN = frozenset({"", "identity"})
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP_OR_ZLIB = zlib.MAX_WBITS + 32


class _Inflate:
    """Decompresses no further than asked, however small the bomb."""

    def __init__(self, coding: str, limit_bytes: int) -> None:
        self.body = bytearray()
        coding = coding.strip().lower()
        self.is_spoilt = coding not in _PACKED | _PLAIN
        self._limit_bytes = limit_bytes
        self._inflater = zlib.decompressobj(wbits=_GZIP_OR_ZLIB) if coding in _PACKED else None

    def take(self, chunk: bytes) -> None:
        if self._inflater is None:
            self.body += chunk
            return
        try:
            self.body += self._inflater.decompress(chunk, max(1, self._limit_bytes - len(self.body)))
        except zlib.error:
            self.is_spoilt = True


def _breakage(fault: BaseException) -> Breakage:
    """The library passes our own exceptions on as the cause of its own."""
    if isinstance(fault.__cause__, NotTrusted):
        return Breakage.CERTIFICATE
    if isinstance(fault.__cause__, CutWhileConnecting):
        return Breakage.TOO_SLOW
    if isinstance(fault, httpx.ConnectError | httpx.ConnectTimeout):
        return Breakage.NO_NETWORK
    return Breakage.TOO_SLOW


def _http_date(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None

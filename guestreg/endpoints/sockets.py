"""Connections that end in time: one clock for a whole exchange, both address families, loopback alone for practice.

`http` puts it under the HTTP library, whose own time-outs are per read and never stop a slow drip.
"""

import errno
import ipaddress
import os
import queue
import selectors
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

import httpcore

from guestreg.ports.clock import Clock

STAGGER_S = 0.25
"""Head start of one address before the next is tried beside it."""

_UNDER_WAY = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK})


class NotTrusted(httpcore.ConnectError):
    """The other side can't show that it is who it should be, or doesn't speak TLS as it should."""


class CutWhileConnecting(httpcore.ConnectError):
    """The other side was there and went away before the connection stood."""


class TotalTime:
    """How much of the time of the running exchange is left, by the clock that never jumps."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ends_ms = 0

    def start(self, seconds: float) -> None:
        self._ends_ms = self._clock.monotonic_ms() + int(seconds * 1000)

    def left_s(self) -> float:
        return (self._ends_ms - self._clock.monotonic_ms()) / 1000


@dataclass(frozen=True, slots=True)
class Address:
    """One place a host name stands for; `place` is what the socket library calls an address."""

    family: int
    place: tuple[Any, ...]

    @property
    def is_loopback(self) -> bool:
        return ipaddress.ip_address(str(self.place[0]).partition("%")[0]).is_loopback


Resolve = Callable[[str, int, float], Sequence[Address]]
Race = Callable[[Sequence[Address], Callable[[], float]], socket.socket]


def resolve(
    host: str, port: int, limit_s: float, look_up: Callable[..., Sequence[Any]] | None = None
) -> Sequence[Address]:
    """Addresses of `host`. Raises OSError, TimeoutError when the system's `look_up` hangs."""
    answers: queue.SimpleQueue[Sequence[Address] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = (look_up or socket.getaddrinfo)(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as fault:
            answers.put(fault if isinstance(fault, OSError) else OSError("no such host"))
        else:
            answers.put([Address(family, place) for family, _, _, _, place in found])

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=max(limit_s, 0))
    except queue.Empty:
        raise TimeoutError("resolver") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def interleaved(addresses: Sequence[Address]) -> list[Address]:
    """The same addresses, families in turn, beginning with the one the system prefers."""
    families = list(dict.fromkeys(address.family for address in addresses))
    by_family = [[address for address in addresses if address.family == family] for family in families]
    return [address for address in chain(*zip_longest(*by_family)) if address is not None]


def race(addresses: Sequence[Address], left_s: Callable[[], float]) -> socket.socket:
    """The first connection that stands; a route that hangs costs `STAGGER_S`. Raises OSError, TimeoutError."""
    untried = list(addresses)
    fault = OSError(errno.EADDRNOTAVAIL, "no address")
    with selectors.DefaultSelector() as running:
        try:
            while untried or running.get_map():
                if untried:
                    fault = _begin(untried.pop(0), running) or fault
                if left_s() <= 0:
                    raise TimeoutError("connect")
                pause_s = min(STAGGER_S, left_s()) if untried else left_s()
                for key, _ in running.select(pause_s) if running.get_map() else ():
                    candidate: Any = key.fileobj
                    running.unregister(candidate)
                    code = candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                    if code == 0:
                        return candidate  # type: ignore[no-any-return]
                    fault = OSError(code, os.strerror(code))
                    candidate.close()
            raise fault
        finally:
            for key in list(running.get_map().values()):
                loser: Any = key.fileobj
                loser.close()


def _begin(address: Address, running: selectors.BaseSelector) -> OSError | None:
    try:
        candidate = socket.socket(address.family, socket.SOCK_STREAM)
    except OSError as fault:
        return fault
    candidate.setblocking(False)
    code = candidate.connect_ex(address.place)
    if code not in _UNDER_WAY:
        candidate.close()
        return OSError(code, os.strerror(code))
    running.register(candidate, selectors.EVENT_WRITE)
    return None


class Dialer(httpcore.NetworkBackend):
    """Opens connections for the HTTP library within the total time, to loopback alone when told so."""

    def __init__(self, total: TotalTime, *, loopback_only: bool, resolve: Resolve = resolve, race: Race = race) -> None:
        self._total = total
        self._loopback_only = loopback_only
        self._resolve = resolve
        self._race = race

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        spare_s = self._total.left_s() - (timeout or 0) if timeout else 0.0

        def left_s() -> float:
            return self._total.left_s() - max(spare_s, 0)

        try:
            addresses = self._resolve(host, port, left_s())
            if self._loopback_only:
                addresses = [address for address in addresses if address.is_loopback]
            connection = self._race(interleaved(addresses), left_s)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout("connect") from fault
        except OSError as fault:
            raise httpcore.ConnectError("connect") from fault
        return TimedStream(connection, self._total)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no unix sockets")


CUT_IN_HANDSHAKE = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
"""How a handshake cut by the other side shows, by version of Python; none of them says anything of a certificate."""


class TimedStream(httpcore.NetworkStream):
    """A connection of which every read and write ends when the total time does."""

    def __init__(self, connection: socket.socket, total: TotalTime) -> None:
        self._connection = connection
        self._total = total

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._arm()
            return self._connection.recv(max_bytes)
        except TimeoutError as fault:
            raise httpcore.ReadTimeout("read") from fault
        except OSError as fault:
            raise httpcore.ReadError("read") from fault

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            while buffer:
                self._arm()
                buffer = buffer[self._connection.send(buffer) :]
        except TimeoutError as fault:
            raise httpcore.WriteTimeout("write") from fault
        except OSError as fault:
            raise httpcore.WriteError("write") from fault

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            self._arm(timeout)
            secured = ssl_context.wrap_socket(self._connection, server_hostname=server_hostname)
        except TimeoutError as fault:
            self.close()
            raise httpcore.ConnectTimeout("tls") from fault
        except (*CUT_IN_HANDSHAKE, ConnectionError) as fault:
            self.close()
            raise CutWhileConnecting("tls") from fault
        except OSError as fault:
            self.close()
            raise NotTrusted("tls") from fault
        return TimedStream(secured, self._total)

    def close(self) -> None:
        self._connection.close()

    def get_extra_info(self, info: str) -> Any:
        match info:
            case "ssl_object":
                return self._connection if isinstance(self._connection, ssl.SSLSocket) else None
            case "socket":
                return self._connection
            case "is_readable":
                return self._is_readable()
        return None

    def _arm(self, limit_s: float | None = None) -> None:
        left_s = self._total.left_s()
        if left_s <= 0:
            raise TimeoutError("total")
        self._connection.settimeout(left_s if limit_s is None else min(left_s, limit_s))

    def _is_readable(self) -> bool:
        if self._connection.fileno() < 0:
            return True
        with selectors.DefaultSelector() as looking:
            looking.register(self._connection, selectors.EVENT_READ)
            return bool(looking.select(0))

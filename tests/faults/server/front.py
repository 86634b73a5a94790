"""The fault server: real TLS on loopback before the simulator, doing to a connection or a request what a test says.

A well front hands every request on and every answer back, so that the simulator's record tells which effect there
was. `doors` are what it does to a connection, `deeds` what it does to a request.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from io import BufferedReader
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.fakes.raw_server import DRIP_S, Connection, Cut

LOG_IN = "/authorization-service/oauth/token"
DECLARING = ("/client-service/kbtt/kbtt-3th", "/client-service/kbtt-vn/kbtt-3th")
_OF_THE_LINE = frozenset({"host", "connection", "content-length", "accept-encoding"})
_PATIENCE_S = 20.0

Door = Callable[[socket.socket, threading.Event], socket.socket]
Deed = Callable[["Struck"], None]
Aim = Callable[[str], bool]


def declaring(path: str) -> bool:
    return path in DECLARING


def anything_of_ours(path: str) -> bool:
    """All of the open contract's calls that speak of our declarations."""
    return path.startswith(("/v1/declarations/", "/v1/changes"))


def logging_in(path: str) -> bool:
    return path.startswith("/authorization-service/")


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as the simulator gave it."""

    status: int
    body: bytes
    kind: str = "application/json;charset=UTF-8"


class Struck:
    """One request that a deed is done to: only its head was read."""

    def __init__(self, front: "Front", line: Connection, reader: BufferedReader, head: list[str]) -> None:
        self.line = line
        self._front = front
        self._reader = reader
        self.method, self.target, *_ = head[0].split()
        self.headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in head[1:])}

    @property
    def host(self) -> str:
        return self.headers["host"]

    @property
    def length(self) -> int:
        return int(self.headers.get("content-length", "0"))

    def read(self, count: int | None = None) -> bytes:
        """The body, or its first bytes."""
        return self._reader.read(self.length if count is None else count)

    def pause(self) -> None:
        """A little; ends the connection when the server stops."""
        if self._front.stopping.wait(DRIP_S):
            raise Cut

    def pass_on(self, body: bytes | None = None) -> Told:
        """Let it take effect; `body` when it was read already."""
        whole = self.read() if body is None else body
        return self._front.ask_police(self.method, self.target, self.headers, whole)

    def say(self, status: int, body: bytes = b"", *headers: str, ahead: timedelta | None = timedelta()) -> None:
        """A whole reply; its date is the simulator's plus `ahead`, None for no date."""
        self.line.say(self.head(status, *headers, f"Content-Length: {len(body)}", ahead=ahead) + body)

    def head(self, status: int, *headers: str, ahead: timedelta | None = timedelta()) -> bytes:
        dated = [] if ahead is None else [f"Date: {format_datetime(self._front.now() + ahead, usegmt=True)}"]
        return "\r\n".join([f"HTTP/1.1 {status} X", *dated, *headers, "", ""]).encode()

    def date_in(self, ahead: timedelta) -> str:
        return format_datetime(self._front.now() + ahead, usegmt=True)


class Front:
    """Serves until left. `fault` sets what happens from now on, `well` ends it."""

    def __init__(
        self, police_url: str, door: Door, now: Callable[[], datetime], host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self._police = urlsplit(police_url)
        self._good = self._door = door
        self._deed: Deed | None = None
        self._aim: Aim = declaring
        self._left: int | None = None
        self.now = now
        self.bodies: list[bytes] = []
        """Of every declaration that was handed on to the police."""
        self.log_ins = self.visits = self.struck = 0
        self.stopping = threading.Event()
        self._guard = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server((host, port))
        self.port: int = self._listener.getsockname()[1]

    def fault(
        self, *, door: Door | None = None, deed: Deed | None = None, aim: Aim = declaring, strikes: int | None = None
    ) -> None:
        """Connections that stand are cut when it is the door that fails. `strikes` None: until well again."""
        with self._guard:
            self._door, self._deed, self._aim, self._left = door or self._good, deed, aim, strikes
        if door is not None:
            self.cut()

    def cut(self) -> None:
        """End the connections that stand."""
        with self._guard:
            ends = list(self._ends)
        for end in ends:
            _shut(end)

    def well(self) -> None:
        self.fault()

    def ask_police(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Told:
        """What the simulator says; its record holds the effect when this returns."""
        path = target.partition("?")[0]
        with self._guard:
            self.log_ins += path == LOG_IN
            if method != "GET" and (path in DECLARING or anything_of_ours(path)):
                self.bodies.append(body)
        caller = http.client.HTTPConnection(str(self._police.hostname), self._police.port, timeout=_PATIENCE_S)
        try:
            kept = {name: value for name, value in headers.items() if name not in _OF_THE_LINE}
            caller.request(method, target, body or None, kept)
            with caller.getresponse() as response:
                return Told(response.status, response.read(), response.headers.get("content-type", ""))
        finally:
            caller.close()

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        _shut(self._listener)
        self._listener.close()
        for end in list(self._ends):
            _shut(end)
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[..., None], *rest: object) -> None:
        self._threads = [one for one in self._threads if one.is_alive()]
        thread = threading.Thread(target=work, args=rest, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                end, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            self._start(self._serve, end)

    def _serve(self, end: socket.socket) -> None:
        held = end
        try:
            end.settimeout(_PATIENCE_S)
            held = self._door(end, self.stopping)
            with self._guard:
                self._ends.add(held)
            line = Connection(held, self.stopping)
            with held.makefile("rb") as reader:
                while head := _head(reader):
                    self._answer(Struck(self, line, reader, head))
        except (OSError, Cut, http.client.HTTPException):
            return
        finally:
            with self._guard:
                self._ends.discard(held)
            held.close()
            end.close()

    def _answer(self, struck: Struck) -> None:
        deed = self._deed_for(struck.target.partition("?")[0])
        if deed is not None:
            deed(struck)
            return
        told = struck.pass_on()
        struck.say(told.status, told.body, f"Content-Type: {told.kind}")

    def _deed_for(self, path: str) -> Deed | None:
        with self._guard:
            if self._deed is None or not self._aim(path) or self._left == 0:
                return None
            self._left = None if self._left is None else self._left - 1
            self.struck += 1
            return self._deed


def _head(reader: BufferedReader) -> list[str]:
    lines = []
    while line := reader.readline().decode("latin-1").strip():
        lines.append(line)
    return lines


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def secured(context: ssl.SSLContext) -> Door:
    """The usual door: a handshake with this certificate."""

    def door(end: socket.socket, stopping: threading.Event) -> socket.socket:
        return context.wrap_socket(end, server_side=True)

    return door

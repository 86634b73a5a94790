"""A server on loopback that does to a connection what its test says: answers, keeps silent, drips, cuts."""

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

DRIP_S = 0.05


@dataclass(frozen=True)
class Heard:
    """One request as it came; `body` is empty when the test answers at the head."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Cut(Exception):
    """Raised by an answer to end the connection."""


Answer = Callable[[Heard, "Connection"], None]


class Connection:
    """The server's end of one connection."""

    def __init__(self, end: socket.socket, stopping: threading.Event) -> None:
        self._end = end
        self._stopping = stopping

    def say(self, raw: bytes) -> None:
        self._end.sendall(raw)

    def reply(self, status: int, body: bytes = b"", *headers: str) -> None:
        head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers]
        self.say("\r\n".join([*head, "", ""]).encode() + body)

    def drip(self, raw: bytes) -> None:
        """Byte after byte, slowly, until all is said or the server stops."""
        for position in range(len(raw)):
            if self._stopping.wait(DRIP_S):
                raise Cut
            self.say(raw[position : position + 1])

    def keep_silent(self) -> None:
        self._stopping.wait()
        raise Cut

    def reset(self) -> None:
        """Cut so that the other end sees a reset, not an end."""
        self._end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        raise Cut


class RawServer:
    """Serves until left; `heard` are all requests. With `at_head` the answer comes before the body is read.

    `welcome` is done to each connection before a request is awaited.
    """

    def __init__(
        self,
        answer: Answer,
        *,
        tls: ssl.SSLContext | None = None,
        at_head: bool = False,
        welcome: Callable[[Connection], None] | None = None,
    ) -> None:
        self._answer = answer
        self._welcome = welcome
        self._tls = tls
        self._at_head = at_head
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.heard: list[Heard] = []
        self.visits = 0
        self.ended = threading.Semaphore(0)
        """Released each time the server has closed a connection."""

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in self._ends:
            _shut(end)
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[..., None], *rest: object) -> None:
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
            self._ends.append(end)
            self._start(self._serve, end)

    def _serve(self, end: socket.socket) -> None:
        try:
            if self._tls is not None:
                end = self._tls.wrap_socket(end, server_side=True)
            connection = Connection(end, self._stopping)
            if self._welcome is not None:
                self._welcome(connection)
            with end.makefile("rb") as reader:
                while (heard := self._hear(reader)) is not None:
                    self.heard.append(heard)
                    self._answer(heard, connection)
        except (OSError, Cut):
            return
        finally:
            end.close()
            self.ended.release()

    def _hear(self, reader: object) -> Heard | None:
        line = reader.readline().decode("latin-1").split()  # type: ignore[attr-defined]
        if not line:
            return None
        headers = {}
        while field := reader.readline().decode("latin-1").strip():  # type: ignore[attr-defined]
            name, _, value = field.partition(":")
            headers[name.lower()] = value.strip()
        length = 0 if self._at_head else int(headers.get("content-length", "0"))
        return Heard(line[0], line[1], headers, reader.read(length))  # type: ignore[attr-defined]


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

"""A line between a house and an authority, on loopback without TLS: it keeps what went over it, and may cut answers.

Used by the tests of receivers. It must not know what requests mean.
"""

import itertools
import re
import socket
import threading
from dataclasses import dataclass

_BYTES = 65_536
_REQUEST = re.compile(rb"^(GET|PUT|POST) (\S+) HTTP", re.MULTILINE)
_ANSWER = re.compile(rb"^HTTP/1\.1 (\d{3})")


@dataclass(frozen=True)
class Passed:
    """One request and its answer; `begun` counts requests in the order in which they came."""

    begun: int
    method: str
    path: str
    request: bytes
    status: int
    body: bytes


class CuttingLine:
    """Starts at once; `cut_next` declarations are passed on whole, and their answers lost."""

    def __init__(self, target: str) -> None:
        host, port = target.removeprefix("http://").split(":")
        self._target = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.cut_next = 0
        self.passed: list[Passed] = []
        self._begun = itertools.count()
        threading.Thread(target=self._accept, daemon=True).start()

    def repeat(self, passed: Passed) -> None:
        """Say it once more, from a house that is no longer there."""
        here, there = socket.socketpair()
        with here, there:
            self._answered(here, passed.request)

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                house, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(house,), daemon=True).start()

    def _carry(self, house: socket.socket) -> None:
        """One request after another; each side writes whole messages before it waits."""
        with house:
            while (request := _message(house)) and self._answered(house, request):
                pass

    def _answered(self, house: socket.socket, request: bytes) -> bool:
        found = _REQUEST.search(request)
        assert found
        method, path, begun = found[1].decode(), found[2].decode(), next(self._begun)
        with socket.create_connection(self._target) as authority:
            authority.sendall(request)
            answer = _message(authority)
        status = _ANSWER.match(answer)
        body = answer.partition(b"\r\n\r\n")[2]
        self.passed.append(Passed(begun, method, path, request, int(status[1]) if status else 0, body))
        if method == "PUT" and self.cut_next:
            self.cut_next -= 1
            return False
        try:
            house.sendall(answer)
        except OSError:
            return False
        return bool(answer)


def _message(side: socket.socket) -> bytes:
    """Head and as much body as it announces; nothing when the side has gone."""
    received = b""
    try:
        while b"\r\n\r\n" not in received:
            received += (piece := side.recv(_BYTES))
            if not piece:
                return b""
        head, _, body = received.partition(b"\r\n\r\n")
        announced = re.search(rb"(?i)^content-length: *(\d+)", head, re.MULTILINE)
        while len(body) < (int(announced[1]) if announced else 0):
            body += (piece := side.recv(_BYTES))
            if not piece:
                return b""
    except OSError:
        return b""
    return head + b"\r\n\r\n" + body

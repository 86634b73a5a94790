"""A named stand-in for a screen: a socket that answers the first bytes of every caller, or keeps silent."""

import socket
import threading
from types import TracebackType
from typing import Self

REFUSED = b"\0\x0b\x0b\0\0\0\x03\0No X!\0\0\0"
"""An X11 server that wants authority."""


class FakeScreen:
    """`place` is the path of a local socket or host and port; `answer` empty: callers are heard and left alone."""

    def __init__(self, place: str | tuple[str, int], answer: bytes = REFUSED) -> None:
        self._answer = answer
        self._ends: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_INET if isinstance(place, tuple) else socket.AF_UNIX)
        self._listener.bind(place)
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for one in (self._listener, *self._ends):
            one.close()

    def _serve(self) -> None:
        while True:
            try:
                end, _ = self._listener.accept()
            except OSError:
                return
            self._ends.append(end)
            if end.recv(64) and self._answer:
                end.sendall(self._answer)

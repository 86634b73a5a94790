"""A resolver on loopback that knows one name and says what a test wants of it (kinds 1–3, and 4–7 by what it tells)."""

import socket
import struct
import threading
from ipaddress import ip_address
from types import TracebackType
from typing import Self

from tests.faults.matrix.row import NameFault
from tests.faults.server.places import NAME, POLICE, RESOLVER

_A, _AAAA = 1, 28
_ANSWER, _NO_SUCH_NAME = 0x8180, 0x8183


class Resolver:
    """Answers by UDP until left."""

    def __init__(self, port: int = 53) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((RESOLVER, port))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.fault: NameFault | None = None
        self.asked = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last_word:
            last_word.sendto(b"", (RESOLVER, self.port))
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            question, sender = self._socket.recvfrom(512)
            if not question:
                return
            self.asked += 1
            answer = self._answer(question)
            if answer is not None:
                self._socket.sendto(answer, sender)

    def _answer(self, question: bytes) -> bytes | None:
        fault = self.fault
        if fault is not None and fault.silent:
            return None
        name, asked = _asked(question)
        places = {} if name.lower() != NAME else _places(fault)
        whole = question[12 : 12 + len(name) + 2 + 4]
        told = [ip_address(places[asked]).packed] if asked in places else []
        flags = _ANSWER if places else _NO_SUCH_NAME
        head = question[:2] + struct.pack(">HHHHH", flags, 1, len(told), 0, 0)
        return head + whole + b"".join(_record(asked, packed) for packed in told)


def _places(fault: NameFault | None) -> dict[int, str]:
    if fault is None:
        return {_A: POLICE}
    found = {_A: POLICE if fault.keeps_ipv4 else fault.ipv4, _AAAA: fault.ipv6}
    return {kind: place for kind, place in found.items() if place is not None}


def _asked(question: bytes) -> tuple[str, int]:
    """The name and the kind of record."""
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode("ascii", "replace"))
        at += 1 + question[at]
    return ".".join(labels), int.from_bytes(question[at + 1 : at + 3])


def _record(kind: int, packed: bytes) -> bytes:
    """The name is the question's; nobody keeps it."""
    return b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(packed)) + packed

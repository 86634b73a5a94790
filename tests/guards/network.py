"""Refuses every connection that leaves this machine while the tests run.

It replaces the connecting methods of `socket.socket` and the name look-up, so any library above them is covered.
A refusal fails the test even where the program swallows it.
"""

import socket
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import Any

import pytest

LOCAL_NAMES = frozenset({None, "", "localhost", b"localhost"})


class LeftTheMachine(RuntimeError):
    """A test tried to reach an address that is not loopback."""


class LoopbackOnly:
    """The guard: wraps the calls of one socket class and one look-up, and remembers what it refused."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def connecting(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(sock: socket.socket, address: Any, *rest: Any) -> Any:
            if sock.family in (socket.AF_INET, socket.AF_INET6):
                self.check(address[0])
            return real(sock, address, *rest)

        return guarded

    def sending(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(sock: socket.socket, data: Any, *rest: Any) -> Any:
            if sock.family in (socket.AF_INET, socket.AF_INET6):
                self.check(rest[-1][0])
            return real(sock, data, *rest)

        return guarded

    def looking_up(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(host: Any, *rest: Any, **more: Any) -> Any:
            self.check(host)
            return real(host, *rest, **more)

        return guarded

    def check(self, host: Any) -> None:
        """Raises unless the host is this machine's loopback."""
        if host in LOCAL_NAMES:
            return
        try:
            if ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback:
                return
        except ValueError:
            pass  # a name, and only localhost is ours
        self.refused.append(repr(host))
        raise LeftTheMachine(f"tests reach loopback only, not {host!r}")


def install(guard: LoopbackOnly, patch: pytest.MonkeyPatch) -> None:
    """Puts the guard around the process's sockets until the patch is undone."""
    patch.setattr(socket.socket, "connect", guard.connecting(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guard.connecting(socket.socket.connect_ex))
    patch.setattr(socket.socket, "sendto", guard.sending(socket.socket.sendto))
    patch.setattr(socket, "getaddrinfo", guard.looking_up(socket.getaddrinfo))
    patch.setattr(socket, "gethostbyname", guard.looking_up(socket.gethostbyname))


@pytest.fixture(scope="session")
def loopback_only() -> Iterator[LoopbackOnly]:
    """The session's guard, in place for every test."""
    guard = LoopbackOnly()
    with pytest.MonkeyPatch.context() as patch:
        install(guard, patch)
        yield guard


@pytest.fixture(autouse=True)
def _stays_on_this_machine(loopback_only: LoopbackOnly) -> Iterator[None]:
    del loopback_only.refused[:]
    yield
    refused, loopback_only.refused[:] = list(loopback_only.refused), []
    if refused:
        pytest.fail(f"tried to leave the machine: {', '.join(refused)}")

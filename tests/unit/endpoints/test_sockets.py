"""Connections: families in turn, a hanging route costs little, practice stays on this computer."""

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing

import httpcore
import pytest

from guestreg.endpoints.http import Breakage, Call, HttpLine, NoReply
from guestreg.endpoints.sockets import (
    STAGGER_S,
    Address,
    CutWhileConnecting,
    Dialer,
    NotTrusted,
    TimedStream,
    TotalTime,
    interleaved,
    race,
    resolve,
)
from guestreg.platform.clock import SystemClock
from tests.fakes.clock import FakeClock

V4, V6 = socket.AF_INET, socket.AF_INET6
OUTSIDE = Address(V4, ("192.0.2.1", 80))


def total(seconds: float = 5.0) -> TotalTime:
    made = TotalTime(SystemClock())
    made.start(seconds)
    return made


def loopback(port: int) -> Address:
    return Address(V4, ("127.0.0.1", port))


def hanging(stack: ExitStack) -> Address:
    """A place whose queue is full, so that nobody is refused and nobody gets through."""
    full = stack.enter_context(closing(socket.create_server(("127.0.0.1", 0), backlog=0)))
    for _ in range(4):
        visitor = stack.enter_context(closing(socket.socket()))
        visitor.setblocking(False)
        visitor.connect_ex(full.getsockname())
    return loopback(full.getsockname()[1])


def refusing() -> Address:
    with closing(socket.create_server(("127.0.0.1", 0))) as gone:
        return loopback(gone.getsockname()[1])


def test_families_take_turns_beginning_with_the_systems_choice() -> None:
    six = [Address(V6, (f"2001:db8::{n}", 80, 0, 0)) for n in range(3)]
    four = [Address(V4, (f"192.0.2.{n}", 80)) for n in range(2)]
    assert interleaved([*six, *four]) == [six[0], four[0], six[1], four[1], six[2]]
    assert interleaved([]) == []


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("192.0.2.1", False),
        ("fe80::1%eth0", False),
        ("::", False),
    ],
)
def test_what_is_this_computer(host: str, is_loopback: bool) -> None:
    assert Address(V4, (host, 80)).is_loopback is is_loopback


def test_a_route_that_hangs_is_passed_over() -> None:
    with ExitStack() as stack:
        dead = hanging(stack)
        server = stack.enter_context(closing(socket.create_server(("127.0.0.1", 0))))
        time_left = total()
        won = stack.enter_context(closing(race([dead, loopback(server.getsockname()[1])], time_left.left_s)))
        assert won.getpeername() == server.getsockname()
        assert 3.0 < time_left.left_s() < 5.05 - STAGGER_S


def test_a_refusal_leads_to_the_next_at_once_and_all_refusals_are_one() -> None:
    with ExitStack() as stack:
        server = stack.enter_context(closing(socket.create_server(("127.0.0.1", 0))))
        there = loopback(server.getsockname()[1])
        won = stack.enter_context(closing(race([refusing(), there], total().left_s)))
        assert won.getpeername() == server.getsockname()
    with pytest.raises(ConnectionRefusedError):
        race([refusing(), refusing()], total().left_s)
    with pytest.raises(OSError):
        race([], total().left_s)


def test_when_all_hang_the_time_ends_it() -> None:
    with ExitStack() as stack, pytest.raises(TimeoutError):
        race([hanging(stack)], total(0.3).left_s)


def test_names_are_looked_up_in_time() -> None:
    assert Address(V4, ("127.0.0.1", 80)) in resolve("127.0.0.1", 80, 5)
    answered = threading.Event()

    def hang(*asked: object, **more: object) -> list[object]:
        answered.wait()
        return []

    with pytest.raises(TimeoutError):
        resolve("localhost", 80, 0.1, hang)
    answered.set()
    with pytest.raises(OSError):
        resolve("localhost", 80, 5, unspeakable)


def unspeakable(*asked: object, **more: object) -> list[object]:
    raise UnicodeError("a name with a label that is too long")


def test_connect_has_its_own_shorter_time() -> None:
    with ExitStack() as stack:
        dead = hanging(stack)
        dialer = Dialer(total(20), loopback_only=True, resolve=lambda host, port, limit_s: [dead])
        with pytest.raises(httpcore.ConnectTimeout):
            dialer.connect_tcp("localhost", 80, timeout=0.3)


class Tried:
    """Notes which addresses a connection would have been opened to."""

    def __init__(self) -> None:
        self.addresses: list[Address] = []

    def __call__(self, addresses: Sequence[Address], left_s: Callable[[], float]) -> socket.socket:
        self.addresses += addresses
        raise OSError("no connection in this test")


@pytest.mark.parametrize(("practice", "tried"), [(True, []), (False, [OUTSIDE])])
def test_practice_opens_no_connection_but_to_loopback(practice: bool, tried: list[Address]) -> None:
    """Even when the name of this computer leads elsewhere; the control is the same line without practice."""
    noted = Tried()
    line = HttpLine(
        "https://localhost:1",
        clock=FakeClock(),
        user_agent="x",
        practice=practice,
        resolve=lambda host, port, limit_s: [OUTSIDE],
        race=noted,
    )
    line.allow()
    assert line.exchange(Call("POST", "/", body=b"person")) == NoReply(Breakage.NO_NETWORK, body_left=False)
    line.close()
    assert noted.addresses == tried


class EndingContext(ssl.SSLContext):
    """Ends every handshake with one kind of error, as versions of Python differ in it."""

    error: OSError

    def wrap_socket(self, *_: object, **__: object) -> ssl.SSLSocket:
        raise self.error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ssl.SSLEOFError(8, "EOF occurred"), CutWhileConnecting),
        (ssl.SSLZeroReturnError(6, "closed (EOF)"), CutWhileConnecting),
        (ssl.SSLSyscallError(5, "reset"), CutWhileConnecting),
        (ConnectionResetError(104, "reset"), CutWhileConnecting),
        (ssl.SSLCertVerificationError(1, "self-signed"), NotTrusted),
        (ssl.SSLError(1, "wrong version"), NotTrusted),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, OSError) else one.__name__,
)
def test_a_cut_handshake_says_nothing_of_a_certificate(error: OSError, expected: type[Exception]) -> None:
    context = EndingContext(ssl.PROTOCOL_TLS_CLIENT)
    context.error = error
    left, right = socket.socketpair()
    with left, right, pytest.raises(expected):
        TimedStream(left, total()).start_tls(context)

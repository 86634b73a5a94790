"""A server that says more than it was asked: what is left over answers no other request."""

import ssl
from pathlib import Path

import pytest
import trustme

from guestreg.endpoints.http import Call, HttpLine, Reply
from guestreg.platform.clock import SystemClock
from tests.fakes.raw_server import Connection, Heard, RawServer

PATIENCE_S = 10.0


def reply_of(number: int) -> bytes:
    said = b"reply %d" % number
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.mark.parametrize("secured", [False, True])
@pytest.mark.parametrize("more", [b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged", b"\r\n", b"x" * 100])
def test_what_was_left_over_answers_nothing(secured: bool, more: bytes, authority: trustme.CA, tmp_path: Path) -> None:
    asked = 0

    def answer(heard: Heard, connection: Connection) -> None:
        nonlocal asked
        asked += 1
        connection.say(reply_of(asked) + (more if asked == 1 else b""))

    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with RawServer(answer, tls=tls if secured else None) as server:
        line = HttpLine(server.url, clock=SystemClock(), user_agent="test", ca_file=tmp_path / "ca.pem", practice=True)
        said = [exchanged(line) for _ in range(3)]
        line.close()
    assert said == [b"reply 1", b"reply 2", b"reply 3"]
    assert server.visits == 2


def exchanged(line: HttpLine) -> bytes:
    line.allow(seconds=PATIENCE_S)
    reply = line.exchange(Call("POST", "/", body=b"x"))
    assert isinstance(reply, Reply)
    return reply.body

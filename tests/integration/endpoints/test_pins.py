"""A pinned endpoint is known by its key alone: no authority helps a stranger, none is needed by the right one."""

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme

from guestreg.endpoints.http import Breakage, Call, HttpLine, NoReply, Reply
from guestreg.endpoints.pins import PinnedTrust, spki_sha256
from guestreg.platform.clock import SystemClock
from tests.fakes.raw_server import Connection, Heard, RawServer

LONG_OVER = datetime(2020, 1, 1, tzinfo=UTC)


def answer(heard: Heard, connection: Connection) -> None:
    connection.reply(200, b"{}")


def context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


def pin(certificate: trustme.LeafCert) -> str:
    return spki_sha256(ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode()))


def asked(url: str, *pins: str, ca_file: Path | None = None) -> Reply | NoReply:
    line = HttpLine(url, clock=SystemClock(), user_agent="guestreg/test", total_s=5.0, pins=pins, ca_file=ca_file)
    line.allow()
    try:
        return line.exchange(Call("GET", "/"))
    finally:
        line.close()


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.mark.parametrize("place", [0, 1], ids=["current", "next"])
def test_either_pinned_key_is_believed_whoever_vouches(authority: trustme.CA, place: int) -> None:
    certificate = authority.issue_cert("127.0.0.1")
    pins = ["ab" * 32, "cd" * 32]
    pins[place] = pin(certificate)
    with RawServer(answer, tls=context(certificate)) as server:
        assert isinstance(asked(server.url, *pins), Reply)


def test_another_key_is_refused_even_where_its_authority_is_trusted(authority: trustme.CA, tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    with RawServer(answer, tls=context(authority.issue_cert("127.0.0.1"))) as server:
        assert isinstance(asked(server.url, ca_file=ca_file), Reply)
        assert asked(server.url, "ab" * 32, ca_file=ca_file) == NoReply(Breakage.CERTIFICATE, body_left=False)


@pytest.mark.parametrize(
    "issue",
    [
        lambda authority: authority.issue_cert("127.0.0.2"),
        lambda authority: authority.issue_cert("127.0.0.1", not_after=LONG_OVER),
    ],
    ids=["another host", "expired"],
)
def test_a_pinned_key_under_another_name_or_out_of_date_is_refused(
    authority: trustme.CA, issue: Callable[[trustme.CA], trustme.LeafCert]
) -> None:
    certificate = issue(authority)
    with RawServer(answer, tls=context(certificate)) as server:
        assert asked(server.url, pin(certificate)) == NoReply(Breakage.CERTIFICATE, body_left=False)


def test_a_key_that_changes_to_the_next_pin_is_taken_at_the_next_connection(authority: trustme.CA) -> None:
    first, second = authority.issue_cert("127.0.0.1"), authority.issue_cert("127.0.0.1")
    shown = [first]

    def fetch(place: tuple[str, int], limit_s: float) -> str:
        return shown[0].cert_chain_pems[0].bytes().decode()

    trust = PinnedTrust([pin(first), pin(second)], fetch)
    for certificate, good in ((first, True), (second, False), (second, True)):
        with RawServer(answer, tls=context(certificate)) as server:
            assert _shakes_hands(trust, server.url) is good
        shown[0] = second


def _shakes_hands(trust: PinnedTrust, url: str) -> bool:
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), 5) as plain:
        try:
            trust.wrap_socket(plain, server_hostname=place.hostname).close()
        except ssl.SSLCertVerificationError:
            return False
    return True

"""Who is believed: a certificate of the right authority for the right host, and nobody else."""

import ssl
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from guestreg.domain.declaration import Hold
from guestreg.endpoints.kbtt import wire
from guestreg.platform.clock import SystemClock
from guestreg.ports.endpoint import Accepted, Exchange, Held, NothingLeft, Outcome
from tests.fakes.kbtt_documents import citizen
from tests.fakes.parcels import parcel_of
from tests.fakes.raw_server import Connection, Cut, Heard, RawServer
from tests.fakes.scripted_police import PATHS, client, envelope, token_data

TOTAL_S = 5.0
DOCUMENT = citizen()
LONG_OVER = datetime(2020, 1, 1, tzinfo=UTC)


def answer(heard: Heard, connection: Connection) -> None:
    connection.reply(200, envelope(data=token_data(Exp=None)) if heard.target == PATHS.token else envelope())


def context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


def good(authority: trustme.CA) -> ssl.SSLContext:
    return context(authority.issue_cert("127.0.0.1"))


def for_another_host(authority: trustme.CA) -> ssl.SSLContext:
    return context(authority.issue_cert("127.0.0.2", "police.example"))


def expired(authority: trustme.CA) -> ssl.SSLContext:
    return context(authority.issue_cert("127.0.0.1", not_after=LONG_OVER))


def of_another_authority(authority: trustme.CA) -> ssl.SSLContext:
    return context(trustme.CA().issue_cert("127.0.0.1"))


def too_old(authority: trustme.CA) -> ssl.SSLContext:
    made = good(authority)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        made.maximum_version = ssl.TLSVersion.TLSv1_1
    return made


def sent_to(server: RawServer, url: str, ca_file: Path | None, total_s: float = TOTAL_S) -> Outcome:
    speaker = client(None, clock=SystemClock(), base_url=url, ca_file=ca_file, total_s=total_s)
    greeted = speaker.greet()
    exchange = greeted if isinstance(greeted, Exchange) else speaker.send(parcel_of(DOCUMENT, wire.build(DOCUMENT)))
    speaker.close()
    return exchange.outcome


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        (good, Accepted()),
        (for_another_host, Held(Hold.CERTIFICATE)),
        (expired, Held(Hold.CERTIFICATE)),
        (of_another_authority, Held(Hold.CERTIFICATE)),
        (too_old, Held(Hold.CERTIFICATE)),
    ],
)
def test_only_the_right_certificate_is_believed(
    make: Callable[[trustme.CA], ssl.SSLContext], outcome: Outcome, authority: trustme.CA, ca_file: Path
) -> None:
    with RawServer(answer, tls=make(authority)) as server:
        assert sent_to(server, server.url, ca_file) == outcome
        assert bool(server.heard) is (outcome == Accepted())


def test_without_a_file_the_operating_system_decides(authority: trustme.CA) -> None:
    with RawServer(answer, tls=good(authority)) as server:
        assert sent_to(server, server.url, None) == Held(Hold.CERTIFICATE)


def speak_plainly(connection: Connection) -> None:
    connection.reply(400)


def stay_silent(connection: Connection) -> None:
    connection.keep_silent()


def go_away(connection: Connection) -> None:
    raise Cut


@pytest.mark.parametrize(
    ("welcome", "outcome"),
    [
        (speak_plainly, Held(Hold.CERTIFICATE)),
        (stay_silent, NothingLeft("no_network")),
        (go_away, NothingLeft("too_slow")),
    ],
)
def test_without_a_handshake_nothing_is_told(
    welcome: Callable[[Connection], None], outcome: Outcome, ca_file: Path
) -> None:
    with RawServer(answer, welcome=welcome) as server:
        assert sent_to(server, server.url.replace("http:", "https:"), ca_file, 0.6) == outcome
        assert server.heard == []

"""What a line really does to a request, over sockets: silence, drip, resets, cuts, redirects, floods."""

import gzip
from collections.abc import Callable

import httpx
import pytest

from guestreg.domain.declaration import Hold
from guestreg.endpoints.kbtt import wire
from guestreg.endpoints.kbtt.tokens import REVOKE_S
from guestreg.platform.clock import SystemClock
from guestreg.ports.endpoint import (
    Accepted,
    Busy,
    Exchange,
    Held,
    MayHaveArrived,
    NothingLeft,
    NotUnderstood,
    Outcome,
)
from tests.fakes.kbtt_documents import citizen
from tests.fakes.parcels import parcel_of
from tests.fakes.raw_server import DRIP_S, Connection, Cut, Heard, RawServer
from tests.fakes.scripted_police import PATHS, client, envelope, token_data

TOTAL_S = 0.6
PATIENCE_S = 5.0
"""Far more than the total time, far less than what the slow servers here would take."""
DOCUMENT = citizen()
WIRE = wire.build(DOCUMENT)
TOKENS = envelope(data=token_data(Exp=None))
SLOWLY = b'{"code":"200","message":"' + b"x" * 400 + b'"}'

Deed = Callable[[Heard, Connection], None]


def accept(heard: Heard, connection: Connection) -> None:
    connection.reply(200, envelope())


def silence(heard: Heard, connection: Connection) -> None:
    connection.keep_silent()


def drip_body(heard: Heard, connection: Connection) -> None:
    connection.say(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(SLOWLY))
    connection.drip(SLOWLY)


def drip_head(heard: Heard, connection: Connection) -> None:
    connection.say(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    connection.drip(b"x" * 1000)


def reset(heard: Heard, connection: Connection) -> None:
    connection.reset()


def hang_up(heard: Heard, connection: Connection) -> None:
    raise Cut


def truncate(heard: Heard, connection: Connection) -> None:
    connection.say(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + envelope())
    raise Cut


def too_short_length(heard: Heard, connection: Connection) -> None:
    connection.say(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + envelope())
    raise Cut


def no_http(heard: Heard, connection: Connection) -> None:
    connection.say(b"SSH-2.0-OpenSSH\r\n")
    raise Cut


def flood(heard: Heard, connection: Connection) -> None:
    connection.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
    while True:
        connection.say(b" " * 65536)


def bomb(heard: Heard, connection: Connection) -> None:
    connection.reply(200, gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip")


def flood_of_headers(heard: Heard, connection: Connection) -> None:
    connection.say(b"HTTP/1.1 200 OK\r\n" + b"X-More: 1\r\n" * 50_000)
    connection.keep_silent()


def police(deed: Deed, *, when: str = "declare") -> Deed:
    """A server that is well but for one call."""

    def answer(heard: Heard, connection: Connection) -> None:
        path = heard.target.partition("?")[0]
        call = {PATHS.token: "log_in", PATHS.revoke: "revoke"}.get(path, "declare")
        if call == when:
            deed(heard, connection)
        else:
            connection.reply(200, TOKENS if call == "log_in" else envelope())

    return answer


def send_to(server: RawServer, total_s: float = TOTAL_S) -> Exchange:
    clock = SystemClock()
    speaker = client(None, clock=clock, base_url=server.url, practice=True, total_s=total_s)
    greeted = speaker.greet()
    exchange = greeted if isinstance(greeted, Exchange) else speaker.send(parcel_of(DOCUMENT, WIRE))
    speaker.close()
    assert clock.monotonic_ms() < PATIENCE_S * 1000
    return exchange


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        (accept, Accepted()),
        (silence, MayHaveArrived()),
        (drip_body, MayHaveArrived()),
        (drip_head, MayHaveArrived()),
        (reset, MayHaveArrived()),
        (hang_up, MayHaveArrived()),
        (truncate, MayHaveArrived()),
        (too_short_length, MayHaveArrived()),
        (no_http, MayHaveArrived()),
        (flood_of_headers, MayHaveArrived()),
        (flood, NotUnderstood()),
        (bomb, NotUnderstood()),
    ],
)
def test_once_the_body_left_it_may_have_arrived(deed: Deed, outcome: Outcome) -> None:
    with RawServer(police(deed)) as server:
        assert send_to(server).outcome == outcome
        assert [heard.body for heard in server.heard if heard.target == PATHS.citizens] == [WIRE]


@pytest.mark.parametrize("deed", [silence, drip_body, drip_head, reset, hang_up, truncate, no_http])
def test_before_any_guests_data_left_nothing_has(deed: Deed) -> None:
    with RawServer(police(deed, when="log_in")) as server:
        assert send_to(server).outcome == NothingLeft("too_slow")
        assert not [heard for heard in server.heard if heard.target == PATHS.citizens]


@pytest.mark.parametrize("deed", [silence, reset])
def test_a_server_that_reads_only_the_head_may_have_the_body(deed: Deed) -> None:
    """The body was handed to the network: whether it was read can't be known from here."""
    with RawServer(police(deed), at_head=True) as server:
        assert send_to(server).outcome in (MayHaveArrived(), NothingLeft("too_slow"))


def test_nobody_there_is_no_network() -> None:
    with RawServer(accept) as server:
        pass
    assert send_to(server).outcome == NothingLeft("no_network")


def test_a_log_in_page_of_the_network_is_named() -> None:
    def page(heard: Heard, connection: Connection) -> None:
        connection.reply(200, b"<html>wifi</html>", "Content-Type: text/html")

    with RawServer(page) as server:
        assert send_to(server).outcome == NothingLeft("sign_in_page")


def test_giving_tokens_up_has_its_own_short_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of the program waits seconds at most, however patient a declaration is."""
    assert REVOKE_S <= 5
    monkeypatch.setattr("guestreg.endpoints.kbtt.client.REVOKE_S", TOTAL_S)
    clock = SystemClock()
    with RawServer(police(silence, when="revoke")) as server:
        speaker = client(None, base_url=server.url, clock=clock, practice=True, total_s=60 * PATIENCE_S)
        speaker.greet()
        started_ms = clock.monotonic_ms()
        speaker.close()
        assert clock.monotonic_ms() - started_ms < PATIENCE_S * 1000


def test_a_failed_farewell_changes_nothing() -> None:
    with RawServer(police(reset, when="revoke")) as server:
        assert send_to(server).outcome == Accepted()
        assert server.heard[-1].method == "DELETE"


def test_a_busy_server_says_when() -> None:
    def busy(heard: Heard, connection: Connection) -> None:
        connection.reply(503, b"", "Retry-After: 30")

    with RawServer(police(busy)) as server:
        assert send_to(server).outcome == Busy(30)


def test_a_redirect_is_not_followed_and_the_control_is() -> None:
    with RawServer(accept) as elsewhere:

        def redirect(heard: Heard, connection: Connection) -> None:
            connection.reply(307, b"", f"Location: {elsewhere.url}/")

        with RawServer(police(redirect)) as server:
            assert send_to(server).outcome == Held(Hold.ADDRESS)
            assert elsewhere.visits == 0
            httpx.post(server.url + PATHS.citizens, content=WIRE, follow_redirects=True, trust_env=False)
            assert elsewhere.visits == 1


def test_a_drip_is_cut_where_a_time_out_per_read_is_not() -> None:
    """The control: the library's own time-out is longer than one gap, and the whole takes longer than it."""
    per_read_s = 6 * DRIP_S

    def drip(heard: Heard, connection: Connection) -> None:
        connection.say(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n")
        connection.drip(b"x" * 12)

    with RawServer(drip) as server:
        reply = httpx.post(server.url, content=WIRE, timeout=per_read_s, trust_env=False)
        assert reply.content == b"x" * 12
        speaker = client(None, clock=SystemClock(), base_url=server.url, practice=True, total_s=per_read_s)
        greeted = speaker.greet()
        assert isinstance(greeted, Exchange)
        assert greeted.outcome == NothingLeft("too_slow")
        speaker.close()


def test_one_connection_carries_an_evening() -> None:
    with RawServer(police(accept)) as server:
        speaker = client(None, clock=SystemClock(), base_url=server.url, practice=True, total_s=PATIENCE_S)
        assert {type(speaker.send(parcel_of(DOCUMENT, WIRE)).outcome) for _ in range(3)} == {Accepted}
        assert server.visits == 1
        speaker.close()


def test_a_connection_the_server_closed_is_replaced_before_anything_leaves() -> None:
    def once(heard: Heard, connection: Connection) -> None:
        accept(heard, connection)
        raise Cut

    with RawServer(police(once)) as server:
        speaker = client(None, clock=SystemClock(), base_url=server.url, practice=True, total_s=PATIENCE_S)
        for visits in (1, 2, 3):
            assert speaker.send(parcel_of(DOCUMENT, WIRE)).outcome == Accepted()
            assert server.visits == visits
            assert server.ended.acquire(timeout=PATIENCE_S)
        speaker.close()


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(accept) as proxy, RawServer(police(accept)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        assert send_to(server).outcome == Accepted()
        assert proxy.visits == 0
        httpx.get(server.url)
        assert proxy.visits == 1

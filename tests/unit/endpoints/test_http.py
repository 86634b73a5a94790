"""The HTTP line without a network: which addresses it takes, what it makes of compressed replies, when time is over."""

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import httpx
import pytest

from guestreg.endpoints.http import Breakage, Call, HttpLine, NoReply, Reply, check_address, host_of, trust
from tests.fakes.clock import FakeClock
from tests.fakes.scripted_police import Answering

GET = Call("GET", "/x")


def line(handler: object, clock: FakeClock | None = None, **more: object) -> HttpLine:
    made = HttpLine(
        "https://police.invalid/",
        clock=clock or FakeClock(),
        user_agent="guestreg/test",
        transport=Answering(handler),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )
    made.allow()
    return made


def body_of(reply: Reply | NoReply) -> tuple[bytes, bool]:
    assert isinstance(reply, Reply)
    return reply.body, reply.cut


@pytest.mark.parametrize(
    ("address", "live", "practice"),
    [
        ("https://police.example", True, False),
        ("https://police.example:8443/api", True, False),
        ("https://127.0.0.1:8443", True, True),
        ("http://127.0.0.1:8000", False, True),
        ("http://[::1]:8000", False, True),
        ("http://localhost:8000", False, True),
        ("http://police.example", False, False),
        ("http://127.0.0.1.police.example", False, False),
        ("http://localhost.police.example", False, False),
        ("http://192.0.2.1", False, False),
        ("http://0.0.0.0:1", False, False),
        ("ftp://127.0.0.1", False, False),
        ("https://user@police.example", False, False),
        ("https://police.example?x=1", False, False),
        ("https://", False, False),
        ("police.example", False, False),
        ("", False, False),
    ],
)
def test_https_only_and_practice_on_this_computer_only(address: str, live: bool, practice: bool) -> None:
    for allowed, is_practice in ((live, False), (practice, True)):
        if allowed:
            check_address(address, practice=is_practice)
        else:
            with pytest.raises(ValueError):
                HttpLine(address, clock=FakeClock(), user_agent="x", practice=is_practice)


def test_the_host_is_shown_in_full() -> None:
    assert host_of("https://police.example/api") == "police.example"
    assert host_of("http://127.0.0.1:8000") == "127.0.0.1:8000"


def test_what_is_believed() -> None:
    context = trust(None)
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"
    assert context.minimum_version.name == "TLSv1_2"


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "GZIP"])
def test_a_compressed_reply_is_read(coding: str) -> None:
    packed = zlib.compress(b"good") if coding == "deflate" else gzip.compress(b"good")
    answer = line(lambda request: httpx.Response(200, headers={"Content-Encoding": coding}, stream=Raw(packed)))
    assert body_of(answer.exchange(GET)) == (b"good", False)


def test_a_bomb_is_cut_without_growing() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    answer = line(lambda request: httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Raw(bomb)))
    tracemalloc.start()
    body, cut = body_of(answer.exchange(GET))
    _, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(body), cut) == (2048, True)
    assert most_bytes < 2_000_000


@pytest.mark.parametrize(("coding", "packed"), [("br", b"x"), ("gzip", b"no gzip at all"), ("zstd", b"")])
def test_what_cannot_be_decompressed_is_cut(coding: str, packed: bytes) -> None:
    answer = line(lambda request: httpx.Response(200, headers={"Content-Encoding": coding}, stream=Raw(packed)))
    assert body_of(answer.exchange(GET))[1]


def test_a_redirect_is_an_answer_and_never_followed() -> None:
    visited = []

    def handler(request: httpx.Request) -> httpx.Response:
        visited.append(request.url.path)
        return httpx.Response(302, headers={"Location": "https://police.invalid/y"})

    reply = line(handler).exchange(GET)
    assert isinstance(reply, Reply)
    assert (reply.status, visited) == (302, ["/x"])
    obedient = httpx.Client(transport=Answering(handler), follow_redirects=True)
    with obedient, pytest.raises(httpx.TooManyRedirects):
        obedient.get("https://police.invalid/x")
    assert visited[1:3] == ["/x", "/y"]


def test_a_body_that_comes_too_slowly_is_cut_by_the_total_time() -> None:
    clock = FakeClock()

    def dripping() -> Iterator[bytes]:
        for _ in range(1_000_000):
            clock.advance(seconds=0.2)
            yield b"x"

    answer = line(lambda request: httpx.Response(200, content=dripping()), clock)
    assert answer.exchange(Call("POST", "/x", body=b"person")) == NoReply(Breakage.TOO_SLOW, body_left=True)
    assert clock.monotonic_ms() == 1_000 + 30_000


def test_the_total_time_grows_with_the_body() -> None:
    clock = FakeClock()

    def slow(seconds: float) -> Iterator[bytes]:
        clock.advance(seconds=seconds)
        yield b"x"

    answer = line(lambda request: httpx.Response(200, content=slow(31)), clock)
    answer.allow(bytes(10 * 1024))
    assert isinstance(answer.exchange(GET), NoReply)
    answer.allow(bytes(20 * 1024))
    assert isinstance(answer.exchange(GET), Reply)


@pytest.mark.parametrize("text", ["", "soon", "Sat, 99 Nov 2026 12:00:00 GMT", "0", "x" * 10_000])
def test_a_date_that_is_none_is_none(text: str) -> None:
    reply = line(lambda request: httpx.Response(200, headers={"Date": text})).exchange(GET)
    assert isinstance(reply, Reply)
    assert reply.server_date is None


@pytest.mark.parametrize(
    "fault", [httpx.InvalidURL("x"), httpx.LocalProtocolError("x"), OSError(5), ValueError("x"), httpx.StreamClosed()]
)
def test_no_fault_of_the_line_is_raised(fault: Exception) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise fault

    assert line(handler).exchange(GET) == NoReply(Breakage.TOO_SLOW, body_left=False)


class Raw(httpx.SyncByteStream):
    """Bytes as they are on the wire."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __iter__(self) -> Iterator[bytes]:
        yield self._raw

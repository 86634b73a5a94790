"""What can go wrong with a request that was heard, and with its answer (kinds 20–60, as far as this line has them).

A deed made with `effect` hands the request on first: the police have the guest, only the answer is spoilt.
"""

import gzip
import json
from collections.abc import Callable, Iterable
from datetime import timedelta

from tests.fakes.raw_server import Cut
from tests.faults.server.front import Deed, Struck, Told

HTML = b"<!DOCTYPE html><html><head><title>Wi-Fi</title></head><body>log in</body></html>"
PLAIN = "Content-Type: text/html; charset=utf-8"
_MEGABYTE = b" " * 1_048_576

After = Callable[[Struck, Told], None]


def envelope(code: object = "200", message: object = "Thành công", **more: object) -> bytes:
    return json.dumps({"code": code, "message": message, "data": None} | more, ensure_ascii=False).encode()


SUCCESS = envelope()


def refusal(*clauses: str, number: int = 1) -> bytes:
    return envelope("400", ", ".join(f"Bản khai báo {number}: {clause}" for clause in clauses))


# The request.


def reset_after_headers(struck: Struck) -> None:
    struck.line.reset()


def reset_in_the_body(struck: Struck) -> None:
    struck.read(struck.length // 2)
    struck.line.reset()


def reset_at_the_end(*, effect: bool) -> Deed:
    return answered(lambda struck, told: struck.line.reset(), effect=effect)


def read_slowly(struck: Struck) -> None:
    """A byte now and then; the connection's buffers hide it from the sender."""
    for _ in range(struck.length):
        struck.read(1)
        struck.pause()


def answered(then: After, *, effect: bool) -> Deed:
    """The whole request is heard, `then` says something; without effect it is given the success nobody earned."""

    def deed(struck: Struck) -> None:
        told = struck.pass_on() if effect else Told(200, struck.read() and SUCCESS)
        then(struck, told)

    return deed


# The way back.


def silence(*, effect: bool) -> Deed:
    return answered(lambda struck, told: struck.line.keep_silent(), effect=effect)


def drip(struck: Struck, told: Told) -> None:
    struck.line.say(struck.head(200, "Content-Length: 100000"))
    struck.line.drip(b" " * 100_000)


def drip_headers(struck: Struck, told: Told) -> None:
    struck.line.say(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    struck.line.drip(b"x" * 100_000)


def truncated(struck: Struck, told: Told) -> None:
    struck.line.say(struck.head(200, f"Content-Length: {len(told.body)}") + told.body[: len(told.body) // 2])
    raise Cut


def length_too_short(struck: Struck, told: Told) -> None:
    struck.line.say(struck.head(200, f"Content-Length: {len(told.body) - 7}") + told.body)
    raise Cut


def length_too_long(struck: Struck, told: Told) -> None:
    struck.line.say(struck.head(200, f"Content-Length: {len(told.body) + 7}") + told.body)
    struck.line.keep_silent()


def broken_chunks(struck: Struck, told: Told) -> None:
    struck.line.say(struck.head(200, "Transfer-Encoding: chunked") + b"zz\r\n" + told.body + b"\r\n0\r\n\r\n")
    raise Cut


def chunks_without_an_end(struck: Struck, told: Told) -> None:
    size = f"{len(told.body):x}\r\n".encode()
    struck.line.say(struck.head(200, "Transfer-Encoding: chunked") + size + told.body + b"\r\n")
    raise Cut


def gzip_bomb(struck: Struck, told: Told) -> None:
    struck.say(200, gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip")


def wrong_gzip(struck: Struck, told: Told) -> None:
    struck.say(200, told.body, "Content-Encoding: gzip")


def flood(struck: Struck, told: Told) -> None:
    """A gigabyte, for as long as anybody takes it."""
    struck.line.say(struck.head(200, "Content-Length: 1073741824"))
    for _ in range(1024):
        struck.line.say(_MEGABYTE)


def two_replies(struck: Struck, told: Told) -> None:
    """A second one nobody asked for: it would refuse the next guest."""
    struck.line.say(
        struck.head(told.status, f"Content-Length: {len(told.body)}")
        + told.body
        + said_raw(struck, 400, refusal("quốc tịch XXX không tồn tại trong hệ thống"))
    )


def interim_only(struck: Struck, told: Told) -> None:
    struck.line.say(b"HTTP/1.1 100 Continue\r\n\r\n")
    struck.line.keep_silent()


def interim_first(struck: Struck, told: Told) -> None:
    struck.line.say(b"HTTP/1.1 100 Continue\r\n\r\n")
    struck.say(told.status, told.body)


def dated(ahead: timedelta | None) -> Deed:
    return answered(lambda struck, told: struck.say(told.status, told.body, ahead=ahead), effect=True)


def in_1970(struck: Struck, told: Told) -> None:
    struck.say(told.status, told.body, "Date: Thu, 01 Jan 1970 00:00:10 GMT", ahead=None)


def said_raw(struck: Struck, status: int, body: bytes) -> bytes:
    return struck.head(status, f"Content-Length: {len(body)}") + body


# What it says.


def says(status: int, body: bytes = b"", *headers: str, effect: bool = False) -> Deed:
    return answered(lambda struck, told: struck.say(status, body, *headers), effect=effect)


def redirects(status: int, where: str) -> Deed:
    """`where` holds {host} and {path} of the request."""

    def deed(struck: Struck) -> None:
        struck.read()
        target = where.format(host=struck.host, path=struck.target)
        struck.say(status, b"", f"Location: {target}")

    return deed


def asks_to_wait(status: int, written: str | None = None, *, ahead: timedelta | None = None) -> Deed:
    """`written` as it is, or the date that lies `ahead` of the server's."""

    def deed(struck: Struck) -> None:
        struck.read()
        value = written if ahead is None else struck.date_in(ahead)
        struck.say(status, b"", *([] if value is None else [f"Retry-After: {value}"]))

    return deed


def dressed(change: Callable[[bytes], bytes], *, effect: bool = True) -> Deed:
    """The true answer in other clothes."""
    return answered(lambda struck, told: struck.say(told.status, change(told.body)), effect=effect)


def renamed(**members: object) -> Callable[[bytes], bytes]:
    """Other members in the envelope; None takes one out."""

    def change(body: bytes) -> bytes:
        found = json.loads(body) | members
        return json.dumps({name: value for name, value in found.items() if value is not None}).encode()

    return change


def deep(body: bytes, levels: int = 20_000) -> bytes:
    return b'{"code":"200","message":"x","data":' + b"[" * levels + b"]" * levels + b"}"


def utf_16(body: bytes) -> bytes:
    return body.decode().encode("utf-16")


def about_us(wire: bytes) -> tuple[str, str, str]:
    """Document number, day of arrival and planned day of departure of the one person in a request."""
    (person,) = json.loads(wire)
    number = person.get("soGiayTo") or person.get("soHoChieu")
    return number, person["ngayDenCsltStr"][:10], person["ngayDiDuKienStr"][:10]


def refuses(clauses: Callable[[str, str, str], Iterable[str]], *, ahead: timedelta = timedelta()) -> Deed:
    """A refusal that speaks of the very person; nothing is stored."""

    def deed(struck: Struck) -> None:
        struck.say(400, refusal(*clauses(*about_us(struck.read()))), ahead=ahead)

    return deed

"""The sixty kinds of Annex A in the envelope of the ministry's interface, and what only that interface knows.

The words of a state, a hold and a sentence stand in `answers`; here is which fault gets which.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from guestreg.domain.declaration import Hold, State
from tests.faults.matrix.row import (
    FEW_WORDS,
    HALF_HOUR,
    INTERCEPTOR,
    LONGEST_WISH_S,
    NEVER,
    ONCE,
    PROXY,
    QUARTER,
    RESTED,
    SOON,
    TEN_MINUTES,
    Again,
    Expect,
    NameFault,
    Row,
)
from tests.faults.server import deeds
from tests.faults.server.places import BLIND, BLIND_6, NO_ROUTE, PORTAL, UNREACHABLE, UNUSED

NO_NETWORK = Expect(State.WAITING, "E-01", "nothing_left", SOON)
TOO_SLOW = Expect(State.WAITING, "E-02", "nothing_left", SOON)
BUSY = Expect(State.WAITING, "E-03", "busy", SOON)
NOT_TRUSTED = Expect(State.WAITING, "E-05", "held", QUARTER, Hold.CERTIFICATE)
NO_ADDRESS = Expect(State.WAITING, "E-07", "held", HALF_HOUR, Hold.ADDRESS)
NO_ENTRY = Expect(State.WAITING, "E-04", "held", NEVER, Hold.CREDENTIALS)
NOT_TAKEN = Expect(State.WAITING, "E-52", "held", HALF_HOUR, Hold.CONTRACT)
UNCLEAR = Expect(State.UNKNOWN, "E-31", "may_have_arrived", RESTED)
STRANGE = Expect(State.UNKNOWN, "E-52", "not_understood", HALF_HOUR, Hold.CONTRACT)
TAKEN = Expect(State.SENT, "S-02", "accepted", NEVER, status=200)
REFUSED = Expect(State.RETURNED, "E-09", "refused", NEVER, status=400)
OUR_FAULT = Expect(State.RETURNED, "E-53", "program_fault", NEVER)

BY_LIST = Expect(State.RETURNED, "E-33", "already_there", NEVER, status=400)
_STAYING = "Loại giấy tờ 'Thẻ Căn Cước' và Số giấy tờ '{}' đang tạm trú tại CSLT và chưa checkout"
_DECLARED = "Khách đã có khai báo tạm trú từ {} đến {} tại cơ sở lưu trú này"
_TODAY_OR_YESTERDAY = "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua"
_NO_NATION = "quốc tịch XXX không tồn tại trong hệ thống"
_WORDS = "Lạ, rất lạ. Thế thôi"


def at(expect: Expect, status: int) -> Expect:
    return replace(expect, status=status)


def asked(expect: Expect, least_s: float, most_s: float, *, status: int) -> Expect:
    return replace(expect, status=status, again=Again(least_s, most_s, urgent_s=LONGEST_WISH_S))


def names() -> Iterator[Row]:
    """Kinds 1–7: played by a resolver in a network of the test's own."""
    yield Row(1, "no such name", NO_NETWORK, name_fault=NameFault())
    yield Row(2, "the resolver is silent", NO_NETWORK, name_fault=NameFault(silent=True), waits=True)
    yield Row(3, "the name leads to a portal", NOT_TRUSTED, name_fault=NameFault(PORTAL))
    yield Row(4, "refused", NO_NETWORK, name_fault=NameFault(UNUSED))
    yield Row(5, "no route", NO_NETWORK, name_fault=NameFault(NO_ROUTE))
    yield Row(5, "unreachable", NO_NETWORK, name_fault=NameFault(UNREACHABLE))
    yield Row(6, "the first packet is swallowed", NO_NETWORK, name_fault=NameFault(BLIND), waits=True)
    yield Row(7, "IPv6 swallows, IPv4 is good", TAKEN, name_fault=NameFault(ipv6=BLIND_6, keeps_ipv4=True))


def connections() -> Iterator[Row]:
    """Kinds 8–19."""
    yield Row(8, "reset on connect", TOO_SLOW, door="reset")
    yield Row(9, "silent handshake", NO_NETWORK, door="silence", waits=True)
    yield Row(10, "alert in the handshake", NOT_TRUSTED, door="alert")
    yield Row(11, "certificate expired", NOT_TRUSTED, door="expired")
    yield Row(12, "certificate not yet valid", NOT_TRUSTED, door="not_yet_valid")
    yield Row(13, "certificate of another host", NOT_TRUSTED, door="wrong_host")
    yield Row(14, "self-signed", NOT_TRUSTED, door="self_signed")
    yield Row(15, "unknown authority", NOT_TRUSTED, door="unknown_authority")
    yield Row(16, "the believed authority has another key", NOT_TRUSTED, door="changed_key", open_too=True)
    yield Row(17, "an interceptor against the authority's file", NOT_TRUSTED, door="of_interceptor")
    yield Row(
        17,
        "an interceptor whom the operating system believes",
        TAKEN,
        door="of_interceptor",
        own_ca=False,
        environment={"SSL_CERT_FILE": INTERCEPTOR},
        open_too=True,
    )
    yield Row(18, "TLS 1.0 alone", NOT_TRUSTED, door="tls_1_0")
    proxies = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"), PROXY)
    yield Row(19, "a proxy in the environment that wants a password", TAKEN, environment=proxies)


def requests() -> Iterator[Row]:
    """Kinds 20–25."""
    yield Row(20, "reset after the headers", UNCLEAR, deed=deeds.reset_after_headers)
    yield Row(21, "reset in the body", UNCLEAR, deed=deeds.reset_in_the_body)
    yield Row(22, "reset at the end, taken", UNCLEAR, State.CONFIRMED, deed=deeds.reset_at_the_end(effect=True))
    yield Row(
        22,
        "reset at the end, taken, told in few words",
        UNCLEAR,
        State.UNKNOWN,
        deed=deeds.reset_at_the_end(effect=True),
        side=FEW_WORDS,
    )
    yield Row(23, "reset at the end, not taken", UNCLEAR, deed=deeds.reset_at_the_end(effect=False))
    yield Row(24, "the server reads slowly", UNCLEAR, deed=deeds.read_slowly, waits=True)
    interim_only = deeds.answered(deeds.interim_only, effect=False)
    yield Row(25, "nothing comes after 100", UNCLEAR, deed=interim_only, waits=True)
    yield Row(25, "100 before the answer", TAKEN, deed=deeds.answered(deeds.interim_first, effect=True))


def transports() -> Iterator[Row]:
    """Kinds 26–37."""
    yield Row(26, "silence", UNCLEAR, deed=deeds.silence(effect=False), waits=True)
    yield Row(26, "silence, taken", UNCLEAR, State.CONFIRMED, deed=deeds.silence(effect=True), waits=True)
    for effect, final in ((False, State.SENT), (True, State.CONFIRMED)):
        taken = ", taken" if effect else ""
        for number, name, after, expect, waits in (
            (27, "a byte now and then", deeds.drip, UNCLEAR, True),
            (28, "truncated", deeds.truncated, UNCLEAR, False),
            (29, "length too short", deeds.length_too_short, UNCLEAR, False),
            (30, "length too long", deeds.length_too_long, UNCLEAR, True),
            (31, "broken chunk", deeds.broken_chunks, UNCLEAR, False),
            (32, "gzip bomb", deeds.gzip_bomb, at(STRANGE, 200), False),
            (33, "no gzip at all", deeds.wrong_gzip, at(STRANGE, 200), False),
            (34, "a gigabyte", deeds.flood, at(STRANGE, 200), False),
        ):
            yield Row(number, name + taken, expect, final, deed=deeds.answered(after, effect=effect), waits=waits)
    yield Row(
        27, "headers a byte now and then", UNCLEAR, deed=deeds.answered(deeds.drip_headers, effect=False), waits=True
    )
    yield Row(31, "no last chunk", UNCLEAR, deed=deeds.answered(deeds.chunks_without_an_end, effect=False))
    yield Row(35, "two replies", TAKEN, deed=deeds.answered(deeds.two_replies, effect=True), guests=3)
    stranger = deeds.refuses(lambda number, arrival, leave: (_STAYING.format("001000000000"),))
    about_another = replace(OUR_FAULT, outcome="already_there", status=400)
    yield Row(36, "an answer about somebody else", about_another, State.RETURNED, deed=stranger)
    for name, ahead in (("no date", None), ("a day fast", timedelta(days=1)), ("a day slow", -timedelta(days=1))):
        yield Row(37, name, TAKEN, deed=deeds.dated(ahead))
    yield Row(37, "1970", TAKEN, deed=deeds.answered(deeds.in_1970, effect=True))


def statuses() -> Iterator[Row]:
    """Kinds 38–56."""
    yield Row(38, "200 with a page", at(UNCLEAR, 200), deed=deeds.says(200, deeds.HTML, deeds.PLAIN))
    yield Row(
        38, "200 with a page, taken", at(UNCLEAR, 200), State.CONFIRMED, deed=deeds.says(200, deeds.HTML, effect=True)
    )
    yield Row(39, "200 with nothing", at(UNCLEAR, 200), deed=deeds.says(200))
    yield Row(40, "204", at(UNCLEAR, 204), deed=deeds.says(204))
    yield Row(41, "206", at(UNCLEAR, 206), deed=deeds.says(206, deeds.SUCCESS))
    for status in (301, 302, 307, 308):
        for name, where in (
            ("to http", "http://{host}{path}"),
            ("to another host", "https://localhost:1{path}"),
            ("to itself", "https://{host}{path}"),
        ):
            yield Row(42, f"{status} {name}", at(NO_ADDRESS, status), deed=deeds.redirects(status, where))
    yield Row(43, "400 with a page", at(OUR_FAULT, 400), State.RETURNED, deed=deeds.says(400, deeds.HTML))
    yield Row(
        43,
        "400 without a word, three in a row",
        at(OUR_FAULT, 400),
        State.RETURNED,
        deed=deeds.says(400),
        guests=3,
    )
    yield Row(43, "400 in words nobody knows", REFUSED, State.RETURNED, deed=deeds.says(400, deeds.refusal(_WORDS)))
    yield Row(44, "401", at(NO_ENTRY, 401), deed=deeds.says(401, deeds.HTML))
    yield Row(44, "401 until the token is new", TAKEN, deed=deeds.says(401), strikes=1, durations=(ONCE,))
    yield Row(45, "403 with a page", at(NO_ENTRY, 403), deed=deeds.says(403, deeds.HTML))
    for number, status in ((46, 404), (46, 410), (46, 421), (47, 405)):
        yield Row(number, str(status), at(NO_ADDRESS, status), deed=deeds.says(status, deeds.HTML))
    yield Row(48, "408", at(BUSY, 408), deed=deeds.says(408))
    yield Row(49, "409", at(NOT_TAKEN, 409), deed=deeds.says(409, deeds.envelope("409", "in_flight")), open_too=True)
    yield Row(50, "409", at(NOT_TAKEN, 409), deed=deeds.says(409, deeds.envelope("409", "version_gap")), open_too=True)
    yield Row(51, "413", at(NOT_TAKEN, 413), deed=deeds.says(413, deeds.HTML))
    yield Row(52, "422", at(NOT_TAKEN, 422), deed=deeds.says(422, deeds.envelope("422", _WORDS)), open_too=True)
    yield Row(52, "a field it knows", REFUSED, State.RETURNED, deed=deeds.says(400, deeds.refusal(_NO_NATION)))
    many = deeds.refusal(*[f"Trường số {number} sai" for number in range(500)])
    yield Row(52, "five hundred fields", REFUSED, State.RETURNED, deed=deeds.says(400, many))
    yield Row(53, "422 key used again", at(NOT_TAKEN, 422), deed=deeds.says(422, b"{}"), open_too=True)
    yield from _waits()
    for status in (500, 502, 504):
        for effect, final in ((False, State.SENT), (True, State.CONFIRMED)):
            name = f"{status}, taken" if effect else str(status)
            yield Row(55, name, at(UNCLEAR, status), final, deed=deeds.says(status, deeds.HTML, effect=effect))
    yield Row(56, "511", at(UNCLEAR, 511), deed=deeds.says(511, deeds.HTML, deeds.PLAIN))


def _waits() -> Iterator[Row]:
    """Kind 54; at half past seven in the evening the deadline is three and a half hours away."""
    for status in (429, 503):
        for written in ("0", "-1", "5"):
            wait = Expect(State.WAITING, "E-03", "busy", SOON if written != "5" else Again(5, 5), status=status)
            yield Row(54, f"{status} wait {written}", wait, deed=deeds.asks_to_wait(status, written))
        past = deeds.asks_to_wait(status, ahead=-timedelta(days=2))
        yield Row(54, f"{status} wait until two days ago", at(BUSY, status), deed=past)
        ten = deeds.asks_to_wait(status, ahead=timedelta(minutes=10))
        yield Row(54, f"{status} wait ten minutes", asked(BUSY, 598, 600, status=status), deed=ten)
        years = deeds.asks_to_wait(status, ahead=timedelta(days=3650))
        yield Row(54, f"{status} wait ten years", asked(BUSY, 10_790, 10_800, status=status), deed=years)
    for said, name in ((None, "no wait named"), ("soon", "wait in words")):
        yield Row(54, f"429 {name}", at(BUSY, 429), deed=deeds.asks_to_wait(429, said))
        yield Row(54, f"503 {name}", at(UNCLEAR, 503), deed=deeds.asks_to_wait(503, said))


def bodies() -> Iterator[Row]:
    """Kinds 57–60 as far as this line has them, and the dress of its own answers."""
    wrong_id = deeds.dressed(deeds.renamed(data={"id": "01936f2e-0000-7000-8000-000000000000", "version": 9}))
    yield Row(57, "a success that names somebody else", TAKEN, deed=wrong_id, open_too=True)
    for name, change in (
        ("unknown verdict", deeds.renamed(code="299")),
        ("no code", deeds.renamed(code=None)),
        ("no message", deeds.renamed(message=None)),
        ("a list for a code", deeds.renamed(code=["200"])),
        ("true for a code", deeds.renamed(code=True)),
        ("NaN", lambda body: b'{"code":"200","message":"x","data":NaN}'),
        ("a key twice", lambda body: b'{"code":"500",' + body[1:]),
        ("200,000 deep", lambda body: deeds.deep(body, 200_000)),
        ("20,000 deep", deeds.deep),
        ("UTF-16", deeds.utf_16),
        ("another object", lambda body: b'{"status":"ok"}'),
    ):
        strange = deeds.says(200, change(deeds.SUCCESS), effect=True)
        yield Row(58, name, at(STRANGE, 200), State.CONFIRMED, deed=strange)
    extra = deeds.dressed(deeds.renamed(traceId="x", errors=[]))
    yield Row(58, "a field more", TAKEN, deed=extra)
    yield Row(58, "BOM", TAKEN, deed=deeds.dressed(lambda body: b"\xef\xbb\xbf" + body))
    yield Row(58, "blank lines", TAKEN, deed=deeds.dressed(lambda body: b"\r\n\r\n \n" + body))
    yield Row(58, "a number for a code", TAKEN, deed=deeds.dressed(deeds.renamed(code=200)))
    repeated = deeds.answered(deeds.two_replies, effect=True)
    yield Row(59, "an answer repeated", TAKEN, deed=repeated, guests=2, open_too=True)
    yield Row(60, "a success that stored nothing", TAKEN, deed=deeds.says(200, deeds.SUCCESS), lies=True, open_too=True)


def of_this_line() -> Iterator[Row]:
    """What only the ministry's interface says."""
    yield Row(0, "success with data", TAKEN, deed=deeds.dressed(deeds.renamed(data=[{"x": 1}])))
    several = deeds.says(400, deeds.refusal(_NO_NATION, _WORDS, "Thẻ Căn Cước phải gồm đúng 12 chữ số"))
    yield Row(0, "several complaints", REFUSED, State.RETURNED, deed=several)
    other = deeds.says(400, deeds.refusal(_NO_NATION, number=2))
    yield Row(0, "a complaint about the second person", REFUSED, State.RETURNED, deed=other)
    bare = deeds.refuses(lambda number, arrival, leave: ("Khách đang tạm trú tại CSLT",))
    yield Row(0, "already, in few words", BY_LIST, State.RETURNED, deed=bare)
    numbered = deeds.refuses(lambda number, arrival, leave: (_STAYING.format(number),))
    yield Row(0, "already, with the number alone", BY_LIST, State.RETURNED, deed=numbered)
    older = deeds.refuses(lambda number, *days: (_STAYING.format(number), _DECLARED.format("2026-11-01", "2026-11-03")))
    yield Row(0, "already, with an older stay's days", BY_LIST, State.RETURNED, deed=older)
    ours = deeds.refuses(lambda number, *days: (_STAYING.format(number), _DECLARED.format(*days)))
    proven = Expect(State.CONFIRMED, "E-08", "already_there", NEVER, status=400)
    yield Row(0, "already, with number and days", proven, State.CONFIRMED, deed=ours, lies=True)
    window = deeds.refuses(lambda number, arrival, leave: (_TODAY_OR_YESTERDAY,))
    early = Expect(State.RETURNED, "E-38", "window_over", NEVER, status=400)
    yield Row(0, "not today's, though it is", early, State.RETURNED, deed=window)
    late = deeds.refuses(lambda number, arrival, leave: (_TODAY_OR_YESTERDAY,), ahead=timedelta(days=3))
    over = Expect(State.WINDOW_CLOSED, "E-30", "window_over", NEVER, status=400)
    yield Row(0, "too old by its clock", over, State.WINDOW_CLOSED, deed=late, durations=(ONCE, TEN_MINUTES))


NAMES = tuple(names())
IN_ONE_PROCESS = (*connections(), *requests(), *transports(), *statuses(), *bodies(), *of_this_line())
"""All that needs no network of its own."""

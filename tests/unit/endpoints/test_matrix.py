"""Every row of the fault matrix that needs no socket: what arrives, and what it is called."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest

from guestreg.domain.declaration import Hold
from guestreg.endpoints.http import KEPT_OF_CUT_BYTES, REPLY_CAP_BYTES
from guestreg.endpoints.kbtt import wire
from guestreg.ports.endpoint import (
    Accepted,
    AlreadyThere,
    Busy,
    Exchange,
    Held,
    MayHaveArrived,
    NotUnderstood,
    Outcome,
    ProgramFault,
    Refused,
    WindowOver,
)
from tests.fakes.clock import FakeClock
from tests.fakes.kbtt_documents import citizen, foreigner
from tests.fakes.parcels import parcel_of
from tests.fakes.scripted_police import SERVER_NOW, ScriptedPolice, client, dated, envelope, refusal

HTML = "<html><title>Đăng nhập</title></html>"
NUMBER = "Loại giấy tờ 'Thẻ Căn Cước' và Số giấy tờ '{}' đang tạm trú tại CSLT và chưa checkout"
DATES = "Khách đã có khai báo tạm trú từ {} đến {} tại cơ sở lưu trú này"
OURS = (NUMBER.format("011090000017"), DATES.format("2026-11-21", "2026-11-23"))


def said(*texts: str, **more: Any) -> httpx.Response:
    return refusal(", ".join(f"Bản khai báo 1: {text}" for text in texts), **more)


def sent(answer: httpx.Response | Exception, document: bytes | None = None) -> Exchange:
    made = document or citizen()
    speaker = client(ScriptedPolice([answer]))
    exchange = speaker.send(parcel_of(made, wire.build(made)))
    speaker.close()
    return exchange


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (dated(200, envelope()), Accepted()),
        (dated(200, b"\xef\xbb\xbf\r\n" + envelope()), Accepted()),
        (dated(200, envelope(200, data={"x": 1})), Accepted()),
        (dated(200, b""), MayHaveArrived()),
        (dated(200, HTML), MayHaveArrived()),
        (dated(200, envelope()[:-4]), MayHaveArrived()),
        (dated(201, envelope()), MayHaveArrived()),
        (dated(202, envelope()), MayHaveArrived()),
        (dated(204), MayHaveArrived()),
        (dated(200, b'{"ok": true}'), NotUnderstood()),
        (dated(200, envelope("201")), NotUnderstood()),
        (dated(200, b'{"code":"200","code":"200","message":""}'), NotUnderstood()),
        (dated(400, envelope("200")), NotUnderstood()),
        (dated(400, b""), ProgramFault()),
        (dated(400, HTML), ProgramFault()),
        (dated(400, envelope("400", None)), ProgramFault()),
        (dated(400, envelope("400", " , .")), ProgramFault()),
        (said("Loại phải là GH hoặc TS"), ProgramFault()),
        (dated(403, HTML), Held(Hold.CREDENTIALS)),
        *[(dated(status), Held(Hold.ADDRESS)) for status in (301, 302, 303, 304, 307, 308, 404, 405, 410, 421)],
        *[(dated(status), Held(Hold.CONTRACT)) for status in (402, 406, 409, 413, 415, 422, 451)],
        *[(dated(status), Busy(None)) for status in (408, 425, 429)],
        (dated(503, HTML, Retry_After="120"), Busy(120)),
        *[(dated(status, HTML), MayHaveArrived()) for status in (500, 502, 503, 504, 599)],
        (dated(503, HTML, Retry_After="bald"), MayHaveArrived()),
        (httpx.ReadTimeout("x"), MayHaveArrived()),
        (httpx.RemoteProtocolError("x"), MayHaveArrived()),
        (httpx.ReadError("x"), MayHaveArrived()),
    ],
)
def test_each_reply_has_its_outcome(answer: httpx.Response | Exception, outcome: Outcome) -> None:
    assert sent(answer).outcome == outcome


@pytest.mark.parametrize(
    ("asked", "wait_s"),
    [
        ("0", 1),
        ("-5", 1),
        ("90", 90),
        ("99999999", 21_600),
        ("9" * 5000, 21_600),
        ("Sat, 21 Nov 2026 12:31:30 GMT", 90),
        ("Sat, 21 Nov 2020 12:31:30 GMT", 1),
        ("Sun, 21 Nov 2086 12:31:30 GMT", 21_600),
        ("soon", None),
        ("", None),
        ("１０", None),
    ],
)
def test_retry_after_is_clamped_and_relative_to_the_servers_date(asked: str, wait_s: int | None) -> None:
    headers = [(b"Retry-After", asked.encode()), (b"Date", b"Sat, 21 Nov 2026 12:30:00 GMT")]
    assert sent(httpx.Response(429, headers=headers)).outcome == Busy(wait_s)


def test_what_is_kept_of_an_exchange() -> None:
    exchange = sent(dated(200, envelope()))
    assert (exchange.host, exchange.http_status, exchange.code) == ("police.invalid", 200, "200")
    assert (exchange.server_date, exchange.reply) == (SERVER_NOW, envelope())


def test_the_cap_cuts_and_a_smaller_reply_is_whole() -> None:
    padding = "x" * (REPLY_CAP_BYTES - len(envelope()))
    whole = envelope("200", "Thành công" + padding)
    assert len(whole) == REPLY_CAP_BYTES
    assert sent(dated(200, whole)).outcome == Accepted()
    over = sent(dated(200, whole + b" "))
    assert (over.outcome, over.reply) == (NotUnderstood(), whole[:KEPT_OF_CUT_BYTES])


def test_refused_with_every_clause_under_its_field() -> None:
    outcome = sent(said("Thẻ Căn Cước phải gồm đúng 12 chữ số", "Lạ, rất lạ. Thế thôi", OURS[0])).outcome
    assert isinstance(outcome, Refused)
    assert [(error.field, error.code, error.text) for error in outcome.errors] == [
        ("doc_number", "E-13", "Thẻ Căn Cước phải gồm đúng 12 chữ số"),
        ("", "E-09", "Lạ, rất lạ. Thế thôi"),
        ("doc_number", "E-33", OURS[0]),
    ]


def test_a_refusal_in_a_reply_of_200_is_one_too() -> None:
    assert isinstance(sent(dated(200, envelope("400", "Bản khai báo 1: Lạ"))).outcome, Refused)


@pytest.mark.parametrize(
    ("texts", "number_is_ours", "dates_are_ours"),
    [
        (OURS, True, True),
        ((NUMBER.format(" 011.090-000017"), OURS[1]), True, True),
        (OURS[:1], True, None),
        (OURS[1:], None, True),
        ((OURS[0], DATES.format("2026-11-20", "2026-11-23")), True, False),
        ((OURS[0], DATES.format("2026-11-21", "2026-11-24")), True, False),
        ((NUMBER.format("011090000018"), OURS[1]), False, True),
        ((*OURS, NUMBER.format("011090000018")), False, True),
        (("Khách đang tạm trú tại CSLT",), None, None),
        (("Số hộ chiếu đang tạm trú tại CSLT và chưa checkout",), None, None),
        (("Đã tồn tại khai báo trùng thời gian tại CSLT",), None, None),
    ],
)
def test_already_says_what_its_words_prove(
    texts: tuple[str, ...], number_is_ours: bool | None, dates_are_ours: bool | None
) -> None:
    outcome = sent(said(*texts)).outcome
    assert isinstance(outcome, AlreadyThere)
    assert (outcome.number_is_ours, outcome.dates_are_ours) == (number_is_ours, dates_are_ours)
    assert len(outcome.errors) == len(texts)


def test_a_proven_already_goes_before_other_refusals_and_a_bare_one_after() -> None:
    outcome = sent(said("Lạ", *OURS)).outcome
    assert isinstance(outcome, AlreadyThere)
    assert len(outcome.errors) == 3
    assert isinstance(sent(said("Lạ", OURS[0])).outcome, Refused)


def test_the_dates_of_the_answer_are_told() -> None:
    outcome = sent(said(OURS[0], DATES.format("2026-11-18", "2026-11-25"))).outcome
    assert isinstance(outcome, AlreadyThere)
    assert (outcome.number, outcome.arrival_on, outcome.departure_on) == (
        "011090000017",
        date(2026, 11, 18),
        date(2026, 11, 25),
    )


WINDOW = "Ngày đến Cslt phải là ngày hiện tại hoặc hôm qua"


@pytest.mark.parametrize(
    ("server_at", "is_old", "code"),
    [
        (SERVER_NOW, False, "E-38"),
        (SERVER_NOW + timedelta(days=1), False, "E-38"),
        (SERVER_NOW + timedelta(days=2), True, "E-30"),
        (SERVER_NOW + timedelta(days=1, hours=4, minutes=29), False, "E-38"),
        (SERVER_NOW + timedelta(days=1, hours=4, minutes=31), True, "E-30"),
        (SERVER_NOW - timedelta(days=3), False, "E-38"),
    ],
)
def test_an_arrival_is_old_by_the_servers_day_in_vietnam(server_at: datetime, is_old: bool, code: str) -> None:
    outcome = sent(said(WINDOW, "Lạ", at=server_at)).outcome
    assert isinstance(outcome, WindowOver)
    assert outcome.arrival_is_old is is_old
    assert [error.code for error in outcome.errors] == [code, "E-09"]


def test_without_a_servers_date_our_clock_decides() -> None:
    made = citizen()
    for days, is_old in ((0, False), (3, True)):
        clock = FakeClock()
        clock.jump(days=days)
        speaker = client(ScriptedPolice([said(WINDOW, at=None)]), clock=clock)
        outcome = speaker.send(parcel_of(made, wire.build(made))).outcome
        assert isinstance(outcome, WindowOver)
        assert outcome.arrival_is_old is is_old


@pytest.mark.parametrize(("make", "path"), [(citizen, "kbtt-vn/kbtt-3th"), (foreigner, "kbtt/kbtt-3th")])
def test_each_kind_of_guest_has_its_call(make: Callable[[], bytes], path: str) -> None:
    police = ScriptedPolice()
    made = make()
    client(police).send(parcel_of(made, wire.build(made)))
    request = police.requests[-1]
    assert (request.method, request.url.path) == ("POST", f"/client-service/{path}")
    assert request.content == wire.build(made)
    assert request.headers["Authorization"] == "Bearer access-1"
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Content-Length"] == str(len(request.content))
    assert "Transfer-Encoding" not in request.headers
    assert (request.headers["User-Agent"], request.headers["Accept"]) == ("guestreg/test", "application/json")

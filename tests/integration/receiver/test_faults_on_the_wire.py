"""Each fault does what it says, and what it leaves in the record is known."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from guestreg.receiver.kbtt.app import CALLS
from guestreg.receiver.kbtt.faults import Fault, Faults
from guestreg.receiver.kbtt.server import RunningSimulator
from tests.fakes.practice_police import Caller, Reply, citizen, plan_in

TRUE_BODY = '{"code": "200", "message": "Thành công", "data": null}'.encode()


def once(faults: Faults, kind: str, call: int = 5, **parts: object) -> None:
    faults.add(Fault(kind, call=call, count=1, **parts))  # type: ignore[arg-type]


def stays(caller: Caller) -> int:
    return len(caller.practice("stays"))


def last_request(caller: Caller) -> dict[str, object]:
    last: dict[str, object] = caller.practice("requests")[-1]
    return last


@pytest.mark.parametrize(
    ("kind", "moment", "broken_as", "stored"),
    [
        ("answer_lost", "after", http.client.RemoteDisconnected, 1),
        ("request_lost", "after", http.client.RemoteDisconnected, 0),
        ("reset", "before", ConnectionError, 0),
        ("reset", "after", ConnectionResetError, 1),
        ("truncate", "before", http.client.IncompleteRead, 0),
        ("truncate", "after", http.client.IncompleteRead, 1),
        ("wrong_length", "before", http.client.IncompleteRead, 0),
        ("wrong_length", "after", http.client.IncompleteRead, 1),
        ("silence", "before", TimeoutError, 0),
        ("silence", "after", TimeoutError, 1),
    ],
)
def test_a_broken_line(
    inside: Caller, faults: Faults, kind: str, moment: str, broken_as: type[Exception], stored: int
) -> None:
    once(faults, kind, moment=moment)
    with pytest.raises(broken_as):
        inside.call(5, [citizen()], timeout=0.3)

    assert stays(inside) == stored
    request = last_request(inside)
    assert (request["fault"], request["status"]) == (kind, None)
    assert request["outcome"] == ("taken" if stored else "no_effect")
    assert (inside.call(5, [citizen()]).status == 400) is bool(stored)


@pytest.mark.parametrize(("moment", "stored"), [("before", 0), ("after", 1)])
def test_drip_sends_byte_after_byte_for_ever(inside: Caller, faults: Faults, moment: str, stored: int) -> None:
    once(faults, "drip", moment=moment, value="0.01")
    url = urlsplit(inside.base_url)
    body = json.dumps([citizen()]).encode()
    head = (
        f"POST {CALLS[5][1]} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {inside.token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((url.hostname, url.port), timeout=10) as line:
        line.sendall(head.encode() + body)
        received = b""
        while len(received.partition(b"\r\n\r\n")[2]) < 20:
            received += line.recv(1)

    status, _, blanks = received.partition(b"\r\n\r\n")
    assert status.startswith(b"HTTP/1.1 200 OK")
    assert blanks.strip() == b""
    assert stays(inside) == stored


def test_a_length_that_is_too_short_cuts_the_answer(inside: Caller, faults: Faults) -> None:
    once(faults, "wrong_length", value="short")

    assert inside.call(5, [citizen()]).body == TRUE_BODY[:-7]


def test_success_without_effect_stores_nothing(inside: Caller, faults: Faults) -> None:
    once(faults, "success_without_effect")

    assert inside.call(5, [citizen()]).body == TRUE_BODY
    assert stays(inside) == 0
    assert last_request(inside)["outcome"] == "ineffective"
    assert inside.call(5, [citizen()]).status == 200


def test_the_dress_of_a_true_answer(inside: Caller, faults: Faults) -> None:
    replies: dict[str, Reply] = {}
    for place, kind in enumerate(("bom", "blank_lines", "code_number", "extra_fields")):
        once(faults, kind)
        replies[kind] = inside.call(5, [citizen(soGiayTo=f"01119000001{place}")])

    assert stays(inside) == 4
    assert replies["bom"].body == b"\xef\xbb\xbf" + TRUE_BODY
    assert replies["blank_lines"].body.lstrip() == TRUE_BODY
    assert replies["blank_lines"].body.startswith(b"\r\n")
    assert replies["code_number"].envelope["code"] == 200
    assert json.loads(TRUE_BODY).items() < replies["extra_fields"].envelope.items()


def test_answers_that_are_no_envelope(inside: Caller, faults: Faults) -> None:
    replies: dict[str, Reply] = {}
    for place, kind in enumerate(("empty_200", "html_200", "other_json", "duplicate_keys", "huge")):
        once(faults, kind)
        replies[kind] = inside.call(5, [citizen(soGiayTo=f"01119000001{place}")])

    assert {reply.status for reply in replies.values()} == {200}
    assert stays(inside) == 5
    assert replies["empty_200"].body == b""
    assert replies["html_200"].headers["content-type"].startswith("text/html")
    assert "code" not in replies["other_json"].envelope
    assert replies["duplicate_keys"].body.count(b'"code"') == 2
    assert len(replies["huge"].body) > 64 * 1024


@pytest.mark.parametrize(
    ("kind", "status", "is_html"),
    [
        ("html_401", 401, True),
        ("html_403", 403, True),
        ("html_502", 502, True),
        ("plain_500", 500, False),
        ("busy_429", 429, False),
        ("busy_503", 503, False),
    ],
)
@pytest.mark.parametrize("carried_out", [None, True])
def test_a_status_with_and_without_effect(
    inside: Caller, faults: Faults, kind: str, status: int, is_html: bool, carried_out: bool | None
) -> None:
    once(faults, kind, carried_out=carried_out)
    reply = inside.call(5, [citizen()])

    assert reply.status == status
    assert reply.body.startswith(b"<!DOCTYPE html>") is is_html
    assert stays(inside) == int(bool(carried_out))


@pytest.mark.parametrize("after", [None, "120", "-1", "Sun, 22 Nov 2026 00:00:00 GMT"])
def test_busy_with_and_without_a_time_to_come_back(inside: Caller, faults: Faults, after: str | None) -> None:
    once(faults, "busy_503", value=after)

    assert inside.call(5, [citizen()]).headers.get("retry-after") == after


def test_redirects_lead_elsewhere_and_store_nothing(inside: Caller, faults: Faults) -> None:
    for kind in ("redirect_same", "redirect_other", "redirect_http"):
        once(faults, kind)
    replies = [inside.call(5, [citizen()]) for _ in range(3)]
    host = urlsplit(inside.base_url).netloc

    assert [reply.status for reply in replies] == [307] * 3
    assert [reply.headers["location"] for reply in replies] == [
        f"http://{host}/moved{CALLS[5][1]}",
        "https://khac.invalid/",
        f"http://{host}{CALLS[5][1]}",
    ]
    assert stays(inside) == 0


def test_a_token_dies_in_the_middle_of_the_work(inside: Caller, faults: Faults) -> None:
    once(faults, "token_dies")

    assert inside.call(5, [citizen()]).status == 401
    assert inside.call(5, [citizen()]).status == 401
    inside.log_in()
    assert inside.call(5, [citizen()]).status == 200


def test_tokens_that_are_not_as_they_should_be(caller: Caller, faults: Faults) -> None:
    once(faults, "login_refused", call=1)
    refused = caller.log_in()
    once(faults, "right_missing", call=1)
    powerless = caller.log_in().envelope["data"]
    not_allowed = caller.call(5, [citizen()])
    once(faults, "other_establishment", call=1)
    other = caller.log_in().envelope["data"]
    once(faults, "token_short", call=1, value="5")
    short = caller.log_in().envelope["data"]

    assert (refused.status, refused.envelope["data"]) == (401, None)
    assert (powerless["Authorities"], not_allowed.status) == ([], 403)
    assert other["CsltId"] != caller.settings.establishment_code
    assert other["Exp"] - short["Exp"] == caller.settings.token_life_seconds - 5


def test_a_right_may_be_missing_for_one_call_alone(inside: Caller, faults: Faults) -> None:
    once(faults, "right_missing", call=5)

    assert [inside.call(5, [citizen()]).status for _ in range(2)] == [403, 200]


def test_the_date_may_be_off(inside: Caller, faults: Faults) -> None:
    once(faults, "date_skew", value="-86400")

    assert inside.call(5, [citizen()]).headers["date"] == "Fri, 20 Nov 2026 12:30:00 GMT"
    assert inside.fetch(9).headers["date"] == "Sat, 21 Nov 2026 12:30:00 GMT"


def test_any_text_may_be_the_refusal(inside: Caller, faults: Faults) -> None:
    once(faults, "refuse_text", value="Khách đang tạm trú tại CSLT")
    reply = inside.call(5, [citizen()])

    assert (reply.status, reply.message) == (400, "Khách đang tạm trú tại CSLT")
    assert stays(inside) == 0


def test_a_list_may_shrink(caller: Caller, faults: Faults) -> None:
    before = len(caller.fetch(10).envelope["data"])
    once(faults, "catalogue_shrunk", call=10)

    assert len(caller.fetch(10).envelope["data"]) < before / 2


def test_faults_work_over_tls_too(start: Callable[..., Caller], faults: Faults, tmp_path: Path) -> None:
    caller = start(tls_dir=tmp_path / "tls")
    caller.log_in()
    once(faults, "answer_lost")
    with pytest.raises(http.client.RemoteDisconnected):
        caller.call(5, [citizen()])
    once(faults, "truncate", moment="before")
    with pytest.raises(http.client.IncompleteRead):
        caller.call(5, [citizen(soGiayTo="011190000002")])

    assert stays(caller) == 1


def test_stopping_lets_go_of_what_silence_holds(tmp_path: Path) -> None:
    plan = plan_in(tmp_path, faults=Faults(1, [Fault("silence", call=9)]))
    simulator = RunningSimulator(plan)
    caller = Caller(simulator.start())
    url = urlsplit(caller.base_url)
    with socket.create_connection((url.hostname, url.port), timeout=20) as line:
        line.sendall(f"GET {CALLS[9][1]} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
        while not caller.practice("requests"):
            continue
        simulator.stop()
        received = line.recv(1)

    assert received == b""

"""The calls over real HTTP and TLS on loopback."""

from __future__ import annotations

import hashlib
import json
import ssl
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from guestreg.receiver.kbtt.app import CALLS
from guestreg.receiver.kbtt.server import RunningSimulator
from guestreg.receiver.serving import NotLoopback
from tests.fakes.practice_police import JSON_BODY, Caller, HandClock, basic, citizen, foreigner, plan_in

SUCCESS = {"code": "200", "message": "Thành công", "data": None}


def test_guests_are_declared_and_kept(inside: Caller) -> None:
    local = inside.call(5, [citizen()])
    foreign = inside.call(4, [foreigner()])
    longer = {"loai": "GH", "soGiayTo": "011190000001", "loaiGiayTo": 8, "thoiGianStr": "2026-11-24 12:00:00"}
    changed = inside.call(12, [longer])

    assert [reply.envelope for reply in (local, foreign, changed)] == [SUCCESS] * 3
    stays = inside.practice("stays")
    assert [stay["element"] for stay in stays] == [citizen(), foreigner()]
    assert stays[0]["planned_departure"] == "2026-11-24 12:00:00"


def test_a_refusal_is_an_envelope_with_400(inside: Caller) -> None:
    inside.call(5, [citizen()])
    again = inside.call(5, [citizen()])

    assert (again.status, again.envelope["code"], again.envelope["data"]) == (400, "400", None)
    assert again.message.startswith("Bản khai báo 1: ")
    assert len(inside.practice("stays")) == 1


def test_every_request_is_noted_with_the_digest_of_its_body(inside: Caller) -> None:
    inside.call(5, [citizen()])
    inside.call(5, [citizen()])

    seen = inside.practice("requests")
    digest = hashlib.sha256(json.dumps([citizen()], ensure_ascii=False).encode()).hexdigest()
    assert [(one["call"], one["status"], one["outcome"]) for one in seen] == [
        (1, 200, "answered"),
        (5, 200, "taken"),
        (5, 400, "refused"),
    ]
    assert [one["body_sha256"] for one in seen[1:]] == [digest, digest]
    assert inside.practice("stays")[0]["body_sha256"] == digest


def test_the_date_is_the_clocks_and_the_server_keeps_quiet_about_itself(caller: Caller, clock: HandClock) -> None:
    headers = caller.log_in().headers
    clock.advance(hours=9)

    assert headers["date"] == "Sat, 21 Nov 2026 12:30:00 GMT"
    assert caller.fetch(9).headers["date"] == "Sat, 21 Nov 2026 21:30:00 GMT"
    assert caller.request("GET", "/nowhere").headers["date"] == "Sat, 21 Nov 2026 21:30:00 GMT"
    assert "server" not in headers


def test_the_whole_life_of_a_token_over_the_wire(inside: Caller) -> None:
    second = {"Authorization": basic(inside.settings.refresh_client)}
    first = inside.log_in().envelope["data"]
    path = f"{CALLS[2][1]}?refresh_token={first['RefreshToken']}"
    fresh = inside.request("POST", path, headers=second).envelope["data"]
    old = inside.call(5, [citizen()])
    inside.token = fresh["AccessToken"]
    taken = inside.call(5, [citizen()])
    revoked = inside.request("DELETE", f"{CALLS[3][1]}?access_token={inside.token}", headers=second)
    after = inside.call(4, [foreigner()])

    assert [old.status, taken.status, revoked.status, after.status] == [401, 200, 200, 401]
    assert all("refresh_token" not in json.dumps(one) for one in inside.practice("requests"))


@pytest.mark.parametrize("number", [4, 5, 12])
def test_without_a_bearer_nothing_is_taken(caller: Caller, number: int) -> None:
    assert caller.call(number, [citizen()]).status == 401
    assert caller.practice("stays") == []


@pytest.mark.parametrize("number", range(6, 12))
def test_the_lists_need_no_token(caller: Caller, number: int) -> None:
    reply = caller.fetch(number, "?trucThuocTinh=302" if number == 8 else "")

    assert reply.envelope["code"] == "200"
    assert len(reply.envelope["data"]) > 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"hoTen": "x"}',
        b'"x"',
        b"null",
        b"\xff\xfe[",
        b'["\\ud800"]',
        b'[{"x": NaN}]',
        b'[{"x": 1e999}]',
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_array_is_refused(inside: Caller, body: bytes) -> None:
    headers = JSON_BODY | {"Authorization": f"Bearer {inside.token}"}
    for number in (4, 5):
        reply = inside.request("POST", CALLS[number][1], body, headers)
        assert (reply.status, reply.envelope["code"]) == (400, "400")
    assert inside.practice("stays") == []


def test_a_body_that_does_not_call_itself_json_is_refused(inside: Caller) -> None:
    headers = {"Authorization": f"Bearer {inside.token}", "Content-Type": "text/plain"}

    assert inside.request("POST", CALLS[5][1], json.dumps([citizen()]).encode(), headers).status == 415


def test_unknown_paths_and_methods_are_noted_as_no_call(caller: Caller) -> None:
    replies = [caller.request("GET", CALLS[5][1]), caller.request("POST", "/moved", b"x")]

    assert [(reply.status, reply.envelope["code"]) for reply in replies] == [(405, "405"), (404, "404")]
    assert [(one["call"], one["outcome"]) for one in caller.practice("requests")] == [(0, "unknown_path")] * 2


def test_one_connection_serves_several_requests(inside: Caller, tmp_path: Path) -> None:
    with httpx.Client(base_url=inside.base_url, trust_env=False) as client:
        replies = [client.get(CALLS[9][1]) for _ in range(3)]

    assert [reply.json()["code"] for reply in replies] == ["200"] * 3


def test_the_portals_list_agrees_with_what_was_taken(inside: Caller) -> None:
    inside.call(5, [citizen()])
    reply = inside.request("GET", "/portal/danh-sach.csv")

    assert reply.headers["content-type"].startswith("text/csv")
    assert "Lò Thị Mẫu" in reply.body.decode("utf-8-sig")


def test_tls_with_an_authority_of_its_own(start: Callable[..., Caller], tmp_path: Path) -> None:
    caller = start(tls_dir=tmp_path / "tls")
    caller.log_in()

    assert caller.base_url.startswith("https://127.0.0.1:")
    assert caller.call(5, [citizen()]).envelope == SUCCESS
    assert (tmp_path / "tls" / "server.pem").stat().st_mode & 0o077 == 0
    distrustful = Caller(caller.base_url)
    with pytest.raises(ssl.SSLCertVerificationError):
        distrustful.log_in()


def test_a_later_start_keeps_the_authority(start: Callable[..., Caller], tmp_path: Path) -> None:
    start(tls_dir=tmp_path / "tls")
    authority = (tmp_path / "tls" / "ca.pem").read_bytes()
    caller = start(tls_dir=tmp_path / "tls")

    assert (tmp_path / "tls" / "ca.pem").read_bytes() == authority
    assert caller.log_in().status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "127.0.0.2", "192.0.2.1", "localhost"])
def test_only_loopback_is_bound(tmp_path: Path, host: str) -> None:
    with pytest.raises(NotLoopback):
        RunningSimulator(plan_in(tmp_path, host=host)).start()


def test_ipv6_loopback_is_served_too(start: Callable[..., Caller]) -> None:
    caller = start(host="::1")

    assert caller.base_url.startswith("http://[::1]:")
    assert caller.log_in().status == 200


def test_a_port_that_is_taken_says_so(start: Callable[..., Caller], tmp_path: Path) -> None:
    port = start().port

    with pytest.raises(OSError, match="in use"):
        RunningSimulator(plan_in(tmp_path, port=port)).start()


def test_a_start_that_fails_leaves_nothing_open(start: Callable[..., Caller], tmp_path: Path) -> None:
    port = start().port
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError):
        start(catalogues_dir=tmp_path / "empty")

    assert start().port != port


def test_a_restart_meets_the_same_police(tmp_path: Path, clock: HandClock) -> None:
    plan = plan_in(tmp_path, clock)
    simulator = RunningSimulator(plan)
    caller = Caller(simulator.start())
    caller.log_in()
    caller.call(5, [citizen()])
    simulator.stop()

    again = Caller(simulator.start())
    again.token = caller.token
    reply = again.call(5, [citizen()])
    simulator.stop()

    assert "chưa checkout" in reply.message

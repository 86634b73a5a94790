"""Calls 1 to 3 and what a bearer may do."""

from __future__ import annotations

import pytest

from guestreg.receiver.kbtt.practice_clock import PracticeClock
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.kbtt.tokens import Tokens, TokenShape
from tests.fakes.practice_police import EVENING, HandClock, basic

SETTINGS = SimulatorSettings()
A, B = basic(SETTINGS.login_client), basic(SETTINGS.refresh_client)
FIELDS = {"username": SETTINGS.username, "password": SETTINGS.password, "grant-type": "api_cslt"}
PLAIN = TokenShape()


@pytest.fixture
def tokens(record: Record, clock: HandClock) -> Tokens:
    return Tokens(SETTINGS, record, PracticeClock(clock))


def logged_in(tokens: Tokens, shape: TokenShape = PLAIN) -> dict[str, object]:
    data = tokens.log_in(A, FIELDS, shape).data
    assert isinstance(data, dict)
    return data


def status_of(tokens: Tokens, access: object) -> int | None:
    refusal = tokens.refusal_of(f"Bearer {access}")
    return refusal.status if refusal is not None else None


def test_a_log_in_tells_who_the_account_is(tokens: Tokens) -> None:
    data = logged_in(tokens)

    assert data["TokenType"] == "bearer"
    assert data["Exp"] == int(EVENING.timestamp()) + SETTINGS.token_life_seconds
    assert data["Authorities"] == ["kbtt:create-3th"]
    assert (data["LoaiTK"], data["CsltId"]) == ("CSLT", SETTINGS.establishment_code)
    assert (data["MaTTCuaCslt"], data["MaPxCuaCslt"]) == ("302", "302903203")
    assert status_of(tokens, data["AccessToken"]) is None


@pytest.mark.parametrize(
    ("authorization", "fields", "status"),
    [
        (B, FIELDS, 401),
        (None, FIELDS, 401),
        (A, FIELDS | {"password": "sai"}, 401),
        (A, FIELDS | {"username": "sai"}, 401),
        (A, FIELDS | {"grant-type": "password"}, 400),
        (A, {"username": SETTINGS.username, "password": SETTINGS.password, "grant_type": "api_cslt"}, 400),
    ],
)
def test_a_wrong_log_in_gets_no_token(
    tokens: Tokens, authorization: str | None, fields: dict[str, str], status: int
) -> None:
    answer = tokens.log_in(authorization, fields, PLAIN)

    assert (answer.status, answer.code, answer.data) == (status, str(status), None)


def test_a_refresh_replaces_both_tokens_and_voids_the_old_pair(tokens: Tokens) -> None:
    old = logged_in(tokens)
    new = tokens.refresh(B, str(old["RefreshToken"]), PLAIN).data

    assert isinstance(new, dict)
    assert status_of(tokens, old["AccessToken"]) == 401
    assert status_of(tokens, new["AccessToken"]) is None
    assert tokens.refresh(B, str(old["RefreshToken"]), PLAIN).status == 401


def test_refresh_and_revoke_want_the_second_credential(tokens: Tokens) -> None:
    data = logged_in(tokens)

    assert tokens.refresh(A, str(data["RefreshToken"]), PLAIN).status == 401
    assert tokens.revoke(A, str(data["AccessToken"])).status == 401
    assert status_of(tokens, data["AccessToken"]) is None


def test_a_revoked_token_is_dead(tokens: Tokens) -> None:
    data = logged_in(tokens)

    assert tokens.revoke(B, str(data["AccessToken"])).status == 200
    assert status_of(tokens, data["AccessToken"]) == 401
    assert tokens.revoke(B, str(data["AccessToken"])).status == 400


def test_a_token_runs_out_by_the_clock_of_the_police(tokens: Tokens, clock: HandClock) -> None:
    data = logged_in(tokens, TokenShape(life_seconds=30))
    clock.advance(seconds=29)
    before = status_of(tokens, data["AccessToken"])
    clock.advance(seconds=1)

    assert (before, status_of(tokens, data["AccessToken"])) == (None, 401)


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", A, "Bearer anything"])
def test_without_a_known_bearer_nothing_goes(tokens: Tokens, authorization: str | None) -> None:
    refusal = tokens.refusal_of(authorization)

    assert refusal is not None
    assert refusal.status == 401


def test_an_account_without_the_right_may_not_declare_even_after_a_refresh(tokens: Tokens) -> None:
    data = logged_in(tokens, TokenShape(without_right=True))
    again = tokens.refresh(B, str(data["RefreshToken"]), PLAIN).data

    assert data["Authorities"] == []
    assert isinstance(again, dict)
    assert status_of(tokens, again["AccessToken"]) == 403


def test_the_record_holds_no_token_in_clear(tokens: Tokens, record: Record) -> None:
    access = str(logged_in(tokens)["AccessToken"])

    assert record.token_by(access=access) is None

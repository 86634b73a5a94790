"""What the matrix is worth: each rule taken out of the program turns the cells red that stand for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import httpx
import pytest

from guestreg.domain.declaration import Hold
from guestreg.endpoints import http, waiting
from guestreg.outbox import policy
from guestreg.ports.endpoint import Accepted, EndpointClient, Exchange, MayHaveArrived, NothingLeft, Parcel
from tests.fakes.reader import MemoryReader
from tests.faults.matrix.cell import Cell
from tests.faults.matrix.kinds import IN_ONE_PROCESS
from tests.faults.matrix.row import ONCE, TEN_MINUTES
from tests.faults.matrix.world import World

ROWS = {row.title.removeprefix("kbtt "): row for row in IN_ONE_PROCESS}


class Twisted:
    """An adapter whose answers are read in another way."""

    def __init__(self, inner: EndpointClient, read: Callable[[Exchange], Exchange]) -> None:
        self._inner, self._read = inner, read

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def send(self, parcel: Parcel) -> Exchange:
        return self._read(self._inner.send(parcel))


def any_200_is_success(said: Exchange) -> Exchange:
    return replace(said, outcome=Accepted()) if said.http_status == 200 else said


def unclear_is_forgotten(said: Exchange) -> Exchange:
    return replace(said, outcome=NothingLeft("too_slow")) if said.outcome == MayHaveArrived() else said


def reading(read: Callable[[Exchange], Exchange]) -> Callable[[EndpointClient], EndpointClient]:
    return lambda inner: cast(EndpointClient, Twisted(inner, read))


class Following(httpx.Client):
    """The library as it would be without our word."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**(parts | {"follow_redirects": True}))


@pytest.mark.parametrize(
    ("title", "wrong", "said"),
    [
        ("38 200 with a page", reading(any_200_is_success), "sent, and the police do not have the guest"),
        ("39 200 with nothing", reading(any_200_is_success), "sent, and the police do not have the guest"),
        ("32 gzip bomb", reading(any_200_is_success), "sent, and the police do not have the guest"),
        ("58 unknown verdict", reading(any_200_is_success), "state sent, not unknown"),
        ("22 reset at the end, taken", reading(unclear_is_forgotten), "state waiting, not unknown"),
        ("23 reset at the end, not taken", reading(unclear_is_forgotten), "state waiting, not unknown"),
    ],
)
def test_a_wrong_reading_is_found(title: str, wrong: Any, said: str, world: World) -> None:
    findings = Cell(ROWS[title], ONCE, world, wrong=wrong).play()
    assert said in findings, findings


@pytest.mark.parametrize("title", ["42 307 to itself", "42 301 to itself", "42 308 to http"])
def test_a_redirect_that_is_followed_is_found(title: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "Client", Following)
    findings = Cell(ROWS[title], ONCE, world).play()
    assert "hold None, not address" in findings, findings


def test_an_answer_left_over_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_has_unread", lambda connection: False)
    findings = Cell(ROWS["35 two replies"], ONCE, world).play()
    assert "in the end: returned, not sent" in findings, findings


def test_a_guest_out_of_sight_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryReader, "open_lines", lambda reader: ())
    findings = Cell(ROWS["08 reset on connect"], ONCE, world).play()
    assert "a guest in waiting is not among the open ones" in findings, findings


class Impatient(Cell):
    """A finger on "send now", every half minute."""

    def _last(self) -> None:
        for _ in range(60):
            self.house.try_now()
            self.house.run_until(self.clock.now() + policy.HINT_SPREAD, self._watch)


def test_no_finger_makes_more_than_thirty_tries_an_hour(world: World) -> None:
    assert not [one for one in Impatient(ROWS["08 reset on connect"], TEN_MINUTES, world).play() if "tries" in one]


def test_more_tries_an_hour_are_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy.FailureLimit, "allows_try", lambda limit, at_ms: True)
    findings = Impatient(ROWS["08 reset on connect"], TEN_MINUTES, world).play()
    assert any(one.endswith("tries in an hour") for one in findings), findings


def test_a_password_tried_again_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "HOLD_GAPS", policy.HOLD_GAPS | {Hold.CREDENTIALS: policy.UNCLEAR_REST})
    findings = Cell(ROWS["44 401"], TEN_MINUTES, world).play()
    assert "a refused password was tried again" in findings, findings


def test_an_unclear_one_asked_again_at_once_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "UNCLEAR_REST", timedelta(seconds=1))
    findings = Cell(ROWS["23 reset at the end, not taken"], ONCE, world).play()
    assert any(one.startswith("due again in") for one in findings), findings


def test_a_wait_without_bounds_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LONGEST_WAIT_S", 3_650 * 86_400)
    monkeypatch.setattr(policy, "ASKED_LATER_TRY", -timedelta(days=3650))
    findings = Cell(ROWS["54 429 wait ten years"], ONCE, world).play()
    assert any(one.startswith("due again in") for one in findings), findings

"""The police's computer dies or falls silent, before and during sending, and clocks jump: nobody is lost or doubled."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.dates import local
from guestreg.outbox.worker import drain
from guestreg.platform.clock import SystemClock
from tests.e2e.cli.police_process import PoliceProcess
from tests.fakes.clock import FakeClock
from tests.integration.cli.house_file import SECRETS, write_house
from tests.integration.cli.terminal import Terminal

DECLARING = 5
PATIENCE_S = 0.5
SOON_S = 30.0
GUESTS = (("Lò Văn Thử", "011090000011"), ("Giàng A Mẫu", "011090000022"), ("Nguyễn Thị Thử", "011190000033"))
NUMBERS = [number for _, number in GUESTS]
UNREACHED = {"E-01", "E-02"}
"""No line, or too slow before the request left."""
DONE = ("sent", "confirmed")
AT_ONCE = 2
"""Declarations that are on the way at the same time."""


class Meanwhile:
    """Waiter. While the sender waits its time goes by on our clock, and the next thing happens."""

    def __init__(self, clock: FakeClock, *happenings: Callable[[], None]) -> None:
        self._clock = clock
        self._happenings = list(happenings)

    def wait(self, seconds: float) -> None:
        self._clock.advance(seconds=seconds)
        if self._happenings:
            self._happenings.pop(0)()

    def wake(self) -> None:
        raise AssertionError("nobody wakes it")


@pytest.fixture
def house(tmp_path: Path, police: PoliceProcess) -> Terminal:
    """Three guests are recorded; the clock is this computer's until a test moves it, for the police has it too."""
    terminal = Terminal(tmp_path / "data", FakeClock(SystemClock().now()), patience_s=PATIENCE_S)
    file = write_house(tmp_path, police.address, str(police.ca_file))
    terminal.json("setup", file, "--secrets", "-", stdin=SECRETS)
    now = terminal.clock.now()
    stay = {
        "arrival": local(now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"),
        "planned_departure": local(now + timedelta(days=2)).strftime("%Y-%m-%dT12:00"),
        "room": "Phòng 1",
        "notifier": "Lò Thị Say",
    }
    for name, number in GUESTS:
        sex = "F" if number[3] == "1" else "M"
        guest = {"full_name": name, "birth_date": "05/03/1990", "sex": sex, "doc_kind": 8, "doc_number": number}
        terminal.json("add", "-", stdin={**stay, "guests": [guest]})
    return terminal


def send_until_idle(house: Terminal, clock: FakeClock, *happenings: Callable[[], None]) -> None:
    """What `send --until-idle` does, with happenings while it waits."""
    program = house.program()
    try:
        with program.sending() as courier:
            ended = drain(courier, clock, Meanwhile(clock, *happenings), until_idle=True, timeout_s=40 * 3600)
    finally:
        program.close()
    assert ended.idle


def open_lines(house: Terminal) -> list[dict[str, Any]]:
    status = house.json("status", status=3)
    assert status["next_due_at"] is not None
    rows: list[dict[str, Any]] = status["declarations"]
    return rows


def everybody_is_recorded(house: Terminal) -> None:
    rows = house.json("list")["rows"]
    assert sorted(row["doc_number"] for row in rows) == sorted(NUMBERS)


def reasons_are_said(house: Terminal) -> None:
    """Every guest who is not yet told has a reason and the time of the next try."""
    everybody_is_recorded(house)
    rows = open_lines(house)
    assert len(rows) == len(NUMBERS)
    assert {row["reason"]["code"] for row in rows} <= UNREACHED
    assert all(row["reason"]["text"] and row["next_attempt_at"] for row in rows)


def everybody_is_sent_once(house: Terminal, police: PoliceProcess) -> None:
    assert sorted(police.numbers()) == sorted(NUMBERS)
    rows = house.json("list")["rows"]
    assert len(rows) == len(NUMBERS)
    assert all(row["state"] in DONE for row in rows), [row["state"] for row in rows]
    assert house.json("status")["declarations"] == []


@pytest.mark.parametrize("jump_h", [0, 9, -9], ids=["clock-stays", "clock-leaps", "clock-falls-back"])
@pytest.mark.parametrize("outage", ["kill", "freeze"])
def test_away_before_sending(house: Terminal, police: PoliceProcess, outage: str, jump_h: int) -> None:
    clock = house.clock
    assert isinstance(clock, FakeClock)
    away, back = ways(police, outage)
    away()

    def seen() -> None:
        reasons_are_said(house)
        clock.jump(hours=jump_h)

    send_until_idle(house, clock, seen, lambda: None, back)
    everybody_is_sent_once(house, police)


@pytest.mark.parametrize("jump_h", [0, 9, -9], ids=["clock-stays", "clock-leaps", "clock-falls-back"])
@pytest.mark.parametrize("outage", ["kill", "freeze"])
@pytest.mark.parametrize("arrived", [False, True], ids=["lost", "taken-in"])
def test_away_while_a_guest_is_on_the_way(
    house: Terminal, police: PoliceProcess, arrived: bool, outage: str, jump_h: int
) -> None:
    """The answer for the first guest never comes, whether she was taken in or not."""
    clock = house.clock
    assert isinstance(clock, FakeClock)
    away, back = ways(police, outage)
    police.play(kind="silence", call=DECLARING, count=1, moment="after" if arrived else "before")
    struck = threading.Event()
    watched: list[bool] = []

    def strike() -> None:
        """In the moment the first guest's data has arrived."""
        watched.append(until(lambda: police.requests(DECLARING) > 0))
        away()
        struck.set()

    def seen() -> None:
        assert struck.wait(SOON_S)
        everybody_is_recorded(house)
        left = open_lines(house)
        assert {row["state"] for row in left} <= {"waiting", "unknown"}
        assert all(row["next_attempt_at"] for row in left if row["state"] == "unknown")
        assert {row["reason"]["code"] for row in left if row["reason"]} <= UNREACHED | {"E-31"}
        clock.jump(hours=jump_h)

    striker = threading.Thread(target=strike)
    striker.start()
    send_until_idle(house, clock, seen, lambda: None, back)
    striker.join()
    assert watched == [True]
    before_a_person = everybody_is_told_or_before_a_person(house, police)
    assert (1 if arrived else 0) <= len(before_a_person) <= AT_ONCE


def everybody_is_told_or_before_a_person(house: Terminal, police: PoliceProcess) -> list[dict[str, Any]]:
    """Each is taken in once. Gives those of whom the police said "already", without a number, to a second sending.

    That proves nothing, so they aren't sent again, nor called sent. What a frozen computer had in its ears it hears
    on waking, so this can strike everybody who was on the way, not only the first.
    """
    assert sorted(police.numbers()) == sorted(NUMBERS)
    everybody_is_recorded(house)
    states = Counter(row["state"] for row in house.json("list")["rows"])
    left: list[dict[str, Any]] = house.json("status", status=3 if states["unknown"] else 0)["declarations"]
    for row in left:
        assert (row["state"], row["reason"]["code"], row["next_attempt_at"]) == ("unknown", "E-31", None)
        tries = house.json("show", str(row["register_no"]))["versions"][0]["attempts"]
        assert tries[-1]["http_status"] == 400
        assert "may_have_arrived" in {one["outcome"] for one in tries[:-1]}
    assert (states["unknown"], sum(states[state] for state in DONE)) == (len(left), len(NUMBERS) - len(left))
    return left


def ways(police: PoliceProcess, outage: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """How it goes and how it comes back."""
    return (police.kill, police.start) if outage == "kill" else (police.freeze, police.thaw)


def until(condition: Callable[[], bool]) -> bool:
    """Looks again and again, for at most `SOON_S`."""
    clock = SystemClock()
    while clock.monotonic_ms() < SOON_S * 1000:
        if condition():
            return True
    return False

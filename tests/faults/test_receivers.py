"""A real house before each receiver that is wrong: what it comes to believe, and that the history gives it away.

The correct receiver goes through the same evenings and nothing is held against it.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from guestreg.receiver.open.broken import Broken
from guestreg.receiver.open.problems import CODES
from guestreg.receiver.open.setup_file import setup_file
from guestreg.receiver.open.tables import REGISTER
from tests.fakes.clock import FakeClock
from tests.fakes.open_authority import HOUSE, OpenAuthority
from tests.faults.cutting_line import CuttingLine, Passed
from tests.integration.cli.open_house import first_time, only
from tests.integration.cli.terminal import ONE, Terminal
from tests.tables.rules import NOW

PATIENCE_S = 1.0
SUCCESS = (200, 201, 202)


@dataclass
class Evening:
    """One house, one receiver, the line between them, and a door in the receiver that a test may shut."""

    house: Terminal
    authority: OpenAuthority
    line: CuttingLine
    clock: FakeClock
    door: threading.Event = field(default_factory=threading.Event)

    def begin(self, folder: Path) -> None:
        self.door.set()
        described = {"endpoint": {"kind": "open", "base_url": self.line.address}}
        known = {"establishments": [{"code": HOUSE, "name": "Nhà Mẫu"}]}
        file = folder / "practice.luutru-caidat"
        file.write_text(setup_file(self.authority.keys, described | known, 1, self.clock.now()), encoding="utf-8")
        code = self.authority.enrolment_code()
        self.house.json("setup", file, *first_time(self.authority, folder), "--code", code)

    def send(self, passes: int = 1) -> None:
        """Each pass a while after the one before: an answer may only tell what to do next."""
        for _ in range(passes):
            self.house("send", "--json")
            self.clock.advance(minutes=5)

    def end(self) -> None:
        """The receiver is started again, and everything it was sent is said to it once more."""
        self.door.set()
        self.authority.stop()
        self.authority.start()
        for one in [one for one in self.line.passed if one.method == "PUT"]:
            self.line.repeat(one)


def an_answer_is_lost_for_a_day(evening: Evening) -> None:
    evening.line.cut_next = 1
    evening.house.json("add", "-", stdin=ONE)
    evening.send()
    assert only(evening.house)["state"] == "unknown"
    evening.clock.advance(hours=25)
    evening.send(3)


def the_receiver_ends_after_its_answer(evening: Evening) -> None:
    evening.house.json("add", "-", stdin=ONE)
    evening.send()


def it_is_sent_two_days_late(evening: Evening) -> None:
    evening.house.json("add", "-", stdin=ONE)
    evening.clock.advance(days=2)
    evening.send()


def it_is_asked_about_while_it_is_taken_in(evening: Evening) -> None:
    evening.door.clear()
    evening.house.json("add", "-", stdin=ONE)
    evening.send()
    assert only(evening.house)["state"] == "unknown"
    evening.send(2)
    evening.door.set()
    evening.clock.advance(hours=1)
    evening.send(3)


EVENINGS = (
    an_answer_is_lost_for_a_day,
    the_receiver_ends_after_its_answer,
    it_is_sent_two_days_late,
    it_is_asked_about_while_it_is_taken_in,
)


def complaints(evening: Evening) -> set[str]:
    """What the history says against the receiver."""
    taken = [one for one in evening.line.passed if one.method == "PUT" and one.status in SUCCESS]
    effects = Counter(_effects(evening.authority))
    receipts = {(one.path, json.loads(one.body)["receipt"]) for one in taken}
    found = {
        "no effect": any(effects[one.path] == 0 for one in taken),
        "two effects": any(count > 1 for count in effects.values()),
        "two receipts": len(receipts) > len({path for path, _ in receipts}),
        "unknown though it came": any(_lied(one, taken) for one in evening.line.passed),
        "late refused": any(_refused_for_no_reason(one) for one in evening.line.passed),
    }
    return {name for name, holds in found.items() if holds}


def _effects(authority: OpenAuthority) -> list[str]:
    database = authority.database()
    with database.reading() as connection:
        rows = connection.execute(select(REGISTER.c.declaration_id, REGISTER.c.version)).all()
    database.close()
    return [f"/v1/declarations/{row[0]}/versions/{row[1]}" for row in rows]


def _lied(asked: Passed, taken: list[Passed]) -> bool:
    """Of a declaration that had come before, though its answer may have come later."""
    is_unknown = asked.method == "GET" and asked.status == 404
    return is_unknown and any(one.path.startswith(asked.path) and one.begun < asked.begun for one in taken)


def _refused_for_no_reason(one: Passed) -> bool:
    errors = json.loads(one.body).get("errors", []) if one.status == 422 else []
    return any(error["code"] not in CODES for error in errors)


@pytest.fixture
def opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Broken | None], Evening]]:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    opened: list[Evening] = []

    def begin(broken: Broken | None) -> Evening:
        clock, door = FakeClock(NOW), threading.Event()
        authority = OpenAuthority(
            tmp_path / "authority",
            clock=clock.now,
            key_name="practice/xa-mau",
            broken=broken,
            before_commit=lambda: _pass(door),
        )
        line = CuttingLine(authority.start())
        evening = Evening(Terminal(tmp_path / "data", clock, patience_s=PATIENCE_S), authority, line, clock, door)
        opened.append(evening)
        evening.begin(tmp_path)
        return evening

    yield begin
    for evening in opened:
        evening.door.set()
        evening.line.close()
        evening.authority.stop()


def _pass(door: threading.Event) -> None:
    assert door.wait(30)


@dataclass(frozen=True)
class Wrong:
    """How a house meets a receiver that is wrong, what it then shows, and what gives the receiver away.

    Most of them a single house can't tell from the right one: its line says confirmed, nothing is held, no sentence
    asks anything of the person. That is why the history is judged.
    """

    evening: Callable[[Evening], None]
    state: str
    complaints: frozenset[str]
    reasons: list[str] = field(default_factory=list)


WRONGS = {
    Broken.SHORT_MEMORY: Wrong(
        an_answer_is_lost_for_a_day,
        "confirmed",
        frozenset({"two effects", "two receipts", "unknown though it came"}),
    ),
    Broken.NO_KEY_MEMORY: Wrong(
        an_answer_is_lost_for_a_day,
        "confirmed",
        frozenset({"two effects", "two receipts", "unknown though it came"}),
    ),
    Broken.BLIND_IN_FLIGHT: Wrong(
        it_is_asked_about_while_it_is_taken_in, "confirmed", frozenset({"unknown though it came"})
    ),
    Broken.NEW_RECEIPT: Wrong(an_answer_is_lost_for_a_day, "confirmed", frozenset({"two receipts"})),
    Broken.SUCCESS_BEFORE_COMMIT: Wrong(
        the_receiver_ends_after_its_answer, "confirmed", frozenset({"no effect", "two receipts"})
    ),
    Broken.LATE_REFUSED: Wrong(it_is_sent_two_days_late, "returned", frozenset({"late refused"}), ["E-09"]),
}


def test_every_way_of_being_wrong_has_its_evening() -> None:
    assert WRONGS.keys() == set(Broken)


@pytest.mark.parametrize("broken", Broken)
def test_receivers_that_are_wrong_are_given_away(opening: Callable[[Broken | None], Evening], broken: Broken) -> None:
    evening, wrong = opening(broken), WRONGS[broken]
    wrong.evening(evening)
    line, status = only(evening.house), evening.house("status", "--json").json
    evening.end()
    reasons = [one["reason"]["code"] for one in status["declarations"]]
    assert (line["state"], status["held"], reasons) == (wrong.state, None, wrong.reasons)
    assert complaints(evening) == wrong.complaints


@pytest.mark.parametrize("evening", EVENINGS)
def test_nothing_is_held_against_the_receiver_that_is_right(
    opening: Callable[[Broken | None], Evening], evening: Callable[[Evening], None]
) -> None:
    met = opening(None)
    evening(met)
    assert (only(met.house)["state"], met.house.json("status")["held"]) == ("confirmed", None)
    met.end()
    assert complaints(met) == set()

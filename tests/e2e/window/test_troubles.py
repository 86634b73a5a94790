"""A fault of the program, a clock that is wrong, a computer set to another part of the world."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from guestreg.app.program import Program
from guestreg.app.window_run import end_with_first_bug
from guestreg.domain.dates import local
from guestreg.platform.logs import end_log, start_log
from guestreg.platform.paths import find_paths
from guestreg.ports.clock import BUILT_AT
from guestreg.services.workplace import Papers
from tests.e2e.window.conftest import House
from tests.e2e.window.person import Person
from tests.e2e.window.test_evening import CARDS, scan
from tests.fakes.running_clock import RunningClock

CANARY = "Hoàng Thị Kim Tước"
CARD = f"001188000017||{CANARY}|12031988|Nữ|Tổ 4, Ba Đình, Hà Nội|01102024"


class ClumsyProgram(Program):
    """Fails at every print, with a guest's name in what it says."""

    @property
    def papers(self) -> Papers:
        raise RuntimeError(f"no room for {CANARY}")


def words_under(root: QWidget) -> str:
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def test_a_bug_is_said_with_a_code_and_loses_nothing(house: House) -> None:
    log = start_log(find_paths(house.data).logs)
    house.make = ClumsyProgram
    person = house.start()
    crash = end_with_first_bug(person.window)
    person.press(Qt.Key.Key_F2)
    scan(person, [CARD])
    person.wait(lambda: CANARY in person.text("full_name"), "the card is read")
    person.press(Qt.Key.Key_F7)
    said: list[str] = []

    def read() -> None:
        said.append(words_under(person.find("crashBanner")) + " " + person.text("crashCode"))
        person.press(Qt.Key.Key_Escape)

    person.answering("crashDialog", read, lambda: person.press(Qt.Key.Key_F9))
    person.wait(lambda: not person.window.main.isVisible(), "the window is gone")
    assert crash.happened
    assert person.program.phrasebook().sentence("E-26") in said[0]
    del crash
    house.end(person)
    end_log(log)
    code = said[0].rsplit(maxsplit=1)[1]
    logged = (find_paths(house.data).logs / "guestreg.log").read_text("utf-8")
    assert "RuntimeError" in logged
    assert code
    for secret in (CANARY, *CANARY.split(), "001188000017", "Ba Đình"):
        assert secret not in logged
        assert secret not in said[0]
    house.make = Program
    again = house.start()
    again.press(Qt.Key.Key_F2)
    again.wait(lambda: CANARY in again.text("full_name"), "what was typed is there")


def test_a_clock_before_the_program_was_made_is_said(house: House) -> None:
    house.clock = RunningClock(BUILT_AT - timedelta(days=40))
    person = house.start()
    person.wait(lambda: "Giờ của máy có vẻ sai" in words_under(person.window.main), "the clock is doubted")
    shown = words_under(person.window.main)
    assert f"{local(house.clock.now()):%d/%m/%Y}" in shown


def test_a_clock_before_the_newest_entry_is_said(house: House) -> None:
    house.clock = RunningClock(BUILT_AT + timedelta(days=40))
    first = house.start()
    first.press(Qt.Key.Key_F2)
    scan(first, CARDS[:1])
    first.press(Qt.Key.Key_F9)
    first.wait(lambda: len(first.kept()) == 1, "the guest is in the book")
    assert "có vẻ sai" not in words_under(first.window.main)
    house.end(first)
    house.clock = RunningClock(BUILT_AT + timedelta(days=39))
    again = house.start()
    again.wait(lambda: "Giờ của máy có vẻ sai" in words_under(again.window.main), "the clock is doubted")


@pytest.fixture
def _in_california(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/Los_Angeles")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_in_california")
def test_another_time_zone_shows_the_time_of_vietnam(house: House) -> None:
    person: Person = house.start()
    person.wait(lambda: person.text("clockTime").startswith("19:3"), "it is half past seven in Vietnam")
    person.press(Qt.Key.Key_F2)
    scan(person, CARDS[:1])
    assert "19:3" in person.text("stayWords")
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: len(person.kept()) == 1, "the guest is in the book")
    person.wait(lambda: "23:00" in words_under(person.find("todayBanner")), "the deadline is Vietnam's")
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: any("21/11" in cell for cell in person.cells("ledgerTable")), "it is Vietnam's day")

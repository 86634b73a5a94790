"""The lines come first; no number is shown before it was counted, and none of other words or another month."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.table import Table
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.ledger.wanted import Chip
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import Counts, LineFilter
from tests.fakes.clock import FakeClock
from tests.gui.evening import evening, guest
from tests.gui.inline_lanes import HeldLanes
from tests.gui.stage import Book, child, open_stage, settle

MANY = 250


@dataclass
class CountedBook(Book):
    """Remembers of which words it counted."""

    counted: list[str] = field(default_factory=list)

    def counts(self, wanted: LineFilter, now: datetime) -> Counts:
        self.counted.append(wanted.text)
        return super().counts(wanted, now)


@pytest.fixture
def book(clock: FakeClock) -> CountedBook:
    return CountedBook(clock, tuple(guest(number, f"Khách {number}", clock.now()) for number in range(MANY, 0, -1)))


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, clock: FakeClock, held: HeldLanes, phrasebook: Phrasebook, book: Book
) -> MainWindow:
    """On the page; its first read waits."""
    window = open_stage(theme, clock, held, phrasebook, book)
    qtbot.addWidget(window, before_close_func=lambda each: each.leave())
    window.resize(1366, 768)
    window.show()
    window.start()
    held.run_all()
    window.go(Place.LEDGER)
    settle()
    return window


def rows(window: MainWindow) -> int:
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    return table.model().rowCount()


def result(window: MainWindow) -> str:
    label = child(window, "ledgerResult")
    assert isinstance(label, QLabel)
    return label.text()


def chip(window: MainWindow) -> tuple[str, str]:
    button = child(window, f"chip_{Chip.UNSENT}")
    return button.text(), button.accessibleName()  # type: ignore[attr-defined]


def test_lines_are_there_before_anything_is_counted(window: MainWindow, held: HeldLanes) -> None:
    held.run()
    settle()
    assert (rows(window), result(window), chip(window)) == (100, "Đang đếm…", ("Chưa gửi (…)", "Chưa gửi"))
    held.run_all()
    settle()
    held.run_all()
    assert (rows(window), result(window)) == (MANY, f"<b>{MANY} khách</b>")
    assert chip(window) == (f"Chưa gửi ({MANY})", f"Chưa gửi ({MANY})")


def test_a_short_list_is_counted_by_being_read(window: MainWindow, held: HeldLanes, book: Book) -> None:
    book.lines = evening(book.clock.now())
    held.run()
    assert (rows(window), result(window)) == (8, "<b>8 khách</b>")


def test_reading_again_keeps_the_last_number_until_the_next(window: MainWindow, held: HeldLanes, book: Book) -> None:
    held.run_all()
    book.lines = book.lines[:-1]
    window.refresh()
    while rows(window) == MANY:
        held.run()
    assert chip(window)[0] == f"Chưa gửi ({MANY})"
    held.run_all()
    assert chip(window)[0] == f"Chưa gửi ({MANY - 1})"


def test_a_number_of_other_words_is_not_shown(
    qtbot: QtBot, window: MainWindow, held: HeldLanes, book: CountedBook
) -> None:
    held.run()
    search = child(window, "ledgerSearch")
    for letter in "khach 25":
        qtbot.keyClicks(search, letter)
        held.run(len(held.waiting) - 1)
        assert chip(window)[0] == "Chưa gửi (…)"
    assert book.counted == []
    held.run_all()
    assert chip(window)[0] == "Chưa gửi (2)"
    assert book.counted == ["", "khach 25"], "one count at a time, and of what is wanted when it begins"


def test_chips_are_pressed_while_they_are_counted(qtbot: QtBot, window: MainWindow, held: HeldLanes) -> None:
    held.run()
    qtbot.mouseClick(child(window, f"chip_{Chip.CANCELLED}"), Qt.MouseButton.LeftButton)
    held.run_all()
    assert chip(window)[0] == f"Chưa gửi ({MANY})"
    assert child(window, "ledgerEmptyWords").isVisible()


def test_a_jump_keeps_the_picture_until_its_lines_are_there(window: MainWindow, held: HeldLanes) -> None:
    held.run_all()
    settle()
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    assert table.viewport().updatesEnabled()
    table.scrollToBottom()
    assert not table.viewport().updatesEnabled()
    held.run_all()
    assert table.viewport().updatesEnabled()
    assert str(table.model().index(MANY - 1, 1).data()) == "Khách 1"


def test_lines_that_take_long_are_waited_for_with_dots(qtbot: QtBot, window: MainWindow, held: HeldLanes) -> None:
    held.run_all()
    settle()
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    table.scrollToBottom()
    qtbot.waitUntil(table.viewport().updatesEnabled)
    assert held.waiting
    assert str(table.model().index(MANY - 1, 1).data()) == "…"


def test_rows_near_those_in_sight_are_read_before_they_are_looked_at(window: MainWindow, held: HeldLanes) -> None:
    held.run_all()
    settle()
    table = child(window, "ledgerTable")
    assert isinstance(table, Table)
    table.scrollTo(table.model().index(170, 0), Table.ScrollHint.PositionAtTop)
    held.run_all()
    settle()
    held.run_all()
    names = [str(table.model().index(row, 1).data()) for row in (135, 170, 210, 249)]
    assert names == ["Khách 115", "Khách 80", "Khách 40", "…"]

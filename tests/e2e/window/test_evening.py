"""A four-person stay from the card to the register: by keys alone, and by mouse alone."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QTableView

from guestreg.desktop.contract import Place
from guestreg.domain.declaration import State
from guestreg.ports.reading import GuestLine, LineFilter
from guestreg.receiver.kbtt.record import Record
from tests.e2e.window.conftest import Flashes, Person

CARDS = (
    "001188000017||Nguyễn Thị Hoa|12031988|Nữ|Tổ 4, Ba Đình, Hà Nội|01102024",
    "001085000024|012345678|Nguyễn Văn Bình|01091985|Nam|Tổ 4, Ba Đình, Hà Nội|15082022",
    "001210000031||Nguyễn Minh An|05052010|Nam|Tổ 4, Ba Đình, Hà Nội|01102024",
)
NAMES = {"Nguyễn Thị Hoa", "Nguyễn Văn Bình", "Nguyễn Minh An", "Nguyễn Bảo Ngọc"}


def lines(person: Person) -> tuple[GuestLine, ...]:
    return person.program.desk().reader.lines(LineFilter())


def all_sent(person: Person) -> bool:
    found = lines(person)
    return len(found) == 4 and all(line.state is State.SENT for line in found)


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout


def words_in(person: Person, table: str) -> list[str]:
    """What the table's rows show, column by column."""
    model = cast(QTableView, person.find(table)).model()
    cells = (model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
    return [str(cell.data()) for cell in cells]


def taken_in(person: Person) -> set[str]:
    """Names in the practice police's own record."""
    record = Record(person.program.folders()["data"] / "practice" / "police.db")
    try:
        return {str(stay.element["hoTen"]) for stay in record.stays()}
    finally:
        record.close()


def scan(person: Person, cards: Sequence[str]) -> None:
    person.wait(lambda: bool(person.find("stayWords").property("text")), "the form is there")
    for card in cards:
        person.wait(lambda: person.find("scanBox").hasFocus(), "the scan box has the focus again")
        person.type(card)
        person.press(Qt.Key.Key_Return)


def test_by_keyboard_alone(person: Person) -> None:
    person.press(Qt.Key.Key_F2)
    scan(person, CARDS)
    person.press(Qt.Key.Key_F2)
    person.tab_to("full_name")
    person.type("Nguyễn Bảo Ngọc")
    person.tab_to("birth_date")
    person.type("05/09/2019")
    person.tab_to("sex_F")
    person.press(Qt.Key.Key_Space)
    person.tab_to("doc_number")
    person.type("001319000048")
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: len(lines(person)) == 4, "four guests are in the book")
    assert {line.full_name for line in lines(person)} == NAMES
    person.wait(lambda: "4" in str(person.find("todayAct").property("text")), "the button says how many")
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: all_sent(person), "the police have said success for each")
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: words_in(person, "ledgerTable").count("Đã gửi") == 4, "the book shows the ticks")
    assert taken_in(person) == NAMES


def test_no_stray_window_ever_appears(flashes: Flashes, person: Person) -> None:
    for place in Place:
        person.window.main.go(place)
        QCoreApplication.processEvents()
    assert set(flashes.seen) == {"mainWindow"}

"""A four-person stay from the card to the register: by keys alone, and by mouse alone."""

import re
import subprocess
import unicodedata
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

from guestreg.desktop.contract import Place
from guestreg.domain.dates import local
from guestreg.domain.declaration import State
from guestreg.receiver.kbtt.record import Record
from tests.e2e.window.conftest import Flashes, House
from tests.e2e.window.person import CTRL, Person

CARDS = (
    "001188000017||Nguyễn Thị Hoa|12031988|Nữ|Tổ 4, Ba Đình, Hà Nội|01102024",
    "001085000024|012345678|Nguyễn Văn Bình|01091985|Nam|Tổ 4, Ba Đình, Hà Nội|15082022",
    "001210000031||Nguyễn Minh An|05052010|Nam|Tổ 4, Ba Đình, Hà Nội|01102024",
)
NAMES = {"Nguyễn Thị Hoa", "Nguyễn Văn Bình", "Nguyễn Minh An", "Nguyễn Bảo Ngọc"}
CHILD, CHILD_BORN, CHILD_NUMBER = "Nguyễn Bảo Ngọc", "05/09/2019", "001319000048"


def all_sent(person: Person) -> bool:
    found = person.kept()
    return len(found) == 4 and all(line.state is State.SENT for line in found)


def text_of(pdf: Path) -> str:
    said = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return unicodedata.normalize("NFC", said)


def taken_in(person: Person) -> set[str]:
    """Names in the practice police's own record."""
    record = Record(person.program.folders()["data"] / "practice" / "police.db")
    try:
        return {str(stay.element["hoTen"]) for stay in record.stays()}
    finally:
        record.close()


def scan(person: Person, cards: Sequence[str]) -> None:
    person.wait(lambda: bool(person.text("stayWords")), "the form is there")
    for card in cards:
        person.wait(lambda: person.find("scanBox").hasFocus(), "the scan box has the focus again")
        person.type(card)
        person.press(Qt.Key.Key_Return)


def assert_printed(pdf: Path, person: Person) -> None:
    """Every name is there, and column 11 says of each when it was declared."""
    text = text_of(pdf)
    assert {name for name in NAMES if name in text} == NAMES
    when = local(person.kept()[0].arrival_at)
    assert len(re.findall(rf"Lò Thị Say {when:%H}:[0-9]{{2}}", text)) == 4
    rows = (line for line in text.splitlines() if "QUYỂN" not in line)
    under = [line for line in rows if line.count(f"{when:%d/%m/%Y}") == 2]
    assert len(under) == 4, "the day of arrival and the day of telling"


def test_by_keyboard_alone(person: Person, house: House) -> None:
    person.press(Qt.Key.Key_F2)
    scan(person, CARDS)
    person.press(Qt.Key.Key_F2)
    person.tab_to("full_name")
    person.type(CHILD)
    person.tab_to("birth_date")
    person.type(CHILD_BORN)
    person.tab_to("sex_F")
    person.press(Qt.Key.Key_Space)
    person.tab_to("doc_number")
    person.type(CHILD_NUMBER)
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: len(person.kept()) == 4, "four guests are in the book")
    assert {line.full_name for line in person.kept()} == NAMES
    person.wait(lambda: "4" in person.text("todayAct"), "the button says how many")
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: all_sent(person), "the police have said success for each")
    person.press(Qt.Key.Key_2, CTRL)
    person.wait(lambda: person.cells("ledgerTable").count("Đã gửi") == 4, "the book shows the ticks")
    assert taken_in(person) == NAMES
    person.press(Qt.Key.Key_F7)
    person.wait(lambda: person.text("printAct") == "Xem bản in", "the choices of the print are there")
    person.press(Qt.Key.Key_F9)
    person.wait(lambda: person.sees("printStore"), "the sheet is made and shown")
    person.tab_to("printStore")
    person.press(Qt.Key.Key_Return)
    person.wait(house.pdf.exists, "the PDF lies where she wanted it")
    assert_printed(house.pdf, person)


def test_by_mouse_alone(person: Person, house: House) -> None:
    person.click("todayNewGuest")
    person.wait(lambda: bool(person.text("stayWords")), "the form is there")
    for number, card in enumerate(CARDS, 1):
        person.copy(card)
        person.click("scanPaste")
        person.wait(partial(person.sees, f"person{number}"), "the card is read")
    person.click("addPerson")
    person.click("full_name")
    person.type(CHILD)
    person.click("birth_date")
    person.type(CHILD_BORN)
    person.click("sex_F")
    person.click("doc_number")
    person.type(CHILD_NUMBER)
    person.click("staySave")
    person.wait(lambda: len(person.kept()) == 4, "four guests are in the book")
    person.click("undoSendNow")
    person.wait(lambda: all_sent(person), "the police have said success for each")
    person.click("nav_ledger")
    person.wait(lambda: person.cells("ledgerTable").count("Đã gửi") == 4, "the book shows the ticks")
    assert taken_in(person) == NAMES
    person.click("nav_printing")
    person.click("printAct")
    person.click("printStore")
    person.wait(house.pdf.exists, "the PDF lies where she wanted it")
    assert_printed(house.pdf, person)


def test_no_stray_window_ever_appears(flashes: Flashes, person: Person) -> None:
    for place in Place:
        person.window.main.go(place)
        QCoreApplication.processEvents()
    assert set(flashes.seen) == {"mainWindow"}

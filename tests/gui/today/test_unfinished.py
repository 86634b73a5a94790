"""What was typed and not recorded waits on *Hôm nay*: by keys and mouse, over a real house."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.stay.page import stay_page, stay_services
from guestreg.desktop.today.page import today_page
from guestreg.desktop.today.presenter import DraftServices
from guestreg.domain.identifiers import GuestId
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import LineFilter
from guestreg.services.commands.keep_draft import Drafts, kept_drafts
from guestreg.services.outcome import Failed
from tests.fakes.clock import FakeClock
from tests.gui.hands import press, type_text
from tests.gui.inline_lanes import InlineLanes
from tests.gui.stage import Book, child, open_stage, settle, today_services
from tests.gui.stay.conftest import BINH, HOA
from tests.gui.workplaces import begun_workplace, supplies_of

KEYS, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


@dataclass
class Home:
    """The window with *Hôm nay* and *Khách mới*, and hands for it."""

    window: MainWindow
    program: Program
    qtbot: QtBot

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        press(self.qtbot, key, modifier)
        settle()

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(child(self.window, name), Qt.MouseButton.LeftButton)
        settle()

    def sees(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    def strip(self) -> str:
        """Its words; empty while there is none."""
        return self.words("todayUnfinishedLine")

    def notice(self) -> str:
        """What the form says happened."""
        return self.words("stayNoticeLine")

    def text(self, name: str) -> str:
        box = child(self.window, name)
        assert isinstance(box, QLineEdit)
        return box.text()

    def scan(self, *cards: str) -> None:
        for card in cards:
            type_text(card)
            self.key(KEYS.Key_Return)

    def kept(self) -> Drafts:
        return kept_drafts(self.program.desk())

    def correct(self, guest_id: GuestId, phone: str) -> None:
        """Open her stay and type; nothing is saved."""
        self.window.go(Place.STAY, guest_id)
        self.click("moreFields")
        self.click("phone")
        type_text(phone)

    def record(self, *cards: str) -> GuestId:
        self.key(KEYS.Key_F2)
        self.scan(*cards)
        self.key(KEYS.Key_F9)
        return self.program.desk().reader.lines(LineFilter())[0].guest_id

    def words(self, name: str) -> str:
        found = [label for label in self.window.findChildren(QLabel, name) if label.isVisible()]
        return found[0].text() if found else ""


def focus() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


@pytest.fixture
def home(tmp_path: Path, clock: FakeClock, theme: Theme, phrasebook: Phrasebook, qtbot: QtBot) -> Iterator[Home]:
    program, book = begun_workplace(tmp_path, clock), Book(clock)
    supplies, stay = supplies_of(program, theme, InlineLanes()), stay_services(program, lambda: None)
    drafts = DraftServices(stay.drafts, stay.keep, stay.drop)
    own = {
        Place.TODAY: today_page(supplies, today_services(book, phrasebook)._replace(drafts=drafts)),
        Place.STAY: stay_page(supplies, stay, program),
    }
    window = open_stage(theme, clock, InlineLanes(), phrasebook, book, own=own)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.start()
    settle()
    yield Home(window, program, qtbot)
    window.leave()
    program.close()


def test_nothing_typed_leaves_no_strip(home: Home) -> None:
    assert home.strip() == ""
    home.key(KEYS.Key_F2)
    home.key(KEYS.Key_Escape)
    assert home.window.place is Place.TODAY
    assert home.strip() == ""


@pytest.mark.parametrize(("key", "modifier"), [(KEYS.Key_Escape, NO_KEY), (KEYS.Key_1, CTRL)], ids=["Esc", "Ctrl+1"])
def test_a_form_that_was_left_is_offered_however_it_was_left(home: Home, key: Qt.Key, modifier: object) -> None:
    home.key(KEYS.Key_F2)
    home.scan(HOA, BINH)
    assert isinstance(modifier, Qt.KeyboardModifier)
    home.key(key, modifier)
    assert home.strip() == "Phiếu đang dở: 2 khách, chưa ghi vào sổ."
    home.click("unfinishedGoOn")
    assert home.text("full_name") == "Nguyễn Thị Hoa"
    assert "Phiếu đang dở: 2 khách" in home.notice()


def test_whoever_comes_back_may_scan_at_once(home: Home) -> None:
    """The focus isn't on the button that was pressed last: Enter or a scanner would press it again."""
    home.key(KEYS.Key_F2)
    home.scan(HOA)
    home.click("stayCancel")
    home.key(KEYS.Key_F2)
    assert focus() == "scanBox"
    home.scan(BINH)
    assert home.sees("person2")
    assert home.text("full_name") == "Nguyễn Văn Bình"


def test_what_is_discarded_is_gone_and_can_be_taken_back(home: Home) -> None:
    home.key(KEYS.Key_F2)
    home.scan(HOA)
    home.key(KEYS.Key_Escape)
    home.click("unfinishedDiscard")
    assert (home.strip(), home.kept()) == ("", Drafts())
    home.key(KEYS.Key_F2)
    assert (home.text("full_name"), home.notice()) == ("", "")
    home.key(KEYS.Key_Escape)
    home.key(KEYS.Key_Z, CTRL)
    assert home.strip() == "Phiếu đang dở: 1 khách, chưa ghi vào sổ."
    home.key(KEYS.Key_F2)
    assert home.text("full_name") == "Nguyễn Thị Hoa"


def test_what_was_discarded_comes_not_back_over_a_newer_one(home: Home) -> None:
    home.key(KEYS.Key_F2)
    home.scan(HOA)
    home.key(KEYS.Key_Escape)
    home.click("unfinishedDiscard")
    home.key(KEYS.Key_F2)
    home.scan(BINH)
    home.key(KEYS.Key_Escape)
    home.key(KEYS.Key_Z, CTRL)
    home.click("unfinishedGoOn")
    assert home.text("full_name") == "Nguyễn Văn Bình"


def test_an_unfinished_correction_is_offered_by_name(home: Home) -> None:
    hoa = home.record(HOA)
    home.correct(hoa, "0912000017")
    home.key(KEYS.Key_1, CTRL)
    assert home.strip() == "Bản sửa đang dở: <b>Nguyễn Thị Hoa</b>, chưa ghi vào sổ."
    assert "001190000017" not in home.strip()
    home.click("unfinishedGoOn")
    assert "Bản sửa đang dở" in home.notice()
    assert home.text("phone") == "0912000017"
    home.key(KEYS.Key_1, CTRL)
    home.click("unfinishedDiscard")
    assert (home.strip(), home.kept()) == ("", Drafts())


def test_of_a_correction_left_by_esc_it_is_said_that_it_is_kept(home: Home, phrasebook: Phrasebook) -> None:
    hoa = home.record(HOA)
    home.window.go(Place.STAY, hoa)
    home.key(KEYS.Key_Escape)
    assert home.words("saidLine") == ""
    home.correct(hoa, "0912000017")
    home.key(KEYS.Key_Escape)
    assert home.window.place is Place.LEDGER
    assert home.words("saidLine") == phrasebook.sentence("S-51")


def test_several_are_offered_one_after_the_other(home: Home) -> None:
    hoa = home.record(HOA)
    home.correct(hoa, "0912000017")
    home.key(KEYS.Key_F2)
    home.scan(BINH)
    home.key(KEYS.Key_Escape)
    assert home.strip() == "Phiếu đang dở: 1 khách, chưa ghi vào sổ. Còn 1 phiếu dở nữa."
    home.click("unfinishedDiscard")
    assert home.strip() == "Bản sửa đang dở: <b>Nguyễn Thị Hoa</b>, chưa ghi vào sổ."


def test_what_cant_be_discarded_stays_and_says_why(
    theme: Theme, clock: FakeClock, phrasebook: Phrasebook, qtbot: QtBot, home: Home
) -> None:
    home.key(KEYS.Key_F2)
    home.scan(HOA)
    home.key(KEYS.Key_Escape)
    book = Book(clock, failure=Failed("E-42"), drafts=home.kept())
    window = open_stage(theme, clock, InlineLanes(), phrasebook, book)
    qtbot.addWidget(window)
    window.show()
    window.start()
    settle()
    qtbot.mouseClick(child(window, "unfinishedDiscard"), Qt.MouseButton.LeftButton)
    said = child(window, "saidLine")
    assert isinstance(said, QLabel)
    assert said.text() == phrasebook.sentence("E-42")
    assert child(window, "todayUnfinished").isVisible()
    window.leave()

"""What scenes are made in: the real frame and pages over a made-up house, and a hand that presses its buttons."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from guestreg.app.program import Program
from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import FrameServices
from guestreg.desktop.help.page import help_page
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.printing.page import printing_page, printing_services
from guestreg.desktop.settings.model import ListsModel
from guestreg.desktop.settings.page import settings_page, settings_services
from guestreg.desktop.stay.page import stay_page, stay_services
from guestreg.services.queries.list_age import ListAge
from tests.fakes.clock import FakeClock
from tests.gui.evening import country, vietnam
from tests.gui.inline_lanes import InlineLanes
from tests.gui.stage import Book, pages, settle

EVENING = vietnam(2026, 11, 21, 20, 42)
LONG = "Nguyễn Phúc Hoàng Thị Ngọc Bích Trâm Anh Thư"
CHILD = "Nguyễn Bảo Ngọc"


@dataclass(frozen=True, slots=True)
class House:
    """What scenes are made in. `began` has a house, `bare` nothing."""

    theme: Theme
    began: Program
    bare: Program

    def supplies(self, clock: FakeClock, program: Program, language: str) -> Supplies:
        return Supplies(self.theme, clock, InlineLanes(), lambda: program.phrasebook(language), country)

    def window(self, place: Place, book: Book, clock: FakeClock, language: str) -> MainWindow:
        """Shown at `place`."""
        self.began.save_settings(replace(self.began.settings, language=language))
        supplies = self.supplies(clock, self.began, language)
        own = {
            Place.STAY: stay_page(supplies, stay_services(self.began, book.send_now), self.began),
            Place.PRINTING: printing_page(supplies, printing_services(self.began)),
            Place.SETTINGS: settings_page(
                supplies,
                settings_services(
                    self.began,
                    lambda *_: None,
                    ignore,
                    lambda: None,
                    lambda: ListsModel(ListAge("2026-11-20", 1)),
                    book.send_now,
                ),
                self.began,
            ),
            Place.HELP: help_page(supplies, self.began),
        }
        frame = FrameServices(book.status, book.send_now, book.steps.append)
        window = MainWindow(
            self.theme, clock, supplies.lanes, supplies.phrasebook, frame, {**pages(supplies, book), **own}
        )
        window.show()
        window.start(place)
        settle()
        return window


Scene = Callable[[House, str], QWidget]


def nothing(_window: MainWindow) -> None:
    pass


def ignore(_language: str) -> None:
    pass


def press(window: QWidget, *, name: str) -> None:
    button = seen(window, name)
    assert isinstance(button, QAbstractButton)
    button.click()
    settle()


def write(window: QWidget, name: str, text: str) -> None:
    box = seen(window, name)
    assert isinstance(box, QLineEdit)
    box.setText(text)


def seen(window: QWidget, name: str) -> QWidget:
    found = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    assert found, f"no visible widget is called {name}"
    return found[0]

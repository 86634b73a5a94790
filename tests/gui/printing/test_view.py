"""The page of printing by keys and mouse, with a made-up printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.desktop.printing.model import Span
from guestreg.desktop.printing.page import printing_page, printing_services
from guestreg.desktop.printing.presenter import PrintingPresenter
from guestreg.desktop.printing.preview import PdfPages, print_pages
from guestreg.desktop.printing.view import PrintingView
from tests.gui.audit import everything, outside, vietnamese_left
from tests.gui.hands import PageWindow, press, settled
from tests.gui.inline_lanes import InlineLanes
from tests.gui.printing.conftest import MadeUpPaper
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.workplaces import supplies_of


def opened(
    workplace: Program,
    theme: Theme,
    qtbot: QtBot,
    paper: MadeUpPaper,
    target: Path | None = None,
    language: str = "vi",
) -> tuple[PageWindow, PrintingView]:
    def choose(_parent: QWidget, _name: str) -> Path | None:
        return target

    supplies = supplies_of(workplace, theme, InlineLanes(), language)
    made = printing_page(supplies, printing_services(workplace), paper, choose)(RecordedNavigator())
    assert isinstance(made.view, PrintingView)
    assert isinstance(made.presenter, PrintingPresenter)
    window = PageWindow(made.view, theme, made.presenter)
    qtbot.addWidget(window)
    window.show_at(qtbot)
    made.presenter.open()
    made.view.take_focus()
    return window, made.view


def test_enter_shows_the_sheet_and_enter_prints_it(workplace: Program, theme: Theme, qtbot: QtBot) -> None:
    paper = MadeUpPaper()
    _window, view = opened(workplace, theme, qtbot, paper)
    press(qtbot, Qt.Key.Key_Return)
    assert view.preview.pages is not None
    assert view.act.text() == "In 1 trang"
    press(qtbot, Qt.Key.Key_Return)
    assert paper.printed == [1]


def test_the_page_is_painted_with_its_words(workplace: Program, theme: Theme, qtbot: QtBot) -> None:
    window, view = opened(workplace, theme, qtbot, MadeUpPaper())
    view.act.click()
    settled(window)
    sheet = view.preview.sheet
    picture = sheet.grab().toImage()
    colours = {picture.pixelColor(x, y).lightness() for x in range(0, sheet.width(), 3) for y in range(20, 160, 3)}
    assert max(colours) > 250
    assert min(colours) < 100
    assert sheet.accessibleName() == "Trang 1/1"


def test_without_a_printer_it_says_what_to_do(workplace: Program, theme: Theme, qtbot: QtBot) -> None:
    paper = MadeUpPaper(there=False)
    _window, view = opened(workplace, theme, qtbot, paper)
    view.act.click()
    view.act.click()
    assert view.notice.line.text() == "Máy này chưa có máy in. Lưu PDF vào USB rồi in ở nơi khác."
    assert paper.printed == []


def test_without_the_module_for_pdf_another_program_opens_it(
    workplace: Program, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = MadeUpPaper(shows=False)
    window, view = opened(workplace, theme, qtbot, paper, tmp_path / "so.pdf")
    view.act.click()
    assert view.act.text() == "Mở PDF để in"
    assert view.about.isVisible()
    assert everything(settled(window)) == []
    view.act.click()
    assert paper.opened == [tmp_path / "so.pdf"]
    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF")


def test_every_page_reaches_the_paper(workplace: Program, theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    _window, view = opened(workplace, theme, qtbot, MadeUpPaper())
    view.act.click()
    pages = view.preview.pages
    assert pages is not None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    print_pages(pages, printer)
    paper = PdfPages((tmp_path / "paper.pdf").read_bytes())
    assert paper.count == pages.count
    assert paper.shape(0) == pytest.approx(pages.shape(0), abs=0.01)
    picture = paper.image(0, 600)
    assert min(picture.pixelColor(x, y).lightness() for x in range(100, 500) for y in range(20, 160)) < 150


def test_the_pdf_is_saved_by_the_mouse(workplace: Program, theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    _window, view = opened(workplace, theme, qtbot, MadeUpPaper(), tmp_path / "so.pdf")
    assert not view.store.isVisible()
    qtbot.mouseClick(view.act, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.store, Qt.MouseButton.LeftButton)
    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF")


def test_the_volume_is_closed_after_a_second_question(workplace: Program, theme: Theme, qtbot: QtBot) -> None:
    _window, view = opened(workplace, theme, qtbot, MadeUpPaper())
    qtbot.mouseClick(view.volume.start, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is view.volume.day.box
    assert view.choice.volume.box.count() == 1
    qtbot.mouseClick(view.volume.sure, Qt.MouseButton.LeftButton)
    assert view.choice.volume.box.count() == 2
    assert view.volume.start.isVisible()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", [(1366, 768, 100), (992, 544, 100), (1984, 1088, 200)], ids=str)
def test_every_state_holds(
    workplace: Program,
    theme: Theme,
    translation: Translation,
    qtbot: QtBot,
    qapp: QApplication,
    language: str,
    shape: tuple[int, int, int],
) -> None:
    translation.use(qapp, language)
    theme.apply(qapp, Mode.LIGHT, shape[2])
    window, view = opened(workplace, theme, qtbot, MadeUpPaper(), language=language)
    window.show_at(qtbot, shape[:2])
    faults = {"choice": everything(settled(window))}
    view.act.click()
    faults["sheet"] = everything(settled(window))
    view.choice.span.boxes()[1].setFocus()
    view.choice.span_chosen.emit(Span.DAYS)
    view.volume.start.click()
    faults["days"] = everything(settled(window))
    faults["buttons"] = outside(window, [view.act])
    if language == "en":
        faults["words"] = vietnamese_left(window)
    assert {state: found for state, found in faults.items() if found} == {}

"""A dressed program, its English texts and a made-up evening for tests of the window."""

import gc
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.ports.phrasebook import Phrasebook
from tests.fakes.clock import FakeClock
from tests.gui.evening import country, evening, vietnam
from tests.gui.inline_lanes import HeldLanes, InlineLanes
from tests.gui.stage import Book, open_stage, settle

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"


@pytest.fixture(scope="session", autouse=True)
def _stay_out_of_what_stays() -> None:
    """The collector needn't walk over all modules after each test."""
    gc.collect()
    gc.freeze()


def sweep() -> None:
    """Bury closed windows now: a collector that wakes while Qt walks over all widgets would pull them from under it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(scope="session")
def english_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled texts of this very tree."""
    folder = tmp_path_factory.mktemp("i18n")
    program = ROOT / ".venv" / "bin" / "pyside6-lrelease"
    for source in sorted((RESOURCES / "i18n").glob("*.ts")):
        target = folder / f"{source.stem}.qm"
        subprocess.run([program, "-silent", source, "-qm", target], check=True)
    return folder


@pytest.fixture(scope="session")
def worn_theme(qapp: QApplication) -> Theme:
    theme = Theme(RESOURCES)
    theme.apply(qapp, Mode.LIGHT, 100)
    return theme


@pytest.fixture
def theme(qapp: QApplication, worn_theme: Theme) -> Iterator[Theme]:
    """Light, 100 %; what a test changes is put back."""
    yield worn_theme
    sweep()
    if (worn_theme.mode, worn_theme.step) != (Mode.LIGHT, 100):
        worn_theme.apply(qapp, Mode.LIGHT, 100)


@pytest.fixture
def translation(qapp: QApplication, english_dir: Path) -> Iterator[Translation]:
    """Vietnamese; put back after the test."""
    translation = Translation(english_dir)
    yield translation
    translation.use(qapp, "vi")


@pytest.fixture
def clock() -> FakeClock:
    """20:42 on a Saturday in Vietnam."""
    return FakeClock(vietnam(2026, 11, 21, 20, 42))


@pytest.fixture(scope="session")
def phrasebook() -> Phrasebook:
    return load_phrasebook(RESOURCES, "vi")


@pytest.fixture
def words(phrasebook: Phrasebook) -> GuestWords:
    return GuestWords(country, phrasebook.label)


@pytest.fixture
def lanes() -> InlineLanes:
    return InlineLanes()


@pytest.fixture
def held() -> HeldLanes:
    """What is read or written waits until a test lets it."""
    return HeldLanes()


@pytest.fixture
def book(clock: FakeClock) -> Book:
    """Eight guests of one evening."""
    return Book(clock, evening(clock.now()))


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, clock: FakeClock, lanes: InlineLanes, phrasebook: Phrasebook, book: Book
) -> MainWindow:
    """Shown at 1366 × 768 on *Hôm nay*."""
    window = open_stage(theme, clock, lanes, phrasebook, book)
    qtbot.addWidget(window, before_close_func=lambda each: each.leave())
    window.resize(1366, 768)
    window.show()
    window.start()
    settle()
    return window

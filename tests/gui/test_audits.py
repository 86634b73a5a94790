"""Every page this house has, at every size, letter size, theme and language: named, reachable, whole, inside."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import Pill, Warn
from guestreg.desktop.kit.buttons import KeyButton, Role
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.platform.phrasebook_file import load_phrasebook
from tests.fakes.clock import FakeClock
from tests.gui import audit
from tests.gui.conftest import RESOURCES
from tests.gui.evening import COUNTRIES, evening, every_state
from tests.gui.inline_lanes import InlineLanes
from tests.gui.stage import AID, HOUSE, SENT_TO, UNIT, Book, open_stage, settle

SIZES = [(1366, 768), (992, 544)]
PLACES = [
    Place.TODAY,
    Place.LEDGER,
    Place.OUTBOX,
    Place.CHECK_OUT,
    Place.TELLING,
    Place.COMPARING,
    Place.MESSAGES,
    Place.SET_UP_FILE,
]


def show(
    qtbot: QtBot, theme: Theme, clock: FakeClock, language: str, size: tuple[int, int], place: Place
) -> MainWindow:
    now = clock.now()
    book = Book(clock, evening(now) + every_state(now), pill=Pill.PRACTICE, warnings=(Warn("E-43"),))
    window = open_stage(theme, clock, InlineLanes(), load_phrasebook(RESOURCES, language), book)
    qtbot.addWidget(window, before_close_func=lambda each: each.leave())
    window.resize(*size)
    window.show()
    window.start(place)
    settle()
    return window


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("step", [100, 150, 200])
@pytest.mark.parametrize("size", SIZES, ids=["1366x768", "992x544"])
@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_whole(
    qtbot: QtBot,
    qapp: QApplication,
    theme: Theme,
    translation: Translation,
    clock: FakeClock,
    place: Place,
    size: tuple[int, int],
    step: int,
    language: str,
) -> None:
    translation.use(qapp, language)
    theme.apply(qapp, Mode.LIGHT, step)
    window = show(qtbot, theme, clock, language, size, place)
    assert audit.everything(window) == []
    assert window.size().toTuple() == size


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", SIZES, ids=["1366x768", "992x544"])
def test_the_primary_action_is_in_sight(
    qtbot: QtBot, theme: Theme, clock: FakeClock, place: Place, size: tuple[int, int]
) -> None:
    window = show(qtbot, theme, clock, "vi", size, place)
    primary = [each for each in window.findChildren(KeyButton) if each.role is Role.PRIMARY and each.isVisible()]
    assert len(primary) <= 1
    assert audit.outside(window, primary) == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_stays_vietnamese_in_english(
    qtbot: QtBot, qapp: QApplication, theme: Theme, translation: Translation, clock: FakeClock, place: Place
) -> None:
    translation.use(qapp, "en")
    window = show(qtbot, theme, clock, "en", (1366, 768), place)
    lines = evening(clock.now()) + every_state(clock.now())
    persons = {line.full_name for line in lines} | {line.room or "" for line in lines}
    told = {error.text.rstrip(" .") for line in lines for error in line.errors}
    data = {*persons, *told, *COUNTRIES.values(), HOUSE, SENT_TO, UNIT, *AID} - {""}
    assert audit.vietnamese_left(window, data) == []


def test_vietnamese_left_over_is_found(qtbot: QtBot, qapp: QApplication, theme: Theme, clock: FakeClock) -> None:
    window = show(qtbot, theme, clock, "vi", (1366, 768), Place.TODAY)
    assert any("Khách mới" in fault for fault in audit.vietnamese_left(window))


def test_faults_are_found(qtbot: QtBot, theme: Theme) -> None:
    """The audit's own negative control: one widget with each fault."""
    root = QWidget()
    qtbot.addWidget(root)
    low = KeyButton(theme, "", "Xem", parent=root)
    low.setAccessibleName("")
    low.setGeometry(10, 200, 20, 20)
    upper = KeyButton(theme, "upper", "Xem hết cả sổ", parent=root)
    upper.setGeometry(10, 10, 30, 44)
    twin = KeyButton(theme, "upper", "Xem", parent=root)
    twin.setGeometry(10, 300, 200, 44)
    root.resize(400, 400)
    root.show()
    settle()
    faults = "\n".join(audit.everything(root))
    assert "has no object name" in faults
    assert "has no accessible name" in faults
    assert "is 20 px high" in faults
    assert "upper is there twice" in faults
    assert "Tab goes up from" in faults
    assert "is clipped: Xem hết cả sổ" in faults


@pytest.mark.parametrize("place", PLACES)
def test_no_part_of_a_page_flashes_up_as_a_window(
    qtbot: QtBot, qapp: QApplication, theme: Theme, clock: FakeClock, place: Place
) -> None:
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window = show(qtbot, theme, clock, "vi", (1366, 768), place)
    window.rebuild()
    window.refresh()
    settle()
    qapp.removeEventFilter(watch)
    assert shown == ["MainWindow mainWindow"]

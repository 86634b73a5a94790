"""The buttons of the cards of *Chưa gửi*: send again, it is this stay, compare, tell another way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.buttons import KeyButton
from guestreg.domain.declaration import PERSON_NEXT, Reason, State
from guestreg.ports.phrasebook import Phrasebook
from guestreg.services.outcome import Failed
from tests.fakes.clock import FakeClock
from tests.gui.audit import focusable
from tests.gui.evening import guest
from tests.gui.stage import Book, child, settle


def words(window: MainWindow, name: str) -> str:
    label = child(window, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_a_returned_guest_can_go_again_as_she_is(qtbot: QtBot, window: MainWindow, book: Book) -> None:
    window.go(Place.OUTBOX)
    settle()
    qtbot.mouseClick(child(window, "again55"), Qt.MouseButton.LeftButton)
    assert book.acts == [("again", "guest-55")]


def test_a_guest_whom_the_police_had_before_is_asked_about(
    qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock
) -> None:
    book.lines = (guest(70, "Sùng Thị Dế", clock.now(), state=State.RETURNED, reason=Reason("E-33")),)
    window.go(Place.OUTBOX)
    settle()
    assert not window.findChildren(KeyButton, "mend70")
    qtbot.mouseClick(child(window, "same70"), Qt.MouseButton.LeftButton)
    assert book.acts == [("same", "guest-70")]


def test_a_refusal_is_said_on_the_page(qtbot: QtBot, window: MainWindow, book: Book, phrasebook: Phrasebook) -> None:
    book.failure = Failed("E-171", {"no": "55"})
    window.go(Place.OUTBOX)
    settle()
    qtbot.mouseClick(child(window, "again55"), Qt.MouseButton.LeftButton)
    settle()
    assert phrasebook.sentence("E-171", {"no": "55"}) in words(window, "outboxBannerLine")


def test_who_waits_behind_an_unclear_version_is_led_to_the_list(
    qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock, phrasebook: Phrasebook
) -> None:
    book.lines = (
        guest(70, "Sùng Thị Dế", clock.now(), version=2, behind_state=State.UNKNOWN, behind_next_at=PERSON_NEXT),
    )
    window.go(Place.OUTBOX)
    settle()
    assert words(window, "pile70Why") == phrasebook.sentence("E-223")
    assert words(window, "outboxBannerTitle") == "1 khách phải đối chiếu"
    assert child(window, "tell70").isVisible()
    assert child(window, "compare70").isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.place is Place.COMPARING


def test_what_is_unclear_before_a_correction_that_is_not_taken_keeps_its_button(
    qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock, phrasebook: Phrasebook
) -> None:
    closed = guest(71, "Lò Thị Say", clock.now(), state=State.WINDOW_CLOSED, version=2, reason=Reason("E-34"))
    book.lines = (closed._replace(behind_state=State.UNKNOWN, behind_next_at=PERSON_NEXT),)
    window.go(Place.OUTBOX)
    settle()
    assert phrasebook.sentence("E-220") in words(window, "pile71Code")
    assert child(window, "tell71").isVisible()
    qtbot.mouseClick(child(window, "compare71"), Qt.MouseButton.LeftButton)
    assert window.place is Place.COMPARING


def test_what_is_unclear_can_be_compared_or_told(
    qtbot: QtBot, window: MainWindow, book: Book, clock: FakeClock
) -> None:
    book.lines = (guest(70, "Sùng Thị Dế", clock.now(), state=State.UNKNOWN),)
    window.go(Place.OUTBOX)
    settle()
    assert child(window, "tell70").isVisible()
    qtbot.mouseClick(child(window, "compare70"), Qt.MouseButton.LeftButton)
    assert window.place is Place.COMPARING


def test_tab_goes_from_what_was_sent_to_the_way_home_below_it(window: MainWindow, book: Book) -> None:
    book.lines = tuple(line for line in book.lines if line.state is State.SENT)
    window.go(Place.OUTBOX)
    settle()
    names = [widget.objectName() for widget in focusable(window)]
    assert names.index("sentFold") + 2 == names.index("sentCompare") + 1 == names.index("outboxHome")

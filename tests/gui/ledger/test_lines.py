"""How a line of the ledger stands in the table, and as it is copied out of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.badges import FACES_ROLE
from guestreg.desktop.kit.cells import STRUCK_ROLE
from guestreg.desktop.kit.table import Table
from guestreg.domain.declaration import Reason, State
from tests.fakes.clock import FakeClock
from tests.gui.evening import every_state, guest, tonight
from tests.gui.stage import Book, settle


def test_a_line_is_copied_as_it_stands_on_screen(
    qtbot: QtBot, window: MainWindow, ledger: Table, book: Book, clock: FakeClock
) -> None:
    cancelled = Reason("cancelled", {"reason": "entered-twice", "text": ""})
    book.lines = (
        guest(7, "=1+1\tHoa", clock.now(), room="@P 1", doc_number="011188004821"),
        guest(6, "Lò Thị Mai", clock.now(), state=State.CANCELLED, reason=cancelled),
    )
    window.refresh()
    settle()
    ledger.setFocus()
    copied = []
    for row in (0, 1):
        ledger.choose(row)
        qtbot.keyClick(ledger, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied.append(QGuiApplication.clipboard().text().split("\t"))
    days = ["21/11/2026", "22/11/2026"]
    assert copied[0] == ["7", "'=1+1 Hoa", "12/03/1988", "Căn cước", "…4821", *days, "'@P 1", "Chưa gửi"]
    assert (copied[1][1], copied[1][-1]) == ("Lò Thị Mai", "Đã hủy – ghi hai lần")


def test_a_late_line_is_marked_beside_its_badge(
    window: MainWindow, ledger: Table, book: Book, clock: FakeClock
) -> None:
    now = clock.now()
    book.lines = (guest(7, "Hoa", now, due_at=tonight(now, 8)), guest(6, "Mai", now))
    window.refresh()
    settle()
    faces = [ledger.model().index(row, 8).data(FACES_ROLE) for row in (0, 1)]
    assert [[face.word for face in each] for each in faces] == [["Chưa gửi", "Quá giờ"], ["Chưa gửi"]]
    assert all(face.icon and face.tone for each in faces for face in each)


def test_only_what_is_cancelled_is_struck_through(ledger: Table, window: MainWindow, book: Book) -> None:
    book.lines = every_state(book.clock.now())
    window.refresh()
    settle()
    struck = {line.state for row, line in enumerate(book.lines) if ledger.model().index(row, 1).data(STRUCK_ROLE)}
    assert struck == {State.CANCELLED, State.SUPERSEDED}

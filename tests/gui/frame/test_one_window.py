"""A second start tells the first that it is wanted, and with which file."""

from pathlib import Path

from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from guestreg.desktop.frame.one_window import OneWindow


def test_the_first_hears_of_the_file_of_the_second(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    file = tmp_path / "xã mẫu.luutru-caidat"
    assert not second.raise_first()
    assert not second.hand_over(file, 0)
    assert first.listen()
    with qtbot.waitSignal(first.wanted) as wanted:
        assert second.raise_first()
    assert wanted.args == [""]
    with qtbot.waitSignal(first.wanted) as wanted:
        assert second.hand_over(file)
    assert wanted.args == [str(file)]


def test_who_says_more_than_a_path_is_cut_short(qtbot: QtBot, tmp_path: Path) -> None:
    first = OneWindow(tmp_path)
    assert first.listen()
    line = QLocalSocket()
    with qtbot.waitSignal(first.wanted) as wanted:
        line.connectToServer(first.name)
        line.write(b"x" * 100_000)
        line.waitForBytesWritten()
        line.disconnectFromServer()
    assert wanted.args is not None
    assert len(str(wanted.args[0])) <= 8192

"""Started with a set-up file: it stands on its page, in the first window as in one that runs; nothing is taken over."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from guestreg.app.main import main
from guestreg.app.window import Window
from guestreg.app.window_services import WindowServices
from guestreg.desktop.contract import Place
from guestreg.domain.declaration import EndpointKind
from tests.e2e.window.conftest import House
from tests.e2e.window.person import PATIENCE_MS, Person
from tests.gui.conftest import sweep
from tests.unit.domain.test_set_up import file_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "xa-mau.luutru-caidat"
    path.write_bytes(file_of())
    return path


@pytest.mark.qt_log_level_fail("CRITICAL")  # a screen that isn't there can't raise a window, and says so
def test_a_window_that_runs_is_handed_the_file(person: Person, file: Path) -> None:
    person.window.come_forward(str(file))
    assert person.window.main.place is Place.SET_UP_FILE
    person.wait(lambda: person.sees("setUpHost"), "the file is shown")
    ledger = person.program.settings.ledger()
    assert ledger is not None
    assert ledger.endpoint is EndpointKind.PRACTICE


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_the_first_run_is_handed_the_file(tmp_path: Path, file: Path, qtbot: QtBot, qapp: QApplication) -> None:
    program = House(tmp_path, qtbot, qapp).program()
    window = Window(qapp, program, WindowServices(program))
    try:
        window.show()
        window.come_forward(str(file))
        first = next(one for one in qapp.topLevelWidgets() if one.objectName() == "firstRunWindow")
        words = first.findChild(QLabel, "firstRunSetUpWords")
        assert words is not None
        qtbot.waitUntil(lambda: "Công an xã Mẫu" in words.text(), timeout=PATIENCE_MS)
    finally:
        window.close()
        program.close()
        sweep()


def test_without_a_screen_the_file_is_shown_in_words(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    assert main(["--data", str(tmp_path / "data"), str(file)]) == 0
    said = capsys.readouterr().err
    assert "Công an xã Mẫu" in said
    assert "--yes" in said

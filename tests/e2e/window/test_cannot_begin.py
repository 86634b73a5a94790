"""A start that can't even read its settings says so in a dialog: nobody reads the error stream of a window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from guestreg.app.main import main


def a_file(place: Path) -> None:
    place.write_bytes(b"mine")


def in_a_file(place: Path) -> None:
    place.parent.write_bytes(b"mine")


def damaged_settings(place: Path) -> None:
    place.mkdir()
    (place / "settings.toml").write_bytes(b"active = ")


def a_dangling_link(place: Path) -> None:
    place.symlink_to(place.parent / "nowhere" / "sổ")


@pytest.mark.parametrize(
    ("spoil", "code", "named"),
    [
        (a_file, "E-133", "sổ"),
        (in_a_file, "E-133", "sổ"),
        (damaged_settings, "E-96", "settings.toml"),
        (a_dangling_link, "E-133", "sổ"),
    ],
)
def test_the_window_says_why_it_cannot_begin(
    tmp_path: Path,
    qapp: QApplication,
    spoil: Callable[[Path], None],
    code: str,
    named: str,
) -> None:
    place = tmp_path / "nhà" / "sổ"
    if spoil is not in_a_file:
        place.parent.mkdir()
    spoil(place)
    said: list[str] = []
    watch = QTimer(interval=10)

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isVisible():
            said.extend(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
            dialog.close()

    watch.timeout.connect(close)
    watch.start()
    status = main(["--data", str(place)])
    watch.stop()
    assert status == 6
    assert any(named in one for one in said)
    assert any(code in one for one in said)

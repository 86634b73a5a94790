"""The whole evening on a real X screen, by keys that an X server delivers; two starts of one book."""

import subprocess
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from guestreg.app.program import Program
from guestreg.platform.clock import SystemClock
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from tests.e2e.window.test_evening import CARDS, CHILD, CHILD_BORN, CHILD_NUMBER, NAMES
from tests.e2e.xvfb.conftest import Desk, until

TITLE = "Sổ Lưu Trú"
SAVE = "Lưu thành"


@pytest.mark.timeout(240)
def test_four_guests_by_keyboard_alone(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUESTREG_KEYRING", "none")
    desk.run("setup", "--practice")
    desk.start()
    desk.window(TITLE)
    desk.key("F2")
    for card in CARDS:
        desk.type(card)
        desk.key("Return")
    desk.key("F2")
    desk.type(CHILD)
    desk.key("Tab")
    desk.type(CHILD_BORN)
    desk.key("Tab", "space")
    desk.key("Tab", "Tab")
    desk.type(CHILD_NUMBER)
    desk.key("F9")
    until(lambda: len(desk.rows()) == 4, "four guests are in the book")
    assert {row["full_name"] for row in desk.rows()} == NAMES
    desk.key("F9")
    until(lambda: all(row["state"] == "sent" for row in desk.rows()), "the police have said success for each")
    pdf = tmp_path / "register.pdf"
    _print(desk, pdf)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    assert {name for name in NAMES if name in unicodedata.normalize("NFC", text)} == NAMES


def _print(desk: Desk, pdf: Path) -> None:
    """The print is written into the book before it is shown; then the sheet can be saved."""
    before = _newest(desk.data)
    desk.key("F7", "F9")
    until(lambda: _newest(desk.data) != before, "the print is in the book")
    desk.key("shift+Tab", "Return")
    desk.window(SAVE)
    desk.type(str(pdf))
    desk.key("Return")
    until(pdf.exists, "the PDF lies there")


def _newest(data: Path) -> datetime | None:
    program = Program(find_paths(data), SystemClock(), OsRandom())
    try:
        return program.desk().reader.newest_record_at()
    finally:
        program.close()


@pytest.mark.timeout(120)
def test_a_second_start_raises_the_first_window(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for data in (desk.data, other):
        desk.run("setup", "--practice", data=data)
    desk.start()
    first = desk.window(TITLE)
    until(desk.listens, "the first window hears later starts")
    desk.start(other)
    until(lambda: [window == int(first) for window in _stack(desk)] == [False, True], "another book lies over it")
    second = desk.start()
    assert second.wait(60) == 0
    assert second.communicate()[0] == ""
    until(lambda: _stack(desk)[:1] == [int(first)], "the first window lies on top")


def _stack(desk: Desk) -> list[int]:
    """Ids of the program's windows, the topmost first; fewer when a window of another program goes meanwhile."""
    tree = desk.x("xwininfo", "-root", "-tree").splitlines()
    return [int(line.split()[0], 16) for line in tree if TITLE in line]

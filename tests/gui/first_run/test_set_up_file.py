"""A set-up file instead of a place: said whose it is, its house filled in, kept for the page that shows it whole."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from guestreg.desktop.first_run.presenter import Step
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.phrasebook_file import load_phrasebook
from tests.gui.conftest import RESOURCES
from tests.gui.first_run.conftest import Shown
from tests.gui.first_run.test_first_run import focus, step_of
from tests.gui.hands import press, type_text
from tests.unit.domain.test_set_up import file_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "xa-mau.luutru-caidat"
    path.write_bytes(file_of())
    return path


def words(shown: Shown, name: str) -> str:
    label = shown.window.view.findChild(QLabel, name)
    assert label is not None
    return label.text().replace("\u200b", "") if label.isVisible() else ""


def picked(shown: Shown, qtbot: QtBot, path: Path | None) -> None:
    """On the page that asks where to send."""
    shown.chosen.append(path)
    if step_of(shown) is Step.LOOKS:
        qtbot.mouseClick(shown.window.view.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown.window.view.set_up.pick, Qt.MouseButton.LeftButton)


def test_the_file_stands_for_the_place_and_fills_in_its_house(shown: Shown, qtbot: QtBot, file: Path) -> None:
    picked(shown, qtbot, file)
    view = shown.window.view
    assert words(shown, "firstRunSetUpWords").startswith("Tệp của Công an xã Mẫu, gửi tới xa-mau.example:8443.")
    assert not view.destination.isVisible()
    assert focus() == "firstRunNext"
    press(qtbot, Qt.Key.Key_Return)
    fields = view.house.fields
    assert (fields["name"].value(), fields["address_detail"].value()) == ("Nhà Mẫu", "Bản Mẫu")
    assert fields["commune"].value() == "302903203"
    for name, text in (("phone", "0213 000 000"), ("owner_name", "Lò Thị Say")):
        view.house.focus_field(name)
        type_text(text)
    press(qtbot, Qt.Key.Key_F9)
    assert step_of(shown) is Step.DONE
    assert words(shown, "doneSetUp")
    ledger = shown.workplace.settings.ledger()
    assert ledger is not None
    assert ledger.endpoint is EndpointKind.PRACTICE  # nothing is taken over before it was seen whole
    assert shown.window.set_up_file == file


def test_a_start_with_a_file_shows_it_at_once(shown: Shown, file: Path) -> None:
    shown.window.offer(file)
    assert step_of(shown) is Step.DESTINATION
    assert "Công an xã Mẫu" in words(shown, "firstRunSetUpWords")


def test_a_file_that_is_no_good_is_not_kept(shown: Shown, qtbot: QtBot, file: Path) -> None:
    file.write_bytes(b"no note")
    picked(shown, qtbot, file)
    phrases = load_phrasebook(RESOURCES, "vi")
    assert words(shown, "firstRunNoticeLine") == phrases.sentence("E-190")
    assert (shown.window.set_up_file, shown.window.view.destination.isVisible()) == (None, True)
    picked(shown, qtbot, file.with_name("none.luutru-caidat"))
    assert words(shown, "firstRunNoticeLine") == phrases.sentence("E-131", {"path": "none.luutru-caidat"})
    picked(shown, qtbot, None)
    assert shown.window.set_up_file is None


def test_a_file_can_be_put_aside_again(shown: Shown, qtbot: QtBot, file: Path) -> None:
    picked(shown, qtbot, file)
    qtbot.mouseClick(shown.window.view.set_up.drop, Qt.MouseButton.LeftButton)
    assert (shown.window.set_up_file, shown.window.view.destination.isVisible()) == (None, True)
    assert focus() == "endpointKind_practice"


@pytest.mark.parametrize("kind", [EndpointKind.FILES, EndpointKind.MANUAL])
def test_a_house_that_tells_the_police_itself_needs_no_codes(shown: Shown, qtbot: QtBot, kind: EndpointKind) -> None:
    view = shown.window.view
    qtbot.mouseClick(view.next, Qt.MouseButton.LeftButton)
    (box,) = (one for one in view.destination.kind.boxes() if one.objectName() == f"endpointKind_{kind}")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.next, Qt.MouseButton.LeftButton)
    assert step_of(shown) is Step.HOUSE

"""Hostile strings pasted into every text of the form of the house: refused with a reason, or kept whole."""

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.kit.fields import TextField
from guestreg.domain.establishment import Establishment
from guestreg.services.queries.house_kept import house_kept
from tests.gui.hands import press
from tests.gui.house_hands import HouseHands
from tests.gui.settings.conftest import Shown
from tests.integration.cli.ledger_file import row_counts
from tests.tables.hostile import HOSTILE
from tests.tables.house_rules import TEXTS

ROWS = {"rooms": "room1a", "notifiers": "notifier1a"}

PASTED = tuple(one for one in HOSTILE if one.text.isascii() or one.text.encode(errors="ignore").decode() == one.text)
"""A clipboard holds whole letters: half a pair can't come from there."""


def paste_into(shown: Shown, hands: HouseHands, fields: set[str], text: str) -> None:
    hands.qtbot.mouseClick(shown.view.house_row.button, Qt.MouseButton.LeftButton)
    if not shown.view.house.more.isChecked():
        hands.qtbot.mouseClick(shown.view.house.more, Qt.MouseButton.LeftButton)
    for name in sorted(fields):
        hands.paste(ROWS.get(name, name), text)
    press(hands.qtbot, Qt.Key.Key_F9)


def kept_text(house: Establishment, name: str) -> str:
    match name:
        case "rooms":
            return house.rooms[0].name
        case "notifiers":
            return house.notifiers[0].name
        case _:
            return getattr(house, name) or ""


@pytest.mark.timeout(240)
def test_a_hostile_text_is_kept_whole_or_refused_with_a_reason(
    shown: Shown, workplace: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    form = shown.view.house
    hands = HouseHands(qtbot, form, shown.view.destination, shown.view.faults)
    boxes = {name for name, field in form.fields.items() if isinstance(field, TextField)} | ROWS.keys()
    assert TEXTS.keys() < boxes
    faults, kept = [], 0
    for hostile in PASTED:
        before = row_counts(tmp_path)
        paste_into(shown, hands, boxes, hostile.text)
        refused = {name for name in boxes if hands.error_at(name)}
        if not refused or row_counts(tmp_path) != before:
            faults.append(f"{hostile.name}: stored")
        if hostile.hidden and boxes - refused:
            faults.append(f"{hostile.name}: hidden letters in {sorted(boxes - refused)}")
        hands.leave()
        taken = (boxes - refused) & (TEXTS.keys() if hostile.blank else TEXTS.keys() | ROWS.keys())
        if not taken:
            continue
        paste_into(shown, hands, taken, hostile.text)
        house = house_kept(workplace.desk())
        assert house is not None
        wanted = unicodedata.normalize("NFC", " ".join(hostile.text.split()))
        faults += [f"{hostile.name}: {name} changed" for name in taken if kept_text(house, name) != wanted]
        kept += len(taken)
    assert faults == []
    assert kept > 300


def test_a_box_that_changes_what_is_typed_would_be_noticed(shown: Shown, workplace: Program, qtbot: QtBot) -> None:
    """The negative control: a box that takes four letters alone."""
    hands = HouseHands(qtbot, shown.view.house, shown.view.destination, shown.view.faults)
    box = shown.view.house.fields["name"].boxes()[0]
    box.setMaxLength(4)  # type: ignore[attr-defined]
    paste_into(shown, hands, {"name"}, "Homestay Mây Trắng")
    house = house_kept(workplace.desk())
    assert house is not None
    assert kept_text(house, "name") == "Home"

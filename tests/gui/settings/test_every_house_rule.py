"""Every rule of field list (c) typed into the form of settings: said in the summary and at its field, nothing kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import endpoint_faults
from guestreg.domain.entry.house import CheckedHouse, read_house
from guestreg.domain.violation import Violation
from guestreg.services.queries.house_kept import house_kept
from tests.gui.hands import press
from tests.gui.house_hands import HouseHands
from tests.gui.settings.conftest import Shown, opened
from tests.integration.cli.ledger_file import row_counts
from tests.tables.house_rules import ENDPOINT_RULES, HOUSE_RULES, NOTIFIERS, ROOMS, WARN, HouseRule

OUT_OF_REACH = {
    "kind": "one of a list is always chosen",
    "province": "the commune names it",
    "is_remote": "a tick is yes or no",
    "border_area": "a tick is yes or no",
    "border_belt": "a tick is yes or no",
    "volume_to": "a volume is closed on the page of printing",
    "stars": "the form has no such field",
}
REACHED = tuple(
    rule
    for rule in (*HOUSE_RULES, *ENDPOINT_RULES)
    if rule.field not in OUT_OF_REACH and "province" not in rule.house and rule.notifiers != ()
)


def violation(workplace: Program, rule: HouseRule) -> Violation:
    """What the domain says of it."""
    if rule.endpoint is not None:
        place = rule.place()
        found = endpoint_faults(EndpointKind(place["kind"]), place["address"], place["account"])
    else:
        today = local(workplace.clock.now()).date()
        read = read_house(rule.entry(), workplace.catalogue, workplace.rules, today)
        found = read.warnings if isinstance(read, CheckedHouse) else read
    return next(one for one in found if (one.code, one.field) == (rule.code, rule.field))


def hands_of(shown: Shown, qtbot: QtBot) -> HouseHands:
    return HouseHands(qtbot, shown.view.house, shown.view.destination, shown.view.faults)


def fill_in(shown: Shown, hands: HouseHands, rule: HouseRule) -> None:
    """Open the form, type, and save by F9."""
    if rule.endpoint is not None:
        hands.qtbot.mouseClick(shown.view.destination_row.button, Qt.MouseButton.LeftButton)
        hands.write_place(rule.place())
    else:
        hands.qtbot.mouseClick(shown.view.house_row.button, Qt.MouseButton.LeftButton)
        if not shown.view.house.more.isChecked():
            hands.qtbot.mouseClick(shown.view.house.more, Qt.MouseButton.LeftButton)
        hands.write_house(rule.house)
        for name, pairs, good in (("room", rule.rooms, ROOMS), ("notifier", rule.notifiers, NOTIFIERS)):
            if pairs != good:
                hands.write_rows(name, pairs)
    press(hands.qtbot, Qt.Key.Key_F9)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_broken_rule_is_said_twice_and_nothing_is_stored(
    workplace: Program,
    theme: Theme,
    translation: Translation,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    language: str,
) -> None:
    translation.use(qapp, language)
    shown = opened(workplace, theme, qtbot, language)
    hands, phrases = hands_of(shown, qtbot), workplace.phrasebook(language)
    before, house, settings = row_counts(tmp_path), house_kept(workplace.desk()), workplace.settings
    faults = {}
    refusing = [one for one in REACHED if one.severity is not WARN]
    each = refusing if language == "vi" else {one.code: one for one in refusing}.values()
    for rule in each:
        one = violation(workplace, rule)
        words = phrases.sentence(one.code, one.params, one.field)
        fill_in(shown, hands, rule)
        if words not in hands.said() or hands.error_at(rule.field) != words:
            faults[rule.name] = (words, hands.said(), hands.error_at(rule.field))
        if (row_counts(tmp_path), house_kept(workplace.desk()), workplace.settings) != (before, house, settings):
            faults[rule.name] = ("stored", hands.said(), "")
        hands.leave()
    assert faults == {}


@pytest.mark.parametrize("rule", [one for one in REACHED if one.severity is WARN], ids=lambda rule: rule.name)
def test_a_warning_is_said_and_the_house_is_kept(
    shown: Shown, workplace: Program, qtbot: QtBot, rule: HouseRule
) -> None:
    hands = hands_of(shown, qtbot)
    fill_in(shown, hands, HouseRule("", "", house={**rule.house, "name": "Nhà Mới"}))
    one = violation(workplace, rule)
    assert workplace.phrasebook().sentence(one.code, one.params, one.field) in shown.view.notice.line.text()
    house = house_kept(workplace.desk())
    assert house is not None
    assert (house.name, getattr(house, rule.field)) == ("Nhà Mới", None)


def test_what_is_out_of_reach_is_no_fault_of_the_form() -> None:
    """The list of excuses names no field that the form lets a person type into."""
    typed = {"name", "phone", "commune", "owner_name", "tax_code", "register_volume", "endpoint_address", "rooms"}
    assert typed <= {rule.field for rule in REACHED}
    assert OUT_OF_REACH.keys() & typed == set()

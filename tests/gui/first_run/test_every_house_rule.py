"""The rules of field list (c) that the short form of the first run asks for: said at the field, no book begins."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.first_run.presenter import Step
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.domain.dates import local
from guestreg.domain.entry.house import CheckedHouse, read_house
from guestreg.services.queries.house_kept import house_kept
from tests.gui.first_run.conftest import Shown, opened
from tests.gui.hands import press
from tests.gui.house_hands import HouseHands
from tests.tables.house_rules import ENDPOINT_RULES, HOUSE, HOUSE_RULES, WARN, HouseRule

ASKED = ("name", "phone", "address_detail", "commune", "owner_name", "police_unit", "police_phone")
GOOD = {name: HOUSE[name] for name in ASKED if name in HOUSE} | {"commune": "na son", "police_unit": ""}
REACHED = tuple(rule for rule in HOUSE_RULES if rule.field in ASKED and set(rule.house) <= set(ASKED))


def hands_of(shown: Shown, qtbot: QtBot) -> HouseHands:
    view = shown.window.view
    return HouseHands(qtbot, view.house, view.destination, view.faults)


def go_on(shown: Shown, qtbot: QtBot) -> Step:
    qtbot.mouseClick(shown.window.view.next, Qt.MouseButton.LeftButton)
    return shown.window._presenter.step


@pytest.mark.timeout(120)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_broken_rule_is_said_at_its_field_and_no_book_begins(
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
    assert [go_on(shown, qtbot), go_on(shown, qtbot)] == [Step.DESTINATION, Step.HOUSE]
    hands.write_house(GOOD)
    faults = {}
    for rule in (one for one in REACHED if one.severity is not WARN):
        read = read_house(rule.entry(), workplace.catalogue, workplace.rules, local(workplace.clock.now()).date())
        assert not isinstance(read, CheckedHouse)
        one = next(each for each in read if (each.code, each.field) == (rule.code, rule.field))
        words = phrases.sentence(one.code, one.params, one.field)
        hands.write_house(rule.house)
        step = go_on(shown, qtbot)
        if (step, hands.said(), hands.error_at(rule.field)) != (Step.HOUSE, [words], words):
            faults[rule.name] = (words, step, hands.said(), hands.error_at(rule.field))
        hands.write_house({name: GOOD[name] for name in rule.house})
    assert faults == {}
    assert workplace.settings.ledgers == ()
    assert list(tmp_path.rglob("*.db")) == []
    assert go_on(shown, qtbot) is Step.DONE, "all faults were mended"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_place_that_cannot_be_keeps_the_house_waiting(
    workplace: Program, theme: Theme, translation: Translation, qapp: QApplication, qtbot: QtBot, language: str
) -> None:
    translation.use(qapp, language)
    shown = opened(workplace, theme, qtbot, language)
    hands, phrases = hands_of(shown, qtbot), workplace.phrasebook(language)
    assert go_on(shown, qtbot) is Step.DESTINATION
    for rule in ENDPOINT_RULES:
        hands.write_place(rule.place())
        assert go_on(shown, qtbot) is Step.DESTINATION, rule.name
        least_most = {"endpoint_address": ("1", "200"), "endpoint_account": ("1", "120")}[rule.field]
        params = dict(zip(("least", "most"), least_most, strict=True)) | {"character": ""}
        (said,) = hands.said()
        assert hands.error_at(rule.field) == said
        start = phrases.sentence(rule.code, params, rule.field).split("(")[0]
        assert said.startswith(start), rule.name
    hands.write_place(HouseRule("", "").place())
    assert go_on(shown, qtbot) is Step.HOUSE
    assert workplace.settings.ledgers == ()


def test_what_is_only_warned_of_is_said_on_the_last_page(shown: Shown, workplace: Program, qtbot: QtBot) -> None:
    hands = hands_of(shown, qtbot)
    go_on(shown, qtbot)
    go_on(shown, qtbot)
    hands.write_house({**GOOD, "police_phone": ""})
    press(qtbot, Qt.Key.Key_F9)
    assert shown.window._presenter.step is Step.DONE
    phrases = workplace.phrasebook()
    for code in ("E-86", "E-115"):
        assert phrases.sentence(code) in shown.window.view.notice.line.text()
    house = house_kept(workplace.desk())
    assert house is not None
    assert house.police_phone is None

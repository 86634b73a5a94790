"""Every screen in every size, letter size and language: nothing clipped, nothing sideways, the next step in sight, no
word left untranslated. The dark dress has the same measures."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionFrame, QWidget

from guestreg.desktop.kit.buttons import KeyButton, Role
from guestreg.desktop.kit.style_sheet import style_sheet
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.tokens import DARK, LIGHT
from guestreg.desktop.kit.translation import Translation
from tests.gui import audit
from tests.gui.evening import COUNTRIES, evening, every_state
from tests.gui.set_up_side import COMMUNE
from tests.gui.stage import AID, HOUSE, SENT_TO, UNIT
from tests.gui.workplaces import HOUSE as FIELDS
from tests.gui.workplaces import NOTIFIERS, ROOMS
from tests.shots.scenes import CARDS, EVENING, LONG, House, scenes
from tests.shots.studio import STEPS, View, studio, walk

CHILD = "Nguyễn Bảo Ngọc"
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}")
NEAR_AND_LARGE = ((992, 544), 200)
"""31 × 17 em, half of what every page promises to be usable at: second lines of rows may be shortened."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, worn_theme: Theme) -> Iterator[House]:
    with studio(tmp_path_factory.mktemp("studio"), worn_theme) as made:
        yield made


def faults_of(view: View, window: QWidget, data: set[str]) -> list[str]:
    primary = [each for each in window.findChildren(KeyButton) if each.role is Role.PRIMARY and each.isVisible()]
    found = [*audit.clipped(window), *audit.scrolls_sideways(window), *_cut_hints(window)]
    found += audit.outside(window, primary)
    found += audit.elided(window, may_shorten=(view.size, view.step) == NEAR_AND_LARGE)
    if window.size().toTuple() != view.size:
        found.append(f"is {window.size().toTuple()} large")
    if view.language != "vi":
        found += audit.vietnamese_left(window, data)
    return found


def _cut_hints(window: QWidget) -> list[str]:
    """Words in empty boxes that don't fit."""
    boxes = [box for box in window.findChildren(QLineEdit) if box.isVisible() and box.placeholderText()]
    return [
        f"{box.objectName()} is clipped: {box.placeholderText()}"
        for box in boxes
        if QFontMetrics(box.font()).horizontalAdvance(box.placeholderText()) > _room_in(box)
    ]


def _room_in(box: QLineEdit) -> int:
    """What style sheet, icon and margins leave for words."""
    option = QStyleOptionFrame()
    box.initStyleOption(option)
    inner = box.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, box)
    margins = box.textMargins()
    return inner.width() - margins.left() - margins.right() - 4


def persons_and_places(house: House) -> set[str]:
    """What stays Vietnamese in every language."""
    lines = evening(EVENING) + every_state(EVENING)
    data = {LONG, CHILD, CHILD.split()[-1], "Tiếng Việt", HOUSE, SENT_TO, UNIT, *AID, *FIELDS.values()}
    data |= {*COUNTRIES.values(), COMMUNE, "Đồn Mẫu", "Nhà Mẫu"}
    data |= {line.full_name for line in lines} | {line.room or "" for line in lines}
    data |= {error.text.rstrip(" .") for line in lines for error in line.errors}
    data |= {name for name, _note in (*ROOMS, *NOTIFIERS)}
    for card in CARDS:
        fields = card.split("|")
        data |= {fields[2], fields[2].split()[-1], fields[5]}
    return data - {""}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("scene", scenes())
def test_a_screen_is_whole_everywhere(
    scene: str, language: str, house: House, qapp: QApplication, theme: Theme, translation: Translation
) -> None:
    data = persons_and_places(house)
    faults: dict[str, list[str]] = {}

    def look(view: View, window: QWidget) -> None:
        for fault in faults_of(view, window, data):
            faults.setdefault(fault, []).append(view.name)

    walk(qapp, house, translation, language, look, scene, (Mode.LIGHT,))
    assert not faults, "\n".join(f"{fault}: {' '.join(views)}" for fault, views in faults.items())


@pytest.mark.parametrize("step", STEPS)
def test_light_and_dark_differ_in_colours_alone(step: int) -> None:
    light, dark = (style_sheet(tokens, step) for tokens in (LIGHT, DARK))
    assert light != dark
    assert COLOUR.sub("", light) == COLOUR.sub("", dark)

"""Colours, icons and badges: readable, all there, and apart without colour."""

import hashlib

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guestreg.desktop.kit.badges import Badge
from guestreg.desktop.kit.states import line_face, marks, state_face
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.tokens import DARK, LIGHT, STEPS, Tokens, ToneName, contrast
from guestreg.domain.declaration import State
from guestreg.ports.phrasebook import Phrasebook
from tests.fakes.clock import FakeClock
from tests.gui.evening import every_state, guest, tonight


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_read(look: Tokens) -> None:
    texts = [
        (look.text, look.page),
        (look.text, look.surface),
        (look.muted, look.page),
        (look.muted, look.surface),
        (look.on_primary, look.primary),
        (look.nav_text, look.nav),
        (look.on_nav_selected, look.nav_selected),
        *((tone.ink, tone.ground) for tone in map(look.tone, ToneName)),
    ]
    assert [pair for pair in texts if contrast(*pair) < 7] == []
    shapes = [(look.line, look.page), (look.line, look.surface), (look.ring, look.page), (look.ring, look.surface)]
    assert [pair for pair in shapes if contrast(*pair) < 3] == []


def test_contrast_counts_as_the_standard_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_state_has_its_own_shape_and_word(theme: Theme) -> None:
    faces = {state: state_face(state) for state in State}
    assert len({face.icon for face in faces.values()}) == len(State) == 11
    assert len({face.word for face in faces.values()}) == 11
    assert {face.icon for face in faces.values()} <= set(theme.icons.names())


def test_the_shapes_stay_apart_in_grey(theme: Theme) -> None:
    hashes = set()
    for state in State:
        picture = theme.pixmap(state_face(state).icon, "#000000", 48).toImage()
        grey = picture.convertToFormat(QImage.Format.Format_Alpha8)
        hashes.add(hashlib.sha256(bytes(grey.constBits())).hexdigest())
    assert len(hashes) == 11


def test_all_icons_can_be_drawn(theme: Theme) -> None:
    for name in theme.icons.names():
        image = theme.pixmap(name, "#000000", 24).toImage().convertToFormat(QImage.Format.Format_Alpha8)
        assert any(bytes(image.constBits())), name


def test_a_missing_icon_is_a_bug(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon", "#000000", 24)


def test_a_badge_says_its_word_and_grows_with_the_letters(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    badge = Badge(theme, "badge", state_face(State.CONFIRMED))
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "Công an đã nhận"
    before = badge.sizeHint().width()
    theme.apply(qapp, Mode.DARK, 200)
    assert badge.sizeHint().width() > 1.8 * before


def test_a_step_that_is_none_is_refused(qapp: QApplication, theme: Theme) -> None:
    with pytest.raises(ValueError, match="text step"):
        theme.apply(qapp, Mode.LIGHT, 110)
    assert theme.next_step(1) == STEPS[1]
    assert theme.next_step(-1) == STEPS[0]


def test_the_fill_ins_of_badges(clock: FakeClock, phrasebook: Phrasebook) -> None:
    words = {line.state: line_face(line, clock.now(), phrasebook.label).word for line in every_state(clock.now())}
    assert words[State.CANCELLED] == "Đã hủy – ghi hai lần"
    assert words[State.HANDED_OVER] == "Đã báo: điện thoại"


def test_waiting_is_urgent_on_the_day_of_its_deadline(clock: FakeClock, phrasebook: Phrasebook) -> None:
    now = clock.now()
    today, later = guest(1, "A", now), guest(2, "B", now, due_at=tonight(now, 8, days=2))
    assert line_face(today, now, phrasebook.label).tone is ToneName.WARN
    assert line_face(later, now, phrasebook.label).tone is ToneName.INFO


def test_late_stands_beside_the_state(clock: FakeClock) -> None:
    now = clock.now()
    late = guest(1, "A", now, due_at=tonight(now, 8))
    assert [face.word for face in marks(late, now)] == ["Quá giờ"]
    assert marks(guest(2, "B", now), now) == ()

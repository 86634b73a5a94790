"""The form on every size, in both languages: nothing clipped, nothing nameless, nothing unreachable."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.desktop.stay.page import stay_page, stay_services
from guestreg.desktop.stay.presenter import StayPresenter
from guestreg.desktop.stay.view import StayView
from tests.fakes.clock import FakeClock
from tests.gui.audit import everything, outside, vietnamese_left
from tests.gui.hands import PageWindow, settled
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.stay.conftest import BINH, HOA
from tests.gui.workplaces import ROOMS, begun_workplace, supplies_of

WINDOWS = [(1366, 768, 100), (992, 544, 100), (1984, 1088, 200), (1366, 768, 200)]
PEOPLE = ("Nguyễn Thị Hoa", "Nguyễn Văn Bình", "Nguyễn", "Hoa", "Bình", "Tổ 4, phường Ba Đình, Hà Nội", "Lò Thị Say")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", WINDOWS, ids=lambda shape: f"{shape[0]}-{shape[2]}")
def test_every_state_of_the_form_holds(
    tmp_path: Path,
    clock: FakeClock,
    theme: Theme,
    translation: Translation,
    qtbot: QtBot,
    qapp: QApplication,
    language: str,
    shape: tuple[int, int, int],
) -> None:
    translation.use(qapp, language)
    width, height, step = shape
    theme.apply(qapp, Mode.LIGHT, step)
    workplace = begun_workplace(tmp_path, clock, border_area="true")
    supplies = supplies_of(workplace, theme, InlineLanes(), language)
    made = stay_page(supplies, stay_services(workplace, lambda: None), workplace)(RecordedNavigator())
    view, presenter = made.view, made.presenter
    assert isinstance(view, StayView)
    assert isinstance(presenter, StayPresenter)
    window = PageWindow(view, theme)
    qtbot.addWidget(window)
    window.show_at(qtbot, (width, height))
    presenter.open()
    faults: dict[str, list[str]] = {"empty": everything(settled(window))}
    presenter.scan(HOA)
    presenter.scan(BINH)
    faults["cards"] = everything(settled(window))
    presenter.add_person()
    presenter.type_guest("birth_date", "31/02/2019")
    presenter.save()
    faults["errors"] = everything(settled(window))
    view.guest.more.click()
    view.stay_line.change.click()
    faults["unfolded"] = everything(settled(window))
    presenter.type_guest("kind", "foreigner")
    faults["foreigner"] = everything(settled(window))
    faults["buttons"] = outside(window, [view.save, view.later, view.cancel])
    if language == "en":
        data = (*PEOPLE, *(name for name, _beds in ROOMS), "Lò Văn Tâm")
        faults["words"] = vietnamese_left(window, data)
    presenter.close()
    workplace.close()
    assert {state: found for state, found in faults.items() if found} == {}

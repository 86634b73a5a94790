"""The page's verbs on a real workplace: looking changes nothing, using begins the real book with the file's house."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.app.window_set_up_file import set_up_services
from guestreg.desktop.contract import Place
from guestreg.desktop.frame.entries import shown_under
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.set_up_file.presenter import SetUpServices
from guestreg.desktop.settings.page import settings_page, settings_services
from guestreg.desktop.settings.view import SettingsView
from guestreg.domain.declaration import EndpointKind
from guestreg.services.commands.accept_setup_file import Acceptance, SetUpOffer
from guestreg.services.outcome import Done, Failed, Refused
from tests.fakes.clock import FakeClock
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.workplaces import begun_workplace, supplies_of
from tests.unit.domain.test_set_up import SETUP, file_of


@pytest.fixture
def program(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    begun = begun_workplace(tmp_path / "home", clock)
    yield begun
    begun.close()


@pytest.fixture
def services(program: Program) -> SetUpServices:
    return set_up_services(program, lambda: None)


@pytest.fixture
def offer(services: SetUpServices, tmp_path: Path) -> SetUpOffer:
    path = tmp_path / "xa-mau.luutru-caidat"
    path.write_bytes(file_of())
    found = services.look(path)
    assert isinstance(found, SetUpOffer)
    return found


def test_looking_changes_nothing(program: Program, services: SetUpServices, offer: SetUpOffer) -> None:
    ledger = program.settings.ledger()
    assert ledger is not None
    assert (ledger.endpoint, len(program.settings.ledgers)) == (EndpointKind.PRACTICE, 1)
    assert not services.can_enrol()
    assert len(services.commune(offer).split(", ")) == 2


def test_without_the_mark_nothing_begins(program: Program, services: SetUpServices, offer: SetUpOffer) -> None:
    for mark in ("", "0000 0000 0000 0000"):
        assert isinstance(services.accept(offer, Acceptance(mark, code="MAU-0017")), Refused)
    assert len(program.settings.ledgers) == 1


def test_using_it_begins_a_real_book_with_the_house_of_the_file(
    program: Program, services: SetUpServices, offer: SetUpOffer
) -> None:
    outcome = services.accept(offer, Acceptance(SETUP.key.mark, code="MAU-0017"))
    assert isinstance(outcome, Done)
    house = outcome.value
    assert (house.name, house.establishment_code, house.police_unit) == ("Nhà Mẫu", "MAU-0017", "Công an xã Mẫu")
    assert (house.owner_name, house.phone) == ("Lò Thị Say", "0213000000")
    ledger = program.settings.ledger()
    assert ledger is not None
    assert (ledger.endpoint, ledger.address) == (EndpointKind.OPEN, "https://xa-mau.example:8443")
    assert services.can_enrol()
    assert services.lacking() == "E-200"


def test_a_file_larger_than_any_is_spoilt(services: SetUpServices, tmp_path: Path) -> None:
    path = tmp_path / "large.luutru-caidat"
    path.write_bytes(b"x" * 1_000_000)
    assert services.look(path) == Failed("E-190")


def test_settings_lead_to_the_page(qtbot: QtBot, theme: Theme, program: Program) -> None:
    navigator = RecordedNavigator()
    services = settings_services(program, lambda *_: None, lambda _: None, lambda: None, lambda: None, lambda: None)
    made = settings_page(supplies_of(program, theme, InlineLanes()), services, program)(navigator)
    assert isinstance(made.view, SettingsView)
    qtbot.addWidget(made.view)
    made.view.show()
    qtbot.mouseClick(made.view.set_up_file, Qt.MouseButton.LeftButton)
    assert navigator.places == [(Place.SET_UP_FILE, None)]
    assert shown_under(Place.SET_UP_FILE) is Place.SETTINGS
    made.presenter.close()

"""The form over a real house in a folder of the test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.stay.model import Page
from guestreg.desktop.stay.needs import StayKnowledge
from guestreg.desktop.stay.page import stay_page, stay_services
from guestreg.desktop.stay.presenter import StayPresenter
from guestreg.desktop.stay.view import StayView
from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.moves import Actor
from guestreg.ports.reading import LineFilter
from guestreg.services.commands.cancel_stay import CancelStay, cancel_stay
from guestreg.services.commands.keep_draft import Draft
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.gui.hands import PageWindow
from tests.gui.inline_lanes import InlineLanes
from tests.gui.recorded_navigator import RecordedNavigator
from tests.gui.workplaces import begun_workplace, supplies_of


@dataclass
class RecordedView:
    """StayPageView: the last page and texts shown, where the focus was sent."""

    pages: list[Page] = field(default_factory=list)
    form: Draft | None = None
    chosen: int = 0
    focused: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def show_page(self, page: Page) -> None:
        self.pages.append(page)

    def show_texts(self, form: Draft, chosen: int) -> None:
        self.form, self.chosen = form, chosen

    def focus_field(self, name: str) -> None:
        self.focused.append(name)

    def focus_scan(self) -> None:
        self.focused.append("scan")

    def focus_problems(self) -> None:
        self.focused.append("problems")


@dataclass
class Bench:
    """A presenter with all it was given."""

    workplace: Program
    clock: FakeClock
    navigator: RecordedNavigator = field(default_factory=RecordedNavigator)
    view: RecordedView = field(default_factory=RecordedView)
    sends: int = 0

    def presenter(self) -> StayPresenter:
        """One more page of the same program."""
        known = StayKnowledge(self.clock, self.workplace.catalogue, self.workplace.rules, self.workplace.phrasebook())
        services = stay_services(self.workplace, self._send)
        return StayPresenter(self.view, services, known, Scope(InlineLanes()), self.navigator)

    def _send(self) -> None:
        self.sends += 1

    def opened(self, target: object = None) -> StayPresenter:
        presenter = self.presenter()
        presenter.open(target)
        return presenter

    def record(self, *cards: str) -> tuple[GuestId, ...]:
        """Save these cards as one stay."""
        presenter = self.opened()
        for text in cards:
            presenter.scan(text)
        presenter.save()
        assert self.view.page.problems == ()
        return tuple(line.guest_id for line in reversed(self.workplace.desk().reader.lines(LineFilter())))

    def states(self) -> list[State]:
        return [line.state for line in self.workplace.desk().reader.lines(LineFilter())]

    def texts(self) -> dict[str, str]:
        """Of the guest shown."""
        assert self.view.form is not None
        return dict(self.view.form.guests[self.view.chosen].fields)


@pytest.fixture
def workplace(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    program = begun_workplace(tmp_path, clock)
    yield program
    program.close()


@pytest.fixture
def bench(workplace: Program, clock: FakeClock) -> Bench:
    return Bench(workplace, clock)


@dataclass
class Shown:
    """The real view in a window, opened."""

    window: PageWindow
    view: StayView
    presenter: StayPresenter
    navigator: RecordedNavigator
    workplace: Program


@pytest.fixture
def shown(workplace: Program, theme: Theme, qtbot: QtBot) -> Iterator[Shown]:
    navigator = RecordedNavigator()
    supplies = supplies_of(workplace, theme, InlineLanes())
    made = stay_page(supplies, stay_services(workplace, lambda: None), workplace)(navigator)
    assert isinstance(made.view, StayView)
    assert isinstance(made.presenter, StayPresenter)
    window = PageWindow(made.view, theme)
    qtbot.addWidget(window)
    window.show_at(qtbot)
    made.presenter.open()
    made.view.take_focus()
    yield Shown(window, made.view, made.presenter, navigator, workplace)
    made.presenter.close()


def card(number: str, name: str, born: str, sex: str = "Nữ", issued: str = "01042021") -> str:
    """QR text of a made-up card."""
    return f"{number}||{name}|{born}|{sex}|Tổ 4, phường Ba Đình, Hà Nội|{issued}"


HOA = card("001190000017", "Nguyễn Thị Hoa", "05031990")
BINH = card("001088000025", "Nguyễn Văn Bình", "12011988", "Nam")


@pytest.fixture
def hoa() -> str:
    return HOA


@pytest.fixture
def binh() -> str:
    return BINH


def send(desk: Desk, guest_id: GuestId) -> None:
    """As if the endpoint had just answered success."""
    line = desk.reader.line(guest_id)
    assert line is not None
    with desk.store.unit_of_work() as uow:
        newest = uow.declarations.versions(line.declaration_id)[-1]
        sending = desk.journal.move(uow, newest, State.SENDING, Actor.WORKER)
        desk.journal.move(uow, sending, State.SENT, Actor.REPLY)
        uow.commit()


def withdraw(desk: Desk, guest_id: GuestId) -> None:
    """She was entered by mistake."""
    assert isinstance(cancel_stay(desk, CancelStay((guest_id,), "entered-twice")), Done)

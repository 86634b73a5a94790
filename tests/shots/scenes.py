"""Every screen in the states worth looking at: the real frame and pages over a made-up house, opened and acted upon."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView, QWidget

from guestreg.desktop.check_out.table import PresentModel
from guestreg.desktop.contract import Place
from guestreg.desktop.first_run.window import FirstRunWindow
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import Pill, Warn
from guestreg.domain.declaration import Hold, Proof, State
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.reading import GuestLine
from guestreg.ports.store import EndpointCondition
from guestreg.services.commands.keep_draft import Corrects, Draft, DraftGuest, Drafts
from tests.fakes.clock import FakeClock
from tests.gui.evening import evening, every_state, guest, tonight, vietnam
from tests.gui.stage import Book, settle
from tests.shots.house import EVENING as EVENING
from tests.shots.house import LONG as LONG
from tests.shots.house import House as House
from tests.shots.house import Scene as Scene
from tests.shots.house import ignore, nothing, press, seen, write
from tests.shots.police_scenes import police_scenes
from tests.shots.set_up_scenes import set_up_scenes

CARDS = (
    "001190000017||Nguyễn Thị Hoa|05031990|Nữ|Tổ 4, phường Ba Đình, Hà Nội|01042021",
    "001088000025||Nguyễn Văn Bình|12011988|Nam|Tổ 4, phường Ba Đình, Hà Nội|01042021",
)
WARNINGS = (Warn("E-43"), Warn("E-111"))
NO_TROUBLE = EndpointCondition("endpoint")
TYPED = Draft({}, (DraftGuest({"full_name": "Hoàng Văn Páo"}), DraftGuest({})))
CORRECTED = Draft({}, (DraftGuest({"full_name": LONG}),), Corrects(StayId("stay"), GuestId("guest"), ()))


def scenes() -> Mapping[str, Scene]:
    """By name: makes the window, shown, in a language."""
    found: dict[str, Scene] = {f"today-{name}": partial(_today, look=look) for name, look in _LOOKS.items()}
    found |= {
        "stay-empty": partial(_acted, place=Place.STAY, act=nothing),
        "stay-filled": partial(_acted, place=Place.STAY, act=_scan),
        "stay-errors": partial(_acted, place=Place.STAY, act=_wrong),
        "today-unfinished": partial(_unfinished, drafts=Drafts(TYPED, (CORRECTED,))),
        "today-unfinished-correction": partial(_unfinished, drafts=Drafts(None, (CORRECTED,))),
        "ledger": partial(_acted, place=Place.LEDGER, act=nothing),
        "ledger-chosen": partial(_acted, place=Place.LEDGER, act=_choose_line),
        "outbox": partial(_acted, place=Place.OUTBOX, act=nothing),
        "warned-today": partial(_acted, place=Place.TODAY, act=nothing, warnings=WARNINGS),
        "warned-stay": partial(_acted, place=Place.STAY, act=_scan, warnings=WARNINGS),
        "warned-outbox": partial(_acted, place=Place.OUTBOX, act=nothing, warnings=WARNINGS),
        "comparing": partial(_acted, place=Place.COMPARING, act=nothing),
        "check-out": partial(_acted, place=Place.CHECK_OUT, act=nothing),
        "check-out-marked": partial(_acted, place=Place.CHECK_OUT, act=_mark_two),
        "check-out-gone": partial(_acted, place=Place.CHECK_OUT, act=_ask_for_one_who_left),
        "printing": partial(_acted, place=Place.PRINTING, act=nothing),
        "printing-preview": partial(_acted, place=Place.PRINTING, act=partial(press, name="printAct")),
        "settings": partial(_acted, place=Place.SETTINGS, act=nothing),
        "settings-house": partial(_acted, place=Place.SETTINGS, act=partial(press, name="changeHouse")),
        "settings-destination": partial(_acted, place=Place.SETTINGS, act=partial(press, name="changeDestination")),
        "settings-changed": partial(_acted, place=Place.SETTINGS, act=_save_house),
        "settings-house-errors": partial(_acted, place=Place.SETTINGS, act=_wrong_house),
        "settings-destination-errors": partial(_acted, place=Place.SETTINGS, act=_wrong_place),
        "help": partial(_acted, place=Place.HELP, act=nothing),
        "help-about": partial(_acted, place=Place.HELP, act=partial(press, name="aboutProgram")),
        "first-run": partial(_first_run, steps=0),
        "first-run-destination": partial(_first_run, steps=1),
        "first-run-house": partial(_first_run, steps=2),
    }
    return found | police_scenes() | set_up_scenes()


@dataclass(frozen=True, slots=True)
class Look:
    """One banner of *Hôm nay*: when, with whom, at which endpoint."""

    at: datetime
    lines: tuple[GuestLine, ...]
    condition: EndpointCondition = NO_TROUBLE
    pill: Pill = Pill.CAN_SEND
    warnings: tuple[Warn, ...] = ()


def _told(line: GuestLine, at: datetime) -> GuestLine:
    return line._replace(state=State.CONFIRMED, proof=Proof.RECEIPT, evidence_at=at)


def _looks() -> dict[str, Look]:
    lines = evening(EVENING)
    open_ones = lines[1:]
    late = vietnam(2026, 11, 21, 22, 38)
    held = EndpointCondition("endpoint", hold=Hold.CREDENTIALS)
    closed = (guest(70, LONG, EVENING, state=State.WINDOW_CLOSED, due_at=tonight(EVENING, 23, days=-2)), *lines)
    return {
        "empty": Look(EVENING, (), pill=Pill.PRACTICE, warnings=(Warn("E-43"),)),
        "done": Look(EVENING, tuple(_told(line, EVENING) for line in lines)),
        "calm": Look(vietnam(2026, 11, 21, 18, 50), open_ones, pill=Pill.NO_NETWORK),
        "near": Look(vietnam(2026, 11, 21, 21, 42), open_ones, pill=Pill.PRACTICE),
        "last-minutes": Look(late, open_ones, pill=Pill.NO_NETWORK),
        "past": Look(vietnam(2026, 11, 21, 23, 20), open_ones),
        "correct": Look(EVENING, (lines[0], *(_told(line, EVENING) for line in lines[1:]))),
        "other-way": Look(EVENING, closed),
        "held": Look(EVENING, open_ones, condition=held, pill=Pill.HELD),
    }


_LOOKS = _looks()


def _today(house: House, language: str, *, look: Look) -> QWidget:
    clock = FakeClock(look.at)
    book = Book(clock, look.lines, condition=look.condition, pill=look.pill, warnings=look.warnings)
    return house.window(Place.TODAY, book, clock, language)


def _unfinished(house: House, language: str, *, drafts: Drafts) -> QWidget:
    clock = FakeClock(EVENING)
    return house.window(Place.TODAY, Book(clock, evening(EVENING), drafts=drafts), clock, language)


def _acted(
    house: House,
    language: str,
    *,
    place: Place,
    act: Callable[[MainWindow], None],
    warnings: tuple[Warn, ...] = (),
) -> QWidget:
    clock = FakeClock(EVENING)
    lines = evening(EVENING) + every_state(EVENING) + (guest(80, LONG, EVENING, arrival_at=EVENING - timedelta(1)),)
    window = house.window(place, Book(clock, lines, pill=Pill.PRACTICE, warnings=warnings), clock, language)
    act(window)
    settle()
    return window


def _first_run(house: House, language: str, *, steps: int) -> QWidget:
    supplies = house.supplies(FakeClock(EVENING), house.bare, language)
    window = FirstRunWindow(supplies, house.bare, lambda *_: None, ignore)
    window.show()
    settle()
    for _ in range(steps):
        press(window, name="firstRunNext")
    return window


def _scan(window: MainWindow) -> None:
    box = seen(window, "scanBox")
    assert isinstance(box, QLineEdit)
    for card in CARDS:
        box.setText(card)
        QTest.keyClick(box, Qt.Key.Key_Return)
    settle()


def _wrong(window: MainWindow) -> None:
    _scan(window)
    press(window, name="addPerson")
    for name, text in (("full_name", "Nguyễn Bảo Ngọc"), ("birth_date", "31/02/2019")):
        box = seen(window, name)
        assert isinstance(box, QLineEdit)
        box.setText(text)
        box.textEdited.emit(text)
        box.editingFinished.emit()
    press(window, name="staySave")


def _save_house(window: MainWindow) -> None:
    press(window, name="changeHouse")
    press(window, name="settingsSave")


def _wrong_house(window: MainWindow) -> None:
    press(window, name="changeHouse")
    press(window, name="houseMore")
    for name, text in (("name", ""), ("phone", "gọi sau"), ("tax_code", "12"), ("room2b", "51")):
        write(window, name, text)
    press(window, name="settingsSave")


def _wrong_place(window: MainWindow) -> None:
    press(window, name="changeDestination")
    press(window, name="endpointKind_kbtt")
    write(window, "endpoint_address", "http://kbtt.example.vn")
    press(window, name="settingsSave")


def _mark_two(window: MainWindow) -> None:
    table = seen(window, "checkOutTable")
    for _guest in range(2):
        QTest.keyClick(table, Qt.Key.Key_Space)
    settle()


def _ask_for_one_who_left(window: MainWindow) -> None:
    first = window.findChildren(PresentModel)[0].guest(0)
    assert first is not None
    press(window, name="checkOutGo")
    window.go(Place.CHECK_OUT, first.guest_id)


def _choose_line(window: MainWindow) -> None:
    table = seen(window, "ledgerTable")
    assert isinstance(table, QTableView)
    table.setCurrentIndex(table.model().index(1, 0))
    settle()

"""Every screen in the states worth looking at: the real frame and pages over a made-up house, opened and acted upon."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTableView, QWidget

from guestreg.app.program import Program
from guestreg.desktop.check_out.table import PresentModel
from guestreg.desktop.contract import Place
from guestreg.desktop.first_run.window import FirstRunWindow
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import FrameServices, Pill, Warn
from guestreg.desktop.help.page import help_page
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.printing.page import printing_page, printing_services
from guestreg.desktop.settings.page import settings_page, settings_services
from guestreg.desktop.stay.page import stay_page, stay_services
from guestreg.desktop.telling.aid_dialog import AidDialog
from guestreg.domain.declaration import FieldError, Hold, Proof, State
from guestreg.domain.guest import GuestKind
from guestreg.domain.identifiers import GuestId, StayId
from guestreg.ports.reader import ColumnsUnknown, ListColumns, ListRow, PortalList, SpoiltRow
from guestreg.ports.reading import GuestLine
from guestreg.ports.receipt import PoliceMessage
from guestreg.ports.store import EndpointCondition
from guestreg.services.commands.keep_draft import Corrects, Draft, DraftGuest, Drafts
from guestreg.services.commands.reconcile import Change, Reconciled
from guestreg.services.comparing import Doubt, Findings, Match, Missing, Unclear
from guestreg.services.queries.typing_aid import AidPage, AidStep, TypingAid
from tests.fakes.clock import FakeClock
from tests.fakes.kept import declaration, kept_stay
from tests.gui.evening import country, evening, every_state, guest, tonight, vietnam
from tests.gui.inline_lanes import InlineLanes
from tests.gui.stage import AID, Book, pages, settle

EVENING = vietnam(2026, 11, 21, 20, 42)
CARDS = (
    "001190000017||Nguyễn Thị Hoa|05031990|Nữ|Tổ 4, phường Ba Đình, Hà Nội|01042021",
    "001088000025||Nguyễn Văn Bình|12011988|Nam|Tổ 4, phường Ba Đình, Hà Nội|01042021",
)
WARNINGS = (Warn("E-43"), Warn("E-111"))
NO_TROUBLE = EndpointCondition("endpoint")
LONG = "Nguyễn Phúc Hoàng Thị Ngọc Bích Trâm Anh Thư"
CHILD = "Nguyễn Bảo Ngọc"
TYPED = Draft({}, (DraftGuest({"full_name": "Hoàng Văn Páo"}), DraftGuest({})))
CORRECTED = Draft({}, (DraftGuest({"full_name": LONG}),), Corrects(StayId("stay"), GuestId("guest"), ()))


@dataclass(frozen=True, slots=True)
class House:
    """What scenes are made in. `began` has a house, `bare` nothing."""

    theme: Theme
    began: Program
    bare: Program

    def supplies(self, clock: FakeClock, program: Program, language: str) -> Supplies:
        return Supplies(self.theme, clock, InlineLanes(), lambda: program.phrasebook(language), country)

    def window(self, place: Place, book: Book, clock: FakeClock, language: str) -> MainWindow:
        """Shown at `place`."""
        self.began.save_settings(replace(self.began.settings, language=language))
        supplies = self.supplies(clock, self.began, language)
        own = {
            Place.STAY: stay_page(supplies, stay_services(self.began, book.send_now), self.began),
            Place.PRINTING: printing_page(supplies, printing_services(self.began)),
            Place.SETTINGS: settings_page(
                supplies, settings_services(self.began, lambda *_: None, _ignore, lambda: None), self.began
            ),
            Place.HELP: help_page(supplies, self.began),
        }
        frame = FrameServices(book.status, book.send_now, book.steps.append)
        window = MainWindow(
            self.theme, clock, supplies.lanes, supplies.phrasebook, frame, {**pages(supplies, book), **own}
        )
        window.show()
        window.start(place)
        settle()
        return window


Scene = Callable[[House, str], QWidget]


def scenes() -> Mapping[str, Scene]:
    """By name: makes the window, shown, in a language."""
    found: dict[str, Scene] = {f"today-{name}": partial(_today, look=look) for name, look in _LOOKS.items()}
    found |= {
        "stay-empty": partial(_acted, place=Place.STAY, act=_nothing),
        "stay-filled": partial(_acted, place=Place.STAY, act=_scan),
        "stay-errors": partial(_acted, place=Place.STAY, act=_wrong),
        "today-unfinished": partial(_unfinished, drafts=Drafts(TYPED, (CORRECTED,))),
        "today-unfinished-correction": partial(_unfinished, drafts=Drafts(None, (CORRECTED,))),
        "ledger": partial(_acted, place=Place.LEDGER, act=_nothing),
        "ledger-chosen": partial(_acted, place=Place.LEDGER, act=_choose_line),
        "outbox": partial(_acted, place=Place.OUTBOX, act=_nothing),
        "outbox-other-way": partial(_outbox, state=State.WINDOW_CLOSED),
        "outbox-correct": partial(_outbox, state=State.RETURNED),
        "outbox-nothing": partial(_outbox, state=State.CONFIRMED),
        "outbox-held": partial(_outbox, state=State.WAITING, hold=Hold.CREDENTIALS),
        "warned-today": partial(_acted, place=Place.TODAY, act=_nothing, warnings=WARNINGS),
        "warned-stay": partial(_acted, place=Place.STAY, act=_scan, warnings=WARNINGS),
        "warned-outbox": partial(_acted, place=Place.OUTBOX, act=_nothing, warnings=WARNINGS),
        "telling": partial(_telling, act=_nothing),
        "telling-foreigner": partial(_telling, kind=GuestKind.FOREIGNER, act=_nothing),
        "telling-nobody-heard": partial(_telling, act=partial(_press, name="tellingTell")),
        "telling-aid": _aid,
        "comparing": partial(_acted, place=Place.COMPARING, act=_nothing),
        "comparing-found": partial(_comparing, act=partial(_press, name="comparingPick")),
        "comparing-columns": partial(_comparing, act=partial(_press, name="comparingPick"), unknown=True),
        "comparing-kept": partial(_comparing, act=_keep_list),
        "messages": partial(_messages, writes=True),
        "messages-kbtt": partial(_messages, writes=False),
        "check-out": partial(_acted, place=Place.CHECK_OUT, act=_nothing),
        "check-out-marked": partial(_acted, place=Place.CHECK_OUT, act=_mark_two),
        "check-out-gone": partial(_acted, place=Place.CHECK_OUT, act=_ask_for_one_who_left),
        "printing": partial(_acted, place=Place.PRINTING, act=_nothing),
        "printing-preview": partial(_acted, place=Place.PRINTING, act=partial(_press, name="printAct")),
        "settings": partial(_acted, place=Place.SETTINGS, act=_nothing),
        "settings-house": partial(_acted, place=Place.SETTINGS, act=partial(_press, name="changeHouse")),
        "settings-destination": partial(_acted, place=Place.SETTINGS, act=partial(_press, name="changeDestination")),
        "settings-changed": partial(_acted, place=Place.SETTINGS, act=_save_house),
        "settings-house-errors": partial(_acted, place=Place.SETTINGS, act=_wrong_house),
        "settings-destination-errors": partial(_acted, place=Place.SETTINGS, act=_wrong_place),
        "help": partial(_acted, place=Place.HELP, act=_nothing),
        "help-about": partial(_acted, place=Place.HELP, act=partial(_press, name="aboutProgram")),
        "first-run": partial(_first_run, steps=0),
        "first-run-destination": partial(_first_run, steps=1),
        "first-run-house": partial(_first_run, steps=2),
    }
    return found


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


def _outbox(house: House, language: str, *, state: State, hold: Hold | None = None) -> QWidget:
    """One guest, in this state."""
    clock, condition = FakeClock(EVENING), EndpointCondition("endpoint", hold=hold)
    wrong = FieldError("birth_date", "E-09", "Ngày sinh không giống hộ chiếu.")
    line = guest(70, LONG, EVENING, state=state, errors=(wrong,) if state is State.RETURNED else ())
    book = Book(clock, (line,), condition=condition, pill=Pill.CAN_SEND if hold is None else Pill.HELD)
    return house.window(Place.OUTBOX, book, clock, language)


def _telling(
    house: House, language: str, *, act: Callable[[MainWindow], None], kind: GuestKind = GuestKind.CITIZEN
) -> QWidget:
    """Two guests whom the endpoint no longer takes."""
    closed = {"state": State.WINDOW_CLOSED, "guest_kind": kind}
    lines = (guest(70, LONG, EVENING, **closed), guest(71, "Giàng A Páo", EVENING, **closed))
    window = house.window(Place.TELLING, Book(FakeClock(EVENING), lines), FakeClock(EVENING), language)
    act(window)
    settle()
    return window


def _messages(house: House, language: str, *, writes: bool) -> QWidget:
    """A returned guest, one message unread and one read."""
    unread = PoliceMessage("1", EVENING - timedelta(hours=2), "", LONG)
    read = PoliceMessage("2", EVENING - timedelta(days=1), "", LONG, read_at=EVENING)
    book = Book(FakeClock(EVENING), evening(EVENING), messages=(unread, read) if writes else (), writes=writes)
    return house.window(Place.MESSAGES, book, FakeClock(EVENING), language)


def _comparing(house: House, language: str, *, act: Callable[[MainWindow], None], unknown: bool = False) -> QWidget:
    """A list that has one of two guests, a stranger and a row nobody can read."""
    seen, lost = (guest(70 + place, name, EVENING, state=State.SENT) for place, name in enumerate((LONG, CHILD)))
    subject = declaration(kept_stay(1), state=State.SENT)
    row = ListRow(5, "001190000017", EVENING.date(), LONG)
    match, missing = Match(seen, subject, row), Missing(lost, subject, counts=True)
    unclear = (Unclear(lost, Doubt.OTHER_DATES, (9,)),)
    there, spoilt = (row._replace(row=6),), (SpoiltRow(7, "E-50", None),)
    findings = Findings((match,), (missing,), there, unclear, spoilt, EVENING.date(), EVENING.date())
    changes = (Change(match, State.SENT, State.CONFIRMED), Change(missing, State.SENT, State.UNKNOWN))
    book = Book(FakeClock(EVENING), (seen, lost), found=Reconciled(findings, changes))
    book.portal = PortalList("00", "csv", ListColumns(0, 1), ("A", "B"), (row,), spoilt)
    if unknown:
        book.unreadable = ColumnsUnknown((("1", "001190000017", "21/11/2026", LONG),) * 3)
    window = house.window(Place.COMPARING, book, FakeClock(EVENING), language)
    act(window)
    settle()
    return window


def _keep_list(window: MainWindow) -> None:
    _press(window, name="comparingPick")
    _press(window, name="comparingKeep")


def _aid(house: House, _language: str) -> QWidget:
    """The longest page there is: every field of a guest, at the end."""
    steps = tuple(AidStep(AID[place % 4], LONG) for place in range(15))
    dialog = AidDialog(house.theme, TypingAid(AID[0], AID[3], (AidPage(LONG, steps),)))
    dialog.show()
    settle()
    return dialog


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
    window = FirstRunWindow(supplies, house.bare, lambda *_: None, _ignore)
    window.show()
    settle()
    for _ in range(steps):
        _press(window, name="firstRunNext")
    return window


def _nothing(_window: MainWindow) -> None:
    pass


def _ignore(_language: str) -> None:
    pass


def _press(window: QWidget, *, name: str) -> None:
    button = _seen(window, name)
    assert isinstance(button, QAbstractButton)
    button.click()
    settle()


def _scan(window: MainWindow) -> None:
    box = _seen(window, "scanBox")
    assert isinstance(box, QLineEdit)
    for card in CARDS:
        box.setText(card)
        QTest.keyClick(box, Qt.Key.Key_Return)
    settle()


def _wrong(window: MainWindow) -> None:
    _scan(window)
    _press(window, name="addPerson")
    for name, text in (("full_name", "Nguyễn Bảo Ngọc"), ("birth_date", "31/02/2019")):
        box = _seen(window, name)
        assert isinstance(box, QLineEdit)
        box.setText(text)
        box.textEdited.emit(text)
        box.editingFinished.emit()
    _press(window, name="staySave")


def _write(window: QWidget, name: str, text: str) -> None:
    box = _seen(window, name)
    assert isinstance(box, QLineEdit)
    box.setText(text)


def _save_house(window: MainWindow) -> None:
    _press(window, name="changeHouse")
    _press(window, name="settingsSave")


def _wrong_house(window: MainWindow) -> None:
    _press(window, name="changeHouse")
    _press(window, name="houseMore")
    for name, text in (("name", ""), ("phone", "gọi sau"), ("tax_code", "12"), ("room2b", "51")):
        _write(window, name, text)
    _press(window, name="settingsSave")


def _wrong_place(window: MainWindow) -> None:
    _press(window, name="changeDestination")
    _press(window, name="endpointKind_kbtt")
    _write(window, "endpoint_address", "http://kbtt.example.vn")
    _press(window, name="settingsSave")


def _mark_two(window: MainWindow) -> None:
    table = _seen(window, "checkOutTable")
    for _guest in range(2):
        QTest.keyClick(table, Qt.Key.Key_Space)
    settle()


def _ask_for_one_who_left(window: MainWindow) -> None:
    first = window.findChildren(PresentModel)[0].guest(0)
    assert first is not None
    _press(window, name="checkOutGo")
    window.go(Place.CHECK_OUT, first.guest_id)


def _choose_line(window: MainWindow) -> None:
    table = _seen(window, "ledgerTable")
    assert isinstance(table, QTableView)
    table.setCurrentIndex(table.model().index(1, 0))
    settle()


def _seen(window: QWidget, name: str) -> QWidget:
    found = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    assert found, f"no visible widget is called {name}"
    return found[0]

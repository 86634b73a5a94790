"""The screens about telling the police beside the wire, in the states worth looking at."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from guestreg.desktop.contract import Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.frame.model import Pill
from guestreg.desktop.telling.aid_dialog import AidDialog
from guestreg.domain.declaration import FieldError, Hold, Reason, State
from guestreg.domain.guest import GuestKind
from guestreg.domain.violation import Violation
from guestreg.ports.reader import ColumnsUnknown, ListColumns, ListRow, PortalList, SpoiltRow
from guestreg.ports.receipt import PoliceMessage
from guestreg.ports.store import EndpointCondition
from guestreg.services.commands.reconcile import Change, Reconciled
from guestreg.services.commands.write_files import LeftOut
from guestreg.services.comparing import Doubt, Findings, Match, Missing, Unclear
from guestreg.services.queries.typing_aid import AidPage, AidStep, TypingAid
from guestreg.services.queries.upload_files import UploadFile
from tests.fakes.clock import FakeClock
from tests.fakes.kept import declaration, kept_stay
from tests.gui.evening import evening, guest
from tests.gui.stage import AID, PHONE, Book, settle
from tests.shots.house import CHILD, EVENING, LONG, House, Scene, nothing, press


def police_scenes() -> dict[str, Scene]:
    return {
        "outbox-other-way": partial(_outbox, state=State.WINDOW_CLOSED),
        "outbox-correct": partial(_outbox, state=State.RETURNED),
        "outbox-nothing": partial(_outbox, state=State.CONFIRMED),
        "outbox-held": partial(_outbox, state=State.WAITING, hold=Hold.CREDENTIALS),
        "telling": partial(_telling, act=nothing),
        "telling-foreigner": partial(_telling, kind=GuestKind.FOREIGNER, act=nothing),
        "telling-nobody-heard": partial(_telling, act=partial(press, name="tellingTell")),
        "telling-files": _files,
        "telling-pack": _pack,
        "telling-aid": _aid,
        "comparing-found": partial(_comparing, act=partial(press, name="comparingPick")),
        "comparing-columns": partial(_comparing, act=partial(press, name="comparingPick"), unknown=True),
        "comparing-kept": partial(_comparing, act=_keep_list),
        "messages": partial(_messages, writes=True),
        "messages-kbtt": partial(_messages, writes=False),
    }


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


def _files(house: House, language: str) -> QWidget:
    """Two in an earlier file, one of them told and in a later one too; somebody else fits into none."""
    uploads = {"state": State.WAITING, "reason": Reason("S-93")}
    lines = (guest(70, LONG, EVENING, **uploads), guest(71, "Giàng A Páo", EVENING, **uploads))
    earlier = UploadFile("homestay-may-trang_2026-11-20_khach-viet-nam-1.xlsx", EVENING - timedelta(days=1), lines)
    later = UploadFile("homestay-may-trang_2026-11-21_khach-viet-nam-1.xlsx", EVENING, lines[:1])
    left_out = (LeftOut(lines[1], Violation("E-30", "arrival", params={"day": "19/11/2026", "phone": PHONE})),)
    book = Book(FakeClock(EVENING), lines, files=(later, earlier), left_out=left_out)
    window = house.window(Place.TELLING, book, FakeClock(EVENING), language)
    window.go(Place.TELLING, tuple(line.guest_id for line in lines))
    settle()
    press(window, name="tellingWays_portal")
    press(window, name="tellingHelp")
    return window


def _pack(house: House, language: str) -> QWidget:
    """A house whose police take sealed packs."""
    lines = (guest(70, LONG, EVENING, state=State.WINDOW_CLOSED),)
    book = Book(FakeClock(EVENING), lines, takes_packs=True)
    window = house.window(Place.TELLING, book, FakeClock(EVENING), language)
    press(window, name="tellingWays_in_person")
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
    unclear = (Unclear(lost, Doubt.OTHER_DATES, (9,)), Unclear(lost, Doubt.NO_NUMBER, ()))
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
    press(window, name="comparingPick")
    press(window, name="comparingKeep")


def _aid(house: House, _language: str) -> QWidget:
    """The longest page there is: every field of a guest, at the end."""
    steps = tuple(AidStep(AID[place % 4], LONG) for place in range(15))
    dialog = AidDialog(house.theme, TypingAid(AID[0], AID[3], (AidPage(LONG, steps),)))
    dialog.show()
    settle()
    return dialog

"""The screens of a set-up file: everything a person sees before she says yes, and what she typed wrong."""

from functools import partial

from PySide6.QtWidgets import QWidget

from guestreg.desktop.contract import Place
from guestreg.domain.violation import Violation
from guestreg.services.outcome import Refused
from tests.fakes.clock import FakeClock
from tests.gui.set_up_side import SetUpSide
from tests.gui.stage import Book, settle
from tests.shots.house import EVENING, House, Scene, press

REFUSED = Refused(
    (
        Violation("E-193", "set_up_mark"),
        Violation("E-195", "establishment_code", params={"codes": "MAU-0017"}),
        Violation("E-197", "enrolment_code"),
        Violation("E-86", "police_phone"),
    )
)


def set_up_scenes() -> dict[str, Scene]:
    return {
        "set-up-file": partial(_set_up, wrong=False),
        "set-up-file-errors": partial(_set_up, wrong=True),
    }


def _set_up(house: House, language: str, *, wrong: bool) -> QWidget:
    """A first file, looked at; nothing is used yet."""
    book = Book(FakeClock(EVENING), set_up=SetUpSide(refusal=REFUSED if wrong else None))
    window = house.window(Place.SET_UP_FILE, book, FakeClock(EVENING), language)
    press(window, name="setUpPick")
    if wrong:
        press(window, name="setUpUse")
    settle()
    return window

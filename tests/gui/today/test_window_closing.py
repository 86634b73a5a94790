"""*Hôm nay* before and after an endpoint takes a guest no more: said in time, with her own ways."""

import pytest
from PySide6.QtWidgets import QApplication

from guestreg.desktop.today.banner_words import banner_words
from guestreg.desktop.today.model import Notice, TodayModel, model_of
from guestreg.domain.declaration import State
from guestreg.domain.guest import GuestKind
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest, tonight
from tests.gui.stage import PHONE, SENT_TO, Book


def model(book: Book) -> TodayModel:
    return model_of(book.today(), sent_to=SENT_TO, police_phone=PHONE)


@pytest.mark.parametrize(
    ("hour", "minute", "notice"), [(21, 58, Notice.PAST), (21, 59, Notice.CLOSING), (23, 59, Notice.CLOSING)]
)
def test_two_hours_before_the_window_closes_it_is_said(
    clock: FakeClock, hour: int, minute: int, notice: Notice
) -> None:
    waiting = guest(1, "Hoa", clock.now(), due_at=tonight(clock.now(), 23))
    clock.jump(tonight(clock.now(), hour, minute, days=1) - clock.now())
    assert model(Book(clock, (waiting,))).notice is notice


FOREIGN_WAYS = "Khách nước ngoài: tải tệp lên cổng, hoặc nộp phiếu giấy."


@pytest.mark.parametrize("state", [State.WAITING, State.WINDOW_CLOSED])
def test_a_window_that_closes_names_each_guest_s_own_ways(
    qapp: QApplication, clock: FakeClock, phrasebook: Phrasebook, state: State
) -> None:
    citizen = guest(1, "Hoa", clock.now(), state=state)
    foreigner = guest(2, "Luc", clock.now(), state=state, guest_kind=GuestKind.FOREIGNER)
    clock.jump(tonight(clock.now(), 23, days=1) - clock.now())
    call = PHONE.replace(" ", "&nbsp;")

    def line(*guests: GuestLine) -> str:
        return banner_words(model(Book(clock, guests)), phrasebook).line

    assert (call in line(citizen), FOREIGN_WAYS in line(citizen)) == (True, False)
    assert (call in line(foreigner), FOREIGN_WAYS in line(foreigner)) == (False, True)
    assert (call in line(citizen, foreigner), FOREIGN_WAYS in line(citizen, foreigner)) == (True, True)

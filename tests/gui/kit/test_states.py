"""How versions of other kinds than the first read as badges."""

from guestreg.desktop.kit.states import line_face
from guestreg.domain.declaration import Kind, State
from tests.fakes.clock import FakeClock
from tests.gui.evening import guest


def test_a_withdrawal_taken_in_reads_as_withdrawn(clock: FakeClock) -> None:
    now = clock.now()
    words = {
        state: line_face(guest(1, "Hoa", now, kind=Kind.CANCEL, state=state), now, str).word
        for state in (State.CONFIRMED, State.HANDED_OVER, State.WAITING, State.WINDOW_CLOSED)
    }
    assert words == {
        State.CONFIRMED: "Đã hủy",
        State.HANDED_OVER: "Đã hủy",
        State.WAITING: "Bản hủy: chưa gửi",
        State.WINDOW_CLOSED: "Bản hủy: phải báo cách khác",
    }

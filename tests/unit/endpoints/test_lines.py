"""Lines for several threads: one each, kept for the next, and none left open at the end."""

from guestreg.endpoints.http import Call, HttpLine, NoReply, Reply
from guestreg.endpoints.lines import Lines
from tests.fakes.clock import FakeClock
from tests.fakes.scripted_police import Answering, dated


class Made:
    """Opens lines and remembers them."""

    def __init__(self) -> None:
        self.lines: list[HttpLine] = []

    def __call__(self) -> HttpLine:
        answering = Answering(lambda request: dated(200))
        line = HttpLine("https://x.invalid", clock=FakeClock(), user_agent="guestreg/test", transport=answering)
        self.lines.append(line)
        return line


def is_open(line: HttpLine) -> bool:
    line.allow()
    try:
        return isinstance(line.exchange(Call("GET", "/")), Reply | NoReply)
    except RuntimeError:
        return False


def test_a_line_is_used_again_and_a_second_only_beside_it() -> None:
    made = Made()
    lines = Lines(made)
    for _ in range(3):
        with lines.one() as first:
            assert first is made.lines[0]
    with lines.one() as first, lines.one() as second:
        assert {id(first), id(second)} == {id(one) for one in made.lines}
    assert len(made.lines) == 2


def test_closed_are_those_that_rest_and_those_that_come_back() -> None:
    made = Made()
    lines = Lines(made)
    with lines.one() as first, lines.one():
        lines.close()
        assert is_open(first)
    assert [is_open(one) for one in made.lines] == [False, False]

"""What every reader tells of the version before the newest one, while it is still open."""

from datetime import timedelta

from guestreg.domain.declaration import State
from guestreg.ports.reading import Reader
from guestreg.ports.store import Store
from tests.fakes.kept import EVENING, declaration, kept_stay, move, record


def test_a_line_shows_what_is_unclear_before_a_version_that_never_leaves(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1)
    record(opened, kept, State.WAITING)
    again_at = EVENING + timedelta(hours=1)
    move(opened, kept, version=1, state=State.UNKNOWN, next_attempt_at=again_at)
    with opened.unit_of_work() as work:
        work.declarations.add(declaration(kept, version=2))
        work.commit()
    move(opened, kept, version=2, state=State.WINDOW_CLOSED)
    (line,) = reader.open_lines()
    assert (line.version, line.state) == (2, State.WINDOW_CLOSED)
    assert (line.behind_state, line.behind_next_at) == (State.UNKNOWN, again_at)


def test_a_line_says_which_version_it_waits_behind(opened: Store, reader: Reader) -> None:
    """Whatever lies between them; once that one is settled it waits no more."""
    kept = kept_stay(1)
    record(opened, kept, State.WAITING)
    again_at = EVENING + timedelta(hours=1)
    move(opened, kept, version=1, state=State.UNKNOWN, next_attempt_at=again_at)
    with opened.unit_of_work() as work:
        work.declarations.add(declaration(kept, version=2))
        work.commit()
    move(opened, kept, version=2, state=State.SUPERSEDED)
    with opened.unit_of_work() as work:
        work.declarations.add(declaration(kept, version=3))
        work.commit()
    line = reader.line(kept.guests[0].id)
    assert line is not None
    assert (line.behind_state, line.behind_next_at, line.earlier_state) == (State.UNKNOWN, again_at, State.SUPERSEDED)
    assert reader.open_lines() == (line,)
    move(opened, kept, version=1, state=State.SENT, next_attempt_at=None)
    line = reader.line(kept.guests[0].id)
    assert line is not None
    assert (line.behind_state, line.behind_next_at) == (None, None)

"""A try cut off by a crash is called unclear at the next start, also when nothing can be sent for want of codes."""

from datetime import timedelta
from pathlib import Path

import pytest

from guestreg.app.program import Program
from guestreg.cli.house import practice_house
from guestreg.domain.declaration import State
from guestreg.domain.moves import Actor
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.services.outcome import Done
from guestreg.services.workplace import CannotOpen, NewLedger
from tests.fakes.clock import FakeClock
from tests.fakes.kept import attempt
from tests.integration.cli.test_waiting_elsewhere import RIGHT, record
from tests.tables.rules import NOW


def test_a_cut_try_is_settled_before_the_codes_are_asked_for(tmp_path: Path) -> None:
    program = Program(find_paths(tmp_path), FakeClock(NOW), OsRandom(), keyring=False)
    assert isinstance(program.begin(NewLedger(RIGHT, {}), practice_house(program.resources)), Done)
    record(program)
    desk = program.desk()
    with desk.store.unit_of_work() as uow:
        (waiting,) = uow.declarations.outstanding(desk.terms.endpoint_id)
        uow.attempts.start(attempt(1, waiting))
        until = NOW - timedelta(minutes=1)
        desk.journal.move(uow, waiting, State.SENDING, Actor.WORKER, lease_owner="dead", lease_until=until)
        uow.commit()
    assert [line.state for line in desk.reader.open_lines()] == [State.SENDING]
    with pytest.raises(CannotOpen, match="E-100"), program.sending():
        pytest.fail("nothing can be sent without codes")
    (line,) = desk.reader.open_lines()
    assert (line.state, line.may_have_arrived) == (State.UNKNOWN, True)
    program.close()

"""The other start of the kill test: a guest who comes too late for the wire is told by phone, and the list is compared.

`kill_run` calls it in a forked child; marks say where it is.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from guestreg.cli.stay_json import stay_entry
from guestreg.domain.channel import Channel
from guestreg.domain.declaration import State
from guestreg.ports.reader import ListColumns, ListRow, PortalList
from guestreg.services.commands.hand_over import HandOver, hand_over
from guestreg.services.commands.reconcile import Reconcile, Reconciled, reconcile
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Outcome
from tests.faults.kill_program import MarkedProgram, Tell, marked, stay_json
from tests.faults.police import Listed

_TOO_LATE_DAYS = 3
_Value = TypeVar("_Value")


def paperwork(program: MarkedProgram, number: int, listed: Sequence[Listed], tell: Tell) -> None:
    """One start: whoever the wire no longer takes is told by phone; then the portal's list is taken in."""
    desk = program.desk()
    with program.sending():
        pass  # what an earlier start left unfinished is found again
    tell("ready")
    late = stay_entry(stay_json(number, desk.clock.now(), days_ago=_TOO_LATE_DAYS))
    recorded = _done(record_stay(desk, RecordStay(late)))
    tell("saved", recorded.declarations[0].id)
    tell("told", *phone(marked(desk, tell, "telling")))
    compared = _done(reconcile(marked(desk, tell, "listing"), Reconcile(_portal(listed), desk.clock.now())))
    tell("listed", *_confirmed(compared))
    tell("idle")


def phone(desk: Desk) -> tuple[str, ...]:
    """Tell by phone whoever the wire doesn't take any more; the declarations handed over."""
    closed = tuple(line.guest_id for line in desk.reader.open_lines() if line.state is State.WINDOW_CLOSED)
    if not closed:
        return ()
    return tuple(one.id for one in _done(hand_over(desk, HandOver(closed, Channel.PHONE, officer="Lò Văn Mẫu"))))


def _confirmed(compared: Reconciled) -> tuple[str, ...]:
    return tuple(one.found.subject.id for one in compared.changes if one.after is State.CONFIRMED)


def _portal(listed: Sequence[Listed]) -> PortalList:
    rows = tuple(ListRow(row, one.number, one.arrival_on, "") for row, one in enumerate(listed, 2))
    digest = hashlib.sha256(repr(listed).encode()).hexdigest()
    return PortalList(digest, "list", ListColumns(0, 1), ("number", "arrival"), rows, ())


def _done(outcome: Outcome[_Value]) -> _Value:
    if not isinstance(outcome, Done):
        raise AssertionError(f"a made-up act was refused: {outcome}")
    return outcome.value

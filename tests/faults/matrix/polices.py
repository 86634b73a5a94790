"""The true record keepers behind the fault server: the ministry's simulator, and an authority of the open contract."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, func, select

from guestreg.domain.authority_keys import RECEIPT, TrustedKey
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.note import read_key
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.server import RunningSimulator
from guestreg.receiver.kbtt.settings import SimulatorSettings, Voice
from guestreg.receiver.open.tables import REGISTER
from tests.fakes.open_authority import HOUSE, OpenAuthority
from tests.fakes.open_caller import OpenCaller
from tests.fakes.practice_police import plan_in
from tests.faults.matrix.sides import KbttSide, OpenSide, Side

_A_MONTH_S = 30 * 86_400
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_MANY = 1_000_000

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Police:
    """`has` tells how often this guest is in the record."""

    url: str
    side: Side
    has: Callable[[DeclarationId, str], int]


def simulator(folder: Path, clock: Clock, voice: Voice, stack: ExitStack) -> Police:
    """Ends with the stack."""
    settings = SimulatorSettings(voice=voice, token_life_seconds=_A_MONTH_S)
    plan = replace(plan_in(folder, settings=settings), clock=clock)
    running = RunningSimulator(plan)
    stack.callback(running.stop)
    url = running.start()
    record = Record(plan.record_path)
    stack.callback(record.close)

    def has(declaration_id: DeclarationId, number: str) -> int:
        return sum(stay.document.number == number for stay in record.stays())

    return Police(url, KbttSide(), has)


def authority(folder: Path, clock: Clock, pin: str, stack: ExitStack) -> tuple[Police, Police]:
    """One that this house has enrolled with: reached by its certificate, and by its pinned key. Ends with the stack."""
    served = OpenAuthority(folder, clock=clock, per_minute=_MANY)
    stack.callback(served.stop)
    url = served.start()
    caller = OpenCaller(url)
    assert caller.enrol(served.enrolment_code(), HOUSE).status == 201
    keys = (TrustedKey(read_key(served.vkey), frozenset({RECEIPT}), _LONG_AGO),)
    engine = create_engine(served.database_url)
    stack.callback(engine.dispose)

    def has(declaration_id: DeclarationId, number: str) -> int:
        told = select(func.count()).select_from(REGISTER).where(REGISTER.c.declaration_id == declaration_id)
        with engine.connect() as connection:
            return int(connection.scalar(told) or 0)

    return Police(url, OpenSide(caller.token, keys), has), Police(url, OpenSide(caller.token, keys, (pin,)), has)

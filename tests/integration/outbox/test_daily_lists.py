"""The window's sender over TLS: first every guest, then the code lists, once a day, by the whole program."""

import threading
from contextlib import closing
from pathlib import Path

from guestreg.app.program import Program
from guestreg.app.window_services import WindowServices
from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.platform.resources import resource_dir
from guestreg.ports.events import Event
from guestreg.ports.settings import LedgerSettings
from guestreg.receiver.kbtt.faults import Faults
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.server import RunningSimulator, SimulatorPlan
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import EVENING, FakeClock
from tests.fakes.practice_police import HandClock
from tests.tables.rules import CITIZEN, STAY

DECLARED, LISTS = 5, set(range(6, 12))


def test_the_guests_leave_first_and_the_lists_are_fetched_after_them(tmp_path: Path) -> None:
    account, clock = SimulatorSettings(), FakeClock(EVENING)
    record, tls = tmp_path / "police.db", tmp_path / "tls"
    lists = resource_dir() / "catalogues"
    police = RunningSimulator(SimulatorPlan(account, record, HandClock(), lists, Faults(seed=1), tls_dir=tls))
    ledger = LedgerSettings(
        "", EndpointKind.KBTT, address=police.start(), account=account.username, ca_file=str(tls / "ca.pem")
    )
    secrets = {
        "password": account.password,
        "client_a": ":".join(account.login_client),
        "client_b": ":".join(account.refresh_client),
    }
    fetched = threading.Event()
    with closing(Program(find_paths(tmp_path / "data"), clock, OsRandom(), keyring=False)) as program:
        assert isinstance(program.begin(NewLedger(ledger, secrets), practice_house(program.resources)), Done)
        entry = StayEntry(Typed(STAY), (Typed(CITIZEN),))
        assert isinstance(record_stay(program.desk(), RecordStay(entry)), Done)
        services = WindowServices(program)
        kept = find_paths(tmp_path / "data").lists(program.settings.active)

        def look(_event: Event) -> None:
            if kept.exists() and threading.current_thread().name == "lists":
                fetched.set()

        program.events.subscribe(look)
        services.send_now()
        assert fetched.wait(60)
        assert {one.as_of for one in program.catalogue.origins.values()} == {"2026-11-21"}
        services.close()
    police.stop()
    with closing(Record(record)) as seen:
        calls = [one.call for one in seen.requests()]
    assert calls.count(DECLARED) == 1
    assert set(calls[calls.index(DECLARED) :]) >= LISTS
    assert not LISTS & set(calls[: calls.index(DECLARED)])

"""The code lists over TLS from the practice police: what is broken leaves the old copy, whoever is killed too."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from guestreg.app.lists import catalogue_in_use, open_shelf
from guestreg.app.police import PracticePolice
from guestreg.domain.code_list import ListFailure, ListName, rows_of
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.code_list_file import load_lists, load_tried_at
from guestreg.platform.paths import Paths
from guestreg.platform.resources import resource_dir
from guestreg.ports.settings import LedgerSettings
from guestreg.receiver.kbtt.faults import Fault, Faults, read_faults
from guestreg.receiver.kbtt.server import RunningSimulator, SimulatorPlan
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.services.commands.refresh_catalogues import ListNews, refresh_catalogues, sentence_of
from guestreg.services.outcome import Done
from tests.fakes.clock import EVENING, FakeClock
from tests.fakes.practice_police import HandClock

RESOURCES = resource_dir()
EVERY_OTHER_ANSWER = (
    "truncate@6, html_200@7, catalogue_shrunk@8, catalogue_untyped@9, catalogue_empty@10, other_json@11",
    "reset@6, empty_200@7, truncate@8, plain_500@9, huge@10, catalogue_shrunk@11",
)


def no_practice() -> PracticePolice:
    raise AssertionError("only practice needs it")


class WatchedFaults(Faults):
    """Tells when a call has come; what befalls it is as planned."""

    def __init__(self) -> None:
        super().__init__(seed=1)
        self.call, self.came = 0, threading.Event()

    def take(self, call: int) -> tuple[Fault | None, float]:
        if call == self.call:
            self.came.set()
        return super().take(call)


class House:
    """A folder of a house that declares to this police, and its refreshes."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.faults = FakeClock(EVENING), WatchedFaults()
        record, tls = folder / "police.db", folder / "tls"
        catalogues = RESOURCES / "catalogues"
        plan = SimulatorPlan(SimulatorSettings(), record, HandClock(), catalogues, self.faults, tls_dir=tls)
        self.police = RunningSimulator(plan)
        address = self.police.start()
        assert address.startswith("https://")
        self.paths = Paths(folder / "data", folder / "keys")
        self.ledger = LedgerSettings("one", EndpointKind.KBTT, address=address, ca_file=str(tls / "ca.pem"))
        self.file = self.paths.lists("one")

    def refresh(self, faults: str = "", ledger: LedgerSettings | None = None) -> dict[ListName, ListNews]:
        self.faults.clear()
        self.faults.add(*read_faults(faults))
        with open_shelf(RESOURCES, self.paths, ledger or self.ledger, self.clock, no_practice, "x") as shelf:
            done = refresh_catalogues(shelf, self.clock.now())
        assert isinstance(done, Done)
        return {one.name: one for one in done.value}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.police.stop()


def test_every_broken_list_leaves_the_old_copy_and_the_next_day_brings_them_all(house: House) -> None:
    house.refresh()
    old = load_lists(house.file)
    assert {name: one.fetched_at for name, one in old.items()} == dict.fromkeys(ListName, EVENING)
    for broken in EVERY_OTHER_ANSWER:
        house.clock.advance(days=1)
        news = house.refresh(broken)
        assert all(one.failure for one in news.values()), news
        assert load_lists(house.file) == old
        assert load_tried_at(house.file) == house.clock.now()
        assert sentence_of(news.values()) == "E-232"
    house.clock.advance(days=1)
    news = house.refresh("catalogue_renamed@9")
    assert {one.failure for one in news.values()} == {None}
    assert news[ListName.REASONS].renamed == 1
    assert {one.fetched_at for one in load_lists(house.file).values()} == {house.clock.now()}


def test_one_broken_list_keeps_no_other_from_being_fetched(house: House) -> None:
    news = house.refresh("html_200@9")
    assert {name for name, one in news.items() if one.failure} == {ListName.REASONS}
    assert set(load_lists(house.file)) == set(ListName) - {ListName.REASONS}


def test_the_same_short_list_is_taken_where_nothing_longer_is_held(house: House) -> None:
    """It is the size held that keeps a short list out."""
    house.faults.add(*read_faults("catalogue_shrunk"))
    with open_shelf(RESOURCES, house.paths, house.ledger, house.clock, no_practice, "x") as shelf:
        assert shelf.fetch(ListName.REASONS, None, 20) is ListFailure.TOO_SMALL
        taken = shelf.fetch(ListName.REASONS, None, 6)
        assert not isinstance(taken, ListFailure)
        assert len(taken) == 6


def test_a_police_that_cannot_be_believed_gives_no_list(house: House) -> None:
    house.refresh()
    before = house.file.read_bytes()
    stranger = LedgerSettings("one", EndpointKind.KBTT, address=house.ledger.address)
    news = house.refresh(ledger=stranger)
    assert {one.failure for one in news.values()} == {ListFailure.NO_ANSWER}
    assert house.file.read_bytes() == before


def test_what_a_list_lost_is_still_known(house: House) -> None:
    house.refresh("catalogue_grown@9")
    assert catalogue_in_use(RESOURCES, house.paths, house.ledger).reason(99) == "Mục mới"
    house.clock.advance(days=1)
    house.refresh()
    used = catalogue_in_use(RESOURCES, house.paths, house.ledger)
    assert used.reason(99) == "Mục mới"
    assert "99" not in {one.code for one in rows_of(used, ListName.REASONS)}


CHILD = """
import sys
from pathlib import Path
from guestreg.app.lists import open_shelf
from guestreg.domain.declaration import EndpointKind
from guestreg.platform.clock import SystemClock
from guestreg.platform.paths import Paths
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.refresh_catalogues import refresh_catalogues
resources, data, keys, address, ca_file = sys.argv[1:]
ledger = LedgerSettings("one", EndpointKind.KBTT, address=address, ca_file=ca_file)
clock = SystemClock()
with open_shelf(Path(resources), Paths(Path(data), Path(keys)), ledger, clock, None, "x") as shelf:
    refresh_catalogues(shelf, clock.now())
"""


@pytest.mark.parametrize("call", [7, 11], ids=["between two lists", "before the last one"])
def test_whoever_is_killed_between_keeps_the_old_copy(house: House, call: int) -> None:
    house.refresh()
    before = house.file.read_bytes()
    house.faults.call = call
    house.faults.add(*read_faults(f"silence@{call}"))
    named = (RESOURCES, house.paths.data, house.paths.keys, house.ledger.address, house.ledger.ca_file)
    child = subprocess.Popen([sys.executable, "-c", CHILD, *map(str, named)])
    assert house.faults.came.wait(30)
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert house.file.read_bytes() == before
    assert [one.name for one in house.file.parent.iterdir()] == [house.file.name]
    house.clock.advance(days=1)
    house.refresh()
    assert house.file.read_bytes() != before
    assert json.loads(house.file.read_bytes())["tried_at"].startswith("2026-11-22")

"""A made-up house's real workplace in a folder of the test: real rules, real ledger file, a clock that stands."""

from pathlib import Path

from guestreg.app.program import Program
from guestreg.desktop.kit.lanes import Lanes
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.platform.paths import find_paths
from guestreg.ports.settings import LedgerSettings
from guestreg.services.outcome import Done
from guestreg.services.workplace import NewLedger
from tests.fakes.clock import FakeClock
from tests.fakes.random import SeededRandom

PRACTICE = NewLedger(LedgerSettings("", EndpointKind.PRACTICE), {})
HOUSE = {
    "name": "Homestay Mây Trắng",
    "address_detail": "Bản Mẫu",
    "kind": "homestay",
    "province": "302",
    "commune": "302903203",
    "owner_name": "Lò Thị Say",
    "phone": "0213000000",
    "police_unit": "Công an xã Mẫu",
    "police_phone": "0213000113",
}
ROOMS = (("Phòng 1", "2"), ("Phòng 2", "2"))
NOTIFIERS = (("Lò Thị Say", ""), ("Lò Văn Tâm", "0912000000"))


def house_entry(**changes: str) -> HouseEntry:
    return HouseEntry(Typed({**HOUSE, **changes}), ROOMS, NOTIFIERS)


def bare_workplace(folder: Path, clock: FakeClock) -> Program:
    """Nothing has begun yet."""
    return Program(find_paths(folder), clock, SeededRandom(7))


def begun_workplace(folder: Path, clock: FakeClock, **changes: str) -> Program:
    """In practice, with one house."""
    workplace = bare_workplace(folder, clock)
    assert isinstance(workplace.begin(PRACTICE, house_entry(**changes)), Done)
    return workplace


def supplies_of(workplace: Program, theme: Theme, lanes: Lanes, language: str = "vi") -> Supplies:
    return Supplies(theme, workplace.clock, lanes, lambda: workplace.phrasebook(language), lambda code: code)

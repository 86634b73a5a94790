"""The made-up ledger P12 lists: a practice house, one guest a stay, all but the last sent.

Written through the store in one transaction; five thousand calls of the program would take the afternoon.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from guestreg.app.program import Program
from guestreg.cli.house import practice_house
from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind, State
from guestreg.domain.guest import BirthPrecision, Citizen, Sex
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId
from guestreg.domain.stay import Stay
from guestreg.platform.clock import SystemClock
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.settings import LedgerSettings
from guestreg.services.declaring import save_first
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done
from guestreg.services.saving import AT_ONCE, Saving
from guestreg.services.workplace import NewLedger

FIRST_NAMES = ("Say", "Mẩy", "Páo", "Hương", "Thắng", "Ngọc Ánh", "Pó", "Kiên")
STILL_OPEN = 20
FAMILIES = ("Lò Thị", "Giàng A", "Nguyễn Văn", "Trần Thị", "Sùng Thị", "Quàng Văn")


def make_ledger(data: Path, stays: int, *, every: timedelta = timedelta(hours=1)) -> Path:
    """The ledger's file. `data` is a data folder in which nothing was begun."""
    program = Program(find_paths(data), SystemClock(), OsRandom())
    try:
        practice = NewLedger(LedgerSettings("", EndpointKind.PRACTICE), {})
        began = program.begin(practice, practice_house(program.resources))
        if not isinstance(began, Done):
            raise RuntimeError("the practice house was refused")
        _fill(program.desk(), stays, every)
        return program.folders()["ledger"]
    finally:
        program.close()


def _fill(desk: Desk, stays: int, every: timedelta) -> None:
    now = desk.clock.now()
    with desk.store.unit_of_work() as uow:
        house = uow.house.establishment()
        if house is None:
            raise RuntimeError("no house")
        for place in range(stays):
            stay = _stay(place, now - every * (stays - place))
            guest = KeptGuest(
                GuestId(desk.new_id(now)),
                DeclarationId(desk.new_id(now)),
                *uow.house.take_register_no(),
                stay.guests[0],
            )
            kept = KeptStay(StayId(desk.new_id(now)), stay, (guest,), now)
            uow.stays.add(kept)
            saving = Saving(house, kept, now, AT_ONCE)
            (made,) = save_first(uow, desk, saving)
            if place < stays - STILL_OPEN:
                uow.declarations.save(replace(made, state=State.SENT, reason=None, evidence_at=stay.arrival))
        uow.commit()


def _stay(place: int, arrival: datetime) -> Stay:
    person = Citizen(
        full_name=f"{FAMILIES[place % len(FAMILIES)]} {FIRST_NAMES[place % len(FIRST_NAMES)]}",
        birth_date=date(1960 + place % 40, 1 + place % 12, 1 + place % 28),
        birth_precision=BirthPrecision.D,
        sex=Sex.F if place % 2 else Sex.M,
        doc_kind=8,
        doc_number=f"0{place:011}",
        residence_kind=1,
        res_province="302",
        res_commune="302903203",
        res_address="Bản Mẫu",
    )
    arrived = local(arrival).replace(second=0, microsecond=0)
    return Stay(arrived, arrived + timedelta(days=2), "Lò Thị Say", (person,), room=f"Phòng {1 + place % 9}")

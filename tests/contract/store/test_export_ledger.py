"""An export out of every store: the same entries, tied to the same ledger."""

from datetime import date
from pathlib import Path

import pytest

from guestreg.domain.ledger import EntryKind
from guestreg.ports.reading import Reader
from guestreg.ports.store import Store
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from tests.fakes.luutru_reader import Luutru
from tests.fakes.signed_house import SignedHouse
from tests.fakes.stays import entry
from tests.tables.rules import CITIZEN, FOREIGNER


@pytest.mark.parametrize(
    ("first", "last", "seqs", "names"),
    [(None, None, [1, 2, 3, 4, 5], 2), (date(2026, 11, 21), date(2026, 11, 21), [3], 1)],
)
def test_an_export_reads_the_same_out_of_every_store(
    opened: Store, reader: Reader, tmp_path: Path, first: date | None, last: date | None, seqs: list[int], names: int
) -> None:
    house = SignedHouse(opened, reader)
    for days, guest in enumerate((CITIZEN, FOREIGNER)):
        house.clock.advance(days=days)
        stay = entry(guest, arrival=f"2026-11-2{days}T19:00", planned_departure=f"2026-11-2{days + 1}T09:00")
        assert isinstance(record_stay(house.desk, RecordStay(stay)), Done)
    house.write(EntryKind.NOTE, days=1)
    outcome = house.export(tmp_path / "so.luutru", first, last)
    assert isinstance(outcome, Done)
    file = Luutru(tmp_path / "so.luutru")
    file.check_heads()
    file.check_signatures()
    assert [one["seq"] for one in file.envelopes] == seqs
    assert (outcome.value.rows, len(house.paper.rows), file.manifest["after"]["size"]) == (names, names, 5)

"""What an export holds: the entries of its days and no others, tied to the ledger around them; or nothing at all."""

import errno
import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from guestreg.domain.ledger import EntryKind
from guestreg.domain.merkle import is_consistent, merkle_root
from guestreg.outbox.receipts import keep_receipt
from guestreg.ports.bundling import Bundle
from guestreg.ports.secrets import SecretsUnavailable
from guestreg.ports.store import StoreBusy, Volume
from guestreg.ports.trust import Why
from guestreg.services.commands.export_ledger import Exported
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done, Failed, Outcome
from tests.fakes.kept import anchor, kept_stay, receipt, record
from tests.fakes.luutru_reader import Luutru
from tests.fakes.signed_house import SignedHouse
from tests.fakes.stays import entry
from tests.tables.rules import CITIZEN, FOREIGNER


@pytest.fixture
def house() -> SignedHouse:
    return SignedHouse()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "so.luutru"


def done(outcome: Outcome[Exported]) -> Exported:
    assert isinstance(outcome, Done), outcome
    return outcome.value


def checked(target: Path) -> Luutru:
    opened = Luutru(target)
    opened.check_heads()
    opened.check_signatures()
    return opened


def leaves(house: SignedHouse) -> list[str]:
    with house.store.unit_of_work() as uow:
        return list(uow.ledger.leaves())


def test_the_whole_ledger_with_the_entry_that_says_so_under_its_newest_head(house: SignedHouse, target: Path) -> None:
    house.write(EntryKind.CONFIG, EntryKind.NOTE)
    exported = done(house.export(target))
    opened = checked(target)
    assert [one["k"] for one in opened.envelopes] == ["genesis", "config", "note", "exported"]
    assert opened.envelopes[-1]["d"] == {"view": "luutru", "from": None, "to": None}
    assert (exported.entries, exported.head.checkpoint.size, exported.head.why) == (4, 4, Why.EXPORTED)
    assert opened.roots()[4] == exported.head.checkpoint.root
    assert house.paper.stamp is not None
    assert house.paper.stamp.page_code == exported.code
    assert opened.manifest["after"] == {"proof": [], "size": 4}
    assert opened.manifest["before"] == {"hashes": [], "leaf": "0" * 64, "size": 0}
    assert opened.keys == {
        "authority": ["a+1"],
        "device": [{"epoch": 1, "vkey": opened.envelopes[0]["d"]["device"]}],
        "rotations": ["note\n"],
        "v": 1,
    }


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        (None, date(2026, 11, 20), range(1, 3)),
        (date(2026, 11, 21), date(2026, 11, 24), range(3, 6)),
        (date(2026, 11, 22), date(2026, 11, 23), range(4, 5)),
        (date(2026, 11, 25), None, range(6, 8)),
        (date(2026, 11, 26), date(2026, 11, 26), range(7, 8)),
        (date(2026, 11, 23), date(2026, 11, 23), range(5, 5)),
        (date(2027, 1, 1), None, range(8, 8)),
    ],
)
def test_only_the_days_asked_for_tied_to_what_was_before_and_came_after(
    house: SignedHouse, target: Path, first: date | None, last: date | None, kept: range
) -> None:
    """Days 20, 21, 22, 24, 25; the export itself on the 26th is the seventh entry."""
    house.write(EntryKind.STAY_CANCELLED)
    for days in (1, 1, 2, 1):
        house.write(EntryKind.NOTE, days=days)
    house.clock.advance(days=1)
    exported = done(house.export(target, first, last))
    opened = checked(target)
    assert [one["seq"] for one in opened.envelopes] == list(kept)
    assert exported.entries == len(kept)
    known = leaves(house)
    before, after = opened.manifest["before"], opened.manifest["after"]
    assert (before["size"], before["leaf"]) == (kept.start - 1, ("0" * 64, *known)[kept.start - 1])
    root, proof = merkle_root(known[: kept.stop - 1]), [bytes.fromhex(one) for one in after["proof"]]
    assert after["size"] == 7
    assert is_consistent(kept.stop - 1, root, 7, exported.head.checkpoint.root, proof)
    assert opened.sizes == [size for size in (2, 7) if kept.start - 1 <= size < kept.stop or size == 7]
    asked = {"from": first and first.isoformat(), "to": last and last.isoformat()}
    assert opened.manifest["range"] == {"first": kept.start, "last": kept.stop - 1, **asked}


def test_a_time_before_the_ledger_began_gives_no_file_and_no_entry(house: SignedHouse, target: Path) -> None:
    assert house.export(target, to_on=date(2026, 11, 19)) == Failed("E-260")
    assert not target.exists()
    assert len(leaves(house)) == 1


def test_without_the_key_there_is_no_file_and_no_entry(house: SignedHouse, target: Path) -> None:
    house.unsign()
    assert house.export(target) == Failed("E-261")
    assert (len(leaves(house)), list(target.parent.iterdir())) == (1, [])


def test_entries_without_a_key_are_covered_by_the_next_head(house: SignedHouse, target: Path) -> None:
    house.unsign()
    house.write(EntryKind.STAY_SAVED, EntryKind.NOTE)
    house.unsign(signed=True)
    done(house.export(target))
    opened = checked(target)
    assert [one["fl"] for one in opened.envelopes] == [[], ["unsigned"], ["unsigned"], []]
    assert opened.sizes == [4]


def test_a_ledger_put_back_has_a_key_for_each_epoch(house: SignedHouse, target: Path) -> None:
    house.write(EntryKind.STAY_SAVED)
    house.put_back()
    house.write(EntryKind.NOTE, days=1)
    done(house.export(target, to_on=date(2026, 11, 20)))
    opened = checked(target)
    assert [one["epoch"] for one in opened.keys["device"]] == [1, 2]
    assert [one["k"] for one in opened.envelopes] == ["genesis", "stay.saved", "restored"]
    assert opened.sizes == [2, 5]


def test_guests_of_these_entries_stand_in_the_register_and_no_others(house: SignedHouse, target: Path) -> None:
    record_stay(
        house.desk, RecordStay(entry(CITIZEN, arrival="2026-11-20T19:00", planned_departure="2026-11-21T09:00"))
    )
    house.clock.advance(days=1)
    record_stay(house.desk, RecordStay(entry(FOREIGNER)))
    exported = done(house.export(target, date(2026, 11, 21)))
    assert [row.full_name for row in house.paper.rows] == [FOREIGNER["full_name"]]
    opened = checked(target)
    assert exported.rows == 1
    assert CITIZEN["full_name"].encode() not in b"".join(opened.members.values())
    table = opened.members["register.csv"].decode("utf-8-sig").splitlines()
    assert len(table) == 2
    assert table[1].endswith(f",{opened.envelopes[0]['ref']}")
    assert opened.members["register.pdf"].decode() == FOREIGNER["full_name"]


def test_lines_of_several_volumes_say_which_is_theirs(house: SignedHouse, target: Path) -> None:
    record(house.store, kept_stay(1, volume=1))
    with house.store.unit_of_work() as uow:
        volume = uow.house.volume()
        assert volume is not None
        uow.house.put_volume(volume._replace(to_on=date(2026, 11, 30)))
        uow.house.put_volume(Volume(2, date(2026, 12, 1), None, 1))
        uow.commit()
    record(house.store, kept_stay(2, volume=2))
    done(house.export(target))
    assert [row.number for row in house.paper.rows] == ["1/100", "2/200"]
    assert house.paper.head is not None
    assert (house.paper.head.volume, house.paper.head.from_on) == (2, "01/01/2026")


def test_receipts_are_those_that_entries_name_numbered_as_they_came(house: SignedHouse, target: Path) -> None:
    (first,) = record(house.store, kept_stay(1))
    notes = [replace(receipt(first), note=text) for text in (b"one", b"never named", b"two")]
    with house.store.unit_of_work() as uow:
        for one in notes[::2]:
            assert keep_receipt(uow, house.desk.journal, one)
        uow.receipts.add(notes[1])
        uow.trust.add_anchor(anchor(2))
        uow.trust.add_anchor(anchor(9))
        uow.commit()
    done(house.export(target))
    opened = checked(target)
    assert opened.receipts == {
        f"receipts/{first.key}.1.note": b"one",
        f"receipts/{first.key}.2.note": b"two",
        "receipts/countersigned.1.note": anchor(2).note,
    }
    assert [one["d"]["sha256"] for one in opened.envelopes if one["k"] == "receipt"] == [
        sha256(text).hexdigest() for text in (b"one", b"two")
    ]


def test_counts_are_the_newest_states_that_entries_say(house: SignedHouse, target: Path) -> None:
    with house.store.unit_of_work() as uow:
        for ref, state in (("a.1", "sent"), ("b.1", "sent"), ("a.1", "confirmed")):
            house.desk.journal.record(uow, EntryKind.STATE, ref=ref, facts={"to": state})
        uow.commit()
    done(house.export(target))
    assert checked(target).manifest["counts"] == {"confirmed": 1, "sent": 1}


def full(bundle: Bundle, target: Path) -> None:
    raise OSError(errno.ENOSPC, "full")


def keyless(bundle: Bundle, target: Path) -> None:
    raise SecretsUnavailable("device")


def busy(bundle: Bundle, target: Path) -> None:
    raise StoreBusy


@pytest.mark.parametrize(
    ("write", "failed"),
    [(full, Failed("E-97", {"path": "so.luutru"})), (keyless, Failed("E-261")), (busy, Failed("E-42"))],
)
def test_what_fails_while_writing_leaves_no_file(
    house: SignedHouse, target: Path, write: object, failed: Failed
) -> None:
    bundling = replace(house.bundling(), write=write)  # type: ignore[arg-type]
    assert house.export(target, bundling=bundling) == failed
    assert list(target.parent.iterdir()) == []


def test_a_failure_half_way_leaves_what_was_there_before(house: SignedHouse, target: Path) -> None:
    """The negative control: the same export does write over it when nothing fails."""
    target.write_bytes(b"older")

    def refuse(name: str, text: str) -> bytes:
        raise SecretsUnavailable(name)

    assert house.export(target, bundling=replace(house.bundling(), sign=refuse)) == Failed("E-261")
    assert (target.read_bytes(), list(target.parent.iterdir())) == (b"older", [target])
    done(house.export(target))
    assert json.loads(Luutru(target).members["manifest.json"])["format"] == "luutru/1"

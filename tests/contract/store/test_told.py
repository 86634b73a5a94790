"""What every store and reader promise of other roads, receipts and messages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from guestreg.domain.declaration import State
from guestreg.domain.identifiers import DeclarationId
from guestreg.ports.reading import GuestLine, LineFilter, Reader
from guestreg.ports.receipt import PoliceMessage, ReceiptVerdict
from guestreg.ports.store import Store
from guestreg.ports.telling import TellingKind
from tests.fakes.kept import EVENING, citizen, declaration, entry, foreigner, kept_stay, receipt, record, telling


def keep(opened: Store, kind: str, value: Any) -> Any:
    """Add one thing in a transaction of its own."""
    with opened.unit_of_work() as work:
        add: dict[str, Callable[[Any], Any]] = {
            "telling": work.tellings.add,
            "receipt": work.receipts.add,
            "message": work.receipts.add_message,
        }
        added = add[kind](value)
        work.commit()
    return added


def test_tellings_come_back_whole_and_in_order(opened: Store, reader: Reader) -> None:
    first, second = record(opened, kept_stay(1, citizen(), foreigner()))
    said = [telling(first, kind, minutes) for minutes, kind in enumerate(TellingKind)]
    said += [replace(said[0], officer="", place="", file_number="", channel="", facts={})]
    for one in said:
        keep(opened, "telling", one)
    keep(opened, "telling", telling(second))
    with opened.unit_of_work() as work:
        assert work.tellings.of(first.id, 1) == tuple(said)
        assert work.tellings.of(first.id, 2) == ()
    (version,) = reader.versions(first.id)
    assert version.tellings == tuple(said)
    assert reader.versions(second.id)[0].tellings == (telling(second),)


@pytest.mark.parametrize("kind", ["telling", "receipt"])
def test_nothing_is_told_of_a_version_that_is_not_there(opened: Store, kind: str) -> None:
    (first,) = record(opened, kept_stay(1))
    unknown = replace(first, version=2)
    with pytest.raises(Exception, match=r"."):
        keep(opened, kind, telling(unknown) if kind == "telling" else receipt(unknown))


def test_undone_with_its_transaction(opened: Store) -> None:
    (first,) = record(opened, kept_stay(1))
    with opened.unit_of_work() as work:
        work.tellings.add(telling(first))
        work.receipts.add(receipt(first))
        work.receipts.add_message(PoliceMessage("m1", EVENING, "Hỏi", "Ai?"))
    with opened.unit_of_work() as work:
        assert work.tellings.of(first.id, 1) == ()
        assert work.receipts.of(first.id, 1) == ()
        assert work.receipts.add_message(PoliceMessage("m1", EVENING, "Hỏi", "Ai?"))


def test_a_receipts_note_is_kept_once(opened: Store, reader: Reader) -> None:
    (first,) = record(opened, kept_stay(1))
    queued, registered = receipt(first, ReceiptVerdict.QUEUED), receipt(first)
    assert keep(opened, "receipt", queued)
    assert not keep(opened, "receipt", queued)
    assert not keep(opened, "receipt", replace(queued, reference="another"))
    assert keep(opened, "receipt", registered)
    with opened.unit_of_work() as work:
        assert work.receipts.of(first.id, 1) == (queued, registered)
    assert reader.versions(first.id)[0].receipts == (queued, registered)


def test_receipts_and_tellings_stand_with_their_version(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1)
    (first,) = record(opened, kept)
    second = replace(first, version=2)
    with opened.unit_of_work() as work:
        saved = work.ledger.append(entry(2))
        work.declarations.add(replace(declaration(kept, version=2), sequence=saved.seq))
        work.commit()
    keep(opened, "receipt", receipt(second))
    keep(opened, "telling", telling(first))
    below, above = reader.versions(first.id)
    assert (below.tellings, below.receipts) == ((telling(first),), ())
    assert (above.tellings, above.receipts) == ((), (receipt(second),))


def test_messages_are_newest_first_and_read_once(opened: Store, reader: Reader) -> None:
    (first,) = record(opened, kept_stay(1))
    messages = [
        PoliceMessage("m1", EVENING, "Hỏi", "Ai đến?"),
        PoliceMessage("m2", EVENING + timedelta(hours=2), "Trả lại", "Sửa phòng", (first.id, 1)),
        PoliceMessage("m3", EVENING + timedelta(hours=1), "", ""),
    ]
    assert all(keep(opened, "message", message) for message in messages)
    assert not keep(opened, "message", replace(messages[0], text="another"))
    assert reader.messages() == (messages[1], messages[2], messages[0])
    assert reader.messages(1) == (messages[1],)
    later = EVENING + timedelta(hours=3)
    with opened.unit_of_work() as work:
        assert work.receipts.read_message("m1", later)
        assert not work.receipts.read_message("m1", later + timedelta(hours=1))
        assert not work.receipts.read_message("none", later)
        work.commit()
    assert reader.messages()[2] == replace(messages[0], read_at=later)


def line_of(reader: Reader, declaration_id: DeclarationId) -> GuestLine:
    return next(line for line in reader.lines(LineFilter()) if line.declaration_id == declaration_id)


def test_a_line_says_when_it_was_announced_and_filed(opened: Store, reader: Reader) -> None:
    kept = kept_stay(1, foreigner(), foreigner("Guest Two", "C01X00T48"))
    first, second = record(opened, kept)
    for minutes, kind in ((3, "advance"), (9, "advance"), (5, "advance"), (4, "file"), (60, "hand_over"), (70, "seen")):
        keep(opened, "telling", telling(first, TellingKind(kind), minutes))
    line = line_of(reader, first.id)
    assert line.announced_at == EVENING + timedelta(minutes=9)
    assert line.filed_at == EVENING + timedelta(minutes=4)
    other = line_of(reader, second.id)
    assert (other.announced_at, other.filed_at) == (None, None)
    assert next(iter(reader.register(1, None, None))).line == line
    assert reader.line(kept.guests[0].id) == line
    with opened.unit_of_work() as work:
        work.declarations.add(declaration(kept, version=2))
        work.commit()
    newer = line_of(reader, first.id)
    assert (newer.announced_at, newer.filed_at) == (None, None)


def test_what_a_list_is_held_against(opened: Store, reader: Reader) -> None:
    for number, state in enumerate(list(State)[1:], 1):
        record(opened, kept_stay(number, citizen(state.value), arrival=EVENING - timedelta(hours=number)), state)
    record(opened, kept_stay(30, citizen("early"), arrival=EVENING - timedelta(days=3)), State.SENT)
    record(opened, kept_stay(31, citizen("latest"), arrival=EVENING), State.SENT)
    found = reader.told_since(EVENING - timedelta(days=2))
    assert {line.full_name for line in found} == {"sent", "confirmed", "handed_over", "latest"}
    assert [line.arrival_at for line in found] == sorted(line.arrival_at for line in found)
    assert [line.full_name for line in reader.told_since(EVENING)] == ["latest"]

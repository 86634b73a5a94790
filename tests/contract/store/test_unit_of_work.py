"""What every unit of work promises: all or nothing, one writer at a time."""

import threading

import pytest

from guestreg.ports.store import Store, StoreBusy
from tests.fakes.kept import (
    LEDGER,
    declaration,
    entry,
    house,
    kept_stay,
)


def test_leaving_without_commit_undoes_everything(opened: Store) -> None:
    kept = kept_stay(1)
    with opened.unit_of_work() as work:
        work.stays.add(kept)
        work.declarations.add(declaration(kept))
        work.ledger.append(entry(1))
        work.house.put_establishment(house())
        assert work.stays.get(kept.id) is not None
    with opened.unit_of_work() as work:
        assert work.stays.get(kept.id) is None
        assert work.declarations.get(kept.guests[0].declaration_id, 1) is None
        assert work.ledger.head().seq == 0
        assert work.house.establishment() is None


def test_an_error_inside_undoes_everything_and_frees_the_lane(opened: Store) -> None:
    def fail_half_way() -> None:
        with opened.unit_of_work() as work:
            work.ledger.append(entry(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with opened.unit_of_work() as work:
        assert work.ledger.head().seq == 0


def test_a_unit_of_work_is_entered_once_and_ends_with_its_commit(opened: Store) -> None:
    work = opened.unit_of_work()
    with work:
        work.commit()
        with pytest.raises(RuntimeError):
            work.commit()
    with pytest.raises(RuntimeError), work:
        pass


def test_a_second_writer_waits_and_is_then_told_busy(opened: Store) -> None:
    caught: list[BaseException] = []

    def second() -> None:
        try:
            with opened.unit_of_work():
                caught.append(AssertionError("two writers at once"))
        except StoreBusy as busy:
            caught.append(busy)

    with opened.unit_of_work():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert [type(error) for error in caught] == [StoreBusy]


def test_the_store_knows_its_ledger(opened: Store) -> None:
    assert opened.ledger_id == LEDGER

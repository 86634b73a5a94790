"""What every store promises of the ledger and of attempts."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from guestreg.domain.chain import first_break
from guestreg.domain.declaration import State
from guestreg.ports.attempt import AttemptOutcome
from guestreg.ports.store import Store, StoreBusy
from tests.fakes.kept import (
    EVENING,
    attempt,
    entry,
    kept_stay,
    record,
)


def test_the_ledger_links_every_entry_behind_its_head(opened: Store) -> None:
    with opened.unit_of_work() as work:
        made = [work.ledger.append(entry(n, body=None if n == 2 else b"{}")) for n in (1, 2, 3)]
        work.commit()
    with opened.unit_of_work() as work:
        made.append(work.ledger.append(entry(4)))
        assert list(work.ledger.entries()) == made
        assert list(work.ledger.entries(3)) == made[2:]
        assert list(work.ledger.leaves()) == [linked.leaf for linked in made]
        assert first_break(work.ledger.entries()) is None
        head = work.ledger.head()
        assert (head.seq, head.leaf, head.epoch) == (4, made[3].leaf, 1)
        assert head.at == EVENING + timedelta(seconds=4)


def test_several_at_once_are_what_one_after_the_other_is(opened: Store) -> None:
    wanted = [entry(1), entry(2, body=None), entry(3)]
    with opened.unit_of_work() as work:
        single = [work.ledger.append(one) for one in wanted]
    with opened.unit_of_work() as work:
        assert work.ledger.append_all(()) == ()
        assert list(work.ledger.append_all(wanted)) == single
        work.ledger.append(entry(4))
        assert [one.seq for one in work.ledger.append_all(wanted[:1])] == [5]
        assert work.ledger.head().seq == 5
        work.commit()
    with opened.unit_of_work() as work:
        assert list(work.ledger.entries())[:3] == single
        assert first_break(work.ledger.entries()) is None


def test_appends_of_many_threads_make_one_chain(opened: Store) -> None:
    each, writers = 10, 4

    def write() -> None:
        for number in range(each):
            with _patient(opened) as work:
                work.ledger.append(entry(number))
                work.commit()

    threads = [threading.Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with opened.unit_of_work() as work:
        assert work.ledger.head().seq == each * writers
        assert first_break(work.ledger.entries()) is None


def _patient(store: Store) -> Any:
    """A unit of work that is entered again while the lane stays busy."""
    while True:
        work = store.unit_of_work()
        try:
            return _Entered(work.__enter__(), work)
        except StoreBusy:
            continue


class _Entered:
    def __init__(self, inside: Any, work: Any) -> None:
        self._inside, self._work = inside, work

    def __enter__(self) -> Any:
        return self._inside

    def __exit__(self, *error: Any) -> None:
        self._work.__exit__(*error)


def test_attempts_and_their_outcomes_are_kept_apart(opened: Store) -> None:
    (first,) = record(opened, kept_stay(1))
    tries = [attempt(n, first) for n in (2, 1, 3)]
    ended = AttemptOutcome(
        tries[0].id, EVENING, "may_have_arrived", State.UNKNOWN, 502, EVENING, "E-31", b'{"message":"x"}'
    )
    silent = AttemptOutcome(tries[1].id, EVENING, "nothing_left", State.WAITING)
    with opened.unit_of_work() as work:
        for each in tries:
            work.attempts.start(each)
        work.attempts.finish(ended)
        work.attempts.finish(silent)
        work.commit()
    with opened.unit_of_work() as work:
        assert work.attempts.of(first.id, 1) == ((tries[0], ended), (tries[1], silent), (tries[2], None))
        assert work.attempts.of(first.id, 2) == ()
        assert work.attempts.unfinished() == (tries[2],)
        with pytest.raises(Exception, match=r"."):
            work.attempts.finish(silent)

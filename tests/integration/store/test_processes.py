"""Several programs on one file: entries follow one another, never a fork."""

import multiprocessing
from pathlib import Path

from guestreg.domain.chain import first_break
from guestreg.store.sql_store import SqlStore
from guestreg.store.sqlite import open_sqlite
from tests.fakes.kept import LEDGER, entry
from tests.integration.store.conftest import KEY

PROGRAMS, ENTRIES = 4, 25


def write(path: str, program: int) -> None:
    store = open_sqlite(Path(path), KEY, LEDGER)
    for number in range(ENTRIES):
        with store.unit_of_work() as work:
            work.ledger.append(entry(program * 100 + number))
            work.commit()
    store.close()


def run_at_once(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=write, args=(str(path), number)) for number in range(PROGRAMS)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0] * PROGRAMS


def test_programs_that_write_at_once_make_one_chain(store: SqlStore, path: Path) -> None:
    run_at_once(path)
    with store.unit_of_work() as work:
        entries = list(work.ledger.entries())
        assert [one.seq for one in entries] == list(range(1, PROGRAMS * ENTRIES + 1))
        assert first_break(entries) is None


def test_programs_that_begin_at_once_make_one_ledger(path: Path) -> None:
    run_at_once(path)
    store = open_sqlite(path, KEY, LEDGER)
    with store.unit_of_work() as work:
        assert work.ledger.head().seq == PROGRAMS * ENTRIES
        assert first_break(work.ledger.entries()) is None
    store.close()

"""P2: saving one stay with three guests, durable, against the bare driver writing the same statements."""

import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event

from guestreg.store import cipher
from guestreg.store.sql_store import SqlStore
from guestreg.store.sqlite import open_sqlite
from tests.bench.harness import Measure, Result, at_most, interleaved, peak_memory_mb, report, seconds, spread
from tests.fakes.kept import LEDGER, citizen, declaration, entry, foreigner, kept_stay, open_volume

NAME = "P2 saving a stay of three guests"
BAR = "≤ 2 × the bare driver with the same statements, same encryption, every save durable (FULL)."
SAVES, ROUNDS = 300, 5
OURS, BARE = "ours", "bare_driver"
KEY = bytes(range(32))

Statement = tuple[str, Any, bool]


def run() -> list[Result]:
    taken = interleaved("tests.bench.p2", (OURS, BARE), SAVES, ROUNDS)
    timed = [Result(f"{name}, {SAVES} saves", spread(measures), "", None) for name, measures in taken.items()]
    return [*timed, at_most("over the bare driver", seconds(taken[OURS]) / seconds(taken[BARE]), 2, "×")]


def save(store: SqlStore, number: int) -> None:
    """Stay, guests, a declaration with its bytes and an entry with its body each, in one transaction."""
    kept = kept_stay(number, citizen(), foreigner(), citizen("Lò Thị Pâng", "001190000018"))
    with store.unit_of_work() as work:
        work.stays.add(kept)
        made = [declaration(kept, place) for place in range(3)]
        numbers = range(number * 3, number * 3 + 3)
        work.ledger.append_all([entry(n, body=one.document, ref=one.key) for n, one in zip(numbers, made, strict=True)])
        work.declarations.add(*made)
        work.commit()


def measure(contender: str, size: int) -> Measure:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store = _opened(Path(folder) / "ours.db")
        if contender == OURS:
            taken = _timed(lambda number: save(store, number), size)
        else:
            statements = _recorded(store, size)
            _opened(Path(folder) / "bare.db").close()
            bare = cipher.connect(Path(folder) / "bare.db", KEY)
            taken = _timed(lambda number: _replay(bare, statements[number - 1]), size)
            bare.close()
        store.close()
    return Measure(taken, peak_memory_mb())


def _opened(path: Path) -> SqlStore:
    store = open_sqlite(path, KEY, LEDGER)
    open_volume(store)
    return store


def _timed(work: Any, size: int) -> float:
    gc.collect()
    started = time.perf_counter()
    for number in range(1, size + 1):
        work(number)
    return time.perf_counter() - started


def _recorded(store: SqlStore, size: int) -> list[list[Statement]]:
    """What the store said to the driver for every save, with the values ready made."""
    saves: list[list[Statement]] = []

    def note(_c: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        saves[-1].append((sql, values, many))

    event.listen(store._lane._engine, "before_cursor_execute", note)
    for number in range(1, size + 1):
        saves.append([])
        save(store, number)
    return saves


def _replay(connection: Any, statements: list[Statement]) -> None:
    for sql, values, many in statements:
        (connection.executemany if many else connection.execute)(sql, values)
    connection.execute("COMMIT")


if __name__ == "__main__":
    report(measure(sys.argv[1], int(sys.argv[2])))

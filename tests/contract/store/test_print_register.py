"""A printed register and its page code are of one moment of the ledger, whoever saves meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guestreg.domain.ledger import page_code
from guestreg.domain.merkle import merkle_root
from guestreg.ports.reading import Reader, RegisterLine
from guestreg.ports.renderer import CellWords, PageStamp, RegisterHead, RegisterRow
from guestreg.ports.store import Store, StoreBusy
from guestreg.services.commands.print_register import PrintRegister, print_register
from guestreg.services.outcome import Done
from guestreg.store.postgres import open_postgres
from guestreg.store.sqlite import open_sqlite
from tests.contract.store.conftest import BUSY_WAIT_S, KEY
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_over
from tests.fakes.kept import LEDGER, house, kept_stay, open_volume, record
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore

Opened = tuple[Store, Reader]


class Paper:
    """RegisterRenderer that writes nothing and remembers what it was to write."""

    cell_words = CellWords("{day}", "online", "{reason}", "{day}", "{number}", "{name}", "{number}", {})

    def __init__(self) -> None:
        self.rows: Sequence[RegisterRow] = ()
        self.stamp: PageStamp | None = None

    def render(self, head: RegisterHead, rows: Sequence[RegisterRow], stamp: PageStamp, target: Path) -> int:
        self.rows, self.stamp = rows, stamp
        return 1


class Overtaken:
    """A reader in front of whose lines another desk saves a guest, if it can."""

    def __init__(self, reader: Reader, save: Callable[[], object]) -> None:
        self._reader = reader
        self._save = save
        self.saved = False

    def register(self, volume: int, arrival_from: date | None, arrival_to: date | None) -> Iterator[RegisterLine]:
        try:
            self._save()
            self.saved = True
        except StoreBusy:
            self.saved = False
        return self._reader.register(volume, arrival_from, arrival_to)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def desks(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Opened, Opened]]:
    """One ledger, opened by two desks."""
    match request.param:
        case "memory":
            memory = MemoryStore(LEDGER, busy_wait_s=BUSY_WAIT_S)
            both: list[Any] = [memory, memory]
        case "sqlite":
            both = [open_sqlite(tmp_path / "l.db", KEY, LEDGER, busy_wait_s=BUSY_WAIT_S) for _ in range(2)]
        case _:
            place = request.getfixturevalue("postgres").new_place()
            both = [open_postgres(place, LEDGER, busy_wait_s=BUSY_WAIT_S, durable=False) for _ in range(2)]
    first, second = ((one, MemoryReader(one) if isinstance(one, MemoryStore) else one.reader) for one in both)
    open_volume(first[0])
    with first[0].unit_of_work() as uow:
        uow.house.put_establishment(house())
        uow.commit()
    yield first, second
    for one in both:
        one.close()


def printed(store: Store, reader: Reader) -> Paper:
    paper = Paper()
    outcome = print_register(desk_over(store, reader, FakeClock()), paper, PrintRegister(Path("x.pdf")))
    assert isinstance(outcome, Done)
    assert (outcome.value.pages, outcome.value.rows) == (1, len(paper.rows))
    return paper


def code_of(store: Store, size: int) -> str:
    with store.unit_of_work() as uow:
        return page_code(merkle_root(list(uow.ledger.leaves())[:size]), size)


def test_no_line_stands_under_a_page_code_that_doesnt_cover_it(desks: tuple[Opened, Opened]) -> None:
    (store, reader), (other, _) = desks
    record(store, kept_stay(1))
    overtaken = Overtaken(reader, lambda: record(other, kept_stay(2)))
    paper = printed(store, overtaken)
    assert not overtaken.saved
    assert [one.number for one in paper.rows] == ["100"]
    assert paper.stamp is not None
    assert paper.stamp.page_code == code_of(store, 1)


def test_who_comes_too_late_for_one_print_is_on_the_next(desks: tuple[Opened, Opened]) -> None:
    """Also the control: the same desk saves as soon as the lines are read."""
    (store, reader), (other, other_reader) = desks
    record(store, kept_stay(1))
    printed(store, reader)
    record(other, kept_stay(2))
    paper = printed(store, reader)
    assert [one.number for one in paper.rows] == ["100", "200"]
    assert paper.stamp is not None
    assert paper.stamp.page_code == code_of(store, 3)
    assert [one.line.register_no for one in other_reader.register(1, None, None)] == [100, 200]

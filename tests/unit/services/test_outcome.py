"""Each known trouble of the store ends a verb with its code, and nothing of it is kept."""

from copy import deepcopy

import pytest

from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.ports.store import StoreBusy, StoreDamaged, StoreFull, StoreTooNew, StoreUnreachable
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, failure_of
from tests.fakes.desk import memory_desk
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import LEDGER, house, open_volume
from tests.fakes.store import MemoryStore, MemoryUnitOfWork

CODES = {
    StoreBusy("held"): "E-42",
    StoreFull("no room"): "E-44",
    StoreUnreachable("gone"): "E-61",
    StoreDamaged("torn"): "E-95",
}
MOMENTS = ("asked", "entered", "committed")
HOA = RecordStay(
    StayEntry(
        Typed(
            {
                "arrival": "2026-11-21T19:20",
                "planned_departure": "2026-11-22T12:00",
                "room": "Phòng 2",
                "reason": "1",
                "notifier": "Lò Văn Tâm",
            }
        ),
        (
            Typed(
                {
                    "kind": "citizen",
                    "full_name": "Nguyễn Thị Hoa",
                    "birth_date": "05/03/1990",
                    "sex": "F",
                    "doc_kind": "1",
                    "doc_number": "001190000017",
                }
            ),
        ),
    )
)


class TroubledUnit(MemoryUnitOfWork):
    """Raises its store's trouble when it is entered, or instead of committing."""

    def __init__(self, store: "TroubledStore") -> None:
        super().__init__(store)
        self._troubled = store

    def __enter__(self) -> "TroubledUnit":
        self._troubled.meet("entered")
        super().__enter__()
        return self

    def commit(self) -> None:
        self._troubled.meet("committed")
        super().commit()


class TroubledStore(MemoryStore):
    """A store that raises `trouble` at `moment` while there is one."""

    trouble: Exception | None = None
    moment = ""

    def meet(self, moment: str) -> None:
        if self.trouble is not None and self.moment == moment:
            raise self.trouble

    def unit_of_work(self) -> MemoryUnitOfWork:
        self.meet("asked")
        return TroubledUnit(self)


@pytest.fixture
def store() -> TroubledStore:
    store = TroubledStore(LEDGER, busy_wait_s=0.1)
    open_volume(store)
    store.rows.house = house()
    return store


@pytest.fixture
def events() -> RecordedEvents:
    return RecordedEvents()


@pytest.fixture
def desk(store: TroubledStore, events: RecordedEvents) -> Desk:
    return memory_desk(store, events=events)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(("trouble", "code"), CODES.items(), ids=CODES.values())
def test_a_trouble_has_its_code_and_nothing_is_kept(
    desk: Desk, store: TroubledStore, events: RecordedEvents, trouble: Exception, code: str, moment: str
) -> None:
    before = deepcopy(store.rows)
    store.trouble, store.moment = trouble, moment
    assert record_stay(desk, HOA) == Failed(code)
    assert store.rows == before
    assert events.told == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_when_the_trouble_is_over_the_same_stay_is_recorded(
    desk: Desk, store: TroubledStore, events: RecordedEvents, moment: str
) -> None:
    """Also the negative control: without a trouble the same command keeps and tells."""
    store.trouble, store.moment = StoreFull(), moment
    record_stay(desk, HOA)
    store.trouble = None
    assert isinstance(record_stay(desk, HOA), Done)
    assert [len(store.rows.stays), len(store.rows.declarations), len(events.told)] == [1, 1, 1]
    assert [kept.guests[0].register_no for kept in store.rows.stays.values()] == [1]


@pytest.mark.parametrize("error", [StoreTooNew("9999"), KeyError("a bug"), OSError("not translated")])
@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_no_known_trouble_is_not_hidden(
    desk: Desk, store: TroubledStore, error: Exception, moment: str
) -> None:
    before = deepcopy(store.rows)
    store.trouble, store.moment = error, moment
    with pytest.raises(type(error)):
        record_stay(desk, HOA)
    assert store.rows == before


def test_every_known_trouble_is_here_and_has_a_sentence_of_its_own() -> None:
    assert {type(trouble) for trouble in CODES} == set(TROUBLES)
    assert len(set(CODES.values())) == len(TROUBLES)
    assert {failure_of(trouble).code for trouble in CODES} == set(CODES.values())

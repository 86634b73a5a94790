"""What a list leaves to a person: other dates, twice here or there, rows that a spreadsheet program spoilt."""

from datetime import date, timedelta

import pytest

from guestreg.domain.declaration import State
from guestreg.ports.reader import SpoiltRow
from guestreg.services.commands.reconcile import Reconciled
from guestreg.services.comparing import Doubt
from tests.fakes.guesthouse import NUMBERS, Guesthouse, memory_guesthouse
from tests.fakes.portal_lists import TODAY, compared, listed


@pytest.fixture
def inn() -> Guesthouse:
    return memory_guesthouse()


def doubts(found: Reconciled) -> list[tuple[Doubt, tuple[int, ...]]]:
    return [(one.doubt, one.rows) for one in found.findings.unclear]


def test_other_dates_are_a_persons_to_decide(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    found = compared(inn, listed((NUMBERS[0], TODAY - timedelta(days=1)), ("999999999999", TODAY)))
    assert doubts(found) == [(Doubt.OTHER_DATES, (2,))]
    assert [row.row for row in found.findings.only_there] == [3]
    assert inn.newest(guest).state is State.SENT


def test_an_earlier_stay_of_hers_is_no_other_date(inn: Guesthouse) -> None:
    earlier = inn.citizen(arrival="2026-11-19T18:00", planned_departure="2026-11-20T12:00")
    guest = inn.citizen()
    for one in (earlier, guest):
        inn.stand(one, State.SENT)
    found = compared(inn, listed((NUMBERS[0], TODAY - timedelta(days=2)), ("999999999999", TODAY)))
    assert doubts(found) == []
    assert (inn.newest(earlier).state, inn.newest(guest).state) == (State.CONFIRMED, State.UNKNOWN)


def test_twice_there_is_there_and_said(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    found = compared(inn, listed((NUMBERS[0], TODAY), (NUMBERS[0], TODAY)))
    assert doubts(found) == [(Doubt.TWICE_THERE, (2, 3))]
    assert inn.newest(guest).state is State.CONFIRMED


def test_twice_here_is_a_persons_to_decide(inn: Guesthouse) -> None:
    guest = inn.citizen(planned_departure="2026-11-21T19:00")
    again = inn.citizen(arrival="2026-11-21T19:00")
    for one in (guest, again):
        inn.stand(one, State.SENT)
    found = compared(inn, listed((NUMBERS[0], TODAY)))
    assert doubts(found) == [(Doubt.TWICE_HERE, (2,))] * 2
    assert (inn.newest(guest).state, inn.newest(again).state) == (State.SENT, State.SENT)


@pytest.mark.parametrize("day", [TODAY, None])
def test_a_spoilt_row_may_be_anybody_of_that_day(inn: Guesthouse, day: date | None) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    spoilt = (SpoiltRow(7, "E-50", day),)
    found = compared(inn, listed(("999999999999", TODAY), spoilt=spoilt))
    assert doubts(found) == [(Doubt.SPOILT, (7,))]
    assert inn.newest(guest).state is State.SENT
    other = (SpoiltRow(7, "E-50", TODAY - timedelta(days=1)),)
    compared(inn, listed(("999999999999", TODAY), spoilt=other))
    assert inn.newest(guest).state is State.UNKNOWN


def test_a_number_that_lost_its_zeros_speaks_against_nobody(inn: Guesthouse) -> None:
    guest = inn.citizen()
    inn.stand(guest, State.SENT)
    found = compared(inn, listed((NUMBERS[0].lstrip("0"), TODAY)))
    assert doubts(found) == [(Doubt.SPOILT, (2,))]
    assert found.findings.only_there == ()
    assert inn.newest(guest).state is State.SENT


@pytest.mark.parametrize(
    ("state", "doubted"),
    [
        (State.HANDED_OVER, True),
        (State.SENT, True),
        (State.UNKNOWN, True),
        (State.CONFIRMED, False),
        (State.WAITING, False),
    ],
)
def test_who_has_no_number_is_named_and_not_passed_over(inn: Guesthouse, state: State, doubted: bool) -> None:
    child = inn.child()
    inn.stand(child, state)
    found = compared(inn, listed((NUMBERS[0], TODAY)))
    assert [(one.line.guest_id, one.doubt) for one in found.findings.unclear] == (
        [(child, Doubt.NO_NUMBER)] if doubted else []
    )
    assert inn.newest(child).state is state
    earlier = TODAY - timedelta(days=1)
    assert compared(inn, listed(("999999999999", earlier)), days=(earlier, earlier)).findings.unclear == ()

"""How old the lists are: the oldest counts, and a month is as old as its last day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from guestreg.domain.code_list import FreshList, ListName, overlaid, rows_of
from guestreg.services.queries.list_age import TOO_OLD_DAYS, ListAge, list_age
from tests.fakes.desk import catalogue

SHIPPED = catalogue()
AT = datetime(2026, 11, 20, 18, tzinfo=UTC)


@pytest.mark.parametrize(("today", "days"), [(date(2026, 8, 10), 0), (date(2026, 9, 1), 1), (date(2026, 11, 21), 82)])
def test_as_shipped_it_is_as_old_as_its_month(today: date, days: int) -> None:
    age = list_age(SHIPPED, today)
    assert age == ListAge("2026-08", days)
    assert age.is_shipped


def test_the_oldest_of_the_six_counts() -> None:
    fresh = {name: FreshList(AT, rows_of(SHIPPED, name)) for name in ListName}
    assert list_age(overlaid(SHIPPED, fresh), date(2026, 11, 23)) == ListAge("2026-11-21", 2)
    fresh[ListName.COMMUNES] = replace(fresh[ListName.COMMUNES], fetched_at=AT.replace(month=10))
    age = list_age(overlaid(SHIPPED, fresh), date(2026, 11, 23))
    assert (age.as_of, age.is_shipped, age.is_too_old) == ("2026-10-21", False, True)


def test_a_day_more_than_allowed_is_too_old() -> None:
    assert [ListAge("x", days).is_too_old for days in (TOO_OLD_DAYS, TOO_OLD_DAYS + 1)] == [False, True]

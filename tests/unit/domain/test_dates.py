"""Dates and times as people type them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.dates import (
    VIETNAM,
    DateFault,
    TypedDate,
    at_local,
    birth_text,
    day_text,
    local,
    moment_text,
    never_in_month,
    typed_date,
    typed_moment,
    typed_time,
)
from guestreg.domain.guest import BirthPrecision

D, Y = BirthPrecision.D, BirthPrecision.Y
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "5/9/90",
        "05/09/1990",
        "05091990",
        "050990",
        "5.9.1990",
        "5-9-90",
        "5 9 1990",
        " 5 / 9 / 1990 ",
        "1990-09-05",
    ],
)
def test_one_day_in_many_ways(text: str) -> None:
    assert typed_date(text, TODAY) == TypedDate(date(1990, 9, 5), D)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21/11/26", date(2026, 11, 21)),
        ("22/11/26", date(1926, 11, 22)),
        ("1/1/00", date(2000, 1, 1)),
        ("31/12/99", date(1999, 12, 31)),
        ("29/2/24", date(2024, 2, 29)),
        ("29/2/28", date(1928, 2, 29)),
        ("29/2/00", date(2000, 2, 29)),
        ("31/12/2030", date(2030, 12, 31)),
    ],
)
def test_two_digit_years_lie_in_the_past(text: str, day: date) -> None:
    assert typed_date(text, TODAY) == TypedDate(day, D)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/2/27", date(2027, 2, 20)),
        ("1/12/26", date(2026, 12, 1)),
        ("5/9/90", date(1990, 9, 5)),
        ("1/1/70", date(2070, 1, 1)),
    ],
)
def test_two_digit_years_of_a_date_ahead_are_the_nearest(text: str, day: date) -> None:
    assert typed_date(text, TODAY, ahead=True) == TypedDate(day, D)


def test_a_year_alone() -> None:
    assert typed_date("1950", TODAY) == TypedDate(date(1950, 1, 1), Y)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", DateFault.EMPTY),
        ("  ", DateFault.EMPTY),
        ("31/2/1990", DateFault.IMPOSSIBLE),
        ("29/2/1900", DateFault.IMPOSSIBLE),
        ("29/2/23", DateFault.IMPOSSIBLE),
        ("0/1/1990", DateFault.IMPOSSIBLE),
        ("1/13/1990", DateFault.IMPOSSIBLE),
        ("1990-13-01", DateFault.IMPOSSIBLE),
        ("0000", DateFault.IMPOSSIBLE),
        ("5/9", DateFault.UNREADABLE),
        ("90", DateFault.UNREADABLE),
        ("5/9/990", DateFault.UNREADABLE),
        ("5/9/1990 x", DateFault.UNREADABLE),
        ("năm 1990", DateFault.UNREADABLE),
        ("٥/٩/١٩٩٠", DateFault.UNREADABLE),
        ("1.23E+11", DateFault.UNREADABLE),
    ],
)
def test_no_date(text: str, fault: DateFault) -> None:
    assert typed_date(text, TODAY) == fault


@given(
    st.dates(date(1, 1, 1)),
    st.sampled_from(["{d}/{m}/{y:04}", "{d:02}{m:02}{y:04}", "{d} {m} {y:04}", "{d}.{m}.{y:04}"]),
)
def test_a_whole_date_is_read_back(day: date, form: str) -> None:
    assert typed_date(form.format(d=day.day, m=day.month, y=day.year), TODAY) == TypedDate(day, D)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_short_year_is_the_latest_not_ahead(day: date, today: date) -> None:
    read = typed_date(f"{day.day}/{day.month}/{day.year % 100:02}", today)
    if isinstance(read, TypedDate):
        assert read.date <= today
        assert read.date >= day or day > today


@given(st.text())
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    assert isinstance(typed_date(text, TODAY), TypedDate | DateFault)
    assert isinstance(typed_time(text), time | DateFault)
    assert isinstance(typed_moment(text), datetime | DateFault)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20:40", time(20, 40)), ("8:05", time(8, 5)), ("20h40", time(20, 40)), ("20.40", time(20, 40)),
        ("2040", time(20, 40)), ("00:00", time(0)), ("", DateFault.EMPTY), ("24:00", DateFault.IMPOSSIBLE),
        ("12:60", DateFault.IMPOSSIBLE), ("12", DateFault.UNREADABLE), ("8 tối", DateFault.UNREADABLE),
    ],
)  # fmt: skip
def test_times(text: str, read: time | DateFault) -> None:
    assert typed_time(text) == read


@pytest.mark.parametrize(
    "text",
    ["2026-11-21T20:40", "2026-11-21 20:40", "2026-11-21T20:40:33", "21/11/2026 20:40", "21.11.2026  20h40"],
)
def test_a_moment_is_wall_time_in_vietnam(text: str) -> None:
    read = typed_moment(text)
    assert read == datetime(2026, 11, 21, 13, 40, tzinfo=UTC)
    assert isinstance(read, datetime)
    assert read.tzinfo is VIETNAM


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", DateFault.EMPTY),
        ("2026-11-31T20:40", DateFault.IMPOSSIBLE),
        ("2026-11-21T24:40", DateFault.IMPOSSIBLE),
        ("31/11/2026 20:40", DateFault.IMPOSSIBLE),
        ("21/11/2026 24:40", DateFault.IMPOSSIBLE),
        ("21/11/2026 20", DateFault.UNREADABLE),
        ("21/11/26 20:40", DateFault.UNREADABLE),
        ("2026-11-21", DateFault.UNREADABLE),
        ("2026-11-21T20:40Z", DateFault.UNREADABLE),
        ("2026-11-21T20:40+07:00", DateFault.UNREADABLE),
    ],
)
def test_no_moment(text: str, fault: DateFault) -> None:
    assert typed_moment(text) == fault


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("31/02/2019", (31, 2)),
        ("31022019", (31, 2)),
        ("2026-02-30T10:00", (30, 2)),
        ("31/11/2026 20:40", (31, 11)),
        ("29/02/2019", None),
        ("45/13/2019", None),
        ("30/00/2019", None),
        ("2026-11-21T25:00", None),
        ("hôm qua", None),
    ],
)
def test_a_day_that_a_month_never_has_is_named(text: str, never: tuple[int, int] | None) -> None:
    assert never_in_month(text) == never


def test_dates_as_papers_show_them() -> None:
    instant = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
    assert moment_text(instant) == "00:05 22/11/2026"
    assert day_text(date(1990, 9, 5)) == "05/09/1990"
    assert birth_text(date(1990, 1, 1), Y) == "1990"
    assert birth_text(date(1990, 1, 1), D) == "01/01/1990"
    assert at_local(date(2026, 11, 22), time(0, 5)) == instant == local(instant)


def test_a_naive_instant_is_a_bug() -> None:
    with pytest.raises(ValueError):
        local(datetime(2026, 11, 21))  # noqa: DTZ001

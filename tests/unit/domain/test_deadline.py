"""When a stay must be told: every published vector, and what holds for all arrivals."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guestreg.domain.dates import VIETNAM
from guestreg.domain.deadline import (
    due,
    extension_taken,
    on_time,
    registration_due,
    stay_days,
    stay_ends_at,
    window_closes_at,
)
from guestreg.domain.guest import GuestKind
from tests.unit.domain.rule_set import RULES

CITIZEN, FOREIGNER = GuestKind.CITIZEN, GuestKind.FOREIGNER
ARRIVALS = st.datetimes(
    datetime(2000, 1, 2),  # noqa: DTZ001
    datetime(2099, 12, 30),  # noqa: DTZ001
    timezones=st.sampled_from([VIETNAM, UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=14))]),
)


def vietnam(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


VECTORS = [
    (CITIZEN, False, "2026-11-21 18:00", "2026-11-21 16:00", "2026-11-22 16:59:59"),
    (CITIZEN, False, "2026-11-21 22:59", "2026-11-21 16:00", "2026-11-22 16:59:59"),
    (CITIZEN, False, "2026-11-21 23:00", "2026-11-21 16:00", "2026-11-22 16:59:59"),
    (CITIZEN, False, "2026-11-21 23:01", "2026-11-22 01:00", "2026-11-22 16:59:59"),
    (CITIZEN, False, "2026-12-31 23:59", "2027-01-01 01:00", "2027-01-01 16:59:59"),
    (CITIZEN, False, "2028-02-28 23:30", "2028-02-29 01:00", "2028-02-29 16:59:59"),
    (CITIZEN, False, "2026-11-22 00:10", "2026-11-22 16:00", "2026-11-23 16:59:59"),
    (CITIZEN, False, "2026-11-22 07:59", "2026-11-22 16:00", "2026-11-23 16:59:59"),
    (FOREIGNER, False, "2026-11-21 20:00", "2026-11-22 01:00", "2026-11-22 16:59:59"),
    (FOREIGNER, True, "2026-11-21 20:00", "2026-11-22 13:00", "2026-11-22 16:59:59"),
    (CITIZEN, True, "2026-11-21 23:01", "2026-11-22 01:00", "2026-11-22 16:59:59"),
]


@pytest.mark.parametrize(("kind", "remote", "arrival", "due_utc", "window_utc"), VECTORS)
@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "UTC", "America/New_York", "Pacific/Kiritimati"])
def test_vector(kind: GuestKind, remote: bool, arrival: str, due_utc: str, window_utc: str, zone: str) -> None:
    arrived = vietnam(arrival).astimezone(ZoneInfo(zone))
    deadline = due(kind, arrived, RULES, remote=remote)
    assert deadline.due_at == utc(due_utc)
    assert window_closes_at(arrived, RULES.kbtt.days_back) == utc(window_utc)
    assert deadline.due_at.tzinfo is deadline.act_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("kind", "arrival", "act"),
    [
        (FOREIGNER, "2026-11-21 20:00", "2026-11-21 20:00"),
        (CITIZEN, "2026-11-22 00:10", "2026-11-22 00:10"),
        (CITIZEN, "2026-11-22 07:59", "2026-11-22 07:59"),
        (CITIZEN, "2026-11-22 08:00", "2026-11-22 23:00"),
        (CITIZEN, "2026-11-21 18:00", "2026-11-21 23:00"),
        (CITIZEN, "2026-11-21 23:01", "2026-11-22 08:00"),
    ],
)
def test_from_when_the_screen_urges(kind: GuestKind, arrival: str, act: str) -> None:
    assert due(kind, vietnam(arrival), RULES).act_at == vietnam(act)


def test_only_who_declares_remotely_gets_the_longer_hours() -> None:
    assert due(FOREIGNER, vietnam("2026-11-21 20:00"), RULES).due_at == vietnam("2026-11-22 08:00")


def test_seconds_of_an_arrival_do_not_count() -> None:
    assert due(CITIZEN, vietnam("2026-11-21 23:00:59"), RULES).due_at == vietnam("2026-11-21 23:00")


@given(st.sampled_from(GuestKind), ARRIVALS, st.booleans())
def test_a_deadline_is_after_arrival_and_within_a_day(kind: GuestKind, arrival: datetime, remote: bool) -> None:
    deadline = due(kind, arrival, RULES, remote=remote)
    arrived = arrival.astimezone(UTC).replace(second=0, microsecond=0)
    assert arrived <= deadline.act_at <= deadline.due_at <= arrived + timedelta(hours=24)


@given(st.sampled_from(GuestKind), ARRIVALS, ARRIVALS, st.booleans())
def test_who_arrives_later_is_never_due_earlier(kind: GuestKind, one: datetime, other: datetime, remote: bool) -> None:
    earlier, later = sorted((one, other))
    first, second = (due(kind, arrival, RULES, remote=remote).due_at for arrival in (earlier, later))
    assert first <= second


@given(ARRIVALS, st.integers(0, 5))
def test_the_window_ends_at_the_last_second_of_a_day_in_vietnam(arrival: datetime, days_back: int) -> None:
    closes = window_closes_at(arrival, days_back).astimezone(VIETNAM)
    assert (closes.hour, closes.minute, closes.second) == (23, 59, 59)
    assert (closes.date() - arrival.astimezone(VIETNAM).date()).days == days_back


@given(st.sampled_from(GuestKind), ARRIVALS)
def test_the_zone_of_the_computer_changes_nothing(kind: GuestKind, arrival: datetime) -> None:
    assert due(kind, arrival, RULES) == due(kind, arrival.astimezone(UTC), RULES)


def test_exactly_at_the_deadline_is_on_time() -> None:
    at = utc("2026-11-21 16:00")
    assert on_time(at, at)
    assert on_time(at - timedelta(seconds=1), at)
    assert not on_time(at + timedelta(microseconds=1), at)


def test_a_naive_arrival_is_a_bug() -> None:
    with pytest.raises(ValueError):
        due(CITIZEN, datetime(2026, 11, 21, 18), RULES)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("departure", "days", "warned", "extension"),
    [
        ("2026-11-01 20:00", 0, False, True),
        ("2026-11-30 12:00", 29, False, True),
        ("2026-12-01 12:00", 30, True, True),
        ("2026-12-01 23:59", 30, True, True),
        ("2026-12-02 00:00", 31, True, False),
    ],
)
def test_length_of_a_stay(departure: str, days: int, warned: bool, extension: bool) -> None:
    arrival, leaves = vietnam("2026-11-01 18:00"), vietnam(departure).astimezone(UTC)
    assert stay_days(arrival, leaves) == days
    assert registration_due(arrival, leaves, RULES.citizen) is warned
    assert extension_taken(arrival, leaves, RULES.kbtt.extension_max_days) is extension


@pytest.mark.parametrize(
    ("planned", "ends"),
    [
        ("2026-11-02 09:00", "2026-11-02 12:00"),
        ("2026-11-02 20:00", "2026-11-02 12:00"),
        ("2026-11-01 23:00", "2026-11-01 23:00"),
    ],
)
def test_a_stay_ends_by_itself_at_noon_unless_it_began_after_noon(planned: str, ends: str) -> None:
    ends_at = stay_ends_at(vietnam("2026-11-01 18:00"), vietnam(planned).astimezone(UTC))
    assert ends_at == vietnam(ends)
    assert ends_at.tzinfo is UTC


def test_noon_is_no_end_for_who_arrives_at_noon() -> None:
    noon = vietnam("2026-11-01 12:00")
    assert stay_ends_at(noon, vietnam("2026-11-01 15:00")) == vietnam("2026-11-01 15:00")
    assert stay_ends_at(noon - timedelta(minutes=1), vietnam("2026-11-01 15:00")) == noon

"""A computer whose clock is wrong (F28) keeps no guest out of the book: rules about today wait until it is right."""

from datetime import UTC, datetime, timedelta

import pytest

from guestreg.domain.dates import VIETNAM
from guestreg.domain.entry.stay import StayEntry
from guestreg.services.commands.check_out import CheckOut, check_out
from guestreg.services.commands.correct_stay import CorrectStay, correct_stay
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.desk import Desk
from guestreg.services.outcome import Done, Refused
from guestreg.services.queries.stay_card import stay_card
from guestreg.services.queries.stay_start import stay_start
from tests.fakes.clock import FakeClock
from tests.fakes.desk import memory_desk
from tests.fakes.stays import entry
from tests.tables.rules import CITIZEN, FOREIGNER, NOW

DEAD_BATTERIES = [
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2000, 1, 1, 3, tzinfo=UTC),
    datetime(2070, 5, 5, tzinfo=UTC),
]
CHILD = {"full_name": "Nguyễn An", "birth_date": "01/02/2024", "sex": "M", "guardian": "1"}
TRAVELLER = FOREIGNER | {"passport_issued_on": "01/02/2025", "entry_on": "20/11/2026"}
PARTY = (CITIZEN, TRAVELLER, CHILD)


def house_at(now: datetime) -> tuple[FakeClock, Desk]:
    clock = FakeClock(now)
    return clock, memory_desk(clock=clock)


def as_the_form_has_it(now: datetime) -> StayEntry:
    """It takes the day of arrival from the clock."""
    local = now + timedelta(hours=7)
    return entry(
        *PARTY,
        arrival=local.strftime("%Y-%m-%dT%H:%M"),
        planned_departure=(local + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
    )


@pytest.mark.parametrize("now", DEAD_BATTERIES)
def test_guests_are_saved_under_a_dead_battery_and_the_clock_is_named(now: datetime) -> None:
    _, desk = house_at(now)
    saved = record_stay(desk, RecordStay(as_the_form_has_it(now)))
    assert isinstance(saved, Done), saved
    said = [one for one in saved.warnings if one.code == "E-17"]
    assert [(one.field, one.params) for one in said] == [
        ("arrival", {"now": (now + timedelta(hours=7)).strftime("%H:%M %d/%m/%Y")})
    ]


@pytest.mark.parametrize("now", DEAD_BATTERIES[:2])
def test_who_types_the_true_day_of_arrival_saves_too_and_may_leave(now: datetime) -> None:
    _, desk = house_at(now)
    saved = record_stay(desk, RecordStay(entry(*PARTY)))
    assert isinstance(saved, Done)
    left_at = datetime(2026, 11, 22, 9, tzinfo=VIETNAM)
    assert isinstance(check_out(desk, CheckOut(stay_id=saved.value.kept.id, at=left_at)), Done)


def test_a_stay_is_corrected_under_a_dead_battery() -> None:
    clock, desk = house_at(NOW)
    saved = record_stay(desk, RecordStay(entry(*PARTY)))
    assert isinstance(saved, Done)
    clock.jump(days=-9000)
    longer = entry(*PARTY, planned_departure="2026-11-24T12:00")
    corrected = correct_stay(desk, CorrectStay(saved.value.kept.id, longer))
    assert isinstance(corrected, Done)
    assert "E-17" in {one.code for one in corrected.warnings}


def test_a_birth_ahead_is_refused_while_the_clock_is_believed() -> None:
    _, desk = house_at(NOW)
    unborn = record_stay(desk, RecordStay(entry(CITIZEN | {"birth_date": "22/11/2026"})))
    assert isinstance(unborn, Refused)
    assert [one.code for one in unborn.violations if one.severity.value == "refuse"] == ["E-12"]


def test_what_the_rules_forgive_anyway_dooms_no_clock() -> None:
    clock, desk = house_at(NOW)
    assert isinstance(record_stay(desk, RecordStay(entry(CITIZEN))), Done)
    clock.jump(minutes=-9)
    ahead = record_stay(desk, RecordStay(entry(FOREIGNER, arrival="2026-11-21T23:00")))
    assert isinstance(ahead, Refused)
    assert [one.code for one in ahead.violations if one.severity.value == "refuse"] == ["E-38"]


def test_the_form_knows_before_saving_that_today_judges_nothing() -> None:
    clock, desk = house_at(NOW)
    saved = record_stay(desk, RecordStay(entry(CITIZEN)))
    assert isinstance(saved, Done)
    guest = saved.value.kept.guests[0].id
    seen = []
    for days in (0, -9000):
        clock.jump(days=days)
        start, card = stay_start(desk), stay_card(desk, guest)
        assert start is not None
        assert card is not None
        seen.append((start.clock_in_doubt, card.clock_in_doubt))
    assert seen == [(False, False), (True, True)]

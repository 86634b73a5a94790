"""What every store promises of house, register numbers, endpoint health and the draft."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from guestreg.domain.declaration import Hold, Reason
from guestreg.ports.store import EndpointCondition, Store, Volume
from tests.fakes.kept import (
    ENDPOINT,
    EVENING,
    house,
)


def test_the_house_comes_back_whole(opened: Store) -> None:
    with opened.unit_of_work() as work:
        assert work.house.establishment() is None
        work.house.put_establishment(replace(house(), name="Cũ"))
        work.house.put_establishment(house())
        work.commit()
    with opened.unit_of_work() as work:
        assert work.house.establishment() == house()


def test_a_register_number_is_given_once(opened: Store) -> None:
    with opened.unit_of_work() as work:
        assert [work.house.take_register_no() for _ in range(3)] == [(1, 1), (1, 2), (1, 3)]
        work.commit()
    with opened.unit_of_work() as work:
        open_now = work.house.volume()
        assert open_now == Volume(1, date(2026, 1, 1), None, 4)
        work.house.put_volume(open_now._replace(to_on=date(2026, 12, 31)))
        assert work.house.volume() is None
        with pytest.raises(LookupError):
            work.house.take_register_no()
        work.house.put_volume(Volume(2, date(2027, 1, 1), None, 1))
        assert work.house.take_register_no() == (2, 1)
        assert [volume.number for volume in work.house.volumes()] == [1, 2]


def test_a_volume_never_gives_a_number_again(opened: Store) -> None:
    with opened.unit_of_work() as work:
        work.house.take_register_no()
        with pytest.raises(Exception, match=r"."):
            work.house.put_volume(Volume(1, date(2026, 1, 1), None, 1))


def test_an_untouched_volume_takes_another_number(opened: Store) -> None:
    with opened.unit_of_work() as work:
        work.house.renumber_volume(1, 5)
        assert work.house.volumes() == (Volume(5, date(2026, 1, 1), None, 1),)
        assert work.house.take_register_no() == (5, 1)
        for number in (5, 1):
            with pytest.raises(LookupError):
                work.house.renumber_volume(number, 9)
        assert [volume.number for volume in work.house.volumes()] == [5]


def test_an_endpoint_without_troubles_is_known_too(opened: Store) -> None:
    troubled = EndpointCondition(
        ENDPOINT,
        Hold.CREDENTIALS,
        Reason("password", {"host": "x"}),
        EVENING,
        4,
        EVENING,
        EVENING,
        EVENING,
        "MAU-0017",
        2,
        -5,
        "302",
        "302903203",
        "tin-17",
        3,
    )
    with opened.unit_of_work() as work:
        assert work.house.condition(ENDPOINT) == EndpointCondition(ENDPOINT)
        work.house.put_condition(replace(troubled, failures=1))
        work.house.put_condition(troubled)
        work.commit()
    with opened.unit_of_work() as work:
        assert work.house.condition(ENDPOINT) == troubled


def test_the_draft_is_one_and_can_go(opened: Store) -> None:
    with opened.unit_of_work() as work:
        assert work.house.draft() is None
        work.house.put_draft(b"{}", EVENING)
        work.house.put_draft(b'{"a":1}', EVENING)
        assert work.house.draft() == b'{"a":1}'
        work.house.put_draft(None, EVENING)
        assert work.house.draft() is None


def test_instants_keep_their_microsecond_in_any_zone(opened: Store) -> None:
    odd = datetime(1999, 2, 3, 4, 5, 6, 789012, tzinfo=timezone(timedelta(hours=-12)))
    with opened.unit_of_work() as work:
        work.house.put_condition(EndpointCondition(ENDPOINT, held_at=odd))
        found = work.house.condition(ENDPOINT).held_at
        assert found == odd

"""What our clock may decide while a guest is saved, and what is left to the endpoint's."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.fakes.clock import FakeClock
from tests.integration.cli.terminal import ONE, Terminal

DAYS_AGO: dict[str, Any] = {**ONE, "arrival": "2026-11-18T18:00"}
AFTER_MIDNIGHT: dict[str, Any] = {**ONE, "arrival": "2026-11-22T00:03"}


def state_of(answer: Any) -> str:
    return str(answer["guests"][0]["declaration"]["state"])


def learn_skew(house: Terminal, seconds: int) -> None:
    """As an endpoint's answer tells it."""
    program = house.program()
    try:
        desk = program.desk()
        with desk.store.unit_of_work() as uow:
            condition = uow.house.condition(desk.terms.endpoint_id)
            uow.house.put_condition(replace(condition, clock_skew_s=seconds))
            uow.commit()
    finally:
        program.close()


def test_a_clock_known_to_be_fast_closes_no_window(house: Terminal) -> None:
    learn_skew(house, 3 * 86_400)
    assert state_of(house.json("add", "-", stdin=DAYS_AGO)) == "waiting"


def test_a_clock_behind_the_program_itself_closes_no_window(house: Terminal, clock: FakeClock) -> None:
    clock.jump(timedelta(days=365 * 30))
    late = {**ONE, "planned_departure": "2056-11-22T12:00"}
    assert state_of(house.json("add", "-", stdin=late)) == "waiting"


def test_a_true_clock_closes_the_window(house: Terminal) -> None:
    learn_skew(house, 1)
    assert state_of(house.json("add", "-", stdin=DAYS_AGO)) == "window_closed"


def test_a_guest_written_down_just_before_midnight_is_sent_after_it(house: Terminal, clock: FakeClock) -> None:
    clock.advance(hours=3, minutes=14)
    house.json("add", "-", stdin=AFTER_MIDNIGHT)
    house.json("send", status=3)
    assert house.json("list")["rows"][0]["state"] == "waiting"
    clock.advance(minutes=8)
    house.json("send")
    assert house.json("list")["rows"][0]["state"] == "sent"

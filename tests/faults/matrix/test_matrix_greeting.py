"""The same faults at the log-in, before anything of a guest leaves: what is said and held, and that nothing left."""

from datetime import timedelta

import pytest

from guestreg.domain.declaration import Hold, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.resources import resource_dir
from tests.fakes.clock import FakeClock
from tests.faults.matrix.cell import LONG_TOTAL_S, SETTLING, SHORT_TOTAL_S
from tests.faults.matrix.house import House, number_of
from tests.faults.matrix.row import EVENING
from tests.faults.matrix.world import World
from tests.faults.server import deeds
from tests.faults.server.front import Deed, logging_in

GREETINGS: dict[str, tuple[Deed, str, Hold | None]] = {
    "reset after the headers": (deeds.reset_after_headers, "E-02", None),
    "reset at the end": (deeds.reset_at_the_end(effect=True), "E-02", None),
    "silence": (deeds.silence(effect=True), "E-02", None),
    "a byte now and then": (deeds.answered(deeds.drip, effect=True), "E-02", None),
    "truncated": (deeds.answered(deeds.truncated, effect=True), "E-02", None),
    "length too short": (deeds.answered(deeds.length_too_short, effect=True), "E-03", None),
    "broken chunk": (deeds.answered(deeds.broken_chunks, effect=True), "E-02", None),
    "gzip bomb": (deeds.answered(deeds.gzip_bomb, effect=True), "E-52", Hold.CONTRACT),
    "no gzip at all": (deeds.answered(deeds.wrong_gzip, effect=True), "E-52", Hold.CONTRACT),
    "a gigabyte": (deeds.answered(deeds.flood, effect=True), "E-52", Hold.CONTRACT),
    "a sign-in page": (deeds.says(200, deeds.HTML, deeds.PLAIN), "E-32", None),
    "511, a sign-in page": (deeds.says(511, deeds.HTML, deeds.PLAIN), "E-32", None),
    "nothing": (deeds.says(200), "E-03", None),
    "301": (deeds.redirects(301, "https://{host}{path}"), "E-07", Hold.ADDRESS),
    "307": (deeds.redirects(307, "http://{host}{path}"), "E-07", Hold.ADDRESS),
    "400": (deeds.says(400, deeds.HTML), "E-04", Hold.CREDENTIALS),
    "401": (deeds.says(401, deeds.HTML), "E-04", Hold.CREDENTIALS),
    "403": (deeds.says(403, deeds.HTML), "E-04", Hold.CREDENTIALS),
    "404": (deeds.says(404, deeds.HTML), "E-07", Hold.ADDRESS),
    "405": (deeds.says(405), "E-07", Hold.ADDRESS),
    "408": (deeds.says(408), "E-03", None),
    "409": (deeds.says(409), "E-52", Hold.CONTRACT),
    "429": (deeds.asks_to_wait(429, "5"), "E-03", None),
    "500": (deeds.says(500), "E-03", None),
    "502": (deeds.says(502, deeds.HTML), "E-03", None),
    "503": (deeds.asks_to_wait(503, "5"), "E-03", None),
    "another object": (deeds.says(200, b"[1, 2]"), "E-52", Hold.CONTRACT),
    "a refusal": (deeds.says(200, deeds.envelope("400", "x")), "E-04", Hold.CREDENTIALS),
    "no token": (deeds.says(200, deeds.SUCCESS), "E-04", Hold.CREDENTIALS),
    "a key twice": (deeds.says(200, b'{"code":"500",' + deeds.SUCCESS[1:]), "E-52", Hold.CONTRACT),
    "20,000 deep": (deeds.says(200, deeds.deep(b"")), "E-52", Hold.CONTRACT),
}
WAIT = frozenset({"silence", "a byte now and then"})
LANGUAGES = ("vi", "en")


@pytest.mark.parametrize("name", GREETINGS)
def test_nothing_of_a_guest_leaves_without_a_greeting(name: str, world: World) -> None:
    deed, code, hold = GREETINGS[name]
    clock = world.clock = FakeClock(EVENING.start)
    with world.front(world.police()) as front:
        total_s = SHORT_TOTAL_S if name in WAIT else LONG_TOTAL_S
        house = House(
            world.police().side, world.address(front), clock, ca_file=world.shown.ca_file, total_s=total_s, seed=1
        )
        front.fault(deed=deed, aim=logging_in)
        number = next(world.numbers)
        guest = house.record(number, foreign=False)
        try:
            house.run_until(clock.now() + timedelta(minutes=10), lambda: None)
            assert front.bodies == []
            _check_trouble(house, guest, code, hold)
            front.well()
            if hold is Hold.CREDENTIALS:
                assert front.struck == 1, "a refused password is never tried again by itself"
                house.new_password()
            house.run_until(clock.now() + SETTLING, lambda: None)
            assert house.lines()[guest].state is State.SENT
            assert world.police().has(guest, number_of(number, foreign=False)) == 1
        finally:
            house.leave()


def _check_trouble(house: House, guest: DeclarationId, code: str, hold: Hold | None) -> None:
    """The guest waits untouched; the endpoint's trouble is held and told."""
    line, trouble = house.lines()[guest], house.condition.reason
    assert (line.state, line.may_have_arrived, house.attempts(guest)) == (State.WAITING, False, ())
    assert trouble is not None
    assert (house.condition.hold, trouble.code) == (hold, code)
    for language in LANGUAGES:
        assert load_phrasebook(resource_dir(), language).sentence(code, trouble.params)

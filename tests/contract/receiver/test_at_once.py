"""Many calls in the same moment, on both databases."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.contract.receiver.test_declaring import ROOT, effects
from tests.fakes.open_authority import OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller, in_header
from tests.fakes.open_documents import citizen, numbered

CALLS = 16


def at_once(work: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(CALLS) as pool:
        return list(pool.map(work, range(CALLS)))


def test_a_house_that_declares_many_guests_at_once_gets_all_receipts(
    house: OpenCaller, authority: OpenAuthority
) -> None:
    checkpoint = in_header(house.key.checkpoint(2, ROOT))
    replies = at_once(lambda number: house.put(numbered(number), headers=checkpoint))
    assert [reply.status for reply in replies] == [201] * CALLS
    references = {reply.json["receipt"].split("\n")[5] for reply in replies}
    assert (len(references), effects(authority)) == (CALLS, CALLS)


def test_one_declaration_many_times_at_once_has_one_effect(house: OpenCaller, authority: OpenAuthority) -> None:
    replies = at_once(lambda _: house.put(citizen()))
    statuses = Counter(reply.status for reply in replies)
    assert statuses[201] == 1
    assert statuses.keys() <= {200, 201, 409}
    assert {reply.problem for reply in replies if reply.status == 409} <= {"in-flight"}
    assert len({reply.json["receipt"] for reply in replies if reply.status < 300}) == 1
    assert effects(authority) == 1


def test_one_code_lets_one_computer_in(authority: OpenAuthority) -> None:
    code = authority.enrolment_code()
    callers = [OpenCaller(authority.base_url, key=DeviceKey(seed=bytes([n] * 32))) for n in range(CALLS)]
    statuses = Counter(at_once(lambda number: callers[number].enrol(code).status))
    assert statuses == {201: 1, 403: CALLS - 1}

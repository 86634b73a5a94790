"""The simulator in its own process: announced, read and set from outside, ended by SIGKILL at any moment."""

from __future__ import annotations

import http.client
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guestreg.receiver.kbtt.record import Record
from tests.fakes.practice_police import JSON_BODY, Caller, citizen

ROOT = Path(__file__).parents[3]
STARTS = 4
Spawn = Callable[..., tuple["subprocess.Popen[str]", Caller]]


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    """Starts a simulator process over the test's record; gives it and a caller of it."""
    processes: list[subprocess.Popen[str]] = []

    def spawn_one(kind: str = "") -> tuple[subprocess.Popen[str], Caller]:
        module = "tests.integration.receiver.simulator_process"
        command = [sys.executable, "-m", module, str(tmp_path), "0", kind]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        return process, Caller(address)

    yield spawn_one
    for process in processes:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def send_until_it_dies(
    process: subprocess.Popen[str], caller: Caller, numbers: Iterator[str], kill_after: int
) -> list[str]:
    """Declares one guest after the other; kills the process while the one after `kill_after` is under way."""
    acknowledged: list[str] = []
    caller.log_in()
    killer = threading.Thread(target=process.kill)
    for number in numbers:
        if len(acknowledged) == kill_after:
            killer.start()
        try:
            reply = caller.call(5, [citizen(soGiayTo=number)])
        except (OSError, http.client.HTTPException):
            break
        assert reply.status == 200
        acknowledged.append(number)
    killer.join()
    process.wait()
    return acknowledged


def stored(folder: Path) -> list[str]:
    record = Record(folder / "police.db")
    numbers = [stay.document.number for stay in record.stays()]
    record.close()
    return numbers


def test_no_acknowledged_stay_is_lost_by_kill(spawn: Spawn, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    numbers = (f"{number:012d}" for number in range(1, 10_000))
    acknowledged: list[str] = []
    for _ in range(STARTS):
        process, caller = spawn()
        acknowledged += send_until_it_dies(process, caller, numbers, chance.randrange(1, 25))
        assert process.returncode == -signal.SIGKILL
        kept = stored(tmp_path)
        assert set(acknowledged) <= set(kept)
        assert len(kept) == len(set(kept))


def test_a_record_that_answers_before_its_commit_is_caught(spawn: Spawn, tmp_path: Path) -> None:
    process, caller = spawn("forgetful")
    numbers = (f"{number:012d}" for number in range(1, 100))

    acknowledged = send_until_it_dies(process, caller, numbers, 5)

    assert len(acknowledged) >= 5
    assert not set(acknowledged) <= set(stored(tmp_path))


def test_the_next_process_meets_the_same_guests(spawn: Spawn) -> None:
    process, caller = spawn()
    caller.log_in()
    caller.call(5, [citizen()])
    process.kill()
    process.wait()
    _, again = spawn()
    again.token = caller.token

    assert "chưa checkout" in again.call(5, [citizen()]).message


def test_two_processes_over_one_record_never_take_a_guest_twice(spawn: Spawn, tmp_path: Path) -> None:
    callers = [spawn()[1], spawn()[1]]
    taken: list[str] = []

    def send_all(caller: Caller) -> None:
        caller.log_in()
        numbers = [f"{number:012d}" for number in range(30)]
        taken.extend(number for number in numbers if caller.call(5, [citizen(soGiayTo=number)]).status == 200)

    senders = [threading.Thread(target=send_all, args=(caller,)) for caller in callers]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sorted(taken) == sorted(stored(tmp_path)) == [f"{number:012d}" for number in range(30)]


def test_it_ends_in_good_order_when_asked(spawn: Spawn) -> None:
    process, _ = spawn()
    process.send_signal(signal.SIGTERM)

    assert process.wait(10) in (0, -signal.SIGTERM)


def test_faults_and_clock_are_set_from_another_process(spawn: Spawn) -> None:
    _, caller = spawn()
    caller.log_in()
    wish = {"kind": "plain_500", "call": 5, "count": 1}
    told = caller.practice("faults", {"set": [wish]})
    hit = caller.call(5, [citizen()])
    shifted = caller.practice("clock", {"offset_seconds": 3 * 86_400})
    closed = caller.call(5, [citizen()])
    fixed = caller.practice("clock", {"at": "2026-11-22T00:30:00+07:00"})
    again = caller.call(5, [citizen()])
    back = caller.practice("clock", {})

    assert (told["seed"], told["faults"][0]["kind"]) == (1, "plain_500")
    assert hit.status == 500
    assert shifted == {"now": "2026-11-24T12:30:00+00:00"}
    assert closed.status == 401
    assert fixed == {"now": "2026-11-21T17:30:00+00:00"}
    assert again.status == 401
    assert back == {"now": "2026-11-21T12:30:00+00:00"}
    assert caller.practice("faults", {"set": [wish], "clear": True})["faults"][0]["kind"] == "plain_500"
    assert caller.practice("faults", {"clear": True})["faults"] == []


@pytest.mark.parametrize(
    ("name", "wish"),
    [
        ("faults", b'{"set": [{"kind": "nonsense"}]}'),
        ("faults", b'{"set": [{"kind": "bom", "probability": 2}]}'),
        ("faults", b'{"set": [{"colour": "red"}]}'),
        ("faults", b"[]"),
        ("faults", b"{"),
        ("clock", b'{"at": "yesterday"}'),
        ("clock", b'{"at": "2026-11-21T00:00:00"}'),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_whole(caller: Caller, name: str, wish: bytes) -> None:
    assert caller.request("POST", f"/_practice/{name}", wish, JSON_BODY).status == 400
    assert caller.practice("faults")["faults"] == []


@pytest.mark.parametrize(
    ("method", "name", "headers"),
    [
        ("GET", "stays", {"Host": "example.test"}),
        ("GET", "requests", {"Host": "example.test"}),
        ("POST", "faults", {"Content-Type": "text/plain"}),
        ("POST", "clock", JSON_BODY | {"Host": "example.test"}),
    ],
)
def test_a_web_page_can_not_use_this_machines_browser(
    caller: Caller, method: str, name: str, headers: dict[str, str]
) -> None:
    reply = caller.request(method, f"/_practice/{name}", b"{}" if method == "POST" else None, headers)

    assert (reply.status, reply.body) == (403, b"")

"""The kill test's own process, warm: it forks the program, kills it at a seeded instant, and judges what is left.

`python -m tests.faults.kill_run FOLDER SEED KILLS FULL [unmarked]` prints what happened as one JSON line.
It runs outside the test runner so that nothing but the program is in the forked memory.
"""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from guestreg.domain.declaration import Proof, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.outbox.courier import Courier
from guestreg.platform.clock import SystemClock
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.receiver.kbtt.record import Record
from tests.faults import kill_findings
from tests.faults.kill_account import (
    AIMS,
    COMMIT_S,
    COMMITS,
    IN_FLIGHT,
    PACKS,
    PAPERWORK,
    REACH,
    RECOUNTED,
    SPANS,
    Account,
)
from tests.faults.kill_findings import Acknowledged
from tests.faults.kill_fork import Fate, fork
from tests.faults.kill_packs import Packs
from tests.faults.kill_paperwork import paperwork, phone
from tests.faults.kill_program import (
    LaterClock,
    MarkedProgram,
    Tell,
    UnmarkedCourier,
    evening,
    send_all,
    stay_json,
)
from tests.faults.police import Police


class KillRun:
    def __init__(self, folder: Path, seed: int, *, unmarked: bool) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.account = Account(seed)
        self.courier: type[Courier] = UnmarkedCourier if unmarked else Courier
        self.aims = {name: AIMS[name] for name in IN_FLIGHT} if unmarked else AIMS
        self.police = Police(folder)
        self.acknowledged = Acknowledged()
        self.packs = Packs(folder / "authority", PACKS)
        self.imported: set[str] = set()
        self.next_number = 1
        self.typo_in: DeclarationId | None = None
        self.spans: dict[str, float] = {}

    def program(self, tell: Tell, ahead: timedelta = timedelta(), data: str = "data") -> MarkedProgram:
        clock = LaterClock(SystemClock(), ahead)
        return MarkedProgram(find_paths(self.folder / data), clock, OsRandom(), tell=tell, courier=self.courier)

    def warm_up(self) -> None:
        """One evening in this process, in a book of its own: all that the program loads is loaded once."""
        program = self.program(_say_nothing, data="warm")
        self.police.house(program)
        evening(program, 0, None, _say_nothing)
        paperwork(program, 1, [], _say_nothing)
        program.close()

    def begin(self) -> None:
        def job(tell: Tell) -> None:
            program = self.program(tell)
            self.police.house(program)
            program.close()

        fork(job)
        fork(lambda _: self.packs.make())

    def calibrate(self) -> None:
        """How long each part takes here and now, from three starts of each sort nobody kills."""
        took: dict[str, list[float]] = {aim: [] for aim in AIMS}
        for _ in range(3):
            for start in (self.evening, self.paperwork, self.importing):
                moments: dict[str, float] = {"": time.monotonic()}
                self.take_in(start(None, 0.0, moments))
                for aim in (aim for aim in AIMS if self.start_of(aim) == start):
                    first, last = SPANS[aim]
                    took[aim].append(moments[last] - moments[first])
        self.spans = {aim: max(0.0005, sorted(seconds)[1]) for aim, seconds in took.items()}

    def kill_one(self) -> None:
        """Aim at the kind that is furthest behind; what really happened is counted afterwards."""
        done = Counter({aim: getattr(self.account, aim) for aim in self.aims})
        aim = min(self.aims, key=lambda one: (done[one] / self.aims[one], self.chance.random()))
        fate = self.start_of(aim)(*self.moment(aim))
        self.take_in(fate)
        if fate.was_killed:
            self.account.kills += 1
            self.count_paperwork(fate) if aim in PAPERWORK else self.count(fate)

    def is_lopsided(self, kills: int) -> bool:
        """Some kind has had fewer than one kill in fifteen: on a busy machine many fall later than aimed."""
        return any(getattr(self.account, aim) * 15 < kills for aim in self.aims if aim not in RECOUNTED)

    def start_of(self, aim: str) -> Callable[..., Fate]:
        """The sort of start in which such a kill can fall."""
        return {"importing": self.importing}.get(aim, self.paperwork if aim in PAPERWORK else self.evening)

    def moment(self, aim: str) -> tuple[str, float]:
        """The mark after which such a kill falls, and how long after it."""
        if aim in COMMITS and self.chance.random() < 0.5:
            return COMMITS[aim], self.chance.uniform(0.0, COMMIT_S)
        low, high = REACH.get(aim, (0.0, 0.95))
        return SPANS[aim][0], self.spans[aim] * self.chance.uniform(low, high)

    def count(self, fate: Fate) -> None:
        account = self.account
        if fate.saw("saving") is None:
            account.before += 1
        elif fate.acknowledged is None:
            account.inside += 1
        elif fate.leaving is None and not fate.receiving:
            account.after += 1
            self.typo_in = fate.acknowledged
        else:
            account.delivery += 1
            account.receiving += fate.receiving
            self.typo_in = fate.leaving or fate.acknowledged

    def count_paperwork(self, fate: Fate) -> None:
        within = next((aim for aim in PAPERWORK if fate.is_within(*SPANS[aim])), "around")
        setattr(self.account, within, getattr(self.account, within) + 1)

    def evening(self, mark: str | None, delay_s: float, moments: dict[str, float] | None = None) -> Fate:
        number, self.next_number = self.next_number, self.next_number + 1
        typo_in, self.typo_in = self.typo_in, None

        def job(tell: Tell) -> None:
            program = self.program(tell)
            evening(program, number, typo_in, tell)
            program.close()

        return fork(job, mark, delay_s, moments)

    def paperwork(self, mark: str | None, delay_s: float, moments: dict[str, float] | None = None) -> Fate:
        number, self.next_number = self.next_number, self.next_number + 1
        listed = self.police.listed()

        def job(tell: Tell) -> None:
            program = self.program(tell)
            paperwork(program, number, listed, tell)
            program.close()

        return fork(job, mark, delay_s, moments)

    def importing(self, mark: str | None, delay_s: float, moments: dict[str, float] | None = None) -> Fate:
        file = self.packs.next()
        return fork(lambda tell: self.packs.take(file, tell), mark, delay_s, moments)

    def take_in(self, fate: Fate) -> None:
        if fate.acknowledged is not None:
            self.acknowledged.saved.add(fate.acknowledged)
        self.acknowledged.handed |= fate.named("told")
        self.acknowledged.listed |= fate.named("listed")
        self.imported |= set(fate.saw("imported") or ())

    def full_program(self, kills: int) -> None:
        """`guestreg add` and `guestreg send` as processes of their own, killed at any instant of their life."""
        spans = {verb: self.run_verb(verb, None) for verb in ("add", "send")}
        while self.account.full_program_kills < kills:
            verb = self.chance.choice(("add", "add", "send"))
            delay_s = spans[verb] * self.chance.uniform(0.3, 1.0)
            if self.run_verb(verb, delay_s) < 0:
                self.account.full_program_kills += 1
                self.account.kills += 1

    def run_verb(self, verb: str, delay_s: float | None) -> float:
        """Seconds it took, or −1 when it was killed."""
        number, self.next_number = self.next_number, self.next_number + 1
        command = [sys.executable, "-m", "guestreg", "--data", str(self.folder / "data"), "--json", verb]
        typed = json.dumps(stay_json(number, SystemClock().now())).encode() if verb == "add" else b""
        began = time.monotonic()
        with subprocess.Popen(
            [*command, "-"] if verb == "add" else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                said, _ = process.communicate(typed, timeout=delay_s)
            except subprocess.TimeoutExpired:
                process.kill()
                said, _ = process.communicate()
        if verb == "add" and said.endswith(b"}\n"):
            self.acknowledged.saved.add(json.loads(said)["guests"][0]["declaration"]["id"])
        if process.returncode == -signal.SIGKILL:
            return -1.0
        if process.returncode not in (0, 3, 5):
            raise AssertionError(f"{verb} ended with {process.returncode}")
        return time.monotonic() - began

    def settle(self) -> None:
        """The evening goes on, undisturbed, until nothing can leave by itself any more."""
        for minutes in range(2, 40, 2):
            if self.send_later(timedelta(minutes=minutes)) == 0:
                return

    def send_later(self, ahead: timedelta) -> int:
        """One undisturbed pass at a later hour; how many are still on their way."""

        def job(tell: Tell) -> None:
            program = self.program(tell, ahead)
            tell("left", str(send_all(program)))
            phone(program.desk())
            program.close()

        left = fork(job).saw("left")
        assert left is not None
        return int(left[0])

    def judge(self) -> None:
        program = self.program(_say_nothing)
        store = program.desk().store
        record = Record(self.folder / "police.db")
        ids = dict.fromkeys(DeclarationId(key.rpartition(".")[0]) for key in kill_findings.saved_ids(store))
        told = kill_findings.read_all(store, ids, record)
        account = self.account
        account.findings = kill_findings.findings(store, told, self.acknowledged)
        account.findings += self.packs.findings(self.imported)
        account.imported = len(self.imported)
        account.stored, account.acknowledged = len(told), len(self.acknowledged.saved)
        account.handed_over = sum(one.versions[-1].state is State.HANDED_OVER for one in told)
        account.listed = sum(one.versions[-1].proof is Proof.LIST for one in told)
        aimed, account.delivery = account.delivery, sum(max(0, one.delivered_unrecorded) for one in told)
        account.after += max(0, aimed - account.delivery)
        account.typos_mended = sum(len(one.versions) > 1 for one in told)
        record.close()
        program.close()


def _say_nothing(mark: str, *details: str) -> None:
    """A teller for runs nobody watches."""


def run(folder: Path, seed: int, kills: int, full: int, *, unmarked: bool) -> Account:
    began = time.monotonic()
    house = KillRun(folder, seed, unmarked=unmarked)
    house.police.start()
    try:
        house.warm_up()
        house.begin()
        house.calibrate()
        while house.account.kills < kills - full or house.is_lopsided(kills):
            house.kill_one()
        if full:
            house.full_program(full)
        house.settle()
    finally:
        house.police.end()
    house.judge()
    house.account.seconds = round(time.monotonic() - began, 1)
    return house.account


def main(folder: str, seed: str, kills: str, full: str, unmarked: str = "") -> None:
    account = run(Path(folder), int(seed), int(kills), int(full), unmarked=unmarked == "unmarked")
    print(json.dumps(asdict(account)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One cell of the matrix: a fault for a while, then none; everything that is not as it must be comes back as words."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from guestreg.domain.declaration import Hold, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.outbox.health import FAULTS_TO_HOLD
from guestreg.outbox.run import Pass
from guestreg.ports.reading import GuestLine
from tests.fakes.clock import FakeClock
from tests.faults.matrix.first_answer import wrong_in_first
from tests.faults.matrix.house import House, Wrong, number_of
from tests.faults.matrix.row import EVENING, FEW_WORDS, NINE_DAYS, ONCE, TEN_MINUTES, Again, NameFault, Phase, Row
from tests.faults.matrix.world import World

SHORT_TOTAL_S, LONG_TOTAL_S = 0.3, 10.0
SETTLING = timedelta(hours=2)
MOST_TRIES_AN_HOUR = 30
ON_THE_SOCKET = 3
_LASTS = {TEN_MINUTES: timedelta(minutes=10), NINE_DAYS: timedelta(days=9)}
_SECOND_DAY = timedelta(days=8)
_SLACK_S = 2.0
_DONE = frozenset({State.SENT, State.CONFIRMED})


@dataclass(slots=True)
class Guest:
    number: str
    foreign: bool
    early: bool
    """Recorded when the fault began; the others a day before it ends."""


@dataclass(slots=True)
class Findings:
    """What is not as it must be, each once."""

    found: dict[str, None] = field(default_factory=dict)

    def unless(self, holds: bool, words: str) -> None:
        if not holds:
            self.found[words] = None


class Cell:
    """`play` is the whole of it."""

    def __init__(
        self,
        row: Row,
        duration: str,
        world: World,
        *,
        phase: Phase = EVENING,
        size: int | None = None,
        seed: int = 1,
        wrong: Wrong = lambda client: client,
        short_s: float = SHORT_TOTAL_S,
    ) -> None:
        self.row, self.duration, self.world = row, duration, world
        self.phase, self.seed, self._wrong, self._short_s = phase, seed, wrong, short_s
        self.size = size or max(row.guests, 1 if duration == ONCE else 2)
        self.findings = Findings()
        self._ended_at = phase.start
        many_faults = row.first.outcome_is_ours and self.size >= FAULTS_TO_HOLD
        self._hold = Hold.CONTRACT if many_faults else row.first.hold
        self._strikes_all = row.is_clear_cut and not many_faults
        self._too_late = {State.WINDOW_CLOSED, row.first.state} if many_faults else {State.WINDOW_CLOSED}
        self.guests: dict[DeclarationId, Guest] = {}
        self._seen_done: set[DeclarationId] = set()
        self.clock = world.clock = FakeClock(phase.start)
        self.police = world.police(row.side)

    def play(self) -> list[str]:
        row = self.row
        with ExitStack() as stack:
            stack.enter_context(self.world.environment(row.environment))
            self.front = front = stack.enter_context(self.world.front(self.police))
            portal = stack.enter_context(self.world.portal(front)) if row.name_fault else None
            total_s = self._short_s if row.waits else LONG_TOTAL_S
            ca_file = self.world.shown.ca_file if row.own_ca else None
            self.house = House(
                self.police.side,
                self.world.address(front),
                self.clock,
                ca_file=ca_file,
                total_s=total_s,
                seed=self.seed + next(self.world.numbers),
                wrong=self._wrong,
            )
            try:
                self._through()
            finally:
                self.house.leave()
        if portal is not None:
            self._must(not portal.bodies, "a portal was told of a guest")
        if row.environment and "SSL_CERT_FILE" not in row.environment:
            self._must(self.world.proxy.visits == 0, "the proxy of the environment was asked")
        return list(self.findings.found)

    def _through(self) -> None:
        if self.row.own_ca:
            self.house.log_in()
        self._begin()
        self._record(early=True)
        first = self._first_pass()
        log_ins = self.front.log_ins
        self._check_first(first)
        if self.duration != ONCE:
            self._last()
            self._check_lasting()
            if self.row.first.hold is Hold.CREDENTIALS:
                self._must(self.front.log_ins == log_ins, "a refused password was tried again")
        self._end()
        if self.house.condition.hold is Hold.CREDENTIALS:
            self.house.new_password()
        again = self.row.first.again
        settling = SETTLING + timedelta(seconds=max(again.most_s or 0, again.urgent_s))
        self.house.run_until(self.clock.now() + settling, self._watch)
        self._check_final()

    def _begin(self) -> None:
        door = None if self.row.door is None else self.world.door(self.row.door)
        self._say_of_the_name(self.row.name_fault)
        self.front.fault(door=door, deed=self.row.deed, aim=self.row.aim, strikes=self.row.strikes)

    def _end(self) -> None:
        self._ended_at = self.clock.now()
        self._say_of_the_name(None)
        self.front.well()

    def _say_of_the_name(self, fault: NameFault | None) -> None:
        if self.world.resolver is not None:
            self.world.resolver.fault = fault
            self.front.cut()

    def _record(self, *, early: bool) -> None:
        for place in range(self.size):
            number, foreign = next(self.world.numbers), place % 2 == 1
            guest = Guest(number_of(number, foreign=foreign), foreign, early)
            self.guests[self.house.record(number, foreign=foreign, came_ago=self.phase.came_ago)] = guest

    def _first_pass(self) -> Pass:
        """The first one that tries anything."""
        for _ in range(60):
            done = self.house.run()
            self._watch()
            if self.house.client.tries:
                return done
            self.clock.advance(seconds=1)
        raise AssertionError("nothing was ever tried")

    def _last(self) -> None:
        """Three attempts over the socket, then their answer again and again, the last ones over the socket."""
        end = self.phase.start + _LASTS[self.duration]
        if self.duration == NINE_DAYS:
            while self.house.client.on_the_wire < ON_THE_SOCKET and self.clock.now() < self.phase.start + timedelta(
                hours=2
            ):
                self.house.run_until(self.clock.now() + timedelta(minutes=1), self._watch)
            self.house.client.replays = True
            self.house.run_until(self.phase.start + _SECOND_DAY, self._watch)
            self._record(early=False)
            self.house.client.replays = not self._strikes_all
        self.house.run_until(end, self._watch)

    def _watch(self) -> None:
        """After every pass: nobody is out of sight, nobody falsely done."""
        lines = self.house.lines()
        visible = {line.declaration_id for line in self.house.reader.open_lines()}
        for declaration_id, guest in self.guests.items():
            line = lines.get(declaration_id)
            self._must(line is not None, "a guest has left the register")
            if line is None:
                continue
            if line.state not in _DONE:
                self._must(declaration_id in visible, f"a guest in {line.state} is not among the open ones")
            elif declaration_id not in self._seen_done:
                self._seen_done.add(declaration_id)
                self._check_done(line, guest.number)

    def _check_done(self, line: GuestLine, number: str) -> None:
        if line.state is State.CONFIRMED:
            self._must(line.proof is not None, "confirmed without proof")
        if not self.row.lies:
            self._must(
                self.police.has(line.declaration_id, number) == 1, f"{line.state}, and the police do not have the guest"
            )

    def _check_first(self, done: Pass) -> None:
        expect = self.row.first
        lines = [self.house.lines()[one] for one in self.guests]
        told = self.row.is_before_the_greeting
        struck = [line for line in lines if line.state is expect.state and (told or line.reason is not None)]
        self._must(bool(struck), f"state {lines[0].state}, not {expect.state}")
        self._must(self.house.condition.hold is self._hold, f"hold {self.house.condition.hold}, not {self._hold}")
        for line in struck[:1]:
            reason = self.house.condition.reason if told else line.reason
            attempts = self.house.attempts(line.declaration_id)
            for wrong in wrong_in_first(self.row, reason, attempts, self.house.host):
                self._must(False, wrong)
        if self.size == 1:
            self._check_again(done, lines[0])

    def _check_again(self, done: Pass, line: GuestLine) -> None:
        again: Again = self.row.first.again
        if again.most_s is None:
            self._must(done.next_at is None, f"something is due again at {done.next_at}")
            return
        if done.next_at is None:
            self._must(False, "nothing is due again")
            return
        now = self.clock.now()
        ahead_s = (done.next_at - now).total_seconds()
        least_s, most_s = again.span(now, line, self.phase)
        fits = least_s - _SLACK_S <= ahead_s <= most_s + _SLACK_S
        self._must(fits, f"due again in {ahead_s:.0f} s, not in {least_s:.0f} to {most_s:.0f}")

    def _check_lasting(self) -> None:
        """While the fault lasts: the state it gives, or not tried yet, or the window has closed meanwhile."""
        expect = self.row.first
        for declaration_id in self.guests:
            state = self.house.lines()[declaration_id].state
            allowed = {expect.state} if self._strikes_all else {expect.state, State.WAITING}
            if self._ran_out(declaration_id, self.clock.now()):
                allowed = self._too_late
            self._must(state in allowed, f"after {self.duration}: {state}, not {' or '.join(sorted(allowed))}")
        if self._hold is not None and not self._greeting_may_free():
            self._must(self.house.condition.hold is self._hold, f"after {self.duration}: the hold has ended")

    def _greeting_may_free(self) -> bool:
        """Everybody ran out, so nobody is sent into the fault any more; asked for its time the endpoint greets well."""
        over = all(self._ran_out(one, self.clock.now()) for one in self.guests)
        return over and self._hold is not Hold.CREDENTIALS and not self.row.is_before_the_greeting

    def _check_final(self) -> None:
        for declaration_id, guest in self.guests.items():
            line = self.house.lines()[declaration_id]
            wanted = self._final(declaration_id, guest)
            words = "in the end"
            self._must(line.state in wanted, f"{words}: {line.state}, not {' or '.join(sorted(wanted))}")
            if line.state is State.UNKNOWN:
                asks = line.reason is not None and line.reason.params.get("ask") == "list"
                self._must(asks, f"{words}: unclear, and nobody is asked to look")
            has = self.police.has(declaration_id, guest.number)
            self._must(has <= 1, f"{words}: the police have a guest {has} times")
            self._must(has == 1 or line.state not in _DONE or self.row.lies, f"{words}: a false success")
            self._check_attempts(declaration_id)
        self._check_bytes()
        self._check_pace()

    def _ran_out(self, declaration_id: DeclarationId, at: datetime) -> bool:
        """Whether this guest's window was over then, and the fault had kept her from being told."""
        closes_at = self.house.lines()[declaration_id].window_closes_at
        return not self._strikes_all and closes_at is not None and closes_at <= at

    def _final(self, declaration_id: DeclarationId, guest: Guest) -> set[State]:
        if self._ran_out(declaration_id, self._ended_at):
            return self._too_late
        wanted = self._reached(guest)
        return wanted | {State.WINDOW_CLOSED} if self._ran_out(declaration_id, self.clock.now()) else wanted

    def _reached(self, guest: Guest) -> set[State]:
        final = self.row.final
        if not self.row.is_open and final is State.CONFIRMED and self.row.first.state is not State.CONFIRMED:
            # Who was struck is proven by the refusal of her second try; who was not tried yet is simply sent.
            # A foreigner's refusal never names her: a person looks at the list.
            bare = guest.foreign or self.row.side == FEW_WORDS
            return {State.SENT, State.UNKNOWN if bare else State.CONFIRMED}
        done = State.CONFIRMED if self.row.is_open else State.SENT
        return {final, done} if final is State.UNKNOWN or not self._strikes_all else {final}

    def _check_attempts(self, declaration_id: DeclarationId) -> None:
        attempts = self.house.attempts(declaration_id)
        self._must(all(outcome is not None for _, outcome in attempts), "an attempt was left without an outcome")
        self._must(len({tried.wire_sha256 for tried, _ in attempts}) <= 1, "the bytes changed between attempts")

    def _check_bytes(self) -> None:
        bodies = Counter(self.front.bodies)
        for guest in self.guests.values():
            about = [body for body in bodies if guest.number.encode() in body]
            self._must(len(about) <= 1, "the police were given different bytes for one guest")

    def _check_pace(self) -> None:
        """Failures in any hour until the next success."""
        crowded, failed = 0, list[int]()
        for one in self.house.client.tries:
            failed = [at for at in (*failed, one.at_ms) if at > one.at_ms - 3_600_000] if one.failed else []
            crowded = max(crowded, len(failed))
        self._must(crowded <= MOST_TRIES_AN_HOUR, f"{crowded} tries in an hour")

    def _must(self, holds: bool, words: str) -> None:
        self.findings.unless(holds, words)

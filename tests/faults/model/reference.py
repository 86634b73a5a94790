"""What must hold after each step: a small model of the book, held against the store, the reader and the police.

It learns from what stood before the step and what was noted of it, and knows nothing of how the program works.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from guestreg.domain.declaration import CLOSED, PERSON_NEXT, Declaration, Grade, Kind, Proof, State
from guestreg.domain.ledger import leaf_hash
from guestreg.outbox.policy import MOST_FAILURES_PER_HOUR
from guestreg.outbox.verdict import QUEUED
from guestreg.ports.reading import LineFilter
from guestreg.ports.receipt import ReceiptVerdict
from guestreg.ports.store import UnitOfWork
from guestreg.ports.telling import TellingKind
from guestreg.services.commands.release_endpoint import release_endpoint
from tests.faults.model.mortal import Step
from tests.faults.model.polices import Plain
from tests.faults.model.sitting import ON_ITS_WAY
from tests.faults.model.wire import person_of
from tests.faults.model.world import World

_SAVES = frozenset({"stay.saved", "stay.amended", "stay.checkout", "stay.cancelled"})


@dataclass
class Reference:
    """`states`, `bytes_of`: by key, as last seen. `seen`: every step noted so far."""

    world: World
    states: dict[str, State] = field(default_factory=dict)
    bytes_of: dict[str, tuple[bytes, bytes | None]] = field(default_factory=dict)
    saves: dict[str, int] = field(default_factory=dict)
    """Sequence number of the entry of each version's save."""
    seq: int = 0
    leaf: str = ""
    seen: set[Step] = field(default_factory=set)
    standing: dict[str, Declaration] = field(default_factory=dict)
    newest: list[Declaration] = field(default_factory=list)
    commits: int = -1
    looked_at: tuple[int, datetime] | None = None
    """Nothing committed and no time gone: the screens show the same."""

    def check(self) -> None:
        world = self.world
        if self.commits != world.commits:
            self._check_book(world)
        looked_at = (world.commits, world.clock.now())
        if self.looked_at != looked_at:
            self._counters()
        self._police()
        self._endpoint()
        self.commits, self.looked_at = world.commits, looked_at

    def _check_book(self, world: World) -> None:
        """Only what was committed can have changed it."""
        with world.stores[0].unit_of_work() as uow:
            self._ledger(uow)
            lines = [uow.declarations.versions(world.lines[guest]) for guest in world.guests]
            before, self.standing = self.standing, {one.key: one for versions in lines for one in versions}
            standing = self.standing
            assert len(standing) == sum(map(len, lines)), "each version is in one place (I2)"
            assert set(self.states) <= set(standing), "no version is lost (I2)"
            for versions in lines:
                self._versions(uow, versions)
                for one in versions:
                    if one.state in (State.SENT, State.CONFIRMED) and before.get(one.key) != one:
                        self._proven(uow, one)
            self._moves(standing)
        self.newest = [versions[-1] for versions in lines]

    def _ledger(self, uow: UnitOfWork) -> None:
        """Dense and linked onwards from where it was last seen (I11); the entry of each save is noted (I1)."""
        for entry in uow.ledger.entries(self.seq + 1):
            said = json.loads(entry.envelope)
            assert entry.seq == said["seq"] == self.seq + 1
            assert not self.leaf or said["p"] == self.leaf
            assert entry.leaf == leaf_hash(entry.envelope)
            self.seq, self.leaf = entry.seq, entry.leaf
            if said["k"] in _SAVES and "state" in said["d"]:
                assert said["ref"] not in self.saves
                self.saves[said["ref"]] = entry.seq
        assert uow.ledger.head().seq == self.seq

    def _versions(self, uow: UnitOfWork, versions: tuple[Declaration, ...]) -> None:
        assert [one.version for one in versions] == list(range(1, len(versions) + 1)), "versions rise by one (I6)"
        for one in versions:
            assert self.saves.get(one.key) == one.sequence, "each version has its one entry (I1)"
            document, wire = self.bytes_of.get(one.key, (one.document, None))
            assert (document, wire or one.wire) == (one.document, one.wire), "bytes once made never change (I7)"
            self.bytes_of[one.key] = (one.document, one.wire)
            before = self.states.get(one.key)
            assert before not in CLOSED or one.state is before, "closed stays closed (I6)"
            if one.state is State.SENDING:
                tries = uow.attempts.of(one.id, one.version)
                assert one.lease_owner, "marked before it leaves"
                assert tries[-1][1] is None, "marked before it leaves"
        sending = [one for one in versions if one.state is State.SENDING]
        assert not any(earlier.state in ON_ITS_WAY for one in sending for earlier in versions[: one.version - 1]), (
            "nothing overtakes (I8)"
        )

    def _proven(self, uow: UnitOfWork, one: Declaration) -> None:
        """What is told rests on something kept (I5)."""
        ends = {outcome.outcome for _, outcome in uow.attempts.of(one.id, one.version) if outcome}
        told = uow.tellings.of(one.id, one.version)
        match one.proof:
            case None:
                assert one.state is State.SENT
                assert "accepted" in ends
            case Proof.RECEIPT:
                verdicts = {receipt.verdict for receipt in uow.receipts.of(one.id, one.version)}
                assert verdicts
                is_queued = one.reason is not None and one.reason.code == QUEUED
                assert not is_queued or verdicts <= {ReceiptVerdict.QUEUED}, "a verdict never goes back (I6)"
            case Proof.ALREADY:
                assert "already_there" in ends
            case Proof.LIST:
                assert any(t.kind is TellingKind.LIST and t.facts["found"] == "row" for t in told)
            case Proof.SEEN:
                assert any(t.kind is TellingKind.SEEN for t in told)
        weak = one.proof is Proof.SEEN
        assert (one.grade > Grade.E1) is not weak
        assert one.evidence_at is not None

    def _moves(self, standing: dict[str, Declaration]) -> None:
        """A state changes by noted moves alone."""
        made, self.world.moves[:] = list(self.world.moves), []
        self.seen.update(step for _, step in made)
        for key, one in standing.items():
            reached: set[State | None] = {self.states.get(key)}
            for moved, (source, target, _) in made:
                if moved == key and (source in reached or source is State.DRAFT):
                    reached.add(target)
            fresh = key not in self.states
            assert fresh or one.state in reached, f"{key}: {self.states.get(key)} became {one.state} by no move"
            self.states[key] = one.state

    def _counters(self) -> None:
        """What the screens count is what stands (I2); lateness shows at once (I15)."""
        now, reader, newest = self.world.clock.now(), self.world.readers[0], self.newest
        counts = reader.counts(LineFilter(), now)
        assert counts.total == len(newest)
        assert {s: n for s, n in counts.by_state.items() if n} == Counter(one.state for one in newest)
        assert counts.late == sum(one.is_late(now) for one in newest)
        open_ones = {one.key for one in newest if one.state in ON_ITS_WAY | {State.RETURNED, State.WINDOW_CLOSED}}
        assert {f"{line.declaration_id}.{line.version}" for line in reader.open_lines()} == open_ones

    def _police(self) -> None:
        server, standing = self.world.server, self.standing
        assert server.forgot or not server.effects or max(server.effects.values()) == 1, "one effect for a key (I3)"
        for key, wires in server.wires.items():
            assert wires == {standing[key].wire}, "the same bytes on every try (I7)"
        if not server.forgot:
            assert all(arrived == sorted(arrived) for arrived in server.arrived.values()), "in order (I8)"
        if isinstance(server, Plain) and not (server.forgot or self.world.lied):
            whose = Counter(one for stays in server.stays.values() for _, _, one in stays if one is not None)
            assert not whose or max(whose.values()) == 1, "nobody is told twice (I3)"
        for one in standing.values():
            if one.state in (State.SENT, State.CONFIRMED) and one.proof is not Proof.SEEN:
                assert self._is_there(one), f"{one.key} is {one.state} and the police never had it (I5)"

    def _is_there(self, one: Declaration) -> bool:
        server = self.world.server
        if one.kind is Kind.CANCEL:
            return one.key in server.effects
        number, arrival, _ = person_of(b"[" + one.document + b"]")
        return (number, arrival[:10]) in server.ever

    def _endpoint(self) -> None:
        for program in self.world.programs:
            line = program.line
            assert line.most_failures <= MOST_FAILURES_PER_HOUR, "never more than thirty failures an hour (I9)"
            assert line.overtook == [], "nothing leaves before what it follows (I8)"


def settles(world: World) -> None:
    """From now on the police are fair and nothing breaks: whatever waits is told, or put before a person (I4)."""
    world.server.weather = "fair"
    world.complaints.clear()
    world.set_right()
    for place in (0, 1):
        world.restart(place)
    world.act(0, release_endpoint)
    world.work(120)


def stuck(world: World) -> list[str]:
    """Versions that can go on by themselves and didn't, though two hours were fair; one that breaks us holds nobody
    else up (I10)."""
    with world.stores[0].unit_of_work() as uow:
        left = uow.declarations.outstanding(world.terms.endpoint_id)
    now = world.clock.now()
    a_persons = {one.id for one in left if one.next_attempt_at == PERSON_NEXT or _is_for_later(one, now)}
    excused = a_persons | {world.server.poisoned}
    return [f"{one.key} {one.state} {one.next_attempt_at}" for one in left if one.id not in excused]


def _is_for_later(one: Declaration, now: datetime) -> bool:
    return one.not_before_at is not None and one.not_before_at > now

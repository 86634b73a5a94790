"""The one way into the ledger: every entry, and every move of a declaration with the entry it needs.

Services and the courier call it inside their unit of work. It knows neither why something moves nor who is told.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from guestreg.domain.canonical import canonical
from guestreg.domain.declaration import Declaration, State
from guestreg.domain.identifiers import LedgerId
from guestreg.domain.ledger import Entry, EntryKind, Flag, NewEntry, instant
from guestreg.domain.moves import Actor, check_move, is_journaled
from guestreg.domain.note import VerifierKey
from guestreg.domain.verifier_key import device_name, verifier_key
from guestreg.outbox.checkpoints import Checkpoints
from guestreg.ports.attempt import Attempt, AttemptOutcome
from guestreg.ports.clock import Clock
from guestreg.ports.random import Random
from guestreg.ports.store import UnitOfWork
from guestreg.ports.trust import KeptHead, Why

SUSPECT_SKEW = timedelta(minutes=2)
_SALT_BYTES = 16
_UNLEASED = {"lease_owner": None, "lease_until": None}


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose ledger: its id, the program's version, the device's public key (None: entries are `unsigned`)."""

    ledger_id: LedgerId
    app: str
    device_key: bytes | None
    epoch: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class Evidence:
    """An ended attempt as the ledger commits to it: digests and marks, no person and no words."""

    attempt: Attempt
    outcome: AttemptOutcome

    def members(self) -> dict[str, Any]:
        sent_at = self.outcome.server_date
        return {
            "attempt": self.attempt.id,
            "code": _mark(self.outcome.code),
            "ended": instant(self.outcome.ended_at),
            "host": self.attempt.host,
            "http_status": self.outcome.http_status,
            "outcome": self.outcome.outcome,
            "program": self.attempt.program,
            "reply_sha256": hashlib.sha256(self.outcome.reply).hexdigest(),
            "server_date": None if sent_at is None else instant(sent_at),
            "started": instant(self.attempt.started_at),
            "wire_sha256": self.attempt.wire_sha256,
        }


def _mark(code: str | None) -> str | None:
    """A stranger's code only while it is a plain short one."""
    return code if code is not None and code.isascii() and len(code) <= 32 else None


class Act(NamedTuple):
    """What an entry says, as `record` takes it."""

    kind: EntryKind
    ref: str | None
    facts: Mapping[str, Any]
    body: bytes | None

    def __repr__(self) -> str:
        return f"Act({self.kind})"


class Journal:
    """Writes for one operator of one ledger; `endpoint_id` names the endpoint whose clock was last compared."""

    def __init__(
        self,
        clock: Clock,
        random: Random,
        operator: str,
        origin: Origin,
        endpoint_id: str,
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self._clock = clock
        self._random = random
        self._operator = operator
        self._origin = origin
        self._endpoint_id = endpoint_id
        self._checkpoints = checkpoints

    def genesis(self, uow: UnitOfWork) -> Entry:
        """The first entry. Raises ValueError without a device key: a ledger begins with one."""
        origin = self._origin
        if origin.device_key is None:
            raise ValueError("a ledger begins with a device key")
        device = verifier_key(device_name(origin.ledger_id, origin.epoch), origin.device_key)
        return self.record(uow, EntryKind.GENESIS, facts={"app": origin.app, "device": device})

    def record(
        self,
        uow: UnitOfWork,
        kind: EntryKind,
        *,
        ref: str | None = None,
        facts: Mapping[str, Any] | None = None,
        body: bytes | None = None,
    ) -> Entry:
        """Append one entry. `facts` name no person; `body` may, it is kept beside under a salted commitment."""
        return self.record_all(uow, (Act(kind, ref, facts or {}, body),))[0]

    def record_all(self, uow: UnitOfWork, acts: Iterable[Act]) -> tuple[Entry, ...]:
        """One entry each, of one moment, in their order."""
        now, mono = self._clock.now(), self._clock.monotonic_ms()
        flags, signing = self._flags(uow, now), self._signing
        new = [
            NewEntry(
                kind=act.kind,
                at=now,
                mono=mono,
                operator=self._operator,
                ref=act.ref,
                facts=act.facts,
                flags=flags,
                body=act.body,
                salt=None if act.body is None else self._random.token_bytes(_SALT_BYTES),
            )
            for act in acts
        ]
        if signing is not None:
            signing.close_month(uow, now)
        entries = uow.ledger.append_all(new)
        if signing is not None:
            signing.begin_day(uow, (one.kind for one in new), now)
        return entries

    def note_head(self, uow: UnitOfWork, why: Why) -> KeptHead | None:
        """The ledger's head, signed and kept, because it is about to leave the house; None when it can't be signed."""
        signing = self._signing
        return None if signing is None else signing.note(uow, why, self._clock.now())

    @property
    def _signing(self) -> Checkpoints | None:
        """None without the device's key: what is written then is `unsigned`, and so are its heads."""
        return None if self._origin.device_key is None else self._checkpoints

    def open_epoch(
        self, uow: UnitOfWork, epoch: int, device: VerifierKey, kind: EntryKind, facts: Mapping[str, Any]
    ) -> Entry:
        """From this entry on `device` signs. Raises ValueError for an epoch that was."""
        if epoch <= uow.ledger.head().epoch:
            raise ValueError("an epoch begins once")
        self._origin = replace(self._origin, device_key=device.public)
        now = self._clock.now()
        return uow.ledger.append(
            NewEntry(
                kind=kind,
                at=now,
                mono=self._clock.monotonic_ms(),
                operator=self._operator,
                facts={**facts, "device": device.text},
                flags=self._flags(uow, now),
                opens_epoch=epoch,
            )
        )

    def move(
        self,
        uow: UnitOfWork,
        declaration: Declaration,
        target: State,
        actor: Actor,
        *,
        evidence: Evidence | None = None,
        **changes: Any,
    ) -> Declaration:
        """Make a legal move and save it, with its entry unless it is quiet. Raises IllegalMove for any other.

        `changes` are other fields of the declaration; a version that leaves `sending` gives its lease up.
        """
        check_move(declaration, target, actor)
        freed = _UNLEASED if declaration.state is State.SENDING else {}
        moved = replace(declaration, state=target, **(freed | changes))
        uow.declarations.save(moved)
        if is_journaled(declaration.state, target):
            self.record(
                uow,
                EntryKind.STATE,
                ref=declaration.key,
                facts={
                    "from": declaration.state.value,
                    "to": target.value,
                    "grade": moved.grade.value,
                    "proof": moved.proof.value if moved.proof else None,
                },
                body=None if evidence is None else canonical(evidence.members()),
            )
        return moved

    def _flags(self, uow: UnitOfWork, now: datetime) -> tuple[Flag, ...]:
        flags: list[Flag] = []
        skew_s = uow.house.condition(self._endpoint_id).clock_skew_s
        if skew_s is not None and abs(skew_s) > SUSPECT_SKEW.total_seconds():
            flags.append(Flag.CLOCK_SUSPECT)
        last_at = uow.ledger.head().at
        if last_at is not None and now < last_at:
            flags.append(Flag.CLOCK_BACKWARDS)
        if self._origin.device_key is None:
            flags.append(Flag.UNSIGNED)
        return tuple(flags)

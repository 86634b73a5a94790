"""Negative controls: with one guard of the program out, the model finds the promise broken that the guard keeps.

Only what a short play finds is here; `test_guards` has the scenes for I3, I6, I9, I10 and I14. I12 (redaction) and
I13 (export) are not the model's.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from guestreg.domain.declaration import Declaration, Grade, State
from guestreg.domain.ledger import Entry, Head, NewEntry, link
from guestreg.outbox import recording, upkeep
from guestreg.outbox.lineage import Lineage
from guestreg.outbox.verdict import EvidenceTime, Verdict, judge
from guestreg.ports.endpoint import MayHaveArrived, Outcome, Parcel
from guestreg.ports.reading import Counts, GuestLine
from guestreg.services import declaring
from tests.fakes import store as fake_store
from tests.fakes.reader import MemoryReader
from tests.fakes.store_rows import MemoryDeclarations
from tests.faults.model.plays import play
from tests.faults.model.stores import in_memory
from tests.faults.model.test_model import SEED

STEPS, PLAYS = 2_000, 4
Break = Callable[[pytest.MonkeyPatch], None]


def a_save_without_its_entry(patch: pytest.MonkeyPatch) -> None:
    def save(uow: Any, desk: Any, entry: Any, made: Any) -> tuple[Declaration, ...]:
        saved = tuple(replace(one, sequence=uow.ledger.head().seq) for one in made)
        uow.declarations.add(*saved)
        return saved

    patch.setattr(declaring, "_save", save)


def unclear_ones_in_no_list(patch: pytest.MonkeyPatch) -> None:
    whole = MemoryReader.open_lines

    def lines(self: MemoryReader) -> tuple[GuestLine, ...]:
        return tuple(line for line in whole(self) if line.state is not State.UNKNOWN)

    patch.setattr(MemoryReader, "open_lines", lines)


def attempts_that_nobody_ends(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(upkeep, "settle_abandoned", lambda *what: ())
    patch.setattr("tests.faults.model.sitting.recover", lambda *what: 0)


def a_success_without_an_answer(patch: pytest.MonkeyPatch) -> None:
    def lie(declaration: Declaration, outcome: Outcome, ours: Collection[tuple[int, str]] = ()) -> Verdict:
        verdict = judge(declaration, outcome, ours)
        if isinstance(outcome, MayHaveArrived):
            return replace(verdict, state=State.SENT, grade=Grade.E2, evidence_time=EvidenceTime.ANSWER)
        return verdict

    patch.setattr(recording, "judge", lie)


def other_bytes_on_every_try(patch: pytest.MonkeyPatch) -> None:
    whole = Lineage.parcel

    def parcel(self: Lineage, uow: Any, declaration: Declaration) -> Parcel:
        made = whole(self, uow, declaration)
        return replace(made, wire=made.wire + b" ")

    patch.setattr(Lineage, "parcel", parcel)


def a_version_before_the_one_it_follows(patch: pytest.MonkeyPatch) -> None:
    def next_due(self: MemoryDeclarations, endpoint_id: str, now: datetime, limit: int) -> tuple[Declaration, ...]:
        due = (
            one
            for one in self.outstanding(endpoint_id)
            if one.state is not State.SENDING
            and all(at is None or at <= now for at in (one.not_before_at, one.next_attempt_at, one.lease_until))
        )
        return tuple(due)[:limit]

    patch.setattr(MemoryDeclarations, "next_due", next_due)


def a_chain_with_a_gap(patch: pytest.MonkeyPatch) -> None:
    def loose(ledger: Any, head: Head, new: NewEntry) -> Entry:
        return link(ledger, replace(head, leaf="0" * 64), new)

    patch.setattr(fake_store, "link", loose)


def nobody_ever_late(patch: pytest.MonkeyPatch) -> None:
    whole = MemoryReader.counts

    def counts(self: MemoryReader, wanted: Any, now: datetime) -> Counts:
        return whole(self, wanted, now)._replace(late=0)

    patch.setattr(MemoryReader, "counts", counts)


CONTROLS: dict[str, Break] = {
    "I1": a_save_without_its_entry,
    "I2": unclear_ones_in_no_list,
    "I4": attempts_that_nobody_ends,
    "I5": a_success_without_an_answer,
    "I7": other_bytes_on_every_try,
    "I8": a_version_before_the_one_it_follows,
    "I11": a_chain_with_a_gap,
    "I15": nobody_ever_late,
}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("number", CONTROLS)
def test_a_guard_that_is_out_is_found_out(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    CONTROLS[number](monkeypatch)
    with pytest.raises(AssertionError):
        _play_on()


def _play_on() -> None:
    for place in range(PLAYS):
        play(in_memory, STEPS, SEED + place, shrinks=False)

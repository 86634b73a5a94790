"""Twenty thousand steps of everything at once, on every store there is; then every move of the table was made.

The negative controls break one promise of the program each and must be found out.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from guestreg.domain.declaration import Grade, State
from guestreg.domain.moves import MOVES
from guestreg.outbox import recording, upkeep
from guestreg.outbox.verdict import EvidenceTime, judge
from guestreg.ports.endpoint import MayHaveArrived
from tests.faults.model.plays import Account, play, play_on
from tests.faults.model.stores import in_memory

SEED = int(os.environ.get("GUESTREG_MODEL_SEED", "20261122"))
STEPS = {"memory": 14_000, "file": 5_000, "postgresql": 1_000}
BEFALLS = {
    "kills": ("killed at rest", "killed at a commit", "killed in an exchange"),
    "clocks set": ("clock set ahead", "clock set back"),
    "clocks decades wrong": ("clock decades ahead", "clock decades back"),
    "requests doubled": ("request doubled", "request long under way"),
    "two programs at once": ("under way: other", "under way: long"),
    "acts of two desks": ("act at desk 0", "act at desk 1"),
}


def befell(account: Account) -> dict[str, int]:
    """How often what the model is there for came about; nothing when one kind of it never did."""
    counted = {name: [account.happened[one] for one in kinds] for name, kinds in BEFALLS.items()}
    return {name: sum(kinds) if min(kinds) else 0 for name, kinds in counted.items()}


@pytest.fixture(scope="module")
def quick_folder() -> Iterator[Path]:
    """In memory where that can be had: what a disk may lose is tried elsewhere."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=place, prefix="gr-model-") as folder:
        yield Path(folder)


@pytest.mark.timeout(400)
def test_what_is_promised_holds_after_every_step(quick_folder: Path) -> None:
    whole = Account()
    for kind, steps in STEPS.items():
        one = play_on(kind, steps, SEED, quick_folder)
        assert one.steps >= steps
        assert min(one.happened[f"act at desk {place}"] for place in (0, 1)) > 0
        whole.add(one)
    print(f"seed {SEED}: {whole.steps} steps, {len(whole.told)} different moves, {befell(whole)}")
    assert [f"{row.source} -> {row.target}: {row.trigger}" for row in MOVES if row not in whole.rows()] == []
    assert min(befell(whole).values()) > 0, "what the model is there for must happen, or it says nothing"


def test_a_success_without_an_answer_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(declaration: Any, outcome: Any, ours: Any = ()) -> Any:
        verdict = judge(declaration, outcome, ours)
        if isinstance(outcome, MayHaveArrived):
            return replace(verdict, state=State.SENT, grade=Grade.E2, evidence_time=EvidenceTime.ANSWER)
        return verdict

    monkeypatch.setattr(recording, "judge", lie)
    with pytest.raises(AssertionError):
        play(in_memory, 2_000, SEED, shrinks=False)


def test_attempts_that_nobody_ends_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """They would stand as being sent for ever."""
    monkeypatch.setattr(upkeep, "settle_abandoned", lambda *what: ())
    monkeypatch.setattr("tests.faults.model.sitting.recover", lambda *what: 0)
    with pytest.raises(AssertionError):
        play(in_memory, 2_000, SEED, shrinks=False)

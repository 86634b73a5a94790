"""Twenty thousand steps of everything at once, on every store there is; then every move of the table was made."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from guestreg.domain.moves import MOVES
from tests.faults.model.plays import Account, play_on

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

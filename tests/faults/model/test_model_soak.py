"""Four hundred thousand steps of the model: `make soak PART=model`. A run cut off goes on where it stopped."""

import time

import pytest

from guestreg.domain.moves import MOVES
from tests.faults import results
from tests.faults.model.long_run import BOOKS, parts, run, tree_mark
from tests.faults.model.plays import Account
from tests.faults.model.test_model import SEED, befell

WANTED = {"memory": 320_000, "file": 65_000, "postgresql": 15_000}
OF_A_PART = {"memory": 5_000, "file": 2_500, "postgresql": 2_500}


@pytest.mark.soak
def test_what_is_promised_holds_after_each_of_four_hundred_thousand_steps_of_the_model() -> None:
    begun = time.monotonic()
    told = run(list(parts(SEED, WANTED, OF_A_PART)), BOOKS / tree_mark())
    whole, steps = Account(), dict.fromkeys(WANTED, 0)
    for one in told:
        whole.add(one.account)
        steps[one.part.kind] += one.account.steps
    findings = [one.finding for one in told if one.finding]
    results.append(
        "model",
        SEED,
        steps=whole.steps,
        stores=" + ".join(f"{kind} {done:,}" for kind, done in steps.items()),
        rows=f"{len(whole.rows())} of {len(MOVES)}",
        befell=", ".join(f"{name} {count:,}" for name, count in befell(whole).items()),
        findings=len(findings),
        processor_minutes=whole.seconds / 60,
        minutes=(time.monotonic() - begun) / 60,
    )
    assert findings == []
    assert all(steps[kind] >= least for kind, least in WANTED.items())
    assert set(MOVES) - whole.rows() == set()
    assert min(befell(whole).values()) > 0

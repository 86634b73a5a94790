"""P7: the same drain durable, and with its ledger in memory, where a commit costs no disk."""

import os

from tests.bench.draining import DURABLE, WITHOUT_DISK
from tests.bench.harness import Result, at_least, interleaved, seconds, spread

NAME = "P7 durable drain of 600 declarations"
BAR = "≥ 0.8 of the speed of the same drain with its ledger in memory, where a commit waits for no disk; as in P6 else."
DECLARATIONS, ROUNDS = 600, 3


def run() -> list[Result]:
    taken = interleaved("tests.bench.p6", (DURABLE, WITHOUT_DISK), DECLARATIONS, ROUNDS)
    timed = [Result(f"{name}, {DECLARATIONS}", spread(measures), "", None) for name, measures in taken.items()]
    crowd = Result("processes wanting the machine when it was measured", f"{os.getloadavg()[1]:.0f}", "", None)
    return [*timed, crowd, at_least("of its speed", seconds(taken[WITHOUT_DISK]) / seconds(taken[DURABLE]), 0.8)]

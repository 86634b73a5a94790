"""P7: the same drain durable and without local commits."""

from tests.bench.draining import DURABLE, WITHOUT_COMMITS
from tests.bench.harness import Result, at_least, interleaved, seconds, spread

NAME = "P7 durable drain of 600 declarations"
BAR = "≥ 0.8 of the speed of the same drain over a store in memory that commits nothing; latency and faults as in P6."
DECLARATIONS, ROUNDS = 600, 3


def run() -> list[Result]:
    taken = interleaved("tests.bench.p6", (DURABLE, WITHOUT_COMMITS), DECLARATIONS, ROUNDS)
    timed = [Result(f"{name}, {DECLARATIONS}", spread(measures), "", None) for name, measures in taken.items()]
    return [*timed, at_least("of its speed", seconds(taken[WITHOUT_COMMITS]) / seconds(taken[DURABLE]), 0.8)]

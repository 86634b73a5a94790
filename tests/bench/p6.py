"""P6: draining 600 declarations against hand-written sockets, with the same number in flight and the same faults."""

import os
import sys

from tests.bench.draining import DURABLE, FREE_SOCKETS, IN_FLIGHT, SOCKETS, measure
from tests.bench.harness import Result, at_most, interleaved, report, seconds, spread

NAME = "P6 draining 600 declarations"
BAR = (
    f"≤ 1.15 × hand-written asyncio sockets that keep nothing and go by the same rules (an unclear one again "
    f"alone, one at a time after “come later”); 200 ms latency, 10 % faults (half asked to come later, "
    f"half cut after they had effect), {IN_FLIGHT} in flight; what the police have once = what is recorded = 600. The "
    "schedule's waits cost both nothing."
)
DECLARATIONS, ROUNDS = 600, 3


def run() -> list[Result]:
    taken = interleaved("tests.bench.p6", (DURABLE, SOCKETS, FREE_SOCKETS), DECLARATIONS, ROUNDS)
    timed = [Result(f"{name}, {DECLARATIONS}", spread(measures), "", None) for name, measures in taken.items()]
    ratio = seconds(taken[DURABLE]) / seconds(taken[SOCKETS])
    crowd = Result("processes wanting the machine when it was measured", f"{os.getloadavg()[1]:.0f}", "", None)
    free = seconds(taken[DURABLE]) / seconds(taken[FREE_SOCKETS])
    return [
        *timed,
        crowd,
        at_most("over hand-written sockets", ratio, 1.15, "×"),
        Result("over sockets without the rules", f"{free:.2f} ×", "", None),
    ]


if __name__ == "__main__":
    report(measure(sys.argv[1], int(sys.argv[2])))

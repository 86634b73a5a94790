"""A process that holds what the tests ask about, says so on stdout, and waits for its end.

`runs` is one run after the other, each of which sweeps.
"""

import os
import sys
from itertools import count
from pathlib import Path

from guestreg.platform.instance_lock import InstanceLock
from guestreg.platform.random import OsRandom
from guestreg.platform.runs import Runs


def main(kind: str, place: str) -> None:
    if kind == "run":
        runs = Runs(Path(place), OsRandom())
        name = runs.name("child")
        runs.begin(name)
        print(name, flush=True)
    elif kind == "runs":
        runs = Runs(Path(place), OsRandom())
        print(flush=True)
        for number in count():
            runs.begin(runs.name(f"{os.getpid()}-{number}"))
            runs.end()
    else:
        lock = InstanceLock(Path(place))
        print(lock.claim(), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])

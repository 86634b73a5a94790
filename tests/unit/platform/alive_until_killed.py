"""A process that holds what the tests ask about, says so on stdout, and waits for its end."""

import sys
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
    else:
        lock = InstanceLock(Path(place))
        print(lock.claim(), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])

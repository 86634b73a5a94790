"""The program called many times in one process, so that a record of hundreds of commits costs one start.

`python -m tests.faults.powercut.sitting DATA ACTS closing|open [normal]`: ACTS is a file with one list of arguments
per line. `closing` ends the program after each call as a process would; `open` keeps one for all, as a window does.
`normal` is the negative control: SQLite's own word for not waiting until a commit is on the disk.
"""

import json
import os
import sys
from pathlib import Path

from guestreg.app.main import main as guestreg
from guestreg.app.program import Program
from guestreg.cli.answer import Exit
from guestreg.cli.command import run
from guestreg.platform.clock import SystemClock
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.store import cipher


def main(data: str, acts: str, how: str, guard: str = "") -> int:
    if guard == "normal":
        cipher._GUARDS["synchronous"] = 1
    calls = [json.loads(line) for line in Path(acts).read_text("utf-8").splitlines()]
    if how == "closing":
        return max(_status(call, guestreg(["--data", data, "--json", *call])) for call in calls)
    os.umask(0o077)
    program = Program(find_paths(Path(data)), SystemClock(), OsRandom())
    try:
        return max(_status(call, run(program, ["--json", *call])) for call in calls)
    finally:
        program.close()


def _status(call: list[str], ended: int) -> int:
    if ended in (Exit.DONE, Exit.NOT_ALL_SENT) or (call[0], ended) == ("files", Exit.REFUSED):
        return 0
    print(f"{call} ended with {ended}", file=sys.stderr)
    return ended


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

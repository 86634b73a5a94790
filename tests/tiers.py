"""Runs the checks one after the other, each under its own time limit, and prints what each took.

    python tests/tiers.py all | ruff | format | mypy | walls | unit | contract | …

`make test`, `make quick` and `make lint` call it. A check that fails does not keep the next from running.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "walls": ["lint-imports", "--no-logo"],
}
# Minutes after which a check is stopped; all of them together are to stay under twenty.
LIMITS = {
    "ruff": 1,
    "format": 1,
    "mypy": 5,
    "walls": 1,
    "unit": 4,
    "contract": 4,
    "integration": 12,
    "gui": 9,
    "e2e": 6,
    "faults": 8,
    "architecture": 2,
    "packaging": 5,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    status: int
    seconds: float

    @property
    def word(self) -> str:
        return {0: "passed", 124: "stopped: too long", 137: "stopped: too long"}.get(self.status, "FAILED")


def main(names: list[str]) -> int:
    wanted = list(LIMITS) if names == ["all"] else names
    if not wanted or not set(wanted) <= set(LIMITS):
        print(f"name some of: all {' '.join(LIMITS)}", file=sys.stderr)
        return 2
    outcomes = [run(name) for name in wanted if name in CHECKS or has_tests(name)]
    print_table(outcomes)
    return 0 if all(outcome.status == 0 for outcome in outcomes) else 1


def has_tests(tier: str) -> bool:
    return any((ROOT / "tests" / tier).rglob("test_*.py"))


def run(name: str) -> Outcome:
    print(f"\n== {name}", flush=True)
    program, *arguments = CHECKS.get(name) or ["pytest", f"tests/{name}"]
    command = ["timeout", "--kill-after=20", f"{LIMITS[name]}m", str(BIN / program), *arguments]
    setting = {"GUESTREG_TEST_PROFILE": "ci", **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=setting, stdin=subprocess.DEVNULL, check=False)
    return Outcome(name, done.returncode, time.monotonic() - started)


def print_table(outcomes: list[Outcome]) -> None:
    print(f"\n{'check':<14}{'minutes':>8}   result")
    for outcome in outcomes:
        print(f"{outcome.name:<14}{outcome.seconds / 60:>8.2f}   {outcome.word}")
    total = sum(outcome.seconds for outcome in outcomes) / 60
    print(f"{'all':<14}{total:>8.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

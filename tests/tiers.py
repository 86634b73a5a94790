"""Runs the checks, each under its own time limit, and prints what each took. All of them go in two lanes side by side.

    python tests/tiers.py all | ruff | format | mypy | walls | unit | contract | …

`make test`, `make quick` and `make lint` call it. A check that fails does not keep the next from running.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COVERAGE = ROOT / "build" / "coverage"

CHECKS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "walls": ["lint-imports", "--no-logo"],
    "coverage": ["python", "tests/coverage_floors.py"],
}
# What can go side by side, of about the same length; the faults come when the other lane is nearly done.
LANES = (
    ("ruff", "format", "mypy", "walls", "unit", "contract", "integration"),
    ("gui", "e2e", "architecture", "packaging", "faults"),
)
# Minutes after which a check is stopped; by the clock on the wall all of them together are to stay under thirty.
LIMITS = {
    "ruff": 1,
    "format": 1,
    "mypy": 5,
    "walls": 1,
    "unit": 7,
    "contract": 8,
    "integration": 16,
    "gui": 16,
    "e2e": 8,
    "faults": 15,
    "architecture": 3,
    "packaging": 5,
    "coverage": 2,
}
# Tiers whose walk through the program is recorded; together they are held against the floors of each room.
COVERED = ("unit", "contract", "integration", "gui", "e2e")
assert sorted([*(name for lane in LANES for name in lane), "coverage"]) == sorted(LIMITS), (
    "every check has its lane and its limit"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    status: int
    seconds: float

    @property
    def word(self) -> str:
        return {0: "passed", 124: "stopped: too long", 137: "stopped: too long"}.get(self.status, "FAILED")


def main(names: list[str]) -> int:
    everything = names == ["all"]
    lanes = LANES if everything else (tuple(names),)
    if not names or not {name for lane in lanes for name in lane} <= set(LIMITS):
        print(f"name some of: all {' '.join(LIMITS)}", file=sys.stderr)
        return 2
    started = time.monotonic()
    for old in COVERAGE.glob("*"):
        old.unlink()
    with ThreadPoolExecutor(len(lanes)) as pool:
        outcomes = [outcome for lane in pool.map(lambda each: run_lane(each, everything), lanes) for outcome in lane]
    if everything:
        outcomes.append(run("coverage"))
    print_table(outcomes, time.monotonic() - started)
    return 0 if all(outcome.status == 0 for outcome in outcomes) else 1


def run_lane(names: tuple[str, ...], recorded: bool) -> list[Outcome]:
    return [run(name, recorded) for name in names if name in CHECKS or has_tests(name)]


def has_tests(tier: str) -> bool:
    return any((ROOT / "tests" / tier).rglob("test_*.py"))


def run(name: str, recorded: bool = False) -> Outcome:
    program, *arguments = CHECKS.get(name) or test_command(name, recorded and name in COVERED)
    command = ["timeout", "--kill-after=20", f"{LIMITS[name]}m", str(BIN / program), *arguments]
    setting = {"GUESTREG_TEST_PROFILE": "ci", **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    started = time.monotonic()
    with TemporaryFile() as said:
        done = subprocess.run(
            command, cwd=ROOT, env=setting, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, check=False
        )
        took = time.monotonic() - started
        said.seek(0)
        print(f"\n== {name}\n{said.read().decode(errors='replace')}", flush=True)
    return Outcome(name, done.returncode, took)


def test_command(tier: str, recorded: bool) -> list[str]:
    if not recorded:
        return ["pytest", f"tests/{tier}"]
    return ["coverage", "run", f"--data-file={COVERAGE / 'tier'}", "-p", "-m", "pytest", f"tests/{tier}"]


def print_table(outcomes: list[Outcome], seconds: float) -> None:
    print(f"\n{'check':<14}{'minutes':>8}   result")
    for outcome in outcomes:
        print(f"{outcome.name:<14}{outcome.seconds / 60:>8.2f}   {outcome.word}")
    print(f"{'all':<14}{seconds / 60:>8.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

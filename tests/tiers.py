"""Runs the checks, each under its own time limit, and prints what each took. All of them go two at a time.

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
# The longest first: two go side by side, and whoever is done takes the next.
ALL = (
    "gui",
    "faults",
    "integration",
    "unit",
    "contract",
    "e2e",
    "mypy",
    "architecture",
    "packaging",
    "walls",
    "ruff",
    "format",
)
AT_ONCE = 2
# Minutes after which a check is stopped; by the clock on the wall all of them together are to stay under thirty.
LIMITS = {
    "ruff": 1,
    "format": 1,
    "mypy": 5,
    "walls": 1,
    "unit": 10,
    "contract": 10,
    "integration": 20,
    "gui": 25,
    "e2e": 12,
    "faults": 25,
    "architecture": 3,
    "packaging": 5,
    "coverage": 2,
}
# Tiers whose walk through the program is recorded; together they are held against the floors of each room.
COVERED = ("unit", "contract", "integration", "gui", "e2e")
assert sorted([*ALL, "coverage"]) == sorted(LIMITS), "every check has its place and its limit"


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
    if not names or not (everything or set(names) <= set(LIMITS)):
        print(f"name some of: all {' '.join(LIMITS)}", file=sys.stderr)
        return 2
    started = time.monotonic()
    for old in COVERAGE.glob("*"):
        old.unlink()
    wanted = [name for name in (ALL if everything else names) if name in CHECKS or has_tests(name)]
    with ThreadPoolExecutor(AT_ONCE if everything else 1) as pool:
        outcomes = list(pool.map(lambda name: run(name, everything), wanted))
    if everything:
        outcomes.append(run("coverage"))
    print_table(outcomes, time.monotonic() - started)
    return 0 if all(outcome.status == 0 for outcome in outcomes) else 1


def has_tests(tier: str) -> bool:
    return any((ROOT / "tests" / tier).rglob("test_*.py"))


def run(name: str, recorded: bool = False) -> Outcome:
    program, *arguments = CHECKS.get(name) or test_command(name, recorded and name in COVERED)
    command = ["timeout", "--kill-after=20", f"{LIMITS[name]}m", str(BIN / program), *arguments]
    setting = {"GUESTREG_TEST_PROFILE": "ci", **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    setting.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start the program: it need not be compiled each time
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

"""What every speed bar shares: a contender runs in a process of its own, rounds interleave, medians are compared.

A bar is a module beside this one with `NAME`, `BAR` (its text) and `run() -> list[Result]`; run as
`python -m tests.bench.pN contender size` it prints one `Measure` as JSON. `python -m tests.bench` runs them all.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from compileall import compile_dir
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

CONTENDER_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Measure:
    """One timed piece of work and the most memory its process ever held."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report; `met` is None where there is nothing to meet."""

    subject: str
    figure: str
    bar: str
    met: bool | None


def measured_elsewhere(module: str, contender: str, size: int) -> Measure:
    """Run `contender` of a bar in a fresh interpreter; CalledProcessError when it fails."""
    command = [sys.executable, "-m", module, contender, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=CONTENDER_SECONDS)
    return Measure(**json.loads(done.stdout.splitlines()[-1]))


def interleaved(module: str, contenders: Sequence[str], size: int, rounds: int) -> dict[str, list[Measure]]:
    """Each round runs every contender once, so that a slow minute of the machine hits all of them."""
    measures: dict[str, list[Measure]] = {contender: [] for contender in contenders}
    for _ in range(rounds):
        for contender in contenders:
            measures[contender].append(measured_elsewhere(module, contender, size))
    return measures


def with_byte_code() -> None:
    """Our sources compiled, as an installer leaves them: a start isn't compiling."""
    for name in ("guestreg", "tests"):
        if not compile_dir(Path(__file__).parents[2] / name, quiet=2):
            raise RuntimeError(f"{name} can't be compiled")


def report(measure: Measure) -> None:
    print(json.dumps(asdict(measure)))


def peak_memory_mb() -> float:
    """The most memory this process held. `ru_maxrss` won't do: it starts at the parent's size."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def seconds(measures: Sequence[Measure]) -> float:
    return median(measure.seconds for measure in measures)


def spread(measures: Sequence[Measure]) -> str:
    times = [measure.seconds for measure in measures]
    return f"{median(times):.2f} s ({min(times):.2f}–{max(times):.2f})"


def at_least(subject: str, ratio: float, bar: float) -> Result:
    return Result(subject, f"{ratio:.2f} ×", f"≥ {bar:g} ×", ratio >= bar)


def at_most(subject: str, value: float, bar: float, unit: str) -> Result:
    return Result(subject, f"{value:.2f} {unit}", f"≤ {bar:g} {unit}", value <= bar)


def markdown(name: str, bar: str, results: Sequence[Result]) -> str:
    words = {True: "met", False: "**missed**", None: ""}
    rows = [f"| {r.subject} | {r.figure} | {r.bar} | {words[r.met]} |" for r in results]
    head = ["| what | measured | bar | |", "|---|---|---|---|"]
    return "\n".join([f"## {name}", "", bar, "", *head, *rows, ""])

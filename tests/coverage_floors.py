"""What share of the program's branches the tests walk, room by room, against the floor of each; printed, and failing.

    python tests/coverage_floors.py

`tests/tiers.py` calls it after the tiers that record; their data lie in build/coverage.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "build" / "coverage"
FLOORS = {"domain": 100.0, "outbox": 99.5}
"""The rooms that decide what is told and believed. The outbox is walked whole; its threads may once end in another
order, which shall not stop a landing."""
ELSEWHERE = 85.0


def main() -> int:
    report = DATA / "report.json"
    data = f"--data-file={DATA / 'all'}"
    _coverage("combine", "--keep", "-q", data, *map(str, sorted(DATA.glob("tier.*"))))
    _coverage("json", "-q", data, "-o", str(report))
    rooms = by_room(json.loads(report.read_text("utf-8")))
    below = [name for name, share in rooms.items() if share < FLOORS.get(name, ELSEWHERE)]
    print(f"{'room':<14}{'covered':>9}   floor")
    for name, share in sorted(rooms.items()):
        mark = "  BELOW" if name in below else ""
        print(f"{name:<14}{share:>8.1f}%   {FLOORS.get(name, ELSEWHERE):.0f}%{mark}")
    return 1 if below or not rooms else 0


def by_room(report: Mapping[str, Any]) -> dict[str, float]:
    """Lines and branches walked in percent of all, by the folder below the package."""
    walked: dict[str, int] = defaultdict(int)
    there: dict[str, int] = defaultdict(int)
    for name, file in report["files"].items():
        parts = Path(name).parts
        room = parts[1] if len(parts) > 2 else "app"  # the two lines that hand over to it
        summary = file["summary"]
        walked[room] += summary["covered_lines"] + summary["covered_branches"]
        there[room] += summary["num_statements"] + summary["num_branches"]
    return {room: 100.0 * walked[room] / there[room] for room in there if there[room]}


def _coverage(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "coverage", *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())

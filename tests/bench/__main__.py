"""`python -m tests.bench [P1 …]`: run the speed bars, print their tables, keep them in RESULTS.md."""

import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests import bench
from tests.bench.harness import markdown

RESULTS = Path(__file__).with_name("RESULTS.md")
UNNUMBERED = "receiver"
TITLE = (
    "# Speed, measured\n\nWritten by `make bench`: each contender in its own process, rounds interleaved, "
    "median (min–max). Ratios count, seconds don't.\n"
)


def main(asked: list[str]) -> int:
    bars = _bars()
    unknown = [name for name in asked if name.lower() not in bars]
    if unknown:
        print(f"no such bar: {' '.join(unknown)}; there are {' '.join(bars)}", file=sys.stderr)
        return 2
    for name, module in bars.items():
        if not asked or name in {wanted.lower() for wanted in asked}:
            section = markdown(module.NAME, module.BAR, module.run())
            print(section, flush=True)
            _write(_known_sections() | {name: section})
    return 0


def _bars() -> dict[str, ModuleType]:
    found = (module.name for module in pkgutil.iter_modules(bench.__path__))
    names = sorted((name for name in found if re.fullmatch(rf"p\d+|{UNNUMBERED}", name)), key=_place)
    return {name: import_module(f"tests.bench.{name}") for name in names}


def _known_sections() -> dict[str, str]:
    if not RESULTS.exists():
        return {}
    parts = re.split(r"^(?=## )", RESULTS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {part.split()[1].rstrip(":").lower(): part.rstrip() + "\n" for part in parts}


def _place(name: str) -> int:
    """Numbered bars by their number, the others behind them."""
    return int(name[1:]) if name != UNNUMBERED else sys.maxsize


def _write(sections: dict[str, str]) -> None:
    ordered = [sections[name] for name in sorted(sections, key=_place)]
    RESULTS.write_text("\n".join([TITLE, *ordered]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

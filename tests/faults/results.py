"""The book of long runs, RESULTS.md: one line for each, with what a reader needs to run it again.

    append("matrix", seed, cells=180, false_success=0, seconds=811.5)

Every part of `make soak` calls it once, at its end; it knows nothing of what was tested.
"""

import subprocess
from pathlib import Path

from guestreg.platform.clock import SystemClock

ROOT = Path(__file__).resolve().parents[2]
BOOK = Path(__file__).with_name("RESULTS.md")
HEADING = """# Long runs

One line for each run of `make soak PART=…`, the newest last. The commit has a plus when files had changed since.

| part | date | commit | seed | figures |
|---|---|---|---|---|
"""


def append(part: str, seed: object, book: Path = BOOK, **figures: object) -> str:
    """Write the line and give it back; figures stand in the order given, blanks instead of underscores."""
    told = " · ".join(f"{name.replace('_', ' ')} {_figure(value)}" for name, value in figures.items())
    day = SystemClock().now().date().isoformat()
    line = "| " + " | ".join(_cell(one) for one in (part, day, commit(), seed, told)) + " |\n"
    if not book.exists():
        book.write_text(HEADING, encoding="utf-8")
    with book.open("a", encoding="utf-8") as kept:
        kept.write(line)
    return line


def commit() -> str:
    """Short name of the commit that ran, with a plus when the tree held more than it."""
    name = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", f":!{BOOK.relative_to(ROOT)}")
    return f"{name or 'unknown'}{'+' if changed else ''}"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _figure(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _cell(value: object) -> str:
    return str(value).replace("|", "/").replace("\n", " ")

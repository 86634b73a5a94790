"""`make run`: the program on a made-up house, in practice mode, with its data in `.run/` beside this checkout.

Run by the Python of `.venv`. Where no screen answers it does the same job from the command line instead.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from guestreg.platform.display import screen_answers
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.resources import resource_dir

ROOT = Path(__file__).resolve().parent.parent


def main(root: Path = ROOT) -> int:
    data, results = root / ".run" / "data", root / ".run" / "results"
    begun = (data / "settings.toml").exists() or guestreg(data, "setup", "--practice") == 0
    if not begun:
        return 1
    if screen_answers():
        return guestreg(data)
    print(load_phrasebook(resource_dir(), "vi").sentence("E-98"), file=sys.stderr)
    return evening(data, results)


def evening(data: Path, results: Path) -> int:
    """Record the sample evening, declare it to the practice police, print, export and check; say where it all is."""
    command = [*program(data), "--json", "demo", "-o", str(results)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        return done.returncode
    found = json.loads(done.stdout)
    (results / "demo.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    refused = ", ".join(f"{one['sample']} ({one['code']})" for one in found["refused"])
    print(f"recorded {found['recorded']} guests, sent {found['sent']}; refused on purpose: {refused}")
    print(f"register: {found['register_pdf']}")
    print(f"export:   {found['bundle']} (checked with the register's page code: {found['verdict']})")
    print(f"figures:  {results / 'demo.json'}")
    print("The evening was played in a book of its own, anew at every run; the one in .run/data is untouched.")
    return 0


def guestreg(data: Path, *arguments: str) -> int:
    return subprocess.run([*program(data), *arguments], check=False).returncode


def program(data: Path) -> list[str]:
    return [sys.executable, "-m", "guestreg", "--data", str(data)]


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())

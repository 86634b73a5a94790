"""The contracts of import-linter in pyproject.toml hold, and each of them would notice."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

ROOMS = (
    "app desktop cli receiver services store endpoints capture documents bundle review platform outbox ports domain "
    "verifier"
).split()

# Contract, the room that breaks it, the line that does.
BREAKS = [
    ("Imports only go down, and rooms on one floor are strangers", "domain", "import guestreg.store.part"),
    ("Imports only go down, and rooms on one floor are strangers", "store", "import guestreg.endpoints.part"),
    ("Imports only go down, and rooms on one floor are strangers", "verifier", "import guestreg.domain.part"),
    (
        "The judge shares no code with the defendant: receiver imports nothing of ours",
        "receiver",
        "import guestreg.domain.part",
    ),
    ("The independent checker imports nothing of ours", "verifier", "import guestreg.ports.part"),
    ("Services never see a row, a response, a widget", "services", "import sqlalchemy"),
    ("Services never see a row, a response, a widget", "outbox", "import httpx"),
    ("Only the desktop and the builder know Qt", "cli", "from PySide6.QtCore import QObject"),
    ("A presenter knows no Qt", "desktop", "import PySide6"),
    ("Only store, receiver and review speak SQL", "app", "import sqlalchemy"),
    ("Only store, receiver and review speak SQL", "documents", "import sqlite3"),
    ("Only endpoints speak HTTP to the outside", "platform", "import httpx"),
    ("Only documents draw PDF", "bundle", "from reportlab.pdfgen import canvas"),
    ("Only the portal's files write spreadsheets", "services", "import xlsxwriter"),
    ("Only the receiver serves HTTP", "cli", "import uvicorn"),
    (
        "Only capture, receiver and portal files open spreadsheets and XML from outside",
        "documents",
        "import python_calamine",
    ),
    (
        "Only capture, receiver and portal files open spreadsheets and XML from outside",
        "services",
        "from xml.sax import make_parser",
    ),
    ("Only the platform asks the machine for keys, folders and locks", "store", "import keyring"),
    ("Only the command line writes to a terminal", "services", "import rich"),
    (
        "Folders of one parent never import each other in a circle",
        "store",
        "from guestreg.store import circle_one, circle_two",
    ),
]


def build_house(folder: Path) -> None:
    """An empty house with every room, under the contracts of this project."""
    package = folder / "guestreg"
    for room in ROOMS:
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").touch()
        (package / room / "part.py").touch()
    (package / "__init__.py").touch()
    screen = package / "desktop" / "screen"
    screen.mkdir()
    (screen / "__init__.py").touch()
    (screen / "presenter.py").touch()
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())


def check_house(folder: Path) -> str:
    program = Path(sys.executable).with_name("lint-imports")
    setting = {**os.environ, "PYTHONPATH": str(folder), "PYTHONSAFEPATH": "", "COLUMNS": "200"}
    done = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=folder, env=setting, capture_output=True, text=True, check=False
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return done.stdout


def test_the_rooms_keep_their_walls() -> None:
    report = check_house(ROOT)
    assert " 0 broken." in report, report


def test_an_empty_house_keeps_every_contract(tmp_path: Path) -> None:
    build_house(tmp_path)
    assert " 0 broken." in check_house(tmp_path)


def test_every_contract_is_shown_to_break() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert names == {name for name, _, _ in BREAKS}


@pytest.mark.parametrize(("contract", "room", "line"), BREAKS, ids=lambda value: value.split()[-1])
def test_a_breach_is_found(tmp_path: Path, contract: str, room: str, line: str) -> None:
    build_house(tmp_path)
    place = tmp_path / "guestreg" / room
    target = place / "screen" / "presenter.py" if contract == "A presenter knows no Qt" else place / "part.py"
    if "circle" in line:
        for one, other in (("circle_one", "circle_two"), ("circle_two", "circle_one")):
            (place / one).mkdir()
            (place / one / "__init__.py").write_text(f"import guestreg.store.{other}\n", encoding="utf-8")
    else:
        target.write_text(f"{line}\n", encoding="utf-8")
    assert f"{contract} BROKEN" in check_house(tmp_path)


def test_an_unlisted_room_is_found(tmp_path: Path) -> None:
    build_house(tmp_path)
    (tmp_path / "guestreg" / "attic.py").touch()
    assert "strangers BROKEN" in check_house(tmp_path)

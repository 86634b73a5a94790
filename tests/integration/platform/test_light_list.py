"""`list` loads only what it needs, and what it understands by itself means the same to the whole command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from guestreg.cli.plain_list import asked_lines
from tests.integration.platform.conftest import SECONDS, Program

LOADED = """
import json, sys
from guestreg.app.main import main
status = main(json.loads(sys.argv[1]))
print(json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""
HEAVY = frozenset(
    "PySide6 alembic click cryptography filelock httpx keyring pydantic reportlab rich secretstorage sqlalchemy "
    "starlette tomli_w truststore typer uvicorn".split()
)


def loaded(data: Path, home: dict[str, str], *arguments: str) -> set[str]:
    """The modules of a process that did this verb, by the names of their packages."""
    command = [sys.executable, "-c", LOADED, json.dumps(["--data", str(data), *arguments])]
    done = subprocess.run(command, env=home, capture_output=True, text=True, timeout=SECONDS, check=False)
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert status in (0, 3)
    assert json.loads(done.stdout)["schema"] == f"guestreg.{arguments[0]}/1"
    return set(modules)


def test_a_plain_list_loads_nothing_heavy(program: Program, data: Path, home: dict[str, str], stay: str) -> None:
    program("setup", "--practice")
    program("add", "-", stdin=stay)
    assert not loaded(data, home, "list", "--json") & HEAVY
    # The same look at another verb finds what it loads, so the look itself can fail.
    assert {"typer", "pydantic"} <= loaded(data, home, "status", "--json")


OPTIONS = (
    ("--state", "waiting"),
    ("--state", "sent"),
    ("--to", "2020-01-01"),
    ("--to", "2999-12-31", "--from", "2020-01-01"),
)


def test_the_whole_command_line_gives_the_same_lines(program: Program, stay: str) -> None:
    program("setup", "--practice")
    program("add", "-", stdin=stay)
    found = []
    for options in OPTIONS:
        assert asked_lines(["list", *options]) is not None
        plain, whole = program("list", "--json", *options), program("--lang", "vi", "list", "--json", *options)
        assert (plain.returncode, plain.stdout) == (whole.returncode, whole.stdout)
        found.append(len(json.loads(plain.stdout)["rows"]))
    assert found == [1, 0, 0, 1]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("find", "hoa"),
        ("list", "--help"),
        ("list", "--state"),
        ("list", "--state", "bogus"),
        ("list", "--state", "sent", "--state", "waiting"),
        ("list", "--from", "20200101"),
        ("list", "--from", "yesterday"),
        ("list", "--from=2020-01-01"),
        ("list", "more"),
        ("--lang", "en", "list"),
    ],
)
def test_everything_else_is_left_to_the_whole_command_line(arguments: tuple[str, ...]) -> None:
    assert asked_lines(arguments) is None

"""What README tells a newcomer to type, typed: its commands, its stay, its house, and the simulator's own words."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from guestreg.domain.dates import local
from guestreg.platform.clock import SystemClock

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text("utf-8")
STAY = (ROOT / "resources/samples/stay.json").read_text("utf-8")
ARRIVAL, DEPARTURE = "2026-11-21T20:40", "2026-11-22T12:00"


class Newcomer:
    """A shell in an empty home; what she types is README's."""

    def __init__(self, home: Path) -> None:
        self.home = home
        ways = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        self.passing = home / "passing"
        self.passing.mkdir()
        self.environment = {
            "PATH": ways,
            "HOME": str(home),
            "TMPDIR": str(self.passing),
            "GUESTREG_KEYRING": "none",
            "LC_ALL": "C.UTF-8",
        }

    def types(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", command],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    def writes_the_stay(self) -> None:
        now = SystemClock().now()
        arrival, departure = local(now - timedelta(minutes=5)), local(now + timedelta(days=1))
        text = STAY.replace(ARRIVAL, arrival.strftime("%Y-%m-%dT%H:%M"))
        text = text.replace(DEPARTURE, departure.strftime("%Y-%m-%dT%H:%M"))
        (self.home / "stay.json").write_text(text, "utf-8")


@pytest.fixture
def newcomer(tmp_path: Path) -> Newcomer:
    return Newcomer(tmp_path)


def block(kind: str, holding: str) -> str:
    """README's fenced block of this kind that holds these words."""
    (found,) = [text for text in re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL) if holding in text]
    return str(found)


def test_the_stay_of_readme_is_the_sample() -> None:
    assert block("json", "guests") == STAY
    assert (STAY.count(ARRIVAL), STAY.count(DEPARTURE)) == (1, 1)


def test_every_command_of_readme_does_its_work(newcomer: Newcomer) -> None:
    newcomer.writes_the_stay()
    commands = [line.partition("#")[0].strip() for line in block("", "guestreg add").splitlines()]
    assert len(commands) == 11
    for command in commands:
        done = newcomer.types(command)
        assert (command, done.returncode) == (command, 0), done.stderr
    assert json.loads(newcomer.types("guestreg status --json").stdout)["sent"] == 2
    assert (newcomer.home / "so.pdf").read_bytes().startswith(b"%PDF")


def test_what_the_stay_confirms_is_asked_for(newcomer: Newcomer) -> None:
    newcomer.writes_the_stay()
    stay = newcomer.home / "stay.json"
    stay.write_text(stay.read_text("utf-8").replace(', "confirm": ["E-57"]', ""), "utf-8")
    newcomer.types("guestreg setup --practice")
    refused = newcomer.types("guestreg add stay.json")
    assert (refused.returncode, "[E-57]" in refused.stderr) == (1, True)


@pytest.fixture
def told(newcomer: Newcomer) -> Iterator[list[str]]:
    """What the simulator prints for people, while it serves."""
    with subprocess.Popen(
        [str(Path(sys.executable).parent / "guestreg"), "simulator", "--tls", "police"],
        cwd=newcomer.home,
        env=newcomer.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as serving:
        assert serving.stderr is not None
        lines: list[str] = []
        while not lines or not lines[-1].startswith("echo "):
            lines.append(serving.stderr.readline().strip())
            assert lines[-1], lines
        assert [one.name for one in newcomer.passing.rglob("*.db")] == ["police.db"]
        yield lines
        serving.send_signal(signal.SIGINT)
    assert list(newcomer.passing.iterdir()) == []


def test_a_house_is_connected_to_the_simulator_as_readme_says(newcomer: Newcomer, told: list[str]) -> None:
    *endpoint, hand_over = told
    establishment = block("toml", "[establishment]").partition("[endpoint]")[0]
    (newcomer.home / "house.toml").write_text("\n".join([establishment, *endpoint]), "utf-8")
    newcomer.writes_the_stay()
    for command in (hand_over, "guestreg add stay.json", "guestreg send --until-idle"):
        done = newcomer.types(command)
        assert (command, done.returncode) == (command, 0), done.stderr
    assert json.loads(newcomer.types("guestreg status --json").stdout)["sent"] == 2
    databases = [one for one in newcomer.home.rglob("*.db") if not one.is_relative_to(newcomer.passing)]
    assert [one.parent.name for one in databases] == ["ledgers"]
    shown = block("toml", 'kind = "kbtt"').partition("[endpoint]")[2]
    kept = {line.partition(" ")[0] for line in shown.splitlines() if line}
    assert kept == {line.partition(" ")[0] for line in endpoint[1:]}

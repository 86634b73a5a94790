"""Builds the wheel from a copy of the source, installs it into an empty environment elsewhere, and takes the copy away.

The libraries are copied (linked where the disk allows) from the environment the tests run in, so nothing is fetched.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

from tests.architecture.tree import ROOT

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment that holds the program as a person gets it, and an empty home to run it in."""

    environment: Path
    home: Path

    @property
    def packages(self) -> Path:
        return next(self.environment.glob("lib/python*/site-packages"))

    def run(self, *command: str, **setting: str) -> subprocess.CompletedProcess[str]:
        """Runs one of the environment's programs with nothing of the tests' own environment but the path."""
        plain = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(
            [str(self.environment / "bin" / command[0]), *command[1:]],
            cwd=self.home,
            env=plain | setting,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def copy_source(to: Path) -> None:
    """The files git keeps or would keep, without history."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in listing.split("\0"):
        if not (ROOT / path).is_file():
            continue  # taken away, not yet committed
        if path.startswith(("guestreg/", "resources/", "installer/")) or path in {"pyproject.toml", "LICENSE"}:
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, to / path)


def build_wheel(source: Path, to: Path) -> Path:
    subprocess.run([BIN / "hatchling", "build", "-t", "wheel", "-d", to], cwd=source, check=True, capture_output=True)
    (wheel,) = to.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Installed:
    environment, home = folder / "environment", folder / "home"
    home.mkdir()
    uv = [str(BIN / "uv"), "--offline", "--no-config", "--quiet"]
    python = str(environment / "bin" / "python")
    subprocess.run([*uv, "venv", "--python", sys.executable, environment], check=True, capture_output=True)
    install = [*uv, "pip", "install", "--no-deps", "--no-cache", "--python", python, str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    made = Installed(environment, home)
    for name in libraries():
        copy_library(name, made.packages)
    return made


def libraries() -> Iterator[str]:
    """Names in the lock of the program's libraries that belong on this machine."""
    lock = (ROOT / "installer" / "requirements.txt").read_text(encoding="utf-8")
    for line in lock.splitlines():
        if line and not line.startswith((" ", "#")):
            wanted = Requirement(line.rstrip(" \\"))
            if wanted.marker is None or wanted.marker.evaluate():
                yield wanted.name


def copy_library(name: str, to: Path) -> None:
    here = distribution(name)
    for file in here.files or []:
        if ".." not in file.parts:
            target = to / file
            target.parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(Path(str(here.locate_file(file))), target)


def link_or_copy(source: Path, target: Path) -> None:
    if target.exists() or not source.exists():
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)

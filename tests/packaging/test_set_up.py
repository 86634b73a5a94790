"""`make setup` a second time touches nothing, and says exactly what an ordinary user has to install."""

import os
import shutil
import subprocess
from pathlib import Path

import debian
import pytest
import set_up

from tests.architecture.tree import ROOT

INSTALLERS = ("uv", "pip", "pip3", "apt-get", "sudo")


class Machine:
    """Failing stand-ins for every installer, found before the real ones; each notes that it was called."""

    def __init__(self, folder: Path) -> None:
        self.calls = folder / "calls"
        self.programs = folder / "programs"
        self.programs.mkdir()
        for name in INSTALLERS:
            self.put(name, f'echo "{name} $*" >> {self.calls}; exit 1')
        pip = folder / "modules" / "pip"
        pip.mkdir(parents=True)
        (pip / "__init__.py").touch()
        (pip / "__main__.py").write_text(
            f"import sys\nopen({str(self.calls)!r}, 'a').write('pip as a module\\n')\nsys.exit(1)\n", encoding="utf-8"
        )
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        self.setting = {**os.environ, "PATH": path, "PYTHONPATH": str(pip.parent)}

    def put(self, name: str, script: str) -> None:
        file = self.programs / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def make_setup(self, checkout: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", "--no-print-directory", "setup"],
            cwd=checkout,
            env=self.setting,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def checkout_without_environment(folder: Path) -> Path:
    checkout = folder / "checkout"
    (checkout / "installer").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, checkout)
    for file in (ROOT / "installer").iterdir():
        if file.suffix in {".py", ".txt"}:
            shutil.copy(file, checkout / "installer")
    return checkout


def test_a_second_set_up_calls_no_installer(machine: Machine) -> None:
    done = machine.make_setup(ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "up to date\n", "")
    assert machine.called() == []


def test_a_first_set_up_would_call_them(machine: Machine, tmp_path: Path) -> None:
    """Negative control: without a stamp the same stand-ins are called, uv first and then pip."""
    done = machine.make_setup(checkout_without_environment(tmp_path))
    assert done.returncode != 0
    assert "up to date" not in done.stdout
    assert "set-up failed" in done.stderr
    assert [line.split()[0] for line in machine.called()] == ["uv", "pip"]


@pytest.mark.parametrize("changed", ["pyproject.toml", "installer/requirements-dev.txt", "resources/i18n/app_en.ts"])
def test_a_change_of_what_it_is_made_from_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    checkout = checkout_without_environment(tmp_path)
    (checkout / "resources" / "i18n").mkdir(parents=True)
    (checkout / "resources" / "i18n" / "app_en.ts").touch()
    monkeypatch.setattr(set_up, "ROOT", checkout)
    before = set_up.digest_of_inputs()
    assert set_up.digest_of_inputs() == before
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert set_up.digest_of_inputs() != before


def test_missing_libraries_are_named_by_ldd(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.put("ldd", "echo '\tlibxcb-cursor.so.0 => not found'; echo '\tlibc.so.6 => /lib/libc.so.6 (0x1)'")
    monkeypatch.setenv("PATH", machine.setting["PATH"])
    assert debian.missing_libraries([Path("libqxcb.so")]) == {"libxcb-cursor.so.0"}
    assert set_up.missing_qt_packages() == {"libxcb-cursor0"}


def test_this_machine_misses_no_library() -> None:
    assert set_up.missing_qt_packages() == set()


def test_who_may_not_install_is_told_what(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", machine.setting["PATH"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not debian.install(["libxcb-cursor0", "libegl1"])
    assert "apt-get install --no-install-recommends libegl1 libxcb-cursor0" in capsys.readouterr().err
    assert machine.called() == ["sudo -n true"]


def test_root_installs_once_after_an_update(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine.put("apt-get", f'echo "$*" >> {machine.calls}; test -e {tmp_path}/updated || case "$*" in *update) '
                f"touch {tmp_path}/updated;; *) exit 100;; esac")  # fmt: skip
    monkeypatch.setenv("PATH", machine.setting["PATH"])
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "mirror_Packages").touch()
    monkeypatch.setattr(debian, "LISTS", lists)
    assert debian.install(["libegl1"])
    install = "install -y --no-install-recommends -o DPkg::Lock::Timeout=300 libegl1"
    assert machine.called() == [install, "-o DPkg::Lock::Timeout=300 update", install]

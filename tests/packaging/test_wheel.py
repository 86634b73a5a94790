"""The wheel holds all the program needs: it runs in an empty environment, elsewhere, with the source gone."""

import shutil
import sys
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT, tracked
from tests.packaging.installed import Installed, build_wheel, copy_source, install

HALF_OF_PYSIDE6 = {"shiboken6"}
"""Its bindings, in a package of their own that always comes with it in the same version."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    copy_source(source)
    built = build_wheel(source, folder)
    shutil.rmtree(source)
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install(wheel, tmp_path_factory.mktemp("elsewhere"))


def test_the_wheel_holds_every_resource_and_the_compiled_translations(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = [path for path in tracked() if path.startswith("resources/")]
    assert [path for path in wanted if f"guestreg/_{path}" not in held] == []
    sources = [path for path in wanted if path.endswith(".ts")]
    assert [path for path in sources if f"guestreg/_{path.removesuffix('.ts')}.qm" not in held] == []


def test_the_wheel_holds_every_module(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    assert [path for path in tracked() if path.startswith("guestreg/") and path not in held] == []
    assert [path for path in held if path.startswith(("tests/", "installer/"))] == []


def test_the_program_comes_from_the_wheel(installed: Installed) -> None:
    done = installed.run("python", "-c", "import guestreg, sys; print(guestreg.__file__, *sys.path)")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installed.packages / "guestreg"))
    assert str(ROOT) not in done.stdout


@pytest.mark.timeout(180)
def test_the_evening_runs(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("guestreg", "demo", "-o", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((tmp_path / "demo").glob("*.pdf")), "the demo prints a register"


@pytest.mark.timeout(180)
def test_the_window_opens(installed: Installed) -> None:
    done = installed.run("guestreg-gui", GUESTREG_EXIT_AFTER_PAINT="1")
    said = [line for line in done.stderr.splitlines() if line != "This plugin does not support propagateSizeHints()"]
    assert (done.returncode, said) == (0, [])


@pytest.mark.timeout(180)
def test_without_its_resources_it_does_not_run(wheel: Path, tmp_path: Path) -> None:
    """Negative control: there is no other place from which the program could have read them."""
    bare = install(wheel, tmp_path)
    shutil.rmtree(bare.packages / "guestreg" / "_resources")
    assert bare.run("guestreg", "demo", "-o", str(tmp_path / "demo")).returncode != 0


def test_every_library_the_program_imports_is_declared() -> None:
    graph = grimp.build_graph("guestreg", include_external_packages=True)
    ours = {module for module in graph.modules if module.split(".")[0] == "guestreg"}
    used = {name.split(".")[0] for name in graph.modules - ours} - set(sys.stdlib_module_names) - HALF_OF_PYSIDE6
    assert undeclared(used) == set()
    assert undeclared({"hatchling", "pytest"}) == {"hatchling", "pytest"}


def undeclared(imported: set[str]) -> set[str]:
    declared = {canonicalize_name(Requirement(line).name) for line in requires("guestreg") or []}
    owners = packages_distributions()
    return {name for name in imported if not {canonicalize_name(o) for o in owners.get(name, [])} & declared}

"""What contracts cannot say: rooms start without Qt, pure rooms use the standard library, screens are strangers."""

import subprocess
import sys
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path

import grimp
import pytest

from tests.architecture.tree import ROOT

# Third-party libraries a pure room may use at all.
PURE_ROOMS: dict[str, set[str]] = {
    "domain": set(),
    "ports": set(),
    "outbox": set(),
    "services": set(),
    "verifier": {"cryptography"},
}
WITH_QT = ("guestreg.desktop", "guestreg.app", "guestreg.__main__")


@cache
def imports() -> dict[str, frozenset[str]]:
    """What each of our modules imports; other people's packages by their top name."""
    graph = grimp.build_graph("guestreg", include_external_packages=True)
    ours = [module for module in graph.modules if inside(module, "guestreg")]
    return {module: frozenset(graph.find_modules_directly_imported_by(module)) for module in ours}


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def borrowed(graph: Mapping[str, Set[str]], room: str, allowed: Set[str]) -> list[str]:
    """Imports by the room of libraries that are neither standard nor allowed."""
    return [
        f"{module} imports {name}"
        for module, names in sorted(graph.items())
        if inside(module, f"guestreg.{room}")
        for name in sorted(names)
        if not inside(name, "guestreg") and name.split(".")[0] not in {*sys.stdlib_module_names, *allowed}
    ]


def visits(graph: Mapping[str, Set[str]]) -> list[str]:
    """Imports from one screen's folder into another's. A folder with a view or a presenter is a screen."""
    screens = {
        module.rpartition(".")[0]
        for module in graph
        if inside(module, "guestreg.desktop") and module.endswith((".presenter", ".view")) and module.count(".") >= 3
    }
    return [
        f"{module} imports {name}"
        for module, names in sorted(graph.items())
        for home in screens
        if inside(module, home)
        for name in sorted(names)
        if any(inside(name, other) for other in screens - {home})
    ]


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_a_pure_room_borrows_nothing(room: str) -> None:
    assert borrowed(imports(), room, PURE_ROOMS[room]) == []


def test_screens_never_visit_each_other() -> None:
    assert visits(imports()) == []


def test_a_borrowed_library_and_a_visit_are_found() -> None:
    graph = {
        "guestreg.domain.guest": {"attr", "json", "guestreg.domain.text"},
        "guestreg.desktop.today.view": {"guestreg.desktop.stay.presenter", "guestreg.desktop.kit.theme"},
        "guestreg.desktop.stay.presenter": {"guestreg.services.today"},
        "guestreg.desktop.window": {"guestreg.desktop.today.view"},
    }
    assert borrowed(graph, "domain", set()) == ["guestreg.domain.guest imports attr"]
    assert visits(graph) == ["guestreg.desktop.today.view imports guestreg.desktop.stay.presenter"]


def loads_qt(modules: list[str], folder: Path) -> str:
    """Modules of Qt that a fresh interpreter holds after importing the modules."""
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in {'PySide6', 'shiboken6'}))"
    )
    command = [sys.executable, "-W", "error", "-c", program, *modules]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_below_the_desktop_nothing_loads_qt() -> None:
    modules = sorted(module for module in imports() if not any(inside(module, top) for top in WITH_QT))
    modules = [module for module in modules if ".migrations" not in module]  # Alembic loads those, with its context
    assert loads_qt(modules, ROOT) == ""


def test_qt_loaded_below_the_desktop_is_found(tmp_path: Path) -> None:
    (tmp_path / "innocent.py").write_text("import PySide6.QtCore\n", encoding="utf-8")
    assert "PySide6.QtCore" in loads_qt(["innocent"], tmp_path)

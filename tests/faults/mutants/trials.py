"""Runs a module's own tests against each of its mutants, every one in a fork of a pytest that stands ready.

    python -m tests.faults.mutants.trials BOOK SHARE OF     every mutant with number % OF == SHARE not yet in BOOK
    python -m tests.faults.mutants.trials control BOOK      the module as it is, and one planted mutant

The fork puts the mutant in the module's place before any test imports it; no file of the tree is touched. A mutant on
which no module can be built is "stillborn" and counts neither way. The limits are processor time and memory, so that
a busy machine kills nothing. A line of the book: module, name of the mutant, what became of it.
"""

import ast
import gc
import importlib.util
import json
import os
import resource
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import hypothesis
import pytest

from tests.faults.mutants.mutation import Mutant, mutants

ROOT = Path(__file__).resolve().parents[3]
UNIT = Path("tests") / "unit"
# In this order: what kills fast stands first.
TESTS = {
    "guestreg.outbox.policy": ("outbox/test_policy_edges.py", "outbox/test_policy.py", "outbox/test_windows.py"),
    "guestreg.outbox.verdict": ("outbox/test_verdict.py", "outbox/test_verdict_of_greeting.py"),
    "guestreg.domain.merkle": ("domain/test_merkle.py",),
    "guestreg.domain.ledger": ("domain/test_ledger.py",),
    "guestreg.domain.deadline": ("domain/test_deadline.py",),
}
PLANTED = ("guestreg.domain.merkle", "Tree.add: self.size += 1 -> self.size -= 1")
SECONDS, BYTES = 60, 4 * 2**30
# Loaded before the forks, for each would load them again.
READY = ("PySide6.QtTest", "PySide6.QtWidgets", "cryptography.hazmat.primitives.asymmetric.ed25519", "rfc8785")
PLUGINS = ("pytestqt.plugin", "pytest_timeout", "_hypothesis_pytestplugin")
# What watches over every test and costs more than the tests themselves; no mutant is found by it.
WITHOUT = ["cacheprovider", "warnings", "logging", "faulthandler", "threadexception", "unraisableexception"]
WITHOUT += [f"tests.guards.{name}" for name in ("canary", "network", "nothing_skipped", "warnings")]
OPTIONS = ["-x", "-q", "-s", "--hypothesis-profile=mutants", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
OPTIONS += [*(f"-p{name}" for name in PLUGINS), *(f"-pno:{name}" for name in WITHOUT)]
STILLBORN = 70


class Fate(StrEnum):
    KILLED = "killed"
    OUT_OF_TIME = "out of time"
    SURVIVED = "survived"
    STILLBORN = "stillborn"


FATES = {
    0: Fate.SURVIVED,
    int(pytest.ExitCode.TESTS_FAILED): Fate.KILLED,
    int(pytest.ExitCode.INTERRUPTED): Fate.KILLED,  # a test file could not even be imported
    STILLBORN: Fate.STILLBORN,
}


def source_of(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def mutants_of(module: str) -> Iterator[Mutant]:
    return mutants(source_of(module).read_text(encoding="utf-8"))


class Trials:
    """A pytest plugin: before anything is collected it forks once for each mutant; only the forks go on and collect."""

    def __init__(self, module: str, todo: Iterable[Mutant], book: Path, scratch: Path) -> None:
        self._module, self._todo, self._book, self._told = module, todo, book, scratch / "told"

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        gc.freeze()
        for mutant in self._todo:
            child = os.fork()
            if child == 0:
                self._become(mutant)
                return
            line = json.dumps([self._module, mutant.name, self._fate(os.waitpid(child, 0)[1])], ensure_ascii=False)
            with self._book.open("a", encoding="utf-8") as kept:
                kept.write(line + "\n")
        os._exit(0)

    def _become(self, mutant: Mutant) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
        out = os.open(self._told, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        os.dup2(out, 1)
        os.dup2(out, 2)
        if not _put_in_place(self._module, mutant.tree):
            os._exit(STILLBORN)

    def _fate(self, status: int) -> Fate:
        if os.WIFSIGNALED(status):
            return Fate.OUT_OF_TIME
        code = os.WEXITSTATUS(status)
        if code not in FATES:
            raise RuntimeError(f"the trial itself broke with {code}:\n{self._told.read_text()[-4000:]}")
        return FATES[code]


def _put_in_place(module: str, tree: ast.Module) -> bool:
    assert module not in sys.modules, "the tests would see the module as it was"
    spec = importlib.util.find_spec(module)
    assert spec
    mutant = importlib.util.module_from_spec(spec)
    sys.modules[module] = mutant
    try:
        exec(compile(ast.fix_missing_locations(tree), str(source_of(module)), "exec"), mutant.__dict__)  # noqa: S102
    except Exception:  # noqa: BLE001 - whatever it is, no module came of it
        return False
    parent, _, leaf = module.rpartition(".")
    setattr(sys.modules[parent], leaf, mutant)
    return True


def prepare() -> None:
    os.chdir(ROOT)
    os.environ.update(GUESTREG_TEST_PROFILE="ci", QT_QPA_PLATFORM="offscreen", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    for name in READY:
        importlib.import_module(name)
    hypothesis.settings.register_profile(
        "mutants",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=40,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    )


def run(module: str, todo: list[Mutant], book: Path) -> None:
    """In a process of its own, so that the next module finds nothing loaded."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                files = [str(UNIT / name) for name in TESTS[module]]
                trials = Trials(module, todo, book, Path(scratch))
                code = int(pytest.main([*files, *OPTIONS, f"--basetemp={scratch}/tmp"], plugins=[trials]))
            except BaseException:  # noqa: BLE001 - a fork must end here; what was wrong is told above it
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                os._exit(code)
        if os.waitpid(child, 0)[1]:
            raise RuntimeError(f"the trials of {module} broke")


def run_share(book: Path, share: int, of: int) -> None:
    known = {tuple(json.loads(line)[:2]) for line in book.read_text(encoding="utf-8").splitlines()}
    for module in TESTS:
        todo = [
            mutant
            for number, mutant in enumerate(mutants_of(module))
            if number % of == share and (module, mutant.name) not in known
        ]
        if todo:
            run(module, todo, book)


def control(book: Path) -> None:
    module, name = PLANTED
    unchanged = Mutant("nothing", ast.parse(source_of(module).read_text(encoding="utf-8")))
    run(module, [unchanged, *(one for one in mutants_of(module) if one.name == name)], book)


if __name__ == "__main__":
    prepare()
    if sys.argv[1] == "control":
        control(Path(sys.argv[2]))
    else:
        run_share(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

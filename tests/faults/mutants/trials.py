"""Runs a module's own tests against each of its mutants, every one in a fork of a pytest that stands ready.

    python -m tests.faults.mutants.trials SHARE OF          every mutant with number % OF == SHARE not yet in its book
    python -m tests.faults.mutants.trials control BOOK      the module as it is, and one planted mutant

A mutant of a function gives it other code after the tests are collected; any other is put in the module's place before
a test imports it. No file of the tree is touched. A mutant on which no module can be built is "stillborn" and counts
neither way. The limits are processor time and memory, so that a busy machine kills nothing. A line of the book: module,
name of the mutant, what became of it. Each module has its own, named after the files it depends on.
"""

import ast
import gc
import hashlib
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
from types import FunctionType, ModuleType

import hypothesis
import pytest

from tests.faults.mutants.mutation import Mutant, mutants

ROOT = Path(__file__).resolve().parents[3]
UNIT = Path("tests") / "unit"
BOOKS = ROOT / "build" / "mutants"
# In this order: what kills fast stands first.
TESTS = {
    "guestreg.outbox.policy": (
        "outbox/test_policy_edges.py",
        "outbox/test_failing_since.py",
        "outbox/test_policy.py",
        "outbox/test_windows.py",
    ),
    "guestreg.outbox.verdict": (
        "outbox/test_verdict.py",
        "outbox/test_verdict_of_greeting.py",
        "outbox/test_failing_since.py",
    ),
    "guestreg.domain.merkle": ("domain/test_merkle.py",),
    "guestreg.domain.ledger": ("domain/test_ledger.py",),
    "guestreg.domain.deadline": ("domain/test_deadline.py",),
}
PLANTED = ("guestreg.domain.merkle", "Tree.add: self.size += 1 -> self.size -= 1")
SECONDS, BYTES = 20, 4 * 2**30
# Loaded before the first forks, for each would load them again.
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


def book_of(module: str) -> Path:
    tests = [ROOT / UNIT / name for name in TESTS[module]]
    rows = sorted(path for folder in {test.parent for test in tests} for path in folder.glob("[!t]*.py"))
    names = [source_of(module), *tests, *rows, Path(__file__).with_name("mutation.py")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in names)).hexdigest()
    return BOOKS / f"{module}-{digest[:16]}.jsonl"


def mutants_of(module: str) -> Iterator[Mutant]:
    return mutants(source_of(module).read_text(encoding="utf-8"))


class Trials:
    """A pytest plugin: it forks once for each mutant, and only the forks run tests."""

    def __init__(self, module: str, todo: Iterable[Mutant], book: Path, scratch: Path) -> None:
        self._module, self._todo, self._book, self._told = module, list(todo), book, scratch / "told"
        self._is_fork = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        self._fork_for(one for one in self._todo if not one.in_function)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        if not self._is_fork:
            self._fork_for(one for one in self._todo if one.in_function)
        if not self._is_fork:
            os._exit(0)

    def _fork_for(self, mutants: Iterable[Mutant]) -> None:
        gc.freeze()
        for mutant in mutants:
            child = os.fork()
            if child == 0:
                self._is_fork = True
                self._become(mutant)
                return
            line = json.dumps([self._module, mutant.name, self._fate(os.waitpid(child, 0)[1])], ensure_ascii=False)
            with self._book.open("a", encoding="utf-8") as kept:
                kept.write(line + "\n")

    def _become(self, mutant: Mutant) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
        out = os.open(self._told, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        os.dup2(out, 1)
        os.dup2(out, 2)
        put = _give_code if mutant.in_function else _put_in_place
        if not put(self._module, mutant.tree):
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
    mutant = _unbuilt(module)
    sys.modules[module] = mutant
    if not _built(mutant, tree):
        return False
    parent, _, leaf = module.rpartition(".")
    setattr(sys.modules[parent], leaf, mutant)
    return True


def _give_code(module: str, tree: ast.Module) -> bool:
    """Whoever holds a function of the module holds the mutant's from now on."""
    mutant = _unbuilt(module)
    if not _built(mutant, tree):
        return False
    changed = _functions(mutant)
    for name, function in _functions(sys.modules[module]).items():
        function.__code__ = changed[name].__code__
        function.__defaults__, function.__kwdefaults__ = changed[name].__defaults__, changed[name].__kwdefaults__
    return True


def _unbuilt(module: str) -> ModuleType:
    spec = importlib.util.find_spec(module)
    assert spec
    return importlib.util.module_from_spec(spec)


def _built(mutant: ModuleType, tree: ast.Module) -> bool:
    try:
        exec(compile(ast.fix_missing_locations(tree), str(mutant.__file__), "exec"), mutant.__dict__)  # noqa: S102
    except Exception:  # noqa: BLE001 - whatever it is, no module came of it
        return False
    return True


def _functions(module: ModuleType) -> dict[str, FunctionType]:
    """What its own source defines, in classes too, not what a decorator wrote."""
    classes = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]
    held = [value for owner in (module, *classes) for value in vars(owner).values()]
    own = (one for one in held if isinstance(one, FunctionType) and one.__code__.co_filename == module.__file__)
    return {one.__qualname__: one for one in own}


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


def run_share(share: int, of: int) -> None:
    for module in TESTS:
        book = book_of(module)
        known = {json.loads(line)[1] for line in book.read_text(encoding="utf-8").splitlines()}
        mine = [one for number, one in enumerate(mutants_of(module)) if number % of == share]
        if todo := [one for one in mine if one.name not in known]:
            run(module, todo, book)


def control(book: Path) -> None:
    module, name = PLANTED
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    unchanged = [Mutant("nothing in place", tree), Mutant("nothing given", tree, in_function=True)]
    run(module, [*unchanged, *(one for one in mutants_of(module) if one.name == name)], book)


if __name__ == "__main__":
    prepare()
    if sys.argv[1] == "control":
        control(Path(sys.argv[2]))
    else:
        run_share(int(sys.argv[1]), int(sys.argv[2]))

"""Mutants of what decides about deadlines, answers, rhythm and the ledger: are they seen by the tests of their module?

`make soak PART=mutants` tries them all, keeping books in build/mutants so that a run cut off goes on where it stopped
and a module whose files are the same is not tried again. Who lives is listed in survivors.toml with a reason.
"""

import json
import subprocess
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.faults import results
from tests.faults.mutants.mutation import mutants
from tests.faults.mutants.trials import BOOKS, PLANTED, ROOT, TESTS, Fate, book_of, mutants_of

HERE = Path(__file__).parent
SURVIVORS = HERE / "survivors.toml"
LEAST_KILLED = 0.9
LANES = 2

Fates = dict[tuple[str, str], Fate]
Listed = dict[str, dict[str, str]]


def read(book: Path) -> Fates:
    lines = [json.loads(line) for line in book.read_text(encoding="utf-8").splitlines()]
    return {(module, name): Fate(fate) for module, name, fate in lines}


def complaints(fates: Fates, listed: Listed) -> list[str]:
    """What is wrong with an account: too many live, one lives unlisted, one listed is dead or has no reason."""
    counted = Counter(fates.values())
    killed, alive = counted[Fate.KILLED] + counted[Fate.OUT_OF_TIME], counted[Fate.SURVIVED]
    said = [] if killed >= LEAST_KILLED * (killed + alive) else [f"only {killed} of {killed + alive} killed"]
    known = {(module, name): reason for module, names in listed.items() for name, reason in names.items()}
    living = {key for key, fate in fates.items() if fate is Fate.SURVIVED}
    said += [f"lives and is not listed: {module} {name}" for module, name in sorted(living - known.keys())]
    said += [f"listed, but does not live: {module} {name}" for module, name in sorted(known.keys() - living)]
    return said + [f"no reason: {module} {name}" for (module, name), reason in known.items() if not reason.strip()]


def trials(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.faults.mutants.trials", *words], cwd=ROOT)


@pytest.mark.soak
def test_nine_mutants_of_ten_are_killed_and_the_others_known() -> None:
    started = time.monotonic()
    books = [book_of(module) for module in TESTS]
    BOOKS.mkdir(parents=True, exist_ok=True)
    for book in books:
        book.touch()
    known = sum(len(read(book)) for book in books)
    lanes = [trials(str(lane), str(LANES)) for lane in range(LANES)]
    assert [lane.wait() for lane in lanes] == [0] * LANES
    fates = {mutant: fate for book in books for mutant, fate in read(book).items()}
    assert fates.keys() == {(module, one.name) for module in TESTS for one in mutants_of(module)}
    counted = Counter(fates.values())
    figures: dict[str, Any] = {fate.name.lower(): counted[fate] for fate in Fate}
    killed = counted[Fate.KILLED] + counted[Fate.OUT_OF_TIME]
    share = 100 * killed / (killed + counted[Fate.SURVIVED])
    figures |= {"percent": share, "tried now": len(fates) - known, "seconds": time.monotonic() - started}
    results.append("mutants", "none", **figures)
    assert complaints(fates, tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))) == []


def test_a_planted_mutant_is_killed_and_the_module_as_it_is_survives(tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert trials("control", str(book)).wait() == 0
    unchanged = {(PLANTED[0], f"nothing {how}"): Fate.SURVIVED for how in ("in place", "given")}
    assert read(book) == {**unchanged, PLANTED: Fate.KILLED}


def test_only_what_lies_in_a_function_is_given_to_it() -> None:
    source = "A = 1\n\nclass B:\n    c: int = 2\n\n    def d(self, e: int = 3) -> int:\n        return 4\n"
    given = {one.name for one in mutants(source) if one.in_function}
    assert given == {f"B.d: {change}" for change in ("3 -> 4", "3 -> 2", "return 4 -> return None", "4 -> 5", "4 -> 3")}


def test_the_listed_survivors_are_mutants_of_this_tree() -> None:
    listed = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))
    for module, names in listed.items():
        assert names.keys() <= {one.name for one in mutants_of(module)}


def test_what_an_account_is_blamed_for() -> None:
    nine: Fates = {("m", str(number)): Fate.KILLED for number in range(9)}
    living: Fates = {("m", "a"): Fate.SURVIVED}
    assert complaints(nine | living, {"m": {"a": "equal"}}) == []
    assert complaints(nine | living, {}) == ["lives and is not listed: m a"]
    assert complaints(nine | living, {"m": {"a": " "}}) == ["no reason: m a"]
    assert complaints(nine, {"m": {"a": "equal"}}) == ["listed, but does not live: m a"]
    more = living | {("m", "b"): Fate.SURVIVED, ("m", "c"): Fate.STILLBORN}
    assert complaints(nine | more, {"m": {"a": "equal", "b": "equal"}}) == ["only 9 of 11 killed"]


def test_every_kind_of_change_is_made_once_and_in_order() -> None:
    source = '''
"""Words."""
LIMITS = {"a": 1, "b": State.SENT}

def f(x: int = 2) -> bool:
    """More words."""
    g(x, y=x)
    if x < 3 and not h(State.LOST):
        raise ValueError("no")
    for one in x:
        continue
    return x + 1
'''
    assert [one.name for one in mutants(source)] == [
        "module: {'a': 1, 'b': State.SENT} -> {'a': State.SENT, 'b': 1}",
        "module: 'a' -> 'a~'",
        "module: 'b' -> 'b~'",
        "module: 1 -> 2",
        "module: 1 -> 0",
        "module: State.SENT -> State.LOST",
        "f: 2 -> 3",
        "f: 2 -> 1",
        "f: g(x, y=x) -> pass",
        "f: g(): without y=x",
        "f: if x < 3 and (not h(State.LOST)): -> if not (x < 3 and (not h(State.LOST))):",
        "f: x < 3 and (not h(State.LOST)) -> x < 3 or not h(State.LOST)",
        "f: x < 3 -> x <= 3",
        "f: 3 -> 4",
        "f: 3 -> 2",
        "f: not h(State.LOST) -> h(State.LOST)",
        "f: State.LOST -> State.SENT",
        "f: continue -> break",
        "f: return x + 1 -> return None",
        "f: x + 1 -> x - 1",
        "f: 1 -> 2",
        "f: 1 -> 0",
    ]

"""The folder tree says what the program does: a few folders at the top, and a noun or verb for every file."""

import ast
from pathlib import PurePosixPath

from tests.architecture.tree import sources, tracked

TOP = {"LICENSE", "Makefile", "README.md", "guestreg", "installer", "pyproject.toml", "resources", "tests"}
SAY_NOTHING = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def strangers_at_the_top(paths: list[str]) -> set[str]:
    tops = {PurePosixPath(path).parts[0] for path in paths}
    return {top for top in tops if top not in TOP and not top.startswith(".")}


def names_that_say_nothing(paths: list[str]) -> list[str]:
    return [path for path in paths if SAY_NOTHING & set(PurePosixPath(path).with_suffix("").parts)]


def undocumented(paths_and_docs: list[tuple[str, str | None]]) -> list[str]:
    return [path for path, doc in paths_and_docs if not doc]


def test_the_top_holds_only_what_the_plan_names() -> None:
    assert strangers_at_the_top(tracked()) == set()


def test_every_file_is_named_after_its_noun_or_verb() -> None:
    assert names_that_say_nothing([source.path for source in sources("guestreg", "installer", "tests")]) == []


def test_a_stranger_and_an_empty_name_are_found() -> None:
    assert strangers_at_the_top(["notes/x.md", ".gitignore", "guestreg/app.py"]) == {"notes"}
    bad = ["guestreg/utils/x.py", "guestreg/store/helpers.py", "guestreg/store/base_rate.py"]
    assert names_that_say_nothing(bad) == bad[:2]


def test_every_module_says_what_it_holds() -> None:
    found = [(source.path, ast.get_docstring(source.syntax)) for source in sources("guestreg")]
    assert undocumented(found) == []
    assert undocumented([("bad.py", None)]) == ["bad.py"]

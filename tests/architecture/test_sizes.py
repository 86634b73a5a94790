"""Files stay under 300 lines and functions under 60; the exceptions are named and may only shrink."""

from tests.architecture.tree import Source, functions, sources

FILE_LINES = 300
FUNCTION_LINES = 60

# What is longer, and how long: lower the number when it shrinks, strike it out when it fits. Nothing is added.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}


def complaints(found: dict[str, int], limit: int, exceptions: dict[str, int]) -> list[str]:
    """One sentence for each size over its limit and each exception that is larger than need be."""
    grown = [
        f"{name} has {size} lines, {exceptions.get(name, limit)} is the most"
        for name, size in sorted(found.items())
        if size > exceptions.get(name, limit)
    ]
    stale = [
        f"{name} now has {found.get(name, 0)} lines: lower or strike out its exception of {allowed}"
        for name, allowed in sorted(exceptions.items())
        if found.get(name, 0) < allowed
    ]
    return grown + stale


def sizes_of_files(files: list[Source]) -> dict[str, int]:
    return {source.path: len(source.text.splitlines()) for source in files}


def sizes_of_functions(files: list[Source]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for source in files:
        for name, size in functions(source):
            longest[name] = max(size, longest.get(name, 0))
    return longest


def test_no_file_holds_two_nouns() -> None:
    found = sizes_of_files(sources("guestreg", "installer", "tests"))
    assert complaints(found, FILE_LINES, LONG_FILES) == []


def test_no_function_is_longer_than_a_screen() -> None:
    found = sizes_of_functions(sources("guestreg", "installer", "tests"))
    assert complaints(found, FUNCTION_LINES, LONG_FUNCTIONS) == []


def test_a_long_file_and_a_long_function_are_found() -> None:
    bad = Source("bad.py", "def long():\n" + "    x = 1\n" * 400)
    assert complaints(sizes_of_files([bad]), FILE_LINES, {}) == ["bad.py has 401 lines, 300 is the most"]
    assert complaints(sizes_of_functions([bad]), FUNCTION_LINES, {}) == ["bad.py::long has 401 lines, 60 is the most"]


def test_an_exception_may_only_shrink() -> None:
    assert complaints({"a.py": 350}, FILE_LINES, {"a.py": 340}) == ["a.py has 350 lines, 340 is the most"]
    assert complaints({"a.py": 320}, FILE_LINES, {"a.py": 340}) != []
    assert complaints({}, FILE_LINES, {"gone.py": 340}) != []

"""Reads, when all tests have run, every log, temporary and crash file they left, for the guests who lived in them.

Every guest of the tests is marked by name and number. While tests run, temporary files go to a folder of this run's
own, so that what the program leaves there is found too.
"""

import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

EVENING = Path(__file__).resolve().parents[2] / "resources" / "samples" / "evening.json"
OF_THE_TESTS = (
    "Canary",
    "Kim Tước",
    "Nguyễn Bảo Ngọc",
    "Anna Maria Eriksson",
    "Anna Müller",
    "001190000017",
    "001088000025",
    "011090000017",
    "011190000001",
    "090909090909",
    "L898902C3",
)
FIELDS = ("full_name", "doc_number", "passport_number")
WATCHED = re.compile(r"log|.*\.(?:log|err|dmp)(?:\.\d+)?|.*crash.*|core(?:\.\d+)?|stderr.*", re.IGNORECASE)
WATCHED_FOLDERS = frozenset({"logs", "crash", "crashes"})


def marked() -> frozenset[str]:
    """Names and numbers of the made-up evening and of the other tests. One-word names are too common to be marks."""
    stays = json.loads(EVENING.read_text(encoding="utf-8"))["stays"]
    told = (guest.get(name, "") for stay in stays for guest in stay["stay"]["guests"] for name in FIELDS)
    return frozenset({*OF_THE_TESTS, *(text for text in told if len(text) > 6)})


def forms(mark: str) -> set[bytes]:
    """The bytes a mark may have in small letters: composed or not, as JSON, an address or Windows writes it."""
    cases = (mark, mark.upper(), mark.casefold())
    texts = {unicodedata.normalize(form, text) for text in cases for form in ("NFC", "NFD")}
    shapes = {shape for text in texts for shape in (text, json.dumps(text)[1:-1], quote(text))}
    return {shape.encode(how).lower() for shape in shapes for how in ("utf-8", "utf-16-le")}


def watched(folder: Path) -> Iterator[Path]:
    """The logs and crash files below `folder`, wherever a test put them."""
    for path, _, names in os.walk(folder):
        everything = WATCHED_FOLDERS.intersection(Path(path).relative_to(folder).parts)
        yield from (Path(path) / name for name in names if everything or WATCHED.fullmatch(name))


def left_behind(folder: Path) -> Iterator[Path]:
    """Every file below `folder`."""
    yield from (Path(path) / name for path, _, names in os.walk(folder) for name in names)


def marks_in(files: Iterable[Path], marks: Iterable[str]) -> list[str]:
    """Where a guest is named; a register left as a file counts, since its text can't be read as bytes."""
    wanted = [(mark, forms(mark)) for mark in sorted(marks)]
    found = []
    for file in files:
        if not file.is_file():
            continue
        content = file.read_bytes().lower()
        found += [f"{file}: {mark}" for mark, shapes in wanted if any(shape in content for shape in shapes)]
        if content.startswith(b"%pdf-"):
            found.append(f"{file}: a whole register")
    return found


@pytest.fixture(autouse=True, scope="session")
def _nobody_is_left_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    base = tmp_path_factory.getbasetemp()
    own = Path(tempfile.mkdtemp(prefix="gr-"))  # short, because sockets lie in it
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(own))
        patch.setattr(tempfile, "tempdir", None)
        yield
    marks = marked()
    found = marks_in(watched(base), marks) + marks_in(left_behind(own), marks)
    shutil.rmtree(own, ignore_errors=True)
    if found:
        pytest.fail("guests were left in logs, temporary or crash files:\n" + "\n".join(found))

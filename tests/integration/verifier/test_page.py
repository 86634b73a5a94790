"""The second implementation: one page without a network, opened as a file in a real browser, against the first."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from guestreg.verifier.anchors import typed
from guestreg.verifier.check import verify
from tests.fakes.browser import Browser
from tests.tamper.books import BOOKS
from tests.tamper.kinds import KINDS, tampered
from tests.tamper.maker import parts_of

PAGE = Path(__file__).resolve().parents[3] / "resources" / "verifier" / "kiem-so.html"
SEEDS, CLEAN_SEEDS, LONG_SEEDS = 9, 8, 740
_BATCH = 25
_JUDGE = """(async () => {
  const said = [];
  for (const [file, anchors] of %s) {
    const report = await verify(Uint8Array.from(atob(file), (sign) => sign.charCodeAt(0)), anchors.map(typedAnchor));
    const first = report.firstBad && [report.firstBad.seq, report.firstBad.kind, report.firstBad.place];
    said.push([report.verdict, first, Object.values(report.counts), report.anchors.map((one) => one.ok)]);
  }
  return said;
})()"""


@dataclass(frozen=True)
class Bundle:
    name: str
    data: bytes
    anchors: tuple[str, ...] = ()


def bundles(seeds: int, clean_seeds: int) -> Iterator[Bundle]:
    """Every kind of tampering, with its page code where it has one, and every kind of clean ledger."""
    for seed in range(seeds):
        for number in range(1, len(KINDS) + 1):
            one = tampered(number, seed)
            yield Bundle(f"kind {number}, seed {seed}", one.data, (one.anchor,) if one.anchor else ())
    for name, book in BOOKS.items():
        for seed in range(clean_seeds):
            yield Bundle(f"{name}, seed {seed}", parts_of(book(seed)).packed())


def by_the_program(one: Bundle, file: Path) -> list[Any]:
    file.write_bytes(one.data)
    report = verify(file, [typed(text) for text in one.anchors])
    first = report.first_bad
    place = first and [first.seq, first.kind, first.place]
    return [report.verdict, place, list(report.counts.values()), [anchor.ok for anchor in report.anchors]]


def by_the_page(browser: Browser, some: tuple[Bundle, ...]) -> list[Any]:
    fed = [[base64.b64encode(one.data).decode(), one.anchors] for one in some]
    said: list[Any] = browser.run(_JUDGE % json.dumps(fed))
    return said


def disagreements(browser: Browser, some: Iterator[Bundle], file: Path) -> tuple[int, list[str]]:
    told, count = [], 0
    while batch := tuple(islice(some, _BATCH)):
        for one, said in zip(batch, by_the_page(browser, batch), strict=True):
            count += 1
            if said != (wanted := by_the_program(one, file)):
                told.append(f"{one.name}: the page {said}, the program {wanted}")
    return count, told


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        browser.open(PAGE)
        yield browser


@pytest.mark.timeout(240)
def test_both_implementations_say_the_same_of_three_hundred_ledgers(browser: Browser, tmp_path: Path) -> None:
    count, told = disagreements(browser, bundles(SEEDS, CLEAN_SEEDS), tmp_path / "so.luutru")
    assert told == []
    assert count >= 290


def test_a_page_that_overlooks_something_is_found_out(browser: Browser, tmp_path: Path) -> None:
    """The negative control: it believes every signature."""
    browser.run("judged = async () => true")
    try:
        _, told = disagreements(browser, bundles(1, 0), tmp_path / "so.luutru")
    finally:
        browser.open(PAGE)
    assert told


def test_a_ledger_is_chosen_on_the_page_and_judged_in_words(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "so.luutru"
    file.write_bytes(parts_of(BOOKS["whole"](1)).packed())
    browser.choose_file("#file", file)
    shown = browser.run("(async () => { await show(); return document.getElementById('verdict').textContent })()")
    assert "Unchanged as far as it goes." in shown
    assert "Không bị sửa" in shown


def test_a_browser_without_the_signatures_says_that_it_cannot_tell(browser: Browser) -> None:
    browser.run("window.kept = crypto.subtle.importKey; crypto.subtle.importKey = () => Promise.reject(new Error())")
    try:
        ((verdict, *_),) = by_the_page(browser, (Bundle("whole", parts_of(BOOKS["whole"](1)).packed()),))
    finally:
        browser.run("crypto.subtle.importKey = window.kept")
    assert verdict == "cannot_tell"


@pytest.mark.soak
def test_both_implementations_agree_on_twenty_thousand_ledgers(browser: Browser, tmp_path: Path) -> None:
    """`make soak PART=twenty_thousand_ledgers`."""
    count, told = disagreements(browser, bundles(LONG_SEEDS, 200), tmp_path / "so.luutru")
    assert told == []
    assert count >= 20_000

"""The 25 tamper kinds are found, classed and placed as who tampered wrote down; clean ledgers raise no alarm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from guestreg.verifier.anchors import typed
from guestreg.verifier.check import verify
from guestreg.verifier.report import Finding, Report
from tests.tamper.books import BOOKS
from tests.tamper.case import Tampered
from tests.tamper.kinds import KINDS, tampered
from tests.tamper.maker import parts_of

NUMBERS = range(1, len(KINDS) + 1)
NAMES = [one.__name__ for one in KINDS]
SEEDS = 6
MUTANTS = 20
ANCHORED = 21


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "so.luutru"


def judged(file: Path, one: Tampered, *, anchored: bool = True) -> Report:
    file.write_bytes(one.data)
    return verify(file, [typed(one.anchor)] if one.anchor and anchored else [])


def misjudged(file: Path, number: int, seeds: Iterator[int] | range) -> list[str]:
    """A line for each mutant of which something else is said than who made it expects."""
    bad = []
    for seed in seeds:
        one = tampered(number, seed)
        report = judged(file, one)
        first = report.first_bad
        said = (None, None, None) if first is None else (first.kind, first.seq, first.place)
        wanted = one.kind, said[1] if one.seq is None else one.seq, said[2] if one.place is None else one.place
        if (report.verdict, said) != (one.verdict, wanted):
            bad.append(f"{NAMES[number - 1]} {seed}: {one.verdict} {wanted}, found {report.verdict} {said}")
    return bad


@pytest.mark.parametrize("number", NUMBERS, ids=NAMES)
def test_a_kind_is_found_classed_and_placed(file: Path, number: int) -> None:
    assert misjudged(file, number, range(MUTANTS)) == []


@pytest.mark.soak
@pytest.mark.parametrize("number", NUMBERS, ids=NAMES)
def test_every_mutant_of_a_kind_is_found(file: Path, number: int) -> None:
    """Part `every_mutant` of the soak."""
    assert misjudged(file, number, range(MUTANTS, 2_000 + MUTANTS)) == []


@pytest.mark.parametrize("number", NUMBERS, ids=NAMES)
def test_with_its_check_out_a_kind_goes_unnoticed(file: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: it is that check that finds it, where it was expected."""
    one = tampered(number, 0)
    honest = Report.add

    def all_but_one(
        self: Report, kind: str, place: str, text: str, seq: int | None = None, *, missing: bool = False
    ) -> Finding | None:
        return None if kind == one.kind else honest(self, kind, place, text, seq, missing=missing)

    assert judged(file, one).first_bad is not None
    monkeypatch.setattr(Report, "add", all_but_one)
    first = judged(file, one).first_bad
    assert first is None or first.kind != one.kind


def test_a_cut_shows_by_an_anchor_alone(file: Path) -> None:
    for seed in range(SEEDS):
        one = tampered(ANCHORED, seed)
        assert judged(file, one, anchored=False).verdict == "unchanged"
        assert judged(file, one).verdict == "changed"


@pytest.mark.parametrize("name", BOOKS)
def test_a_clean_ledger_raises_no_alarm(file: Path, name: str) -> None:
    wanted = "parts_missing" if name == "erased_later" else "unchanged"
    for seed in range(SEEDS):
        file.write_bytes(parts_of(BOOKS[name](seed)).packed())
        report = verify(file)
        assert (report.findings, report.verdict) == ([], wanted), (name, seed)


@pytest.mark.soak
@pytest.mark.parametrize("name", BOOKS)
def test_no_clean_ledger_raises_an_alarm(file: Path, name: str) -> None:
    """Part `no_clean_ledger` of the soak: ten thousand in all."""
    for seed in range(SEEDS, SEEDS + 1_112):
        file.write_bytes(parts_of(BOOKS[name](seed)).packed())
        assert verify(file).findings == [], (name, seed)

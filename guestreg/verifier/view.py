"""register.csv against the entries: guest, paper and arrival of every row, and a row for every declaration."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from guestreg.verifier.report import Report

VIEW = "register.csv"
_NAME, _PAPER, _ARRIVED, _VERSION, _CELLS = 2, 6, 8, 14, 15
_SPOKEN_TO = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""A quote was put before what a spreadsheet would take for a formula."""


class View:
    """Its rows by version, each held until its entry came. It complains once a kind of difference."""

    def __init__(self, lines: Iterable[bytes | None] | None, report: Report) -> None:
        """Without lines it is silent."""
        self._report, self._is_here = report, lines is not None
        self._rows: dict[str, tuple[str, str, str]] = {}
        self._told: set[str] = set()
        self._declarations: set[str] = set()
        self._entered: set[str] = set()
        try:
            rows = csv.reader(_text(lines or ()), strict=True)
            next(rows, None)
            for row in rows:
                self._take(row)
        except (csv.Error, ValueError):
            self._differs("view_form")

    def _take(self, row: list[str]) -> None:
        declaration = row[_VERSION].rpartition(".")[0] if len(row) == _CELLS else ""
        if not declaration or declaration in self._declarations:
            self._differs("view")
            return
        self._declarations.add(declaration)
        self._rows[row[_VERSION]] = _plain(row[_NAME]), _plain(row[_PAPER]), row[_ARRIVED]

    def enter(self, version: str) -> None:
        """A `stay.*` entry: its declaration must have a row."""
        declaration = version.rpartition(".")[0]
        self._entered.add(declaration)
        if declaration not in self._declarations:
            self._differs("view")

    def compare(self, version: str, content: Any) -> None:
        """The document of a version; `content` None once erased."""
        row = self._rows.pop(version, None)
        guest, stay = (content.get(one) if isinstance(content, dict) else None for one in ("guest", "stay"))
        if row is None or not isinstance(guest, dict) or not isinstance(stay, dict):
            return
        paper = guest.get("doc_number") or guest.get("passport_number") or ""
        told = (guest.get("full_name"), row[1] if row[1].startswith(paper) else paper, _arrived(stay.get("arrival")))
        if told != row:
            self._differs("view")

    def end(self, *, whole: bool) -> None:
        """What is in the view and in no entry; of a part of the ledger, a row may be of a later version."""
        if self._declarations - self._entered or (whole and self._rows):
            self._differs("view")

    def _differs(self, text: str) -> None:
        if self._is_here and text not in self._told:
            self._told.add(text)
            self._report.add("view", VIEW, text)


def _text(lines: Iterable[bytes | None]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if line is None:
            raise ValueError(VIEW)
        yield line.decode("utf-8" if place else "utf-8-sig")


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(_SPOKEN_TO) else cell


def _arrived(text: object) -> str:
    """`2026-11-21T17:00:00+07:00` as the register writes it."""
    return f"{text[11:16]} {text[8:10]}/{text[5:7]}/{text[:4]}" if isinstance(text, str) else ""

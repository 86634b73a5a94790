"""The page of printing over a real house with two guests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from guestreg.app.program import Program
from guestreg.desktop.printing.model import PrintingModel
from guestreg.desktop.printing.preview import Paper, PdfPages
from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.gui.workplaces import begun_workplace

STAY = {
    "arrival": "2026-11-21T20:40",
    "planned_departure": "2026-11-22T12:00",
    "room": "Phòng 1",
    "reason": "1",
    "notifier": "Lò Thị Say",
}
GUEST = {
    "kind": "citizen",
    "full_name": "Nguyễn Thị Hoa",
    "birth_date": "05/03/1990",
    "sex": "F",
    "doc_kind": "1",
    "doc_number": "001190000017",
}


@pytest.fixture
def workplace(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    program = begun_workplace(tmp_path, clock)
    assert isinstance(record_stay(program.desk(), RecordStay(StayEntry(Typed(STAY), (Typed(GUEST),)))), Done)
    yield program
    program.close()


class MadeUpPaper(Paper):
    """A printer that only counts; `there`: the computer has one, `shows`: it has Qt's module for PDF."""

    def __init__(self, *, there: bool = True, shows: bool = True) -> None:
        self.there, self.shows = there, shows
        self.printed: list[int] = []
        self.opened: list[Path] = []

    def can_show(self) -> bool:
        return self.shows

    def open(self, path: Path) -> None:
        self.opened.append(path)

    def has_printer(self) -> bool:
        return self.there

    def put(self, pages: PdfPages, parent: QWidget) -> bool:
        self.printed.append(pages.count)
        return True


@dataclass
class RecordedView:
    """PrintingPageView."""

    models: list[PrintingModel] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    stored: list[Path] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)

    @property
    def model(self) -> PrintingModel:
        return self.models[-1]

    def show_printing(self, model: PrintingModel) -> None:
        self.models.append(model)

    def show_failure(self, sentence: str) -> None:
        self.failures.append(sentence)

    def show_stored(self, path: Path) -> None:
        self.stored.append(path)

    def show_volume_closed(self, opened: int) -> None:
        self.opened.append(opened)

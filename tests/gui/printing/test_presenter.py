"""Choosing, making and storing the register's sheet; closing a volume. No Qt."""

from datetime import date
from pathlib import Path
from tempfile import gettempdir

import pytest

from guestreg.app.program import Program
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.printing.model import Span
from guestreg.desktop.printing.page import printing_services
from guestreg.desktop.printing.presenter import PrintingPresenter
from tests.fakes.clock import FakeClock
from tests.gui.inline_lanes import HeldLanes, InlineLanes
from tests.gui.printing.conftest import RecordedView
from tests.gui.recorded_navigator import RecordedNavigator


@pytest.fixture
def view() -> RecordedView:
    return RecordedView()


@pytest.fixture
def presenter(workplace: Program, view: RecordedView) -> PrintingPresenter:
    services = printing_services(workplace)
    made = PrintingPresenter(view, services, workplace.phrasebook(), Scope(InlineLanes()), RecordedNavigator())
    made.open()
    return made


def test_it_begins_with_this_month_of_the_open_volume(presenter: PrintingPresenter, view: RecordedView) -> None:
    assert (view.model.span, view.model.month, view.model.volume) == (Span.MONTH, date(2026, 11, 1), 1)


def test_a_sheet_is_a_pdf_and_leaves_no_file_behind(presenter: PrintingPresenter, view: RecordedView) -> None:
    before = set(Path(gettempdir()).iterdir())
    presenter.make()
    assert view.model.sheet is not None
    assert view.model.sheet.pdf.startswith(b"%PDF")
    assert (view.model.sheet.pages, view.model.sheet.rows) == (1, 1)
    assert {path for path in set(Path(gettempdir()).iterdir()) - before if list(path.glob("*.pdf"))} == set()


def test_another_choice_drops_the_sheet(presenter: PrintingPresenter, view: RecordedView) -> None:
    presenter.make()
    presenter.change_month(-1)
    presenter.make()
    sheets = [model.sheet.rows if model.sheet else None for model in view.models]
    assert [rows for rows, before in zip(sheets, [None, *sheets], strict=False) if rows != before] == [1, None, 0]
    assert view.model.month == date(2026, 10, 1)


def test_days_may_be_typed_in_any_order(presenter: PrintingPresenter, view: RecordedView) -> None:
    presenter.choose_span(Span.DAYS)
    presenter.type_day("from_text", "30/11/2026")
    presenter.type_day("to_text", "1.11.2026")
    presenter.make()
    assert view.model.sheet is not None
    assert view.model.sheet.rows == 1


@pytest.mark.parametrize(("text", "code"), [("", "E-10"), ("mai", "E-58"), ("2026", "E-58"), ("31/02/2026", "E-58")])
def test_a_day_that_is_none_makes_no_sheet(
    presenter: PrintingPresenter, view: RecordedView, text: str, code: str
) -> None:
    presenter.choose_span(Span.DAYS)
    presenter.type_day("from_text", text)
    presenter.make()
    assert dict(view.model.faults) == {"from_text": code}
    assert view.model.sheet is None


def test_the_sheet_is_stored_where_wanted_or_the_failure_is_said(
    presenter: PrintingPresenter, view: RecordedView, tmp_path: Path
) -> None:
    presenter.make()
    presenter.store(tmp_path / "so.pdf")
    assert view.model.sheet is not None
    assert (tmp_path / "so.pdf").read_bytes() == view.model.sheet.pdf
    presenter.store(tmp_path / "nowhere" / "so.pdf")
    assert view.stored == [tmp_path / "so.pdf"]
    assert view.failures == ["Không ghi được tệp so.pdf. Chọn chỗ khác."]


def test_closing_a_volume_opens_the_next(presenter: PrintingPresenter, view: RecordedView) -> None:
    presenter.close_volume("21/11/2026")
    assert view.opened == [2]
    assert [one.number for one in view.model.volumes] == [1, 2]
    assert view.model.volume == 2


@pytest.mark.parametrize(("text", "code"), [("22/11/2026", "E-91"), ("20/11/2026", "E-91"), ("", "E-58")])
def test_a_wrong_last_day_closes_nothing(
    presenter: PrintingPresenter, view: RecordedView, text: str, code: str
) -> None:
    presenter.close_volume(text)
    assert view.opened == []
    assert dict(view.model.faults) == {"close_to": code}


def test_two_presses_make_one_sheet(workplace: Program, view: RecordedView, clock: FakeClock) -> None:
    lanes = HeldLanes()
    services = printing_services(workplace)
    presenter = PrintingPresenter(view, services, workplace.phrasebook(), Scope(lanes), RecordedNavigator())
    presenter.open()
    lanes.run_all()
    presenter.make()
    presenter.make()
    assert len(lanes.waiting) == 1

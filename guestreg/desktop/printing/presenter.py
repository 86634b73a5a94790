"""Chooses lines, has the sheet made, gives it to paper or a file, closes a volume. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from guestreg.desktop.contract import Navigator
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.printing.model import PrintingModel, Sheet, Span
from guestreg.domain.dates import DateFault, TypedDate, day_text, local, typed_date
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.store import Volume
from guestreg.services.commands.print_register import Printed, PrintRegister
from guestreg.services.commands.set_up_house import CloseVolume
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.queries.volumes import Volumes


class PrintingPageView(Protocol):
    def show_printing(self, model: PrintingModel) -> None: ...

    def show_failure(self, sentence: str) -> None: ...

    def show_stored(self, path: Path) -> None:
        """The PDF lies there now."""
        ...

    def show_volume_closed(self, opened: int) -> None: ...


@dataclass(frozen=True, slots=True)
class PrintingServices:
    volumes: Callable[[], Volumes]
    print: Callable[[PrintRegister], Outcome[Printed]]
    close_volume: Callable[[CloseVolume], Outcome[Volume]]


class PrintingPresenter:
    """A `contract.Presenter`. A sheet holds until what it was made of may have changed."""

    def __init__(
        self,
        view: PrintingPageView,
        services: PrintingServices,
        phrasebook: Phrasebook,
        scope: Scope,
        navigator: Navigator,
    ) -> None:
        self._view, self._services, self._phrasebook = view, services, phrasebook
        self._scope, self._navigator = scope, navigator
        self._model: PrintingModel | None = None
        self._wanted = False

    def open(self, target: object = None) -> None:
        self._scope.read(self._services.volumes, self._show_volumes, topic="volumes")

    def refresh(self) -> None:
        self.open()

    def close(self) -> None:
        self._scope.close()

    # -- what to print

    def choose_volume(self, number: int) -> None:
        self._change(volume=number)

    def choose_span(self, span: Span) -> None:
        self._change(span=span)

    def change_month(self, step: int) -> None:
        if self._model is not None:
            self._change(span=Span.MONTH, month=_month(self._model.month, step))

    def type_day(self, name: str, text: str) -> None:
        if self._model is not None and getattr(self._model, name) != text:
            self._change(**{name: text})

    def make(self) -> None:
        """Have the sheet made as it is chosen now; asked before the choices are there, it is made with them."""
        model = self._model
        if model is None:
            self._wanted = True
            return
        if model.busy:
            return
        days = self._days(model)
        if days is None:
            return
        number = model.volume
        self._set(busy=True)
        self._scope.write(lambda: self._print(number, *days), self._made)

    def store(self, path: Path) -> None:
        """Write the sheet where the person wants it."""
        if self._model is None or self._model.sheet is None:
            return
        pdf = self._model.sheet.pdf

        def job() -> bool:
            try:
                path.write_bytes(pdf)
            except OSError:
                return False
            return True

        self._scope.write(job, lambda well: self._stored(path, well=well))

    def close_volume(self, text: str) -> None:
        """`text` is the last day of the volume, as typed."""
        if self._model is None:
            return
        read = typed_date(text, self._model.today)
        if not isinstance(read, TypedDate) or read.precision.value != "D":
            self._set(faults={"close_to": "E-58"})
            return
        command = CloseVolume(read.date)
        self._scope.write(lambda: self._services.close_volume(command), self._closed)

    # -- inside

    def _days(self, model: PrintingModel) -> tuple[date | None, date | None] | None:
        """First and last day of arrival; None when the typed days can't be read."""
        if model.span is Span.VOLUME:
            return None, None
        if model.span is Span.MONTH:
            return model.month, _month(model.month, 1) - timedelta(days=1)
        read = {name: typed_date(getattr(model, name), model.today) for name in ("from_text", "to_text")}
        faults = {name: _code(one) for name, one in read.items() if not _is_day(one)}
        if faults:
            self._set(faults=faults)
            return None
        first, last = sorted(one.date for one in read.values() if isinstance(one, TypedDate))
        return first, last

    def _print(self, number: int, first: date | None, last: date | None) -> Outcome[Sheet]:
        with TemporaryDirectory() as folder:
            target = Path(folder) / "register.pdf"
            outcome = self._services.print(PrintRegister(target, number, first, last))
            if not isinstance(outcome, Done):
                return outcome
            return Done(Sheet(target.read_bytes(), outcome.value.pages, outcome.value.rows))

    def _made(self, outcome: Outcome[Sheet]) -> None:
        self._set(busy=False)
        if isinstance(outcome, Done):
            self._set(sheet=outcome.value, faults={})
        else:
            self._fail(outcome)

    def _stored(self, path: Path, *, well: bool) -> None:
        if well:
            self._view.show_stored(path)
        else:
            self._view.show_failure(self._phrasebook.sentence("E-97", {"path": path.name}))

    def _closed(self, outcome: Outcome[Volume]) -> None:
        if isinstance(outcome, Done):
            self._model = None
            self.open()
            self._view.show_volume_closed(outcome.value.number)
        elif isinstance(outcome, Refused):
            self._set(faults={"close_to": outcome.violations[0].code})
        else:
            self._fail(outcome)

    def _fail(self, outcome: Refused | Failed) -> None:
        code, params = (
            (outcome.code, outcome.params) if isinstance(outcome, Failed) else (outcome.violations[0].code, {})
        )
        self._view.show_failure(self._phrasebook.sentence(code, params))

    def _show_volumes(self, found: Volumes) -> None:
        if not found.all:
            return
        today = local(found.now).date()
        if self._model is None:
            first = today.replace(day=1)
            self._model = PrintingModel(
                found.all, found.all[-1].number, Span.MONTH, first, day_text(first), day_text(today), today
            )
        self._set(volumes=found.all, today=today)
        if self._wanted:
            self._wanted = False
            self.make()

    def _change(self, **parts: object) -> None:
        """Another choice: the sheet made before no longer shows it."""
        self._set(sheet=None, faults={}, **parts)

    def _set(self, **parts: object) -> None:
        if self._model is not None:
            self._model = replace(self._model, **parts)  # type: ignore[arg-type]
            self._view.show_printing(self._model)


def _is_day(read: TypedDate | DateFault) -> bool:
    return isinstance(read, TypedDate) and read.precision.value == "D"


def _code(read: TypedDate | DateFault) -> str:
    return "E-10" if read is DateFault.EMPTY else "E-58"


def _month(first: date, step: int) -> date:
    """The first day of the month `step` months away."""
    months = first.year * 12 + first.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)

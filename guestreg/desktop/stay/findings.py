"""What is wrong, doubtful or only worth a look: above the fields, beside a tick box, and in the summary."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from guestreg.desktop.kit.fields import CheckField, Field
from guestreg.desktop.kit.messages import ErrorSummary, Problem
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.stay.model import Ask, Page
from guestreg.domain.violation import Violation
from guestreg.ports.phrasebook import Phrasebook


class Findings(QObject):
    """Words the violations of a page; the same words in the summary and at the field."""

    confirmed = Signal(str, bool)
    chosen = Signal(int)

    def __init__(
        self, theme: Theme, phrasebook: Phrasebook, fields: Mapping[str, Field], summary: ErrorSummary
    ) -> None:
        super().__init__()
        self._theme, self._phrasebook, self._fields, self._summary = theme, phrasebook, fields, summary
        self._hints = {name: field.hint.text() for name, field in fields.items()}
        self._problems: list[Problem] = []
        self._asks: Mapping[str, Ask] = {}
        self.ticks: dict[str, CheckField] = {}

    def show_page(self, page: Page) -> None:
        self._asks = page.asks
        self._show_findings(page)
        self._show_problems(page)

    def _show_findings(self, page: Page) -> None:
        for name, field in self._fields.items():
            error = page.errors.get(name)
            words = self._sentence(error) if error is not None else ""
            if words != field.error:
                field.set_error(words)
            self._show_warning(name, field, page.warnings.get(name))
            self._show_tick(page, name, field)

    def _show_warning(self, name: str, field: Field, warning: Violation | None) -> None:
        hint = self._hints[name]
        if warning is not None:
            hint = self.tr("Lưu ý: {sentence}").format(sentence=self._sentence(warning))
        if hint != field.hint.text():
            field.set_hint(hint)

    def _show_tick(self, page: Page, name: str, field: Field) -> None:
        ask = page.asks.get(name)
        tick = self.ticks.get(name)
        if ask is None:
            if tick is not None:
                tick.hide()
            return
        if tick is None:
            tick = self.ticks[name] = CheckField(self._theme, f"{name}Confirm", self.tr("Đúng như giấy tờ"))
            field.column.insertWidget(3, tick)
            tick.edited.connect(lambda on: self._confirm(name, on))
        tick.setChecked(ask.confirmed)
        tick.show()

    def _confirm(self, name: str, on: bool) -> None:
        if name in self._asks:
            self.confirmed.emit(self._asks[name].code, on)

    def _show_problems(self, page: Page) -> None:
        words = [self._problem(one) for one in page.problems]
        if words == [problem.words for problem in self._problems]:
            return
        self._problems = [Problem(text, self._jumper(number)) for number, text in enumerate(words)]
        self._summary.show_problems(self._problems)

    def _jumper(self, number: int) -> Callable[[], None]:
        return lambda: self.chosen.emit(number)

    def _problem(self, violation: Violation) -> str:
        sentence = self._sentence(violation)
        if violation.guest is None:
            return sentence
        return self.tr("Người thứ {n}: {sentence}").format(n=violation.guest + 1, sentence=sentence)

    def _sentence(self, violation: Violation) -> str:
        return self._phrasebook.sentence(violation.code, violation.params, violation.field)

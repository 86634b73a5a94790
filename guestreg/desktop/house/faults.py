"""What is wrong with house and destination: a summary on top, the same words at the fields, a way to each."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from guestreg.desktop.house.destination_form import DestinationForm
from guestreg.desktop.house.form import HouseForm
from guestreg.desktop.house.texts import told_once
from guestreg.desktop.kit.messages import ErrorSummary, Problem
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.domain.violation import Violation
from guestreg.ports.phrasebook import Phrasebook


class HouseFaults:
    """For a page that holds both forms; `summary` is laid out by the page."""

    def __init__(
        self, page: PageView, name: str, phrasebook: Phrasebook, house: HouseForm, destination: DestinationForm
    ) -> None:
        self._page, self._phrasebook = page, phrasebook
        self._house, self._destination = house, destination
        self.summary = ErrorSummary(page.theme, name)
        self._told: list[tuple[str, str]] = []
        house.edited.connect(self._forget)
        destination.edited.connect(self._forget)

    def show(self, violations: tuple[Violation, ...]) -> None:
        refused = told_once(violations, owner_notifies=self._house.owner_notifies())
        told = [(one.field, self._phrasebook.sentence(one.code, one.params, one.field)) for one in refused]
        order = {name: place for place, name in enumerate((*self._destination.fields, *self._house.places()))}
        self._tell(sorted(told, key=lambda one: order.get(_place_of(one[0]), len(order))))
        self.summary.take_focus()
        self._page.bring_into_sight(self.summary)

    def clear(self) -> None:
        self._told = []
        self.summary.show_problems([])
        self._say({})

    def _forget(self, name: str) -> None:
        """What was said of a field no longer holds once somebody mends it; the next try judges anew."""
        rest = [one for one in self._told if _place_of(one[0]) != name]
        if len(rest) < len(self._told):
            self._tell(rest)

    def _tell(self, told: list[tuple[str, str]]) -> None:
        self._told = told
        self._say(dict(reversed(told)))
        self.summary.show_problems([Problem(words, self._jumper(field)) for field, words in told])
        tab_as_laid_out(self._page)

    def _say(self, sentences: dict[str, str]) -> None:
        self._house.show_sentences(sentences)
        self._destination.show_sentences(sentences)

    def _jumper(self, name: str) -> Callable[[], None]:
        return lambda: self._page.bring_into_sight(self._focused(name))

    def _focused(self, name: str) -> QWidget:
        field = self._destination.fields.get(name)
        if field is None:
            return self._house.focus_field(name)
        field.take_focus()
        return field


def _place_of(field: str) -> str:
    """Where a field's words stand: several are written in one place."""
    return {"province": "commune", "notifier_phone": "notifiers"}.get(field, field)

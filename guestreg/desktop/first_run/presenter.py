"""Leads through the few questions a new book needs. No Qt, no words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import Protocol, assert_never

from guestreg.desktop.house.destination import Destination
from guestreg.desktop.kit.lanes import Scope
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.establishment import Establishment
from guestreg.domain.violation import Violation
from guestreg.ports.settings import Settings
from guestreg.services.commands.accept_setup_file import SetUpOffer
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.workplace import NewLedger


class Step(IntEnum):
    """In their order."""

    LOOKS = 0
    DESTINATION = 1
    HOUSE = 2
    DONE = 3


class FirstRunPage(Protocol):
    def show_step(self, step: Step) -> None: ...

    def show_looks(self, settings: Settings) -> None: ...

    def show_faults(self, violations: tuple[Violation, ...]) -> None: ...

    def show_warnings(self, warnings: tuple[Violation, ...]) -> None:
        """The book is open; this is still worth doing."""
        ...

    def show_failure(self, code: str, params: Mapping[str, str] | None = None) -> None: ...

    def show_offer(self, offer: SetUpOffer | None) -> None:
        """The set-up file chosen instead of a place of sending."""
        ...

    def show_known(self, known: Mapping[str, str]) -> None:
        """What the file says of the house, into its fields."""
        ...


@dataclass(frozen=True, slots=True)
class FirstRunServices:
    """`finished` opens the program; `speak` makes the view anew in the other language."""

    settings: Callable[[], Settings]
    save: Callable[[Settings], None]
    begin: Callable[[NewLedger, HouseEntry], Outcome[Establishment]]
    dress: Callable[[str, int], None]
    speak: Callable[[str], None]
    finished: Callable[[], None]
    look: Callable[[Path], SetUpOffer | Failed]


class FirstRunPresenter:
    """Nothing is stored before the house is complete, but letters and language."""

    def __init__(self, services: FirstRunServices, scope: Scope) -> None:
        self._services, self._scope = services, scope
        self._view: FirstRunPage | None = None
        self._destination = Destination()
        self._offer: SetUpOffer | None = None
        self._busy = False
        self.set_up_file: Path | None = None
        """Looked at and chosen: it is shown in full once the book is open."""
        self.step = Step.LOOKS

    def show_on(self, view: FirstRunPage) -> None:
        """A view begins, or begins anew in another language."""
        self._view = view
        view.show_looks(self._services.settings())
        self._show_offer()
        view.show_step(self.step)

    def close(self) -> None:
        self._scope.close()

    def choose_step(self, step: int) -> None:
        settings = self._services.settings()
        self._services.save(replace(settings, text_percent=step))
        self._services.dress(settings.theme, step)

    def choose_language(self, language: str) -> None:
        self._services.save(replace(self._services.settings(), language=language))
        self._services.speak(language)

    def offer(self, path: Path) -> None:
        """A set-up file is there: chosen here, or the program was started with it."""
        if not self._busy:
            self._busy = True
            self._scope.read(lambda: self._services.look(path), lambda found: self._looked(path, found), topic="set-up")

    def drop_offer(self) -> None:
        self._offer = self.set_up_file = None
        self._show_offer()

    def go_back(self) -> None:
        if self.step in (Step.DESTINATION, Step.HOUSE):
            self._turn_to(Step(self.step - 1))

    def go_on(self, destination: Destination, house: HouseEntry) -> None:
        """The primary button; the step decides what of the two counts."""
        match self.step:
            case Step.LOOKS:
                self._turn_to(Step.DESTINATION)
            case Step.DESTINATION if self._offer is not None:
                self._destination = Destination()
                self._turn_to(Step.HOUSE)
            case Step.DESTINATION:
                faults = destination.faults()
                self._destination = destination
                if faults:
                    self._page.show_faults(faults)
                else:
                    self._turn_to(Step.HOUSE)
            case Step.HOUSE:
                self._begin(house)
            case Step.DONE:
                self._services.finished()
            case _:
                assert_never(self.step)

    @property
    def _page(self) -> FirstRunPage:
        assert self._view is not None
        return self._view

    def _looked(self, path: Path, found: SetUpOffer | Failed) -> None:
        self._busy = False
        if self.step in (Step.LOOKS, Step.HOUSE):
            self._turn_to(Step.DESTINATION)
        if isinstance(found, Failed):
            self._page.show_failure(found.code, found.params)
            return
        self._offer, self.set_up_file = found, path
        self._show_offer()

    def _show_offer(self) -> None:
        self._page.show_offer(self._offer)
        if self._offer is not None:
            self._page.show_known(_known(self._offer))

    def _begin(self, house: HouseEntry) -> None:
        if self._busy:
            return
        self._busy = True
        ledger = self._destination.ledger()

        self._scope.write(lambda: self._services.begin(ledger, house), self._begun)

    def _begun(self, outcome: Outcome[Establishment]) -> None:
        self._busy = False
        match outcome:
            case Done():
                self._turn_to(Step.DONE)
                if outcome.warnings:
                    self._page.show_warnings(outcome.warnings)
            case Refused(violations):
                self._page.show_faults(violations)
            case Failed(code):
                self._page.show_failure(code)
            case _:
                assert_never(outcome)

    def _turn_to(self, step: Step) -> None:
        self.step = step
        self._page.show_step(step)


def _known(offer: SetUpOffer) -> dict[str, str]:
    """Where its commune is; the house too when it is the only one."""
    said = {"province": offer.file.authority.province, "commune": offer.file.authority.commune}
    if len(offer.file.houses) == 1:
        house = offer.file.houses[0]
        said |= {"name": house.name, "address_detail": house.address_detail, "kind": house.kind}
    return {name: text for name, text in said.items() if text}

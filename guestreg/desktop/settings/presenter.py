"""Shows what is set and changes it at once. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.house.destination import Destination, host_of
from guestreg.desktop.house.texts import house_texts
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.settings.model import LedgerChoice, SettingsModel
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.establishment import Establishment
from guestreg.domain.places import Places
from guestreg.domain.violation import Violation
from guestreg.ports.settings import LedgerSettings, Settings
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.workplace import CannotOpen, NewLedger


class SettingsPageView(Protocol):
    def show_settings(self, model: SettingsModel) -> None: ...

    def show_house(self, entry: HouseEntry) -> None:
        """Open the form of the house."""
        ...

    def show_destination(self, before: str) -> None:
        """Open the form of the place; `before` is where the house sends now."""
        ...

    def show_faults(self, violations: tuple[Violation, ...]) -> None: ...

    def show_failure(self, code: str) -> None: ...

    def show_saved(self) -> None:
        """Back to the rows; it worked."""
        ...


@dataclass(frozen=True, slots=True)
class SettingsServices:
    """`dress` makes theme and text step visible, `speak` the language; `ledger_changed` follows another ledger."""

    settings: Callable[[], Settings]
    save: Callable[[Settings], None]
    house: Callable[[], Establishment | None]
    set_up: Callable[[HouseEntry], Outcome[Establishment]]
    begin: Callable[[NewLedger, HouseEntry], Outcome[Establishment]]
    use: Callable[[str], None]
    dress: Callable[[str, int], None]
    speak: Callable[[str], None]
    ledger_changed: Callable[[], None]


class SettingsPresenter:
    """A `contract.Presenter`."""

    def __init__(
        self,
        view: SettingsPageView,
        services: SettingsServices,
        places: Places,
        scope: Scope,
        navigator: Navigator,
    ) -> None:
        self._view, self._services, self._places = view, services, places
        self._scope, self._navigator = scope, navigator
        self._house: Establishment | None = None

    def open(self, target: object = None) -> None:
        self._scope.read(self._load, self._show, topic="settings")

    def refresh(self) -> None:
        self.open()

    def close(self) -> None:
        self._scope.close()

    # -- rows

    def change_house(self) -> None:
        if self._house is not None:
            self._view.show_house(house_texts(self._house))

    def change_destination(self) -> None:
        ledger = self._services.settings().ledger()
        self._view.show_destination(host_of(ledger.address) if ledger else "")

    def choose_step(self, step: int) -> None:
        settings = self._services.settings()
        self._keep(replace(settings, text_percent=step))
        self._services.dress(settings.theme, step)

    def choose_theme(self, theme: str) -> None:
        settings = self._services.settings()
        self._keep(replace(settings, theme=theme))
        self._services.dress(theme, settings.text_percent)

    def choose_language(self, language: str) -> None:
        """The page itself is made anew by it."""
        self._keep(replace(self._services.settings(), language=language))
        self._services.speak(language)

    def use_ledger(self, ledger_id: str) -> None:
        def job() -> str:
            try:
                self._services.use(ledger_id)
            except CannotOpen as error:
                return error.code
            return ""

        self._scope.write(job, self._switched)

    def go_help(self) -> None:
        self._navigator.go(Place.HELP)

    # -- forms

    def save_house(self, entry: HouseEntry) -> None:
        self._scope.write(lambda: self._services.set_up(entry), self._saved_house)

    def save_destination(self, destination: Destination) -> None:
        faults = destination.faults()
        if faults or self._house is None:
            self._view.show_faults(faults)
            return
        house, ledger = house_texts(self._house), destination.ledger()
        self._scope.write(lambda: self._begin(ledger, house), self._saved_destination)

    def _begin(self, ledger: NewLedger, house: HouseEntry) -> Outcome[Establishment]:
        try:
            return self._services.begin(ledger, house)
        except CannotOpen as error:
            return Failed(error.code)

    def _saved_house(self, outcome: Outcome[Establishment]) -> None:
        if isinstance(outcome, Done):
            settings = self._services.settings()
            ledger = settings.ledger()
            if ledger is not None and ledger.name != outcome.value.name:
                self._services.save(settings.with_ledger(replace(ledger, name=outcome.value.name)))
        self._answer(outcome, self._view.show_saved)

    def _saved_destination(self, outcome: Outcome[Establishment]) -> None:
        def done() -> None:
            self._view.show_saved()
            self._services.ledger_changed()

        self._answer(outcome, done)

    def _answer(self, outcome: Outcome[Establishment], done: Callable[[], None]) -> None:
        match outcome:
            case Done():
                done()
                self.open()
            case Refused(violations):
                self._view.show_faults(violations)
            case Failed(code):
                self._view.show_failure(code)
            case _:
                assert_never(outcome)

    def _switched(self, code: str) -> None:
        if code:
            self._view.show_failure(code)
            return
        self._services.ledger_changed()
        self.open()

    def _keep(self, settings: Settings) -> None:
        self._services.save(settings)
        self.open()

    def _load(self) -> tuple[Establishment | None, SettingsModel]:
        house, settings = self._services.house(), self._services.settings()
        ledger = settings.ledger()
        commune = self._places.commune(house.commune) if house else None
        parts = (house.address_detail if house else "", commune.name if commune else "")
        model = SettingsModel(
            house_name=house.name if house else "",
            house_place=", ".join(part for part in parts if part),
            kind=ledger.endpoint if ledger else Destination().kind,
            host=host_of(ledger.address) if ledger else "",
            account=ledger.account if ledger else "",
            others=tuple(_choice(one) for one in settings.ledgers if one.id != settings.active),
            language=settings.language,
            theme=settings.theme,
            step=settings.text_percent,
        )
        return house, model

    def _show(self, loaded: tuple[Establishment | None, SettingsModel]) -> None:
        self._house, model = loaded
        self._view.show_settings(model)


def _choice(ledger: LedgerSettings) -> LedgerChoice:
    return LedgerChoice(ledger.id, ledger.endpoint, ledger.name, host_of(ledger.address))

"""Shows what is set and changes it at once; each change can be taken back from the undo bar. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from guestreg.desktop.contract import Navigator, Place, Undo
from guestreg.desktop.house.destination import Destination
from guestreg.desktop.house.texts import house_texts
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.settings.former import Former, FormerCodes, FormerHouse, FormerLedger, FormerLooks
from guestreg.desktop.settings.model import ListsModel, SettingsModel, model_of
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import host_of
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.establishment import Establishment
from guestreg.domain.places import Places
from guestreg.domain.violation import Violation
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.settings import Settings
from guestreg.ports.store import Volume
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.workplace import CannotOpen, NewLedger

UNDO_S = 20


class SettingsPageView(Protocol):
    def show_settings(self, model: SettingsModel) -> None: ...

    def show_rows(self, warnings: tuple[Violation, ...] = ()) -> None:
        """Back to the rows; it worked, and this was only warned of."""
        ...

    def show_house(self, entry: HouseEntry) -> None:
        """Open the form of the house."""
        ...

    def show_destination(self, before: str, destination: Destination, code: str = "") -> None:
        """Open the form of the place, with what `code` says; `before` is where the house sends now."""
        ...

    def show_faults(self, violations: tuple[Violation, ...]) -> None: ...

    def show_failure(self, code: str) -> None: ...


@dataclass(frozen=True, slots=True)
class SettingsServices:
    """`dress` makes theme and text step visible, `speak` the language; `ledger_changed` follows another ledger.

    `fetch_lists` returns at once; whoever shows settings hears when it ended and reads `lists` again.
    """

    settings: Callable[[], Settings]
    save: Callable[[Settings], None]
    house: Callable[[], Establishment | None]
    volume: Callable[[], Volume | None]
    set_up: Callable[[HouseEntry], Outcome[Establishment]]
    begin: Callable[[NewLedger, HouseEntry], Outcome[Establishment]]
    use: Callable[[str], None]
    dress: Callable[[str, int], None]
    speak: Callable[[str], None]
    ledger_changed: Callable[[], None]
    lists: Callable[[], ListsModel | None]
    fetch_lists: Callable[[], None]


class SettingsPresenter:
    """A `contract.Presenter`. A page made anew by a change takes it back too: undoing goes through `open`."""

    def __init__(
        self,
        view: SettingsPageView,
        services: SettingsServices,
        places: Places,
        scope: Scope,
        navigator: Navigator,
        phrasebook: Callable[[], Phrasebook],
    ) -> None:
        self._view, self._services, self._places = view, services, places
        self._phrasebook = phrasebook
        self._scope, self._navigator = scope, navigator
        self._house: Establishment | None = None
        self._volume: Volume | None = None

    def open(self, target: object = None) -> None:
        match target:
            case FormerLooks():
                self._wear(target)
                self._say("S-21")
                self.refresh()
            case FormerHouse():
                self._put_back(target)
            case FormerLedger(ledger_id, code):
                self._use(ledger_id, lambda: self._say(code))
            case FormerCodes(destination):
                self._view.show_destination(self._present_host(), destination, "S-24")
                self.refresh()
            case _:
                self.refresh()

    def refresh(self) -> None:
        self._scope.read(self._load, self._show, topic="settings")

    def close(self) -> None:
        self._scope.close()

    # -- rows

    def change_house(self) -> None:
        if self._house is not None:
            self._view.show_house(house_texts(self._house, self._volume))

    def change_destination(self) -> None:
        self._view.show_destination(self._present_host(), Destination())

    def choose_step(self, step: int) -> None:
        former = FormerLooks(text_percent=self._services.settings().text_percent)
        self._change_looks(FormerLooks(text_percent=step), former, "text_percent")

    def choose_theme(self, theme: str) -> None:
        self._change_looks(FormerLooks(theme=theme), FormerLooks(theme=self._services.settings().theme), "theme")

    def choose_language(self, language: str) -> None:
        former = FormerLooks(language=self._services.settings().language)
        self._change_looks(FormerLooks(language=language), former, "language")

    def use_ledger(self, ledger_id: str) -> None:
        former = FormerLedger(self._services.settings().active, "S-21")
        self._use(ledger_id, lambda: self._offer_place(former))

    def fetch_lists(self) -> None:
        self._services.fetch_lists()
        self.refresh()

    def go_help(self) -> None:
        self._navigator.go(Place.HELP)

    def go_set_up_file(self) -> None:
        self._navigator.go(Place.SET_UP_FILE)

    # -- forms

    def save_house(self, entry: HouseEntry) -> None:
        if self._house is None:
            return
        former = FormerHouse(self._services.settings().active, house_texts(self._house, self._volume))

        def done() -> None:
            self._offer(self._sentence("S-20", field="house"), former)

        self._scope.write(lambda: self._services.set_up(entry), lambda outcome: self._saved_house(outcome, done))

    def save_destination(self, destination: Destination) -> None:
        faults = destination.faults()
        if faults or self._house is None:
            self._view.show_faults(faults)
            return
        house, ledger, before = house_texts(self._house), destination.ledger(), self._services.settings()
        self._scope.write(
            lambda: self._services.begin(ledger, house),
            lambda outcome: self._saved_destination(outcome, destination, before),
        )

    def _saved_house(self, outcome: Outcome[Establishment], done: Callable[[], None]) -> None:
        if isinstance(outcome, Done):
            settings = self._services.settings()
            ledger = settings.ledger()
            if ledger is not None and ledger.name != outcome.value.name:
                self._services.save(settings.with_ledger(replace(ledger, name=outcome.value.name)))
        self._answer(outcome, done)

    def _saved_destination(self, outcome: Outcome[Establishment], destination: Destination, before: Settings) -> None:
        def done() -> None:
            self._services.ledger_changed()
            active, real = self._services.settings().active, destination.kind is not EndpointKind.PRACTICE
            known = active in {one.id for one in before.ledgers}
            if active != before.active:
                self._offer_place(FormerLedger(before.active, _left(known=known, real=real)))
            elif real:
                bare = Destination(destination.kind, destination.address, destination.account)
                self._offer(self._sentence("S-20", field="endpoint_password"), FormerCodes(bare))

        self._answer(outcome, done)

    def _answer(self, outcome: Outcome[Establishment], done: Callable[[], None]) -> None:
        match outcome:
            case Done():
                self._view.show_rows(outcome.warnings)
                done()
                self.refresh()
            case Refused(violations):
                self._view.show_faults(violations)
            case Failed(code):
                self._view.show_failure(code)
            case _:
                assert_never(outcome)

    # -- changing and taking back

    def _change_looks(self, wanted: FormerLooks, former: FormerLooks, field: str) -> None:
        if wanted == former:
            return
        self._wear(wanted)
        self._offer(self._sentence("S-20", field=field), former)
        self.refresh()

    def _wear(self, looks: FormerLooks) -> None:
        """The page itself is made anew by another language."""
        now = self._services.settings()
        worn = replace(
            now,
            language=looks.language or now.language,
            theme=looks.theme or now.theme,
            text_percent=looks.text_percent or now.text_percent,
        )
        self._services.save(worn)
        if looks.language is not None:
            self._services.speak(worn.language)
        else:
            self._services.dress(worn.theme, worn.text_percent)

    def _put_back(self, former: FormerHouse) -> None:
        if self._services.settings().active != former.ledger_id:
            return

        def answer(outcome: Outcome[Establishment]) -> None:
            if isinstance(outcome, Refused):
                self._view.show_house(former.entry)
            self._saved_house(outcome, lambda: self._say("S-21"))

        self._scope.write(lambda: self._services.set_up(former.entry), answer)

    def _use(self, ledger_id: str, done: Callable[[], None]) -> None:
        def job() -> str:
            try:
                self._services.use(ledger_id)
            except CannotOpen as error:
                return error.code
            return ""

        def switched(code: str) -> None:
            if code:
                self._view.show_failure(code)
                return
            self._services.ledger_changed()
            done()

        self._scope.write(job, switched)

    def _offer_place(self, former: FormerLedger) -> None:
        host = self._present_host()
        saved = self._sentence("E-06", {"host": host}) if host else self._sentence("S-20", field="endpoint")
        self._offer(saved, former)

    def _offer(self, saved: str, former: Former) -> None:
        self._navigator.offer_undo(Undo(saved, UNDO_S, lambda: self._navigator.go(Place.SETTINGS, former)))

    def _say(self, code: str) -> None:
        self._navigator.say(self._sentence(code))

    def _sentence(self, code: str, params: dict[str, str] | None = None, field: str = "") -> str:
        return self._phrasebook().sentence(code, params, field)

    # -- reading

    def _present_host(self) -> str:
        ledger = self._services.settings().ledger()
        return host_of(ledger.address) if ledger else ""

    def _load(self) -> tuple[Establishment | None, Volume | None, SettingsModel]:
        house = self._services.house()
        model = model_of(house, self._services.settings(), self._places, self._services.lists())
        return house, self._services.volume(), model

    def _show(self, loaded: tuple[Establishment | None, Volume | None, SettingsModel]) -> None:
        self._house, self._volume, model = loaded
        self._view.show_settings(model)


def _left(*, known: bool, real: bool) -> str:
    """What taking back the place can't take back: a book that began, or access codes typed over."""
    if not known:
        return "S-22"
    return "S-23" if real else "S-21"

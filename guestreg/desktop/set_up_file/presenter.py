"""Shows what a set-up file would change, takes it over when told to, and hands in the one-time code. No Qt, no words.

The mark of the signer never goes to the page: the person hears it from the officer and types it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.set_up_file.model import CodeWanted, SetUpModel
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.establishment import Establishment
from guestreg.services.commands.accept_setup_file import Acceptance, SetUpOffer
from guestreg.services.outcome import Done, Failed, Outcome, Refused

TYPED_FIELDS = {"set_up_mark": "mark", "establishment_code": "house", "enrolment_code": "code"}
"""Fields of violations that the page has, and where the model keeps them."""


class SetUpPage(Protocol):
    def show_model(self, model: SetUpModel) -> None: ...

    def show_trouble(self, code: str, params: dict[str, str], field: str = "") -> None:
        """An empty code: none any more."""
        ...

    def said(self, code: str, params: dict[str, str]) -> str:
        """The sentence of a piece of good news."""
        ...


@dataclass(frozen=True, slots=True)
class SetUpServices:
    """`lacking` is the code of what still keeps the place in use from being sent to."""

    look: Callable[[Path], SetUpOffer | Failed]
    commune: Callable[[SetUpOffer], str]
    accept: Callable[[SetUpOffer, Acceptance], Outcome[Establishment]]
    enrol: Callable[[str], Outcome[str]]
    can_enrol: Callable[[], bool]
    lacking: Callable[[], str | None]
    ledger_changed: Callable[[], None]


class _Taken(NamedTuple):
    outcome: Outcome[Establishment]
    enrolled: Outcome[str] | None = None
    lacking: str | None = None


class SetUpPresenter:
    """A `contract.Presenter`."""

    def __init__(self, page: SetUpPage, services: SetUpServices, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services = page, services
        self._scope, self._navigator = scope, navigator
        self._model = SetUpModel()

    # -- contract.Presenter

    def open(self, target: object = None) -> None:
        self._model = SetUpModel()
        self._page.show_trouble("", {})
        self._set()
        self.refresh()
        if isinstance(target, CodeWanted):
            self._say_trouble(target.why)
        elif isinstance(target, Path):
            self.look(target)

    def refresh(self) -> None:
        def job() -> tuple[bool, bool]:
            can = self._services.can_enrol()
            return can, can and self._services.lacking() is not None

        self._scope.read(job, lambda found: self._set(can_enrol=found[0], code_missing=found[1]), topic="can enrol")

    def close(self) -> None:
        self._scope.close()

    # -- the file

    def look(self, path: Path) -> None:
        """Show what this file would do; nothing is taken over."""
        if self._model.busy:
            return

        def job() -> tuple[SetUpOffer | Failed, str]:
            offer = self._services.look(path)
            return offer, self._services.commune(offer) if isinstance(offer, SetUpOffer) else ""

        self._set(path=path, offer=None, mark="", anew=False, house="", faults={}, busy=True)
        self._scope.read(job, lambda found: self._looked(*found), topic="set-up")

    def type(self, name: str, text: str) -> None:
        if getattr(self._model, name) != text:
            self._set(**{name: text}, faults={})

    def begin_anew(self, anew: bool) -> None:
        self._set(anew=anew)

    def use(self) -> None:
        """Take it over."""
        model, offer = self._model, self._model.offer
        if offer is None or model.busy:
            return
        code = model.code if offer.file.kind is EndpointKind.OPEN else ""

        def job() -> _Taken:
            outcome = self._services.accept(offer, Acceptance(model.mark.strip(), model.anew, model.house))
            if not isinstance(outcome, Done):
                return _Taken(outcome)
            enrolled = self._services.enrol(code) if code.strip() else None
            return _Taken(outcome, enrolled, self._services.lacking())

        self._set(busy=True)
        self._scope.write(job, lambda taken: self._taken(offer, taken))

    def enrol(self) -> None:
        """Hand in the code alone: the place is in use already."""
        code = self._model.code
        if not self._model.busy:
            self._set(busy=True)
            self._scope.write(lambda: self._services.enrol(code), self._enrolled)

    def back(self) -> None:
        self._navigator.go(Place.SETTINGS)

    # -- inside

    def _looked(self, found: SetUpOffer | Failed, commune: str) -> None:
        if not isinstance(found, SetUpOffer):
            self._set(busy=False)
            self._say_trouble(found)
            return
        self._page.show_trouble("", {})
        houses = found.file.houses
        self._set(busy=False, offer=found, commune=commune, house=houses[0].code if len(houses) == 1 else "")

    def _taken(self, offer: SetUpOffer, taken: _Taken) -> None:
        self._set(busy=False)
        if not isinstance(taken.outcome, Done):
            self._say_trouble(taken.outcome)
            return
        news = [self._page.said("S-85", {"host": offer.host})]
        if isinstance(taken.enrolled, Done):
            news.append(self._page.said("S-89", {}))
        self._services.ledger_changed()
        wanted = _code_wanted(offer, taken)
        if wanted is None:
            self._navigator.go(Place.SETTINGS)
        else:
            self._navigator.go(Place.SET_UP_FILE, wanted)
        self._navigator.say(" ".join(news))

    def _enrolled(self, outcome: Outcome[str]) -> None:
        self._set(busy=False)
        if isinstance(outcome, Done):
            self._navigator.go(Place.SETTINGS)
            self._navigator.say(self._page.said("S-89", {}))
        else:
            self._say_trouble(outcome)

    def _say_trouble(self, outcome: Refused | Failed) -> None:
        if isinstance(outcome, Failed):
            self._page.show_trouble(outcome.code, dict(outcome.params))
            return
        faults = {TYPED_FIELDS[one.field]: one for one in outcome.violations if one.field in TYPED_FIELDS}
        other = next((one for one in outcome.violations if one.field not in TYPED_FIELDS), None)
        self._set(faults=faults)
        if other is not None:
            self._page.show_trouble(other.code, dict(other.params), other.field)
        else:
            self._page.show_trouble("", {})

    def _set(self, **parts: object) -> None:
        self._model = replace(self._model, **parts)  # type: ignore[arg-type]
        self._page.show_model(self._model)


def _code_wanted(offer: SetUpOffer, taken: _Taken) -> CodeWanted | None:
    if offer.file.kind is not EndpointKind.OPEN or isinstance(taken.enrolled, Done):
        return None
    if taken.enrolled is not None:
        return CodeWanted(taken.enrolled)
    return CodeWanted(Failed(taken.lacking)) if taken.lacking else None

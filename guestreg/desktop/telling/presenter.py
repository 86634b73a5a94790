"""Takes down which way the police were told, and has the papers made that help with it. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.telling.model import TellingModel
from guestreg.domain.channel import TO_AN_OFFICER, Channel
from guestreg.domain.dates import TypedDate, at_local, day_text, local, typed_date, typed_time
from guestreg.domain.identifiers import GuestId
from guestreg.services.commands.hand_over import HandOver
from guestreg.services.commands.write_files import FilesWritten
from guestreg.services.commands.write_pack import WrittenPack
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.queries.telling_start import TellingStart
from guestreg.services.queries.typing_aid import TypingAid
from guestreg.services.queries.upload_files import UploadFile


class TellingPage(Protocol):
    def show_model(self, model: TellingModel) -> None: ...

    def show_nobody(self) -> None:
        """There is nobody left to be told of."""
        ...

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        """An empty code: none any more."""
        ...

    def show_aid(self, aid: TypingAid) -> None: ...

    def told_words(self, told: HandOver, advance: bool) -> str: ...

    def stored_words(self, path: Path) -> str: ...

    def said(self, code: str) -> str:
        """The sentence of a piece of good news."""
        ...


_FIELDS = {f"hand_over_{name}": name for name in ("officer", "place", "file_number")} | {"hand_over_at": "clock"}


@dataclass(frozen=True, slots=True)
class TellingServices:
    """`phone_sheet` and `write_files` are given where to write; `write_files` too whether those in a file go again."""

    start: Callable[[tuple[GuestId, ...]], TellingStart]
    tell: Callable[[HandOver], Outcome[object]]
    phone_sheet: Callable[[Path, tuple[GuestId, ...]], Outcome[object]]
    typing_aid: Callable[[tuple[GuestId, ...]], TypingAid | None]
    write_files: Callable[[Path, tuple[GuestId, ...], bool], Outcome[FilesWritten]]
    write_pack: Callable[[Path], Outcome[tuple[WrittenPack, ...]]]


class TellingPresenter:
    """A `contract.Presenter`; opened with a GuestId or a tuple of them, else with all who must be told another way."""

    def __init__(self, page: TellingPage, services: TellingServices, scope: Scope, navigator: Navigator) -> None:
        self._page, self._services, self._scope, self._navigator = page, services, scope, navigator
        self._guests: tuple[GuestId, ...] = ()
        self._model: TellingModel | None = None

    # -- contract.Presenter

    def open(self, target: object = None) -> None:
        asked = (target,) if isinstance(target, str) else target if isinstance(target, tuple) else ()
        self._guests = tuple(GuestId(one) for one in asked if isinstance(one, str))
        self._model = None
        self._page.show_trouble("", {})
        self.refresh()

    def refresh(self) -> None:
        guests = self._guests
        self._scope.read(lambda: self._services.start(guests), self._begin, topic="telling")

    def close(self) -> None:
        self._scope.close()

    # -- what the page says

    def choose(self, way: Channel) -> None:
        self._set(way=way, faults={}, warnings={})

    def type(self, name: str, text: str) -> None:
        if self._model is not None and getattr(self._model, name) != text:
            self._set(**{name: text}, faults={}, warnings={})

    def tell(self) -> None:
        """Keep it. What only looks odd is said first; a second press keeps it all the same."""
        model = self._model
        if model is None or not model.start.lines:
            return
        odd = {"officer": "E-165"} if model.way in TO_AN_OFFICER and not model.officer.strip() else {}
        if odd and model.warnings != odd and self._moment(model) is not None:
            self._set(warnings=odd)
            return
        self._tell(model, tuple(line.guest_id for line in model.start.lines), lambda: self._navigator.go(Place.OUTBOX))

    def tell_uploaded(self, file: UploadFile) -> None:
        """She uploaded this file; the page stays, for there may be another."""
        if self._model is not None and file.to_tell:
            self._tell(self._model, file.to_tell, self.refresh)

    def later(self) -> None:
        self._navigator.go(Place.OUTBOX)

    # -- what helps

    def print_sheet(self, path: Path) -> None:
        if self._model is not None:
            guests = tuple(line.guest_id for line in self._model.start.lines)
            self._scope.write(lambda: self._services.phone_sheet(path, guests), lambda done: self._stored(done, path))

    def write_files(self, folder: Path, again: bool = False) -> None:
        """For these guests. Those whom an earlier file holds go again only when she says so."""
        if self._model is None:
            return
        guests = tuple(line.guest_id for line in self._model.start.lines)
        self._scope.write(
            lambda: self._services.write_files(folder, guests, again), lambda done: self._written(done, folder)
        )

    def write_pack(self, folder: Path) -> None:
        """Of everybody who waits, not of these guests alone: packs are taken in their order."""
        self._scope.write(lambda: self._services.write_pack(folder), self._packed)

    def take_answer(self) -> None:
        """What the police give back for a pack is held against the book where lists are."""
        self._navigator.go(Place.COMPARING)

    def open_aid(self) -> None:
        if self._model is not None:
            guests = tuple(line.guest_id for line in self._model.start.lines)
            self._scope.read(lambda: self._services.typing_aid(guests), self._show_aid, topic="aid")

    # -- inside

    def _begin(self, start: TellingStart) -> None:
        if not start.lines:
            self._model = None
            self._page.show_nobody()
            return
        if self._model is None:
            now = local(start.now)
            self._model = TellingModel(start, start.ways[0], now.strftime("%H:%M"), day_text(now.date()))
        way = self._model.way if self._model.way in start.ways else start.ways[0]
        self._set(start=start, way=way)

    def _moment(self, model: TellingModel) -> datetime | None:
        wall = typed_time(model.clock)
        day = typed_date(model.day, local(model.start.now).date())
        faults = {}
        if not isinstance(wall, time):
            faults["clock"] = "E-58"
        if not isinstance(day, TypedDate):
            faults["day"] = "E-58"
        if faults:
            self._set(faults=faults)
            return None
        assert isinstance(wall, time)
        assert isinstance(day, TypedDate)
        return at_local(day.date, wall)

    def _tell(self, model: TellingModel, guests: tuple[GuestId, ...], then: Callable[[], None]) -> None:
        at = self._moment(model)
        if at is None or model.busy:
            return
        told = HandOver(guests, model.way, at, "", model.officer, model.place, model.file_number)
        advance = model.is_advance
        self._set(busy=True)
        self._scope.write(lambda: self._services.tell(told), lambda outcome: self._told(outcome, told, then, advance))

    def _told(self, outcome: Outcome[object], told: HandOver, then: Callable[[], None], advance: bool) -> None:
        self._set(busy=False)
        if isinstance(outcome, Done):
            self._page.show_trouble("", {})
            then()
            self._navigator.say(self._page.told_words(told, advance))
            return
        if isinstance(outcome, Refused):
            self._set(faults={_FIELDS[one.field]: one.code for one in outcome.violations if one.field in _FIELDS})
        self._say_trouble(outcome)

    def _written(self, outcome: Outcome[FilesWritten], folder: Path) -> None:
        if not isinstance(outcome, Done):
            self._say_trouble(outcome)
            return
        self._page.show_trouble("", {})
        self._set(written=outcome.value)
        if outcome.value.files:
            self._navigator.say(self._page.stored_words(folder))
        self.refresh()

    def _packed(self, outcome: Outcome[tuple[WrittenPack, ...]]) -> None:
        if not isinstance(outcome, Done):
            self._say_trouble(outcome)
            return
        self._page.show_trouble("", {})
        self._navigator.say(self._page.said("S-90" if outcome.value else "S-63"))

    def _stored(self, outcome: Outcome[object], path: Path) -> None:
        if isinstance(outcome, Done):
            self._page.show_trouble("", {})
            self._navigator.say(self._page.stored_words(path))
        else:
            self._say_trouble(outcome)

    def _show_aid(self, aid: TypingAid | None) -> None:
        if aid is not None:
            self._page.show_aid(aid)

    def _say_trouble(self, outcome: Refused | Failed) -> None:
        one = outcome.violations[0] if isinstance(outcome, Refused) else outcome
        self._page.show_trouble(one.code, dict(one.params))

    def _set(self, **parts: object) -> None:
        if self._model is not None:
            self._model = replace(self._model, **parts)  # type: ignore[arg-type]
            self._page.show_model(self._model)

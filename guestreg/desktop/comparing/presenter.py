"""Takes the portal's list in, shows what it says, keeps it when told to, and starts what follows. No Qt, no words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Protocol

from guestreg.desktop.comparing.model import ComparingModel
from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.domain.dates import TypedDate, at_local, day_text, local, typed_date, typed_time
from guestreg.domain.declaration import State
from guestreg.domain.identifiers import GuestId
from guestreg.domain.pack import ANSWER_SUFFIX, PACK_SUFFIX
from guestreg.ports.clock import Clock
from guestreg.ports.reader import ColumnsUnknown, ListColumns, ListUnusable, PortalList
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.reconcile import Reconcile, Reconciled
from guestreg.services.commands.take_acknowledgement import TakenIn
from guestreg.services.comparing import Missing
from guestreg.services.outcome import Done, Failed, Outcome, Refused

Read = PortalList | ColumnsUnknown | ListUnusable | OSError


class ComparingPage(Protocol):
    def show_model(self, model: ComparingModel) -> None: ...

    def show_trouble(self, code: str, params: dict[str, str]) -> None:
        """An empty code: none any more."""
        ...

    def said(self, code: str, params: dict[str, str]) -> str:
        """The sentence of a piece of good news."""
        ...


@dataclass(frozen=True, slots=True)
class ComparingServices:
    """`read` raises what `ports.reader` names; `made_at` is when the file was made, as far as it tells."""

    unproven: Callable[[], tuple[GuestLine, ...]]
    read: Callable[[Path, ListColumns | None], PortalList]
    made_at: Callable[[Path], datetime]
    keep_columns: Callable[[ListColumns], None]
    preview: Callable[[Reconcile], Outcome[Reconciled]]
    reconcile: Callable[[Reconcile], Outcome[Reconciled]]
    seen: Callable[[GuestId], Outcome[object]]
    send_again: Callable[[tuple[GuestId, ...]], Outcome[object]]
    note_count: Callable[[int], Outcome[int]]
    take_answer: Callable[[Path], Outcome[TakenIn]]


class ComparingPresenter:
    """A `contract.Presenter`."""

    def __init__(
        self, page: ComparingPage, services: ComparingServices, clock: Clock, scope: Scope, navigator: Navigator
    ) -> None:
        self._page, self._services, self._clock = page, services, clock
        self._scope, self._navigator = scope, navigator
        self._model = ComparingModel(clock.now())

    # -- contract.Presenter

    def open(self, target: object = None) -> None:
        self._model = ComparingModel(self._clock.now())
        self._page.show_trouble("", {})
        self.refresh()

    def refresh(self) -> None:
        self._scope.read(self._services.unproven, lambda lines: self._set(unproven=lines), topic="unproven")

    def close(self) -> None:
        self._scope.close()

    # -- a file

    def take(self, path: Path, columns: ListColumns | None = None) -> None:
        """Look at the list in this file; nothing is kept yet. The police's answer to a pack is signed and kept."""
        if path.suffix in (ANSWER_SUFFIX, PACK_SUFFIX):
            self._set(portal=None, found=None, kept=False, sample=(), faults={})
            self._scope.write(lambda: self._services.take_answer(path), self._answered)
            return

        def job() -> tuple[Read, datetime | None]:
            try:
                return self._services.read(path, columns), self._services.made_at(path)
            except (ColumnsUnknown, ListUnusable, OSError) as error:
                return error, None

        self._set(path=path, portal=None, found=None, kept=False, sample=(), faults={}, first="", last="", busy=True)
        self._scope.read(job, lambda read: self._taken(path, columns, *read), topic="list")

    def choose_columns(self, columns: ListColumns) -> None:
        """The person says where number, arrival and name stand."""
        if self._model.path is not None:
            self.take(self._model.path, columns)

    def type(self, name: str, text: str) -> None:
        if getattr(self._model, name) != text:
            self._set(**{name: text}, faults={})

    def look_again(self) -> None:
        """With the time and the days typed."""
        self._run(self._services.preview, self._looked)

    def keep(self) -> None:
        """Take over what the list says."""
        if self._model.found is not None and not self._model.kept:
            self._run(self._services.reconcile, self._kept)

    # -- without a file

    def note_seen(self, guest_id: GuestId) -> None:
        """The person saw her in the portal's list."""
        self._scope.write(lambda: self._services.seen(guest_id), lambda done: self._acted(done, "S-73", {"n": "1"}))

    def note_count(self) -> None:
        text = self._model.count.strip()
        if not text.isdecimal() or len(text) > 5:
            self._set(faults={"count": "E-62"})
            return
        number = int(text)

        def told(outcome: Outcome[int]) -> None:
            here = str(outcome.value) if isinstance(outcome, Done) else ""
            self._acted(outcome, "S-74", {"n": str(number), "m": here})

        self._scope.write(lambda: self._services.note_count(number), told)

    # -- what follows

    def missing(self) -> tuple[GuestId, ...]:
        """Whom the list lacks where it should have them, now put before a person."""
        changes = self._model.found.changes if self._model.found is not None and self._model.kept else ()
        return tuple(
            one.found.line.guest_id
            for one in changes
            if isinstance(one.found, Missing) and one.found.counts and one.after is State.UNKNOWN
        )

    def send_missing(self) -> None:
        guests = self.missing()
        if guests:
            told = {"n": str(len(guests))}
            self._scope.write(lambda: self._services.send_again(guests), lambda done: self._acted(done, "S-71", told))

    def tell_missing(self) -> None:
        self._navigator.go(Place.TELLING, self.missing())

    def back(self) -> None:
        self._navigator.go(Place.OUTBOX)

    # -- inside

    def _taken(self, path: Path, columns: ListColumns | None, read: Read, made_at: datetime | None) -> None:
        self._set(busy=False)
        match read:
            case PortalList():
                self._page.show_trouble("", {})
                wall = local(made_at or self._clock.now())
                self._set(portal=read, clock=wall.strftime("%H:%M"), day=day_text(wall.date()))
                if columns is not None:
                    self._scope.write(lambda: self._services.keep_columns(columns), lambda _nothing: None)
                self.look_again()
            case ColumnsUnknown():
                self._set(sample=read.rows)
                self._page.show_trouble("E-173", {})
            case ListUnusable():
                self._page.show_trouble(read.code, dict(read.params))
            case OSError():
                self._page.show_trouble("E-131", {"path": path.name})

    def _run(
        self, verb: Callable[[Reconcile], Outcome[Reconciled]], done: Callable[[Outcome[Reconciled]], None]
    ) -> None:
        portal = self._model.portal
        if portal is None or self._model.busy:
            return
        self._set(faults={})
        made_at, days = self._made_at(), self._days()
        if made_at is not None and not self._model.faults:
            self._set(busy=True)
            self._scope.write(lambda: verb(Reconcile(portal, made_at, days)), done)

    def _made_at(self) -> datetime | None:
        wall = typed_time(self._model.clock)
        day = typed_date(self._model.day, local(self._clock.now()).date())
        if isinstance(wall, time) and isinstance(day, TypedDate):
            return at_local(day.date, wall)
        faults = {"clock": wall} if not isinstance(wall, time) else {"day": day}
        self._set(faults=dict.fromkeys(faults, "E-58"))
        return None

    def _days(self) -> tuple[date, date] | None:
        """The first alone goes on to today, the last alone is one day."""
        today = local(self._clock.now()).date()
        read = {name: typed_date(text, today) for name in ("first", "last") if (text := getattr(self._model, name))}
        days = {name: one.date for name, one in read.items() if isinstance(one, TypedDate)}
        faults = dict.fromkeys(read.keys() - days.keys(), "E-58")
        first = days.get("first") or days.get("last") or today
        last = days.get("last") or max(first, today)
        if not faults and last < first:
            faults = {"last": "E-229"}
        if faults:
            self._set(faults={**self._model.faults, **faults})
        return (first, last) if read and not faults else None

    def _looked(self, outcome: Outcome[Reconciled]) -> None:
        self._set(busy=False)
        if isinstance(outcome, Done):
            self._page.show_trouble("", {})
            findings = outcome.value.findings
            covered = {"first": findings.first_on, "last": findings.last_on}
            self._set(found=outcome.value, **{name: day_text(day) for name, day in covered.items() if day is not None})
        else:
            self._say_trouble(outcome)

    def _kept(self, outcome: Outcome[Reconciled]) -> None:
        self._looked(outcome)
        if isinstance(outcome, Done):
            self._set(kept=True)
            findings = outcome.value.findings
            counts = {"n": str(len(findings.both)), "m": str(len(findings.only_here))}
            self._navigator.say(self._page.said("S-13", counts))
            self.refresh()

    def _answered(self, outcome: Outcome[TakenIn]) -> None:
        taken = outcome.value if isinstance(outcome, Done) else TakenIn()
        counts = {"n": str(len(taken.confirmed)), "returned": str(len(taken.returned))}
        self._acted(outcome, "S-91" if taken.confirmed or taken.returned else "S-84", counts)

    def _acted(self, outcome: Outcome[object], code: str, params: dict[str, str]) -> None:
        if isinstance(outcome, Done):
            self._page.show_trouble("", {})
            self._navigator.say(self._page.said(code, params))
            self.refresh()
        else:
            self._say_trouble(outcome)

    def _say_trouble(self, outcome: Refused | Failed) -> None:
        one = outcome.violations[0] if isinstance(outcome, Refused) else outcome
        if isinstance(outcome, Refused) and outcome.violations[0].field == "list_made":
            self._set(faults={"clock": one.code})
        self._page.show_trouble(one.code, dict(one.params))

    def _set(self, **parts: object) -> None:
        self._model = replace(self._model, now=self._clock.now(), **parts)  # type: ignore[arg-type]
        self._page.show_model(self._model)

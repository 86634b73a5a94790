"""Reads the ledger as the person looks at it and cancels lines. No Qt, no words."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.ledger.rows import BLOCK, Rows
from guestreg.desktop.ledger.wanted import Chip, Wanted, month_of
from guestreg.domain.dates import local
from guestreg.domain.identifiers import GuestId
from guestreg.ports.clock import Clock
from guestreg.ports.reading import Counts, GuestLine, LineFilter, Version
from guestreg.services.outcome import Done, Failed, Outcome, Refused


@dataclass(frozen=True, slots=True)
class Listing:
    """One answer for the page. `counts` are of words and month without the chip."""

    wanted: Wanted
    rows: Rows
    counts: Counts
    now: datetime


class LedgerPage(Protocol):
    def show_listing(self, listing: Listing) -> None: ...

    def show_rows_known(self) -> None:
        """Every row can now be reached."""
        ...

    def show_block(self, block: int) -> None: ...

    def choose_row(self, row: int) -> None: ...

    def show_versions(self, line: GuestLine, versions: tuple[Version, ...]) -> None: ...

    def show_trouble(self, code: str, params: dict[str, str]) -> None: ...

    def cancelled_words(self, line: GuestLine) -> str: ...


@dataclass(frozen=True, slots=True)
class LedgerServices:
    """The reads are those of `ports.reading.Reader`."""

    lines: Callable[[LineFilter], tuple[GuestLine, ...]]
    ids: Callable[[LineFilter], "array[int]"]
    by_ids: Callable[["array[int]"], tuple[GuestLine, ...]]
    counts: Callable[[LineFilter, datetime], Counts]
    line: Callable[[GuestId], GuestLine | None]
    versions: Callable[[GuestLine], tuple[Version, ...]]
    cancel: Callable[[GuestId, str, str], Outcome[object]]


class LedgerPresenter:
    """A `contract.Presenter`; opened with a GuestId it shows that line."""

    def __init__(
        self, page: LedgerPage, services: LedgerServices, clock: Clock, scope: Scope, navigator: Navigator
    ) -> None:
        self._page, self._services, self._clock = page, services, clock
        self._scope, self._navigator = scope, navigator
        self._wanted = Wanted(month=month_of(self._today()))
        self._rows = Rows()
        self._asked: set[int] = set()
        self._seek: int | None = None

    # -- contract.Presenter

    def open(self, target: object = None) -> None:
        if isinstance(target, str):
            self._scope.read(lambda: self._services.line(GuestId(target)), self._find, topic="target")
        else:
            self.refresh()

    def refresh(self) -> None:
        self._load()

    def close(self) -> None:
        self._scope.close()

    # -- what the page says

    def search(self, text: str) -> None:
        self._change(replace(self._wanted, text=text))

    def move_month(self, months: int) -> None:
        self._change(self._wanted.moved(months))

    def switch_months(self) -> None:
        """This month, or all of them."""
        month = None if self._wanted.month else month_of(self._today())
        self._change(replace(self._wanted, month=month))

    def press(self, chip: Chip) -> None:
        self._change(replace(self._wanted, chip=None if self._wanted.chip is chip else chip))

    def show_all(self) -> None:
        """Esc: no words, no chip; a second time back to today."""
        if self._wanted.text or self._wanted.chip:
            self._change(Wanted(month=self._wanted.month))
        else:
            self._navigator.go(Place.TODAY)

    def need(self, row: int) -> None:
        """The table wants to paint a row that isn't there."""
        block = self._rows.missing(row)
        if block is None or block in self._asked:
            return
        self._asked.add(block)
        rows, ids = self._rows, self._rows.block_ids(block)
        self._scope.read(lambda: self._services.by_ids(ids), lambda lines: self._take_block(rows, block, lines))

    def edit(self, guest_id: GuestId) -> None:
        self._navigator.go(Place.STAY, guest_id)

    def check_out(self, guest_id: GuestId) -> None:
        self._navigator.go(Place.CHECK_OUT, guest_id)

    def ask_versions(self, line: GuestLine) -> None:
        self._scope.read(
            lambda: self._services.versions(line), lambda versions: self._page.show_versions(line, versions)
        )

    def cancel(self, line: GuestLine, reason: str, text: str) -> None:
        self._scope.write(
            lambda: self._services.cancel(line.guest_id, reason, text), lambda outcome: self._told(line, outcome)
        )

    # -- inside

    def _change(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._load()

    def _load(self) -> None:
        wanted, now, services = self._wanted, self._clock.now(), self._services

        def job() -> Listing:
            first = services.lines(wanted.filter(now))
            counts = services.counts(wanted.base(), now)
            shown = counts if wanted.chip is None else services.counts(wanted.filter(now), now)
            return Listing(wanted, Rows(first, shown.total), counts, now)

        self._scope.read(job, self._show, topic="listing")

    def _show(self, listing: Listing) -> None:
        self._rows, self._asked = listing.rows, set()
        self._page.show_listing(listing)
        self._seek_row()
        if len(listing.rows) > len(listing.rows.first):
            wanted = listing.wanted.filter(listing.now)
            rows = listing.rows
            self._scope.read(lambda: self._services.ids(wanted), lambda ids: self._take_ids(rows, ids), topic="ids")

    def _take_ids(self, rows: Rows, ids: "array[int]") -> None:
        if rows is self._rows:
            rows.take_ids(ids)
            self._page.show_rows_known()
            self._seek_row()

    def _take_block(self, rows: Rows, block: int, lines: tuple[GuestLine, ...]) -> None:
        if rows is self._rows and len(lines) == len(rows.block_ids(block)) <= BLOCK:
            rows.take_block(block, lines)
            self._page.show_block(block)

    def _find(self, line: GuestLine | None) -> None:
        if line is not None:
            self._wanted = Wanted(month=month_of(local(line.arrival_at).date()))
            self._seek = line.row_id
        self._load()

    def _seek_row(self) -> None:
        if self._seek is not None and (row := self._rows.row_of(self._seek)) >= 0:
            self._seek = None
            self._page.choose_row(row)

    def _told(self, line: GuestLine, outcome: Outcome[object]) -> None:
        match outcome:
            case Done():
                self._load()
                self._navigator.say(self._page.cancelled_words(line))
            case Refused():
                first = outcome.violations[0]
                self._page.show_trouble(first.code, dict(first.params))
            case Failed():
                self._page.show_trouble(outcome.code, dict(outcome.params))

    def _today(self) -> date:
        return local(self._clock.now()).date()

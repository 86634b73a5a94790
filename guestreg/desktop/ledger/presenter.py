"""Reads the ledger as the person looks at it and cancels lines. No Qt, no words."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from guestreg.desktop.contract import Navigator, Place
from guestreg.desktop.kit.lanes import Scope
from guestreg.desktop.ledger.rows import Rows
from guestreg.desktop.ledger.wanted import Chip, Wanted, month_of
from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, State
from guestreg.domain.identifiers import GuestId
from guestreg.ports.clock import Clock
from guestreg.ports.reading import Counts, GuestLine, LineFilter, Version
from guestreg.services.outcome import Done, Failed, Outcome, Refused

AHEAD = 40
"""So many rows above and below those in sight are read before anybody scrolls to them."""


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """One answer for the page."""

    wanted: Wanted
    rows: Rows
    now: datetime


class LedgerPage(Protocol):
    def show_listing(self, listing: Listing) -> None:
        """The lines; how many there are follows."""
        ...

    def show_rows_known(self) -> None:
        """Every row can now be reached."""
        ...

    def show_counts(self, wanted: LineFilter, counts: Counts) -> None:
        """Of words and month without the chip."""
        ...

    def show_blocks(self, blocks: tuple[int, ...]) -> None: ...

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
    cancel: Callable[[GuestId, str, str], Outcome[tuple[Declaration, ...]]]


class LedgerPresenter:
    """A `contract.Presenter`; opened with a GuestId it shows that line."""

    def __init__(
        self, page: LedgerPage, services: LedgerServices, clock: Clock, scope: Scope, navigator: Navigator
    ) -> None:
        self._page, self._services, self._clock = page, services, clock
        self._scope, self._navigator = scope, navigator
        self._wanted = Wanted(month=month_of(self._today()))
        self._listing: Listing | None = None
        self._counting = False
        self._in_sight = (0, 0)
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

    def need(self, first: int, last: int) -> None:
        """The table paints these rows: read what isn't there, then what is near."""
        if (listing := self._listing) is None:
            return
        self._in_sight, rows = (first, last), listing.rows
        missing = rows.missing(first, last) or rows.missing(first - AHEAD, last + AHEAD)
        blocks = tuple(block for block in missing if block not in self._asked)
        if not blocks:
            return
        self._asked.update(blocks)
        ids = array("q")
        for block in blocks:
            ids += rows.block_ids(block)
        self._scope.read(lambda: self._services.by_ids(ids), lambda lines: self._take_blocks(listing, blocks, lines))

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
        wanted, now = self._wanted, self._clock.now()
        again = self._listing is not None and self._listing.wanted == wanted and self._listing.rows.whole
        read, in_sight = (self._read_again if again else self._read_first), self._in_sight
        self._scope.read(lambda: Listing(wanted, read(wanted.filter(now), in_sight), now), self._show, topic="listing")

    def _read_first(self, wanted: LineFilter, _in_sight: tuple[int, int]) -> Rows:
        """Only what the screen needs at once."""
        return Rows(self._services.lines(wanted))

    def _read_again(self, wanted: LineFilter, in_sight: tuple[int, int]) -> Rows:
        """With all that is in sight already, so that nothing moves or vanishes meanwhile."""
        rows = self._read_first(wanted, in_sight)
        if not rows.whole and rows.take_ids(self._services.ids(wanted)):
            for block in rows.missing(*in_sight):
                rows.take_block(block, self._services.by_ids(rows.block_ids(block)))
        return rows

    def _show(self, listing: Listing) -> None:
        self._listing, self._asked = listing, set()
        self._page.show_listing(listing)
        self._seek_row()
        if not listing.rows.whole:
            wanted = listing.wanted.filter(listing.now)
            self._scope.read(lambda: self._services.ids(wanted), lambda ids: self._take_ids(listing, ids), topic="ids")
        self._count()

    def _count(self) -> None:
        """One count at a time: of a large register it takes long, and the lines need the other lanes."""
        if (listing := self._listing) is None or self._counting:
            return
        self._counting = True
        wanted = listing.wanted.base()
        self._scope.read(
            lambda: self._services.counts(wanted, listing.now), lambda counts: self._counted(listing, counts)
        )

    def _counted(self, listing: Listing, counts: Counts) -> None:
        self._counting = False
        self._page.show_counts(listing.wanted.base(), counts)
        if listing is not self._listing:
            self._count()

    def _take_ids(self, listing: Listing, ids: "array[int]") -> None:
        if listing is not self._listing:
            return
        if not listing.rows.take_ids(ids):
            self._load()
            return
        self._page.show_rows_known()
        self._seek_row()

    def _take_blocks(self, listing: Listing, blocks: tuple[int, ...], lines: tuple[GuestLine, ...]) -> None:
        if listing is not self._listing:
            return
        self._asked.difference_update(blocks)
        if len(lines) != sum(len(listing.rows.block_ids(block)) for block in blocks):
            self._load()
            return
        start = 0
        for block in blocks:
            end = start + len(listing.rows.block_ids(block))
            listing.rows.take_block(block, lines[start:end])
            start = end
        self._page.show_blocks(blocks)

    def _find(self, line: GuestLine | None) -> None:
        if line is not None:
            self._wanted = Wanted(month=month_of(local(line.arrival_at).date()))
            self._seek = line.row_id
        self._load()

    def _seek_row(self) -> None:
        if self._listing and self._seek is not None and (row := self._listing.rows.row_of(self._seek)) >= 0:
            self._seek = None
            self._page.choose_row(row)

    def _told(self, line: GuestLine, outcome: Outcome[tuple[Declaration, ...]]) -> None:
        match outcome:
            case Done(versions):
                self._load()
                if any(one.state is State.WINDOW_CLOSED for one in versions):
                    self._navigator.go(Place.TELLING, (line.guest_id,))
                self._navigator.say(self._page.cancelled_words(line))
            case Refused():
                first = outcome.violations[0]
                self._page.show_trouble(first.code, dict(first.params))
            case Failed():
                self._page.show_trouble(outcome.code, dict(outcome.params))

    def _today(self) -> date:
        return local(self._clock.now()).date()

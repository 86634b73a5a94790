"""Lists of the portal as a reader gives them, and taking one in; for tests of comparing."""

from datetime import date, datetime, timedelta

from guestreg.ports.reader import ListColumns, ListRow, PortalList, SpoiltRow
from guestreg.services.commands.reconcile import Reconcile, Reconciled, preview, reconcile
from guestreg.services.outcome import Done
from tests.fakes.guesthouse import Guesthouse
from tests.tables.rules import NOW

TODAY = date(2026, 11, 21)
LATER = NOW + timedelta(hours=2)


def listed(*rows: tuple[str, date], spoilt: tuple[SpoiltRow, ...] = ()) -> PortalList:
    """`rows`: number and arrival, from the second row of the file on."""
    found = tuple(ListRow(place, number, day, "Tên") for place, (number, day) in enumerate(rows, start=2))
    return PortalList("ab" * 32, "csv", ListColumns(7, 9, 2), ("Số",), found, spoilt)


STRANGER = listed(("999999999999", TODAY))


def compared(
    inn: Guesthouse, portal: PortalList, made_at: datetime = LATER, days: tuple[date, date] | None = None
) -> Reconciled:
    """Looked at first, which stores nothing, then taken in, which finds the same."""
    command = Reconcile(portal, made_at, days, "Lò Văn Tâm")
    inn.clock.advance(max(made_at - inn.clock.now(), timedelta()))
    before = inn.everything()
    shown = preview(inn.desk, command)
    assert isinstance(shown, Done), shown
    assert inn.everything() == before
    done = reconcile(inn.desk, command)
    assert isinstance(done, Done)
    assert done.value == shown.value
    return done.value

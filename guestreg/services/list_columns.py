"""Where the portal's list has what, as the owner said once: kept with the settings of the ledger in use."""

from dataclasses import replace

from guestreg.ports.reader import ListColumns
from guestreg.ports.settings import Settings
from guestreg.services.workplace import Workplace


def columns_of(text: str) -> ListColumns | None:
    """`8,10,3`: document number, arrival and perhaps name, counted from 1. Raises ValueError for another form."""
    if not text:
        return None
    places = [int(part) - 1 for part in text.split(",")]
    if not 2 <= len(places) <= 3 or min(places) < 0 or len(set(places)) < len(places):
        raise ValueError(text)
    return ListColumns(*places)


def kept_columns(settings: Settings) -> ListColumns | None:
    """None while the headings tell."""
    ledger = settings.ledger()
    try:
        return None if ledger is None else columns_of(ledger.list_columns)
    except ValueError:
        return None


def keep_columns(workplace: Workplace, columns: ListColumns) -> None:
    """Raises OSError."""
    ledger = workplace.settings.ledger()
    text = ",".join(str(place + 1) for place in columns if place is not None)
    if ledger is not None and ledger.list_columns != text:
        workplace.save_settings(workplace.settings.with_ledger(replace(ledger, list_columns=text)))

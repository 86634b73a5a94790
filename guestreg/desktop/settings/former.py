"""What a change in settings can be taken back to. The undo bar hands it to the page as its target."""

from dataclasses import dataclass

from guestreg.desktop.house.destination import Destination
from guestreg.domain.entry.house import HouseEntry


@dataclass(frozen=True, slots=True)
class FormerLooks:
    """Only the one that was changed is named."""

    language: str | None = None
    theme: str | None = None
    text_percent: int | None = None


@dataclass(frozen=True, slots=True)
class FormerHouse:
    """Of that ledger; in another one it means nothing."""

    ledger_id: str
    entry: HouseEntry


@dataclass(frozen=True, slots=True)
class FormerLedger:
    """The ledger that was in use. `code` says what else stays as it was left."""

    ledger_id: str
    code: str


@dataclass(frozen=True, slots=True)
class FormerCodes:
    """The same place with other access codes: the former ones are kept nowhere and must be typed."""

    destination: Destination


Former = FormerLooks | FormerHouse | FormerLedger | FormerCodes

"""What the page of settings shows, as plain values."""

from dataclasses import dataclass

from guestreg.domain.declaration import EndpointKind


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """A ledger of this computer that can be worked in."""

    id: str
    kind: EndpointKind
    name: str
    host: str


@dataclass(frozen=True, slots=True)
class SettingsModel:
    """One row each. `others` are the ledgers not in use."""

    house_name: str
    house_place: str
    kind: EndpointKind
    host: str
    account: str
    others: tuple[LedgerChoice, ...]
    language: str
    theme: str
    step: int

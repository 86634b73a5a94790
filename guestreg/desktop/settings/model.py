"""What the page of settings shows, as plain values."""

from dataclasses import dataclass

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import host_of
from guestreg.domain.establishment import Establishment
from guestreg.domain.places import Places
from guestreg.ports.settings import LedgerSettings, Settings
from guestreg.services.queries.list_age import ListAge


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """A ledger of this computer that can be worked in."""

    id: str
    kind: EndpointKind
    name: str
    host: str


@dataclass(frozen=True, slots=True)
class ListsModel:
    """How old the code lists are, and how the last fetch ended."""

    age: ListAge
    is_fetching: bool = False
    code: str | None = None


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
    lists: ListsModel | None = None
    """None where the endpoint gives out no lists."""


def model_of(
    house: Establishment | None, settings: Settings, places: Places, lists: ListsModel | None = None
) -> SettingsModel:
    ledger = settings.ledger()
    commune = places.commune(house.commune) if house else None
    parts = (house.address_detail if house else "", commune.name if commune else "")
    return SettingsModel(
        house_name=house.name if house else "",
        house_place=", ".join(part for part in parts if part),
        kind=ledger.endpoint if ledger else EndpointKind.PRACTICE,
        host=host_of(ledger.address) if ledger else "",
        account=ledger.account if ledger else "",
        others=tuple(_choice(one) for one in settings.ledgers if one.id != settings.active),
        language=settings.language,
        theme=settings.theme,
        step=settings.text_percent,
        lists=lists,
    )


def _choice(ledger: LedgerSettings) -> LedgerChoice:
    return LedgerChoice(ledger.id, ledger.endpoint, ledger.name, host_of(ledger.address))

"""The house that must declare, as field list (c) names it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EstablishmentKind(StrEnum):
    """Decides whether the endpoint wants a room number."""

    HOMESTAY = "homestay"
    GUEST_HOUSE = "guest_house"
    HOTEL = "hotel"
    HOUSEHOLD = "household"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Room:
    """A room or sleeping place; `beds` is 1–50."""

    name: str
    beds: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class Notifier:
    """A person of the house who answers for a notification."""

    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Establishment:
    """One house. `province` and `commune` are the ministry's 3- and 9-digit codes."""

    name: str
    address_detail: str
    kind: EstablishmentKind
    province: str
    commune: str
    owner_name: str
    phone: str
    rooms: tuple[Room, ...]
    notifiers: tuple[Notifier, ...]
    establishment_code: str | None = None
    manager_name: str | None = None
    owner_id_number: str | None = None
    owner_birth_date: date | None = None
    email: str | None = None
    tax_code: str | None = None
    security_certificate_number: str | None = None
    security_certificate_on: date | None = None
    is_remote: bool = False
    border_area: bool = False
    border_belt: bool = False
    police_unit: str | None = None
    police_phone: str | None = None
    police_email: str | None = None
    police_duty_officer: str | None = None
    border_post: str | None = None
    border_post_phone: str | None = None
    retention_months: int = 36

    def __repr__(self) -> str:
        return "Establishment(…)"

"""A stay as it is kept, with its guests' places in the register: what the store gives and takes."""

from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.guest import Guest
from guestreg.domain.identifiers import DeclarationId, GuestId, StayId
from guestreg.domain.stay import Stay


@dataclass(frozen=True, slots=True, repr=False)
class KeptGuest:
    """A guest with its place in the register; `declaration_id` names its line of versions."""

    id: GuestId
    declaration_id: DeclarationId
    volume: int
    register_no: int
    guest: Guest
    departed_at: datetime | None = None
    """The actual departure, aware UTC; None while she is here."""


@dataclass(frozen=True, slots=True, repr=False)
class KeptStay:
    """A stay as stored now. `stay.guests` are those of `guests`, same order. Times come back in Vietnam time."""

    id: StayId
    stay: Stay
    guests: tuple[KeptGuest, ...]
    created_at: datetime

"""Law as data: the parameters the code needs and where each comes from. Filled from files by `platform`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from guestreg.domain.establishment import EstablishmentKind


@dataclass(frozen=True, slots=True)
class Provenance:
    """Why a parameter has its value. `verified`: somebody compared it with the source itself."""

    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class CitizenRules:
    """The duty to notify a citizen's stay; times are wall time in Vietnam."""

    cutoff_local: time
    late_due_local: time
    registration_from_days: int
    family_exempt: bool


@dataclass(frozen=True, slots=True)
class ForeignerRules:
    """The duty to declare a foreigner's stay; `phone_closes`: a telephone call alone would fulfil it."""

    online: str
    paper_hours: int
    paper_hours_remote: int
    phone_closes: bool


@dataclass(frozen=True, slots=True)
class EndpointRules:
    """What the ministry's interface adds to the law."""

    days_back: int
    """An arrival is taken until the end of its date plus this many days."""
    extension_max_days: int
    departure_local: time
    """Time of day of a planned departure given as a date."""
    room_required_kinds: frozenset[EstablishmentKind]


@dataclass(frozen=True, slots=True)
class DocumentRules:
    """Dates and ages around identity papers."""

    identity_card_from: date
    """Cards issued from this day on are *thẻ Căn cước*, before it *thẻ CCCD*."""
    child_without_card_under_years: int


@dataclass(frozen=True, slots=True)
class FineStep:
    """A fine for one person as the offender, in VND; `people_to` None means without upper end."""

    people_from: int
    people_to: int | None
    least_vnd: int
    most_vnd: int


@dataclass(frozen=True, slots=True)
class FineRules:
    """What forgetting costs. The steps fix the order of sending; amounts are shown in the manual alone."""

    citizens: tuple[FineStep, ...]
    foreigners: tuple[FineStep, ...]
    other_breach: tuple[FineStep, ...]
    organisation_factor: int


@dataclass(frozen=True, slots=True)
class Rules:
    """One rule set. `provenance` is keyed by a parameter's name in the file: `citizen.cutoff_local`."""

    version: str
    citizen: CitizenRules
    foreigner: ForeignerRules
    documents: DocumentRules
    kbtt: EndpointRules
    fines: FineRules
    retention_min_months: int
    register_label: str
    """Form label printed at the head of the register; may be empty, then nothing is printed."""
    provenance: Mapping[str, Provenance]

"""A guest as her papers name her: a Vietnamese citizen or a foreigner. Values are checked and normalised already."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class GuestKind(StrEnum):
    """Which of the two duties applies; never mixed."""

    CITIZEN = "citizen"
    FOREIGNER = "foreigner"


class Sex(StrEnum):
    """The portal knows two."""

    M = "M"
    F = "F"


class BirthPrecision(StrEnum):
    """D: the whole date is known. Y: the year alone, kept as 1 January."""

    D = "D"
    Y = "Y"


VIETNAM = "VNM"


@dataclass(frozen=True, slots=True, repr=False)
class Citizen:
    """Field list (a). `doc_kind` and `doc_number` are both None only for a child declared with a companion."""

    full_name: str
    birth_date: date
    birth_precision: BirthPrecision
    sex: Sex
    doc_kind: int | None
    doc_number: str | None
    nationality: str = VIETNAM
    doc_kind_name: str | None = None
    doc_issued_on: date | None = None
    doc_issue_place: str | None = None
    phone: str | None = None
    residence_kind: int | None = None
    res_province: str | None = None
    res_commune: str | None = None
    res_address: str | None = None
    guardian: int | None = None
    """Position in the same stay, from 0, of the guest this child is with."""

    @property
    def kind(self) -> GuestKind:
        return GuestKind.CITIZEN

    def __repr__(self) -> str:
        return "Citizen(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Foreigner:
    """Field list (b). `full_name` is as in the passport; the letters sent are folded from it by the endpoint."""

    full_name: str
    nationality: str
    passport_number: str
    sex: Sex
    birth_date: date
    birth_precision: BirthPrecision
    permitted_until: date
    passport_kind: str | None = None
    passport_issued_on: date | None = None
    passport_issue_place: str | None = None
    passport_expires_on: date | None = None
    entry_paper_kind: str | None = None
    entry_paper_number: str | None = None
    entry_paper_until: date | None = None
    entry_on: date | None = None
    entry_gate: str | None = None
    entry_purpose: str | None = None
    border_permit_number: str | None = None
    border_permit_until: date | None = None
    phone: str | None = None
    home_address: str | None = None

    @property
    def kind(self) -> GuestKind:
        return GuestKind.FOREIGNER

    @property
    def doc_number(self) -> str:
        return self.passport_number

    def __repr__(self) -> str:
        return "Foreigner(…)"


Guest = Citizen | Foreigner

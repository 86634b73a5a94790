"""What the page of printing shows, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from guestreg.ports.store import Volume


class Span(StrEnum):
    """Which lines of a volume."""

    MONTH = "month"
    DAYS = "days"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished PDF: its bytes are what is shown, printed and saved."""

    pdf: bytes
    pages: int
    rows: int


@dataclass(frozen=True, slots=True)
class PrintingModel:
    """`faults` are codes by field; `month` is the first day of the month chosen."""

    volumes: tuple[Volume, ...]
    volume: int
    span: Span
    month: date
    from_text: str
    to_text: str
    today: date
    sheet: Sheet | None = None
    busy: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> Volume | None:
        return next((one for one in self.volumes if one.number == self.volume), None)

"""What is wrong with an input, as codes. Sentences live in translation; nothing here is shown to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as _field
from enum import StrEnum


class Severity(StrEnum):
    """`refuse`: nothing is stored. `warn`: stored, and said. `ask`: refused until the person confirms it."""

    REFUSE = "refuse"
    WARN = "warn"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule at one place.

    `field` is a name of the field lists; `guest` counts from 0 in the stay's order, None for the stay itself.
    `params` fill the sentence of `code`. For `ASK` the person confirms by setting the field `confirm_<code>`.
    """

    code: str
    field: str
    guest: int | None = None
    params: Mapping[str, str] = _field(default_factory=dict)
    severity: Severity = Severity.REFUSE


def blocking(violations: "tuple[Violation, ...]") -> "tuple[Violation, ...]":
    """Those that keep the input from being stored."""
    return tuple(v for v in violations if v.severity is not Severity.WARN)

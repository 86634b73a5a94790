"""How a command ends: done, refused for its input, or failed for a known trouble of the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from guestreg.domain.violation import Violation
from guestreg.ports.secrets import SecretsUnavailable
from guestreg.ports.store import StoreBusy, StoreDamaged, StoreFull, StoreTooNew, StoreUnreachable

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Done(Generic[Value_co]):
    """Committed. `warnings` were accepted and are said."""

    value: Value_co
    warnings: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The input must change; nothing was stored."""

    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The environment must change; nothing was stored. `code` has its sentence with the remedy."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


Outcome = Done[Value_co] | Refused | Failed


_STORE: Mapping[type[Exception], str] = {
    StoreBusy: "E-42",
    StoreFull: "E-44",
    StoreUnreachable: "E-61",
    StoreDamaged: "E-95",
}
ENVIRONMENT: Mapping[type[Exception], str] = {**_STORE, StoreTooNew: "E-27", SecretsUnavailable: "E-94"}
"""Every known trouble of this computer and the code of its sentence."""
TROUBLES = tuple(_STORE)
"""Those a command may meet; nothing of it was kept then."""


def failure_of(error: Exception) -> Failed:
    """One of TROUBLES as its sentence."""
    return Failed(_STORE[type(error)])

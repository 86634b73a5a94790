"""How a command ends: done, refused for its input, or failed for a known trouble of the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from guestreg.domain.violation import Violation
from guestreg.ports.store import StoreBusy, StoreDamaged, StoreFull, StoreUnreachable

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


TROUBLES = (StoreBusy, StoreFull, StoreUnreachable, StoreDamaged)
"""The known troubles of the store; nothing of the command was kept."""


def failure_of(error: Exception) -> Failed:
    """One of TROUBLES as its sentence."""
    match error:
        case StoreBusy():
            return Failed("E-42")
        case StoreFull():
            return Failed("E-44")
        case StoreUnreachable():
            return Failed("E-61")
        case _:
            return Failed("E-95")

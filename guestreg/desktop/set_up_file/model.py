"""What the page of a set-up file shows: the file looked at, what was typed, and what is wrong with that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guestreg.domain.violation import Violation
from guestreg.services.commands.accept_setup_file import SetUpOffer
from guestreg.services.outcome import Failed, Refused


@dataclass(frozen=True, slots=True)
class SetUpModel:
    """`commune` is where the signer sits, in words; `house` a code of the file; `faults` by field."""

    path: Path | None = None
    offer: SetUpOffer | None = None
    commune: str = ""
    mark: str = ""
    anew: bool = False
    house: str = ""
    code: str = ""
    can_enrol: bool = False
    """The place in use takes one-time codes."""
    code_missing: bool = False
    """A file was taken over, and no code has let this computer in yet."""
    faults: Mapping[str, Violation] = field(default_factory=dict)
    busy: bool = False


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """Target of the page: the file was taken over, only the one-time code is missing or was not taken."""

    why: Refused | Failed

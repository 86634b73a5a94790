"""What people did for a version outside the wire: told the police another way, saw it in a list, wrote a file of it.

Rows are added and never changed; what such an act moves is the caller's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from guestreg.domain.identifiers import DeclarationId


class TellingKind(StrEnum):
    HAND_OVER = "hand_over"
    """Told the police: who, when, to whom; for a citizen, or by a channel that counts for a foreigner."""
    ADVANCE = "advance"
    """A foreigner announced by phone or e-mail: a note, the state stays."""
    FILE = "file"
    """Written into an upload file or a pack; nobody was told yet."""
    LIST = "list"
    """Looked for in the endpoint's own list: found, or missing where it should be."""
    SEEN = "seen"
    """A person says she saw the guest in the endpoint's list."""
    ASKED = "asked"
    """A person records that the police asked for a correction."""


@dataclass(frozen=True, slots=True, repr=False)
class Telling:
    """One such act for one version. Instants are aware UTC; empty text where nothing was said."""

    declaration_id: DeclarationId
    version: int
    kind: TellingKind
    at: datetime
    """When it happened, as the person says."""
    recorded_at: datetime
    by: str
    """The person of the house who did it."""
    channel: str = ""
    officer: str = ""
    place: str = ""
    """The number called, or where it was handed in."""
    file_number: str = ""
    """The police's own number for it (mã hồ sơ)."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What proves it: a list's or file's SHA-256 and row, a typed count."""

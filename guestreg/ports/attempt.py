"""A try to send one version and how it ended: what the store gives and takes of it."""

from datetime import datetime
from typing import NamedTuple

from guestreg.domain.declaration import State
from guestreg.domain.identifiers import AttemptId, DeclarationId


class Attempt(NamedTuple):
    """A try, committed before the first byte leaves."""

    id: AttemptId
    declaration_id: DeclarationId
    version: int
    started_at: datetime
    wire_sha256: str
    host: str
    instance: str
    """Which run of which program made it."""
    program: str


class AttemptOutcome(NamedTuple):
    """How a try ended. `reply` is kept apart so that retention may clear it."""

    attempt_id: AttemptId
    ended_at: datetime
    outcome: str
    state: State
    http_status: int | None = None
    server_date: datetime | None = None
    code: str | None = None
    reply: bytes = b""

    def __repr__(self) -> str:
        return f"AttemptOutcome({self.outcome})"

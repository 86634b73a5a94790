"""What every verb works with: one house's ledger, its endpoint's terms, the rules of the day."""

from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.identifiers import uuid7
from guestreg.domain.rules import Rules
from guestreg.outbox.journal import Journal
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointTerms
from guestreg.ports.events import Events
from guestreg.ports.random import Random
from guestreg.ports.reading import Reader
from guestreg.ports.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """Put together once by `app` for the ledger in use, handed to every verb."""

    store: Store
    reader: Reader
    clock: Clock
    random: Random
    events: Events
    journal: Journal
    terms: EndpointTerms
    rules: Rules
    catalogue: Catalogue
    program: str
    """Name and version, as kept with evidence."""

    def new_id(self, at: datetime) -> str:
        return uuid7(at, self.random.token_bytes(10))

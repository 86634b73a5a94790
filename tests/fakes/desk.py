"""A desk made of stand-ins, with the real rules and catalogues: for tests of the verbs."""

from functools import cache

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.rules import Rules
from guestreg.outbox.journal import Journal, Origin
from guestreg.platform.catalogue_files import load_catalogue
from guestreg.platform.resources import resource_dir
from guestreg.platform.rule_files import load_rules
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointTerms
from guestreg.ports.events import Events
from guestreg.ports.reading import Reader
from guestreg.ports.store import Store
from guestreg.services.desk import Desk
from tests.fakes.clock import FakeClock
from tests.fakes.endpoint import FakeTerms
from tests.fakes.events import RecordedEvents
from tests.fakes.kept import ENDPOINT, LEDGER, house, open_volume
from tests.fakes.random import SeededRandom
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore


@cache
def law() -> Rules:
    return load_rules(resource_dir() / "rules")


@cache
def catalogue() -> Catalogue:
    return load_catalogue(resource_dir() / "catalogues")


def memory_desk(
    store: MemoryStore | None = None,
    clock: Clock | None = None,
    *,
    events: Events | None = None,
    terms: EndpointTerms | None = None,
) -> Desk:
    """Over `store` as it is, or over a new one with a house and an open volume."""
    if store is None:
        store = MemoryStore(LEDGER)
        open_volume(store)
        store.rows.house = house()
    return desk_over(store, MemoryReader(store), clock or FakeClock(), events=events, terms=terms)


def desk_over(
    store: Store,
    reader: Reader,
    clock: Clock,
    *,
    events: Events | None = None,
    terms: EndpointTerms | None = None,
) -> Desk:
    """Over any store."""
    random = SeededRandom(1)
    return Desk(
        store=store,
        reader=reader,
        clock=clock,
        random=random,
        events=events or RecordedEvents(),
        journal=Journal(clock, random, "u1", Origin(LEDGER, "1.0.0", bytes(32)), ENDPOINT),
        terms=terms or FakeTerms(endpoint_id=ENDPOINT),
        rules=law(),
        catalogue=catalogue(),
        program="guestreg 1.0.0",
    )

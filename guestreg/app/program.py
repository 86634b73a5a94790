"""One run of the program: opens what is needed when it is needed, and closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TextIO

from guestreg import __version__
from guestreg.app.ledgers import OpenLedger, open_guests, open_ledger, sit_down
from guestreg.domain.identifiers import uuid7
from guestreg.platform.events import LocalEvents
from guestreg.platform.keyring_secrets import VaultSecrets, open_secrets
from guestreg.platform.paths import Paths
from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.platform.resources import resource_dir
from guestreg.platform.settings import load_settings, save_settings
from guestreg.platform.signatures import verify
from guestreg.services.workplace import NewLedger, NotSetUp, Served, Simulation

if TYPE_CHECKING:
    from guestreg.app.dispatch import Dispatch
    from guestreg.app.sender import Sender
    from guestreg.domain.catalogue import Catalogue
    from guestreg.domain.entry.house import HouseEntry
    from guestreg.domain.establishment import Establishment
    from guestreg.domain.rules import Rules
    from guestreg.outbox.courier import Courier
    from guestreg.ports.bundling import Bundling
    from guestreg.ports.clock import Clock
    from guestreg.ports.endpoint import Outcome as EndpointOutcome
    from guestreg.ports.enrolment import Enrolled, NotEnrolled
    from guestreg.ports.packing import Packing
    from guestreg.ports.phrasebook import Phrasebook
    from guestreg.ports.random import Random
    from guestreg.ports.reader import ListReader
    from guestreg.ports.reading import Reader
    from guestreg.ports.settings import LedgerSettings, Settings
    from guestreg.services.authority import Authority, AuthorityPlace
    from guestreg.services.desk import Desk
    from guestreg.services.list_shelf import ListShelf
    from guestreg.services.outcome import Outcome
    from guestreg.services.workplace import Papers

PROGRAM = f"guestreg/{__version__}"
PATIENCE_S = 30.0


class Program:
    """The `Workplace` of this computer."""

    def __init__(
        self, paths: Paths, clock: Clock, random: Random, *, patience_s: float = PATIENCE_S, keyring: bool = True
    ) -> None:
        """`patience_s` is how long one exchange with an endpoint may take; no `keyring`: keys lie in the folder."""
        self._paths = paths
        self._clock = clock
        self._random = random
        self._patience_s = patience_s
        self._keyring = keyring
        self.resources = resource_dir()
        self._events = LocalEvents()
        self._settings = load_settings(paths.settings)
        self._opening = RLock()
        self._open: OpenLedger | None = None
        self._desk: Desk | None = None
        self._phrases = cache(partial(load_phrasebook, self.resources))

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def clock(self) -> Clock:
        return self._clock

    @property
    def window_file(self) -> Path:
        """Where the window's geometry is kept."""
        return self._paths.window

    @property
    def window_lock(self) -> Path:
        """Held by the first window of this data folder."""
        return self._paths.lock("window")

    @property
    def events(self) -> LocalEvents:
        return self._events

    @cached_property
    def rules(self) -> Rules:
        from guestreg.platform.rule_files import load_rules

        return load_rules(self.resources / "rules")

    @cached_property
    def catalogue(self) -> Catalogue:
        from guestreg.app.lists import catalogue_in_use

        return catalogue_in_use(self.resources, self._paths, self._settings.ledger())

    def list_shelf(self) -> AbstractContextManager[ListShelf]:
        from guestreg.app.lists import open_shelf

        police = partial(self._dispatch.police, self._paths.practice_police)
        return open_shelf(self.resources, self._paths, self._settings.ledger(), self._clock, police, PROGRAM)

    def use_new_lists(self) -> None:
        """Others lie on the disk: whatever is opened next has them."""
        with self._opening:
            self._desk = None
            self.__dict__.pop("catalogue", None)

    @cached_property
    def _secrets(self) -> VaultSecrets:
        return open_secrets(self._paths.keys, self._random, keyring=self._keyring)

    verify = staticmethod(verify)

    @property
    def keys_in_file(self) -> bool:
        return self._secrets.degraded

    def phrasebook(self, language: str | None = None) -> Phrasebook:
        return self._phrases(language or self._settings.language)

    def folders(self) -> Mapping[str, Path]:
        ledger = self._settings.ledger()
        known = {**self._paths.by_name(), "resources": self.resources}
        return known | ({"ledger": self._paths.ledger(ledger.id)} if ledger and not ledger.database else {})

    def save_settings(self, settings: Settings) -> None:
        """A ledger that another run began meanwhile is kept, whatever this run knew."""
        settings = settings.with_others(load_settings(self._paths.settings).ledgers)
        save_settings(self._paths.settings, settings)
        self._settings = settings

    def reader(self) -> Reader:
        return self._in_use().reader

    def waiting_elsewhere(self) -> int:
        others = (one for one in self._settings.ledgers if one.id != self._settings.active)
        return sum(open_guests(one, self._paths, self._secrets) for one in others)

    def desk(self) -> Desk:
        with self._opening:
            if self._desk is None:
                self._desk = self._desk_of(self._in_use(), create=False)
            return self._desk

    def begin(self, ledger: NewLedger, house: HouseEntry) -> Outcome[Establishment]:
        from guestreg.app.beginning import Beginning, begin, known_place

        known = known_place(self._settings.ledgers, ledger.settings)
        settings = known or replace(ledger.settings, id=uuid7(self._clock.now(), self._random.token_bytes(10)))
        beginning = Beginning(
            settings,
            known is None,
            ledger.credentials,
            self._paths.ledger(settings.id),
            self._secrets,
            lambda: open_ledger(settings, self._paths, self._secrets, create=known is None),
            partial(self._desk_of, create=known is None),
            self._work_in,
        )
        return begin(beginning, house)

    def _work_in(self, ledger: LedgerSettings) -> None:
        self._leave_open()
        self.save_settings(self._settings.with_ledger(ledger))

    def use(self, ledger_id: str) -> None:
        if ledger_id not in {one.id for one in self._settings.ledgers}:
            raise NotSetUp
        self._leave_open()
        self.save_settings(replace(self._settings, active=ledger_id))

    def move(self, ledger: LedgerSettings, house: Establishment, facts: Mapping[str, str]) -> Outcome[Establishment]:
        from guestreg.services.commands.move_endpoint import move_endpoint

        there = self._desk_of(self._in_use()._replace(settings=ledger), create=False)
        return move_endpoint(self.desk(), there, house, facts, partial(self._work_in, ledger))

    def enrol(self, code: str, establishment: str) -> Enrolled | NotEnrolled | EndpointOutcome:
        return self._dispatch.enrol(self.desk(), self._in_use().settings, code, establishment)

    def packing(self) -> Packing | None:
        return self._dispatch.packing(self.desk(), self._in_use().settings)

    def bundling(self) -> Bundling:
        from guestreg.app.bundling import bundling

        return bundling(self.desk(), self._in_use().settings, self._secrets, self.resources)

    def lacks_credentials(self) -> str | None:
        from guestreg.app.police import lacks_credentials

        ledger = self._settings.ledger()
        return None if ledger is None else lacks_credentials(ledger, self._secrets)

    @contextmanager
    def sending(self) -> Iterator[Courier]:
        with self._dispatch.sending(self.desk(), self._in_use().settings) as courier:
            yield courier

    @cached_property
    def sender(self) -> Sender:
        """The worker of a window's life."""
        from guestreg.app.sender import Sender

        return Sender(self.desk, lambda stack: stack.enter_context(self.sending()))

    @cached_property
    def papers(self) -> Papers:
        from guestreg.app.paper import PaperMaker

        return PaperMaker(self.resources)

    def list_reader(self) -> ListReader:
        from guestreg.capture.portal_list import PortalListFile

        return PortalListFile()

    def simulate(self, simulation: Simulation, announce: Callable[[Served], None], notes: TextIO) -> None:
        self._dispatch.police(self._paths.simulator).serve(simulation, announce, notes)

    @contextmanager
    def authority(self, place: AuthorityPlace) -> Iterator[Authority]:
        from guestreg.app.authority import LocalAuthority

        keys = place.keys or self._paths.data / "authority-keys"
        lists = self.resources / "catalogues"
        local = LocalAuthority(place, keys, lists, self.rules.version, self._clock, self._random)
        try:
            yield local
        finally:
            local.close()

    @contextmanager
    def aside(self) -> Iterator[Program]:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="guestreg-") as name:
            folder = Path(name)
            paths = Paths(folder, folder / "keys")
            program = Program(paths, self._clock, self._random, patience_s=self._patience_s, keyring=False)
            try:
                yield program
            finally:
                program.close()

    def close(self) -> None:
        self._leave_open()
        if "_dispatch" in self.__dict__:
            self._dispatch.close()

    @cached_property
    def _dispatch(self) -> Dispatch:
        from guestreg.app.dispatch import Dispatch

        of_here = (self._paths, self.resources / "catalogues", self._clock, self._random, self._secrets)
        return Dispatch(*of_here, user_agent=PROGRAM, patience_s=self._patience_s)

    def _in_use(self) -> OpenLedger:
        with self._opening:
            if self._open is None:
                ledger = self._settings.ledger()
                if ledger is None:
                    raise NotSetUp
                self._open = open_ledger(ledger, self._paths, self._secrets, create=False)
            return self._open

    def _desk_of(self, opened: OpenLedger, *, create: bool) -> Desk:
        return sit_down(
            opened,
            self._secrets,
            clock=self._clock,
            random=self._random,
            events=self._events,
            rules=self.rules,
            catalogue=self.catalogue,
            program=PROGRAM,
            create=create,
        )

    def _leave_open(self) -> None:
        """Close the ledger in use; the next need opens what the settings then name, with the terms of its house."""
        if "sender" in self.__dict__:
            self.sender.stop()
        with self._opening:
            if self._open is not None:
                self._open.store.close()
            self._open = self._desk = None
            self.__dict__.pop("catalogue", None)

"""What a face is given: this computer's settings, the ledger in use, and ways to send, print and begin anew.

`app` implements it; window and command line know only this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TextIO

if TYPE_CHECKING:
    from guestreg.domain.catalogue import Catalogue
    from guestreg.domain.entry.house import HouseEntry
    from guestreg.domain.establishment import Establishment
    from guestreg.domain.note import Verify
    from guestreg.domain.rules import Rules
    from guestreg.outbox.courier import Courier
    from guestreg.ports.bundling import Bundling
    from guestreg.ports.clock import Clock
    from guestreg.ports.endpoint import Outcome as EndpointOutcome
    from guestreg.ports.enrolment import Enrolled, NotEnrolled
    from guestreg.ports.events import Events
    from guestreg.ports.exporter import Exporter
    from guestreg.ports.leaf import LeafRenderer
    from guestreg.ports.packing import Packing
    from guestreg.ports.phrasebook import Phrasebook
    from guestreg.ports.reader import ListReader
    from guestreg.ports.reading import Reader
    from guestreg.ports.renderer import RegisterRenderer
    from guestreg.ports.settings import LedgerSettings, Settings
    from guestreg.services.authority import Authority, AuthorityPlace
    from guestreg.services.desk import Desk
    from guestreg.services.list_shelf import ListShelf
    from guestreg.services.outcome import Outcome


class NotSetUp(Exception):
    """No ledger has begun on this computer."""


class CannotOpen(Exception):
    """The ledger in use can't be opened; `code` has the sentence, nothing was changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NewLedger(NamedTuple):
    """Where a house declares. `credentials` go to the keyring: password, client_a, client_b."""

    settings: LedgerSettings
    credentials: Mapping[str, str]


Voice = Literal["short", "long"]


class Simulation(NamedTuple):
    """How the practice police is served: port 0 is any free one, `tls` the folder of its own authority.

    `faults` are written as its own words; `seed` starts their chance, None draws one. The long voice says more in
    a refusal: the number, the dates, a piece of advice.
    """

    port: int = 0
    tls: Path | None = None
    faults: tuple[str, ...] = ()
    seed: int | None = None
    voice: Voice = "short"


class Served(NamedTuple):
    """What it takes to declare to the practice police: made up, it opens nothing else."""

    address: str
    account: str
    secrets: Mapping[str, str]
    ca_file: Path | None


class Papers(Protocol):
    """What makes files for people."""

    def register(self) -> RegisterRenderer: ...

    def leaves(self) -> LeafRenderer:
        """For every paper but the register."""
        ...

    def exporter(self) -> Exporter:
        """The portal's upload files."""
        ...

    def write_file(self, target: Path, content: bytes) -> None:
        """Whole or not at all. Raises OSError."""
        ...


class Workplace(Protocol):
    """One run of the program."""

    @property
    def settings(self) -> Settings: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def events(self) -> Events: ...

    @property
    def rules(self) -> Rules: ...

    @property
    def catalogue(self) -> Catalogue: ...

    def list_shelf(self) -> AbstractContextManager[ListShelf]:
        """Where the endpoint's code lists come from and lie. Raises NotSetUp; CannotOpen E-186 where it gives none."""
        ...

    @property
    def resources(self) -> Path:
        """Folder of icons, fonts, samples, manual."""
        ...

    @property
    def verify(self) -> Verify:
        """How signatures are checked."""
        ...

    @property
    def keys_in_file(self) -> bool:
        """E-43: this computer has no usable keyring."""
        ...

    def phrasebook(self, language: str | None = None) -> Phrasebook:
        """In the language of the settings unless another is asked for."""
        ...

    def folders(self) -> Mapping[str, Path]:
        """Every place this program writes to, by name."""
        ...

    def save_settings(self, settings: Settings) -> None: ...

    def reader(self) -> Reader:
        """The ledger in use, to look into alone: nothing else is loaded for it. Raises NotSetUp, CannotOpen."""
        ...

    def waiting_elsewhere(self) -> int:
        """Guests still to be told in real ledgers not in use. Raises CannotOpen."""
        ...

    def desk(self) -> Desk:
        """The ledger in use, opened at first need. Raises NotSetUp, CannotOpen."""
        ...

    def begin(self, ledger: NewLedger, house: HouseEntry) -> Outcome[Establishment]:
        """Set up the house; a new endpoint opens a new empty ledger, which is then in use.

        An endpoint known already keeps its ledger and only the house and credentials change. When refused, nothing
        of it remains.
        """
        ...

    def use(self, ledger_id: str) -> None:
        """Work in another ledger of this computer from now on."""
        ...

    def move(self, ledger: LedgerSettings, house: Establishment, facts: Mapping[str, str]) -> Outcome[Establishment]:
        """The same ledger with another endpoint, or the same with other keys; `facts` go into it.

        What waits and surely never left goes along; what may have arrived stays with its endpoint. Failed E-201
        while anything is being sent.
        """
        ...

    def enrol(self, code: str, establishment: str) -> Enrolled | NotEnrolled | EndpointOutcome:
        """Ask the endpoint in use to let this computer in; its token is kept when it does."""
        ...

    def packing(self) -> Packing | None:
        """What packs and their acknowledgements need; None where the endpoint in use takes none."""
        ...

    def bundling(self) -> Bundling:
        """What an export of the ledger in use needs."""
        ...

    def lacks_credentials(self) -> str | None:
        """E-100 or E-200: the ledger in use declares to an endpoint whose access codes can't be had."""
        ...

    def sending(self) -> AbstractContextManager[Courier]:
        """Everything needed to send, for as long as the context lasts; starts the practice police in practice."""
        ...

    @property
    def papers(self) -> Papers: ...

    def list_reader(self) -> ListReader:
        """What reads the portal's list as it was downloaded."""
        ...

    def simulate(self, simulation: Simulation, announce: Callable[[Served], None], notes: TextIO) -> None:
        """Serve the practice police until interrupted; `announce` is called once connections are accepted.

        It is another police than that of practice mode. The random start of its faults goes to `notes`.
        Raises ValueError for an unknown fault.
        """
        ...

    def authority(self, place: AuthorityPlace) -> AbstractContextManager[Authority]:
        """The open contract's authority at that place, for as long as the context lasts."""
        ...

    def aside(self) -> AbstractContextManager[Workplace]:
        """A workplace of its own that leaves nothing behind: neither ledger nor key nor a changed setting."""
        ...

    def close(self) -> None: ...

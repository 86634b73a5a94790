"""Where declarations go: the terms and the client of the configured endpoint, and the practice police."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from guestreg.app.address import address_of
from guestreg.domain.catalogue import Catalogue
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.establishment import Establishment
from guestreg.domain.rules import Rules
from guestreg.endpoints.by_hand.terms import ByHandTerms
from guestreg.endpoints.kbtt.terms import KbttTerms
from guestreg.endpoints.open_contract.terms import OpenTerms
from guestreg.ports.clock import Clock
from guestreg.ports.endpoint import EndpointClient, EndpointTerms
from guestreg.ports.random import Random
from guestreg.ports.secrets import Secrets, SecretsUnavailable
from guestreg.ports.settings import LedgerSettings
from guestreg.services.desk import Desk
from guestreg.services.workplace import CannotOpen, Served, Simulation

if TYPE_CHECKING:
    from guestreg.receiver.kbtt.server import RunningSimulator, SimulatorPlan

NEEDED = frozenset({"password", "client_a", "client_b"})
NO_PASSWORD, NOT_ENROLLED = "E-100", "E-200"


def endpoint_terms(
    ledger: LedgerSettings, house: Establishment | None, rules: Rules, catalogue: Catalogue
) -> EndpointTerms:
    """What the configured endpoint takes of this house's guests."""
    if ledger.endpoint.is_by_hand:
        return ByHandTerms(ledger.endpoint, endpoint_id=ledger.sends_as)
    if ledger.endpoint is EndpointKind.OPEN:
        return OpenTerms(ledger.address, endpoint_id=ledger.sends_as)
    return KbttTerms(
        address_of(ledger),
        endpoint_id=ledger.sends_as,
        kind=ledger.endpoint,
        days_back=rules.kbtt.days_back,
        extension_max_days=rules.kbtt.extension_max_days,
        room_required=house is not None and house.kind in rules.kbtt.room_required_kinds,
        nationalities=frozenset(one.code for one in catalogue.nationalities if one.offered),
    )


def kbtt_client(
    desk: Desk,
    ledger: LedgerSettings,
    credentials: Mapping[str, str],
    *,
    expected_code: str | None,
    user_agent: str,
    patience_s: float,
) -> EndpointClient:
    """The exchange with the ministry's interface or its simulator; httpx is loaded here."""
    from guestreg.endpoints.kbtt.client import KbttClient

    return KbttClient(
        desk.terms,
        ledger.address,
        ledger.account,
        credentials,
        clock=desk.clock,
        expected_code=expected_code,
        user_agent=user_agent,
        ca_file=Path(ledger.ca_file) if ledger.ca_file else None,
        practice=ledger.endpoint is EndpointKind.PRACTICE,
        total_s=patience_s,
    )


class PracticePolice:
    """The simulator inside this program; its record stays, so the next run meets the same police.

    Without a `record` it forgets everything at the end of `serve`.
    """

    def __init__(self, record: Path | None, catalogues: Path, clock: Clock, random: Random) -> None:
        self._random = random
        self._record = record
        self._catalogues = catalogues
        self._clock = clock
        self._running: RunningSimulator | None = None

    @property
    def account(self) -> str:
        from guestreg.receiver.kbtt.settings import SimulatorSettings

        return SimulatorSettings().username

    @property
    def credentials(self) -> Mapping[str, str]:
        """Made up; they open nothing but the simulator."""
        from guestreg.receiver.kbtt.settings import SimulatorSettings

        made_up = SimulatorSettings()
        return {
            "password": made_up.password,
            "client_a": ":".join(made_up.login_client),
            "client_b": ":".join(made_up.refresh_client),
        }

    def start(self) -> str:
        """Base URL on loopback, accepting connections."""
        from guestreg.receiver.kbtt.server import RunningSimulator

        assert self._record is not None
        self._running = RunningSimulator(self._plan(Simulation(), self._record))
        return self._running.start()

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None

    def serve(self, simulation: Simulation, announce: Callable[[Served], None], notes: TextIO) -> None:
        """Serve until interrupted. Raises ValueError for an unknown fault."""
        from tempfile import TemporaryDirectory

        from guestreg.receiver.certificates import CA_NAME
        from guestreg.receiver.kbtt.server import serve_forever

        ca_file = None if simulation.tls is None else simulation.tls.absolute() / CA_NAME

        def accepting(address: str) -> None:
            announce(Served(address, self.account, self.credentials, ca_file))

        with TemporaryDirectory(prefix="guestreg-") as folder:
            record = self._record or Path(folder) / "police.db"
            serve_forever(self._plan(simulation, record), accepting, notes)

    def _plan(self, simulation: Simulation, record: Path) -> "SimulatorPlan":
        from guestreg.receiver.kbtt.faults import Faults, read_faults
        from guestreg.receiver.kbtt.server import SimulatorPlan
        from guestreg.receiver.kbtt.settings import SimulatorSettings

        seed = int.from_bytes(self._random.token_bytes(4)) if simulation.seed is None else simulation.seed
        record.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return SimulatorPlan(
            SimulatorSettings(voice=simulation.voice),
            record,
            self._clock.now,
            self._catalogues,
            Faults(seed, read_faults(",".join(simulation.faults))),
            port=simulation.port,
            tls_dir=simulation.tls,
        )


def lacks_credentials(ledger: LedgerSettings, secrets: Secrets) -> str | None:
    """Why nothing can be sent: the endpoint asks for access codes, and they were never given or can't be had."""
    needs_none = ledger.endpoint is EndpointKind.PRACTICE or ledger.endpoint.is_by_hand
    if needs_none or _credentials(ledger, secrets) is not None:
        return None
    return NOT_ENROLLED if ledger.endpoint is EndpointKind.OPEN else NO_PASSWORD


def open_token(ledger: LedgerSettings, secrets: Secrets) -> str:
    """Raises CannotOpen E-200."""
    credentials = _credentials(ledger, secrets)
    if credentials is None:
        raise CannotOpen(NOT_ENROLLED)
    return credentials["token"]


def _credentials(ledger: LedgerSettings, secrets: Secrets) -> Mapping[str, str] | None:
    """A token is for the endpoint that gave it and for no other."""
    try:
        credentials = secrets.credentials(ledger.id)
    except SecretsUnavailable:
        return None
    if ledger.endpoint is EndpointKind.OPEN:
        return credentials if "token" in credentials and credentials.get("endpoint") == ledger.sends_as else None
    return credentials if credentials.keys() >= NEEDED else None


@contextmanager
def line_of(
    ledger: LedgerSettings, secrets: Secrets, practice: Callable[[], PracticePolice]
) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """Address, credentials and account to send with, for as long as the context lasts. Raises CannotOpen E-100."""
    if ledger.endpoint is not EndpointKind.PRACTICE:
        credentials = _credentials(ledger, secrets)
        if credentials is None:
            raise CannotOpen(NO_PASSWORD)
        yield ledger.address, credentials, ledger.account
        return
    police = practice()
    address = police.start()
    try:
        yield address, police.credentials, police.account
    finally:
        police.stop()

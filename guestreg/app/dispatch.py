"""Sending for the ledger in use: the client of its endpoint, the courier, and enrolling where that is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from guestreg.app.authority_trust import AuthorityTrust
from guestreg.app.device_keys import DeviceKeys
from guestreg.app.heads import LedgerHeads
from guestreg.app.police import PracticePolice, kbtt_client, line_of, open_token
from guestreg.domain.authority_keys import RECEIPT
from guestreg.domain.declaration import EndpointKind
from guestreg.domain.identifiers import DeclarationId, uuid7
from guestreg.domain.note import VerifierKey
from guestreg.domain.receipt import Sent
from guestreg.domain.set_up import read_set_up
from guestreg.domain.verifier_key import device_name
from guestreg.platform.age import seal
from guestreg.platform.atomic_file import write_whole
from guestreg.platform.paths import Paths
from guestreg.platform.runs import Runs
from guestreg.platform.signatures import verify
from guestreg.ports.clock import BUILT_AT, Clock
from guestreg.ports.endpoint import EndpointClient, Outcome
from guestreg.ports.enrolment import Enrolled, NotEnrolled
from guestreg.ports.packing import Packing
from guestreg.ports.random import Random
from guestreg.ports.secrets import Secrets, SecretsUnavailable
from guestreg.ports.settings import LedgerSettings
from guestreg.ports.store import Store
from guestreg.services.commands.release_endpoint import release_endpoint
from guestreg.services.desk import Desk

if TYPE_CHECKING:
    from guestreg.endpoints.http import HttpLine
    from guestreg.outbox.courier import Courier, Errand
    from guestreg.outbox.lineage import HeadNote


class Speaking(NamedTuple):
    """A client with what goes along with its declarations, and what it does beside them once they are through."""

    client: EndpointClient
    head_note: HeadNote | None = None
    greeted: Callable[[], None] = lambda: None
    errands: tuple[Errand, ...] = ()


class Dispatch:
    """Couriers for whichever ledger is in use, all of one run. `user_agent` names the program."""

    def __init__(
        self,
        paths: Paths,
        catalogues: Path,
        clock: Clock,
        random: Random,
        secrets: Secrets,
        *,
        user_agent: str,
        patience_s: float,
    ) -> None:
        """`catalogues` are the practice police's; `patience_s` bounds one exchange."""
        self._runs = Runs(paths.data / "runs", random)
        self._paths = paths
        self._catalogues = catalogues
        self._clock = clock
        self._random = random
        self._secrets = secrets
        self._user_agent = user_agent
        self._patience_s = patience_s
        self._run: str | None = None

    def police(self, record: Path | None) -> PracticePolice:
        """The practice police with this record, not yet serving."""
        return PracticePolice(record, self._catalogues, self._clock, self._random)

    @contextmanager
    def sending(self, desk: Desk, ledger: LedgerSettings) -> Iterator[Courier]:
        """Raises CannotOpen E-100 or E-200 without what it takes to be let in."""
        from guestreg.outbox.recovery import recover

        recover(desk.store, desk.journal, desk.clock, desk.random, self._runs.is_alive)
        with self._client(desk, ledger) as client:
            yield self._courier(desk, client)

    def enrol(
        self, desk: Desk, ledger: LedgerSettings, code: str, establishment: str
    ) -> Enrolled | NotEnrolled | Outcome:
        """The token is in the keyring when this says `Enrolled`. Raises SecretsUnavailable."""
        from guestreg.endpoints.open_contract.enrolment import Wish, enrol

        epoch, device = self._device(desk)
        authority = next((one.key.name for one in AuthorityTrust(desk, ledger).trusted() if RECEIPT in one.uses), "")
        wish = Wish(code, establishment, device, authority, self._user_agent)
        line, keys = self._line(ledger), DeviceKeys(desk.store.ledger_id, self._secrets)
        try:
            answer = enrol(line, wish, partial(keys.sign, epoch), desk.clock)
        finally:
            line.close()
        if isinstance(answer, Enrolled):
            kept = {"token": answer.token, "device_id": answer.device_id, "endpoint": ledger.sends_as}
            self._secrets.store_credentials(ledger.id, kept)
            release_endpoint(desk, known_epoch=epoch)
        return answer

    def packing(self, desk: Desk, ledger: LedgerSettings) -> Packing | None:
        """What the file road needs; None where the endpoint has no such road."""
        if ledger.endpoint is not EndpointKind.OPEN:
            return None
        heads, file = LedgerHeads(desk.store, self._secrets, desk.clock), read_set_up(ledger.set_up.encode())
        with desk.store.unit_of_work() as uow:
            origin = device_name(desk.store.ledger_id, uow.ledger.head().epoch)
        sign = partial(heads.sign, origin)
        keys = AuthorityTrust(desk, ledger).trusted()
        return Packing(file.recipient, keys, verify, sign, heads.head, heads.was_ours, seal, write_whole)

    def close(self) -> None:
        """This run is over."""
        if self._run is not None:
            self._runs.end()

    @contextmanager
    def _client(self, desk: Desk, ledger: LedgerSettings) -> Iterator[Speaking]:
        with ExitStack() as stack:
            if ledger.endpoint is EndpointKind.OPEN:
                speaking = self._open_client(desk, ledger)
            else:
                address, credentials, account = stack.enter_context(
                    line_of(ledger, self._secrets, partial(self.police, self._paths.practice_police))
                )
                client: EndpointClient = kbtt_client(
                    desk,
                    replace(ledger, address=address, account=account),
                    credentials,
                    expected_code=desk.reader.condition(desk.terms.endpoint_id).establishment_code,
                    user_agent=self._user_agent,
                    patience_s=self._patience_s,
                )
                speaking = Speaking(client)
            stack.callback(speaking.client.close)
            yield speaking

    def _open_client(self, desk: Desk, ledger: LedgerSettings) -> Speaking:
        from guestreg.endpoints.open_contract.client import OpenClient, Standing
        from guestreg.outbox.acknowledging import Acknowledger
        from guestreg.outbox.anchoring import Anchoring

        heads, trust = LedgerHeads(desk.store, self._secrets, desk.clock), AuthorityTrust(desk, ledger)
        standing = Standing(
            open_token(ledger, self._secrets),
            trust.trusted(),
            verify,
            heads.is_ours,
            partial(_sent, desk.store),
            trust.learn,
            heads.hear,
        )
        line = partial(self._line, ledger)
        client = OpenClient(desk.terms.host, standing, line, clock=desk.clock, program=self._user_agent)
        read = Acknowledger(desk.store, client, desk.clock)
        place, about = desk.terms.endpoint_id, (desk.journal, desk.clock, desk.events)
        anchored = Anchoring(desk.store, client, heads, place, *about)
        return Speaking(client, heads.note, anchored.greeted, (read.run, anchored.run))

    def _device(self, desk: Desk) -> tuple[int, VerifierKey]:
        """The key that signs now; where it is lost, another one begins a new epoch. Raises SecretsUnavailable."""
        from guestreg.outbox.epoch import KEY_LOST, open_epoch

        keys = DeviceKeys(desk.store.ledger_id, self._secrets)
        with desk.store.unit_of_work() as uow:
            epoch = uow.ledger.head().epoch
            try:
                return epoch, keys.key(epoch)
            except SecretsUnavailable:
                new, device = keys.new_key(epoch)
            open_epoch(uow, desk.journal, desk.terms.endpoint_id, new, device, KEY_LOST)
            uow.commit()
        return new, device

    def _line(self, ledger: LedgerSettings) -> HttpLine:
        from guestreg.endpoints.http import HttpLine

        return HttpLine(
            ledger.address,
            clock=self._clock,
            user_agent=self._user_agent,
            total_s=self._patience_s,
            ca_file=Path(ledger.ca_file) if ledger.ca_file else None,
            pins=read_set_up(ledger.set_up.encode()).pins,
            practice=ledger.address.startswith("http:"),
        )

    def _courier(self, desk: Desk, speaking: Speaking) -> Courier:
        from guestreg.outbox.courier import Courier
        from guestreg.outbox.run import Run

        run = Run(self._run_name(), self._user_agent, self._runs.is_alive, BUILT_AT)
        at = (desk.store, desk.terms, speaking.client, desk.journal, desk.clock, desk.random, desk.events)
        return Courier(*at, run, head_note=speaking.head_note, greeted=speaking.greeted, errands=speaking.errands)

    def _run_name(self) -> str:
        """This run's name, made known to the others at the first need."""
        if self._run is None:
            self._run = self._runs.name(uuid7(self._clock.now(), self._random.token_bytes(10)))
            self._runs.begin(self._run)
        return self._run


def _sent(store: Store, declaration_id: DeclarationId, version: int) -> Sent | None:
    with store.unit_of_work() as uow:
        kept = uow.declarations.get(declaration_id, version)
    if kept is None:
        return None
    return Sent(kept.id, kept.version, kept.kind.value, hashlib.sha256(kept.document).hexdigest())

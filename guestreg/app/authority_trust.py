"""Which keys of the authority this computer believes: those of the set-up file and those that took over, kept."""

import json
import logging
from collections.abc import Sequence

from guestreg.domain.authority_keys import Rotation, TrustedKey, with_rotations
from guestreg.domain.ledger import EntryKind, instant
from guestreg.domain.set_up import read_set_up
from guestreg.platform.signatures import verify
from guestreg.ports.settings import LedgerSettings
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES

_log = logging.getLogger(__name__)


class AuthorityTrust:
    """Of the endpoint in use. What is kept is proof, not trust: it is checked from the set-up file on each time."""

    def __init__(self, desk: Desk, ledger: LedgerSettings) -> None:
        self._desk = desk
        self._ledger = ledger

    def trusted(self) -> tuple[TrustedKey, ...]:
        """Raises StoreBusy."""
        with self._desk.store.unit_of_work() as uow:
            listed = [json.loads(one) for one in uow.trust.keys(self._desk.terms.endpoint_id)]
        return with_rotations(read_set_up(self._ledger.set_up.encode()).keys, listed, verify)

    def learn(self, rotations: Sequence[Rotation]) -> None:
        """Kept with an entry each; while the store can't, they are believed for this run and learnt again later."""
        try:
            with self._desk.store.unit_of_work() as uow:
                new = [one for one in rotations if uow.trust.add_key(self._place, one.key.key.text, _kept(one))]
                for one in new:
                    self._desk.journal.record(uow, EntryKind.CONFIG, facts=_facts(one))
                uow.commit()
        except TROUBLES as trouble:
            _log.warning("keys_not_kept", extra={"code": type(trouble).__name__})

    @property
    def _place(self) -> str:
        return self._desk.terms.endpoint_id


def _kept(rotation: Rotation) -> bytes:
    return json.dumps(dict(rotation.listed), ensure_ascii=False, sort_keys=True).encode()


def _facts(rotation: Rotation) -> dict[str, str]:
    begins_at = rotation.key.begins_at
    since = {} if begins_at is None else {"from": instant(begins_at)}
    return {"what": "authority-key", "key": rotation.key.key.text, "use": " ".join(sorted(rotation.key.uses)), **since}

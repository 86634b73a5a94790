"""The open contract's authority for tests: a server on loopback with test keys, one known house, its one-time codes.

Its receipt key is the published test key, so golden receipts verify under `vkey`.
"""

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guestreg.receiver.certificates import CA_NAME
from guestreg.receiver.open.broken import Broken
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.desk import Desk
from guestreg.receiver.open.keys import AuthorityKeys, make_keys, read_keys, rotate
from guestreg.receiver.open.server import AuthorityPlan, RunningAuthority
from tests.fakes.practice_police import HandClock

HOUSE, OTHER_HOUSE = "MAU-0017", "MAU-0018"
RECEIVED = datetime(2026, 11, 21, 10, 4, 9, tzinfo=UTC)
AUTHORITY = "Công an xã Mẫu"
KEY_NAME = "luutru.example/xa-mau"
RECEIPT_SEED = hashlib.sha256(b"guestreg test authority key").digest()
SETUP_SEED = hashlib.sha256(b"guestreg test set-up key").digest()
CATALOGUES = Path(__file__).parents[2] / "resources" / "catalogues"
RULES = "2026-07-01"


class CountedBytes:
    """Bytes that never repeat and are the same in every run."""

    def __init__(self) -> None:
        self._calls = 0

    def __call__(self, count: int) -> bytes:
        self._calls += 1
        return hashlib.shake_256(f"open authority {self._calls}".encode()).digest(count)


class OpenAuthority:
    """Made in a folder of its own; `start` serves, `stop` ends, and it may be started again.

    `database_url` names an empty PostgreSQL place; without it an SQLite file in the folder is used. `tls` serves https
    under an authority of its own, whose certificate is `ca_file`. `changes` go to the server's plan.
    """

    def __init__(
        self,
        folder: Path,
        *,
        database_url: str = "",
        clock: Callable[[], datetime] | None = None,
        tls: bool = False,
        broken: Broken | None = None,
        key_name: str = KEY_NAME,
        **changes: Any,
    ) -> None:
        self.folder = folder
        self.clock = clock or HandClock(RECEIVED)
        self.database_url = database_url or f"sqlite:///{folder / 'authority.db'}"
        self.random = CountedBytes()
        folder.mkdir(parents=True, exist_ok=True)
        self.keys = self._keys(key_name)
        self.plan = replace(
            AuthorityPlan(
                self.database_url,
                self.keys,
                self.clock,
                self.random,
                CATALOGUES,
                RULES,
                tls_dir=folder / "tls" if tls else None,
                broken=broken,
                durable=not database_url,
            ),
            **changes,
        )
        self._running: RunningAuthority | None = None
        self.base_url = ""
        with closing(self.database()) as database:
            self.desk(database).know([{"code": HOUSE, "name": "Nhà Mẫu"}, {"code": OTHER_HOUSE, "name": "Nhà Khác"}])

    def start(self) -> str:
        """The base URL; a second start keeps the port, so that clients find it again."""
        self._running = RunningAuthority(self.plan)
        self.base_url = self._running.start()
        self.plan = replace(self.plan, port=int(self.base_url.rsplit(":", 1)[1]))
        return self.base_url

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None

    @property
    def vkey(self) -> str:
        """What receipts verify under."""
        return str(self.keys.receipt.verifier)

    @property
    def setup_vkey(self) -> str:
        """What set-up files verify under."""
        return str(self.keys.setup.verifier)

    @property
    def recipient(self) -> str:
        """The age recipient of packs."""
        return self.keys.recipient

    @property
    def ca_file(self) -> Path | None:
        return self.plan.tls_dir / CA_NAME if self.plan.tls_dir else None

    def enrolment_code(self, house: str = HOUSE) -> str:
        with closing(self.database()) as database:
            return self.desk(database).enrolment_code(house)

    def at_desk(self, work: Callable[[Desk], Any]) -> Any:
        """What the officer does, beside the running server: `at_desk(lambda desk: desk.rule(…))`."""
        with closing(self.database()) as database:
            return work(self.desk(database))

    def rotate(self) -> None:
        """A new receipt key; the server is started again with it."""
        self.stop()
        self.keys = rotate(self.folder / "keys", self.clock(), self.random)
        self.plan = replace(self.plan, keys=self.keys)
        self.at_desk(lambda desk: desk.tell_of_new_keys())
        self.start()

    def database(self) -> Database:
        """To be closed by the caller."""
        return Database(self.database_url, durable=self.plan.durable)

    def desk(self, database: Database) -> Desk:
        return Desk(database, self.keys, self.clock, self.random)

    def _keys(self, key_name: str) -> AuthorityKeys:
        place = self.folder / "keys"
        if place.exists():
            return read_keys(place)
        facts = {"name": AUTHORITY, "unit": "Công an tỉnh Mẫu", "province": "302", "commune": "302903203"}
        return make_keys(
            place, facts, key_name, self.clock(), self.random, receipt_seed=RECEIPT_SEED, setup_seed=SETUP_SEED
        )

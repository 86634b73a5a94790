"""The authority on a socket: what it is put together from.

Called by `app` of the program and by tests. Without TLS, with a practice key or broken on purpose it listens on
loopback only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from starlette.types import ASGIApp

from guestreg.receiver import serving
from guestreg.receiver.open.allowance import Allowance
from guestreg.receiver.open.app import create_app
from guestreg.receiver.open.broken import Broken
from guestreg.receiver.open.calls import Calls
from guestreg.receiver.open.catalogues import read_catalogues
from guestreg.receiver.open.database import Database
from guestreg.receiver.open.document import Rules
from guestreg.receiver.open.exchange import Exchange
from guestreg.receiver.open.intake import Intake
from guestreg.receiver.open.keys import AuthorityKeys, RandomBytes
from guestreg.receiver.open.receipts import Verdict
from guestreg.receiver.serving import LOOPBACK, Running, Site

PER_MINUTE = 600


@dataclass(frozen=True, slots=True)
class AuthorityPlan:
    """Everything a server is built from; `clock` gives aware UTC instants, port 0 means any free one.

    `broken` and `before_commit` are for tests; `durable=False` takes a PostgreSQL server that may lose commits.
    """

    database_url: str
    keys: AuthorityKeys
    clock: Callable[[], datetime]
    random: RandomBytes
    catalogues_dir: Path
    rules_version: str
    host: str = LOOPBACK
    port: int = 0
    tls_dir: Path | None = None
    names: tuple[str, ...] = ()
    per_minute: int = PER_MINUTE
    first_verdict: Verdict = "received"
    broken: Broken | None = None
    before_commit: Callable[[], None] = lambda: None
    durable: bool = True


class RunningAuthority(Running):
    """The authority in a thread; its database stays when it stops."""

    def __init__(self, plan: AuthorityPlan) -> None:
        super().__init__(_site(plan), partial(_service, plan))


def serve_forever(plan: AuthorityPlan, announce: Callable[[str], None]) -> None:
    """Serve in this thread until the process is asked to end; `announce` is given the address."""
    serving.serve_forever(_site(plan), partial(_service, plan), announce)


def _site(plan: AuthorityPlan) -> Site:
    trying_out = plan.tls_dir is None or plan.keys.is_practice or plan.broken is not None
    return Site(plan.host, plan.port, plan.tls_dir, "Stay declarations", plan.names, trying_out)


@contextmanager
def _service(plan: AuthorityPlan, _released: asyncio.Event) -> Iterator[ASGIApp]:
    with closing(Database(plan.database_url, durable=plan.durable)) as database:
        intake = Intake(
            database,
            plan.keys,
            Rules(read_catalogues(plan.catalogues_dir)),
            plan.clock,
            first_verdict=plan.first_verdict,
            broken=plan.broken,
            before_commit=plan.before_commit,
        )
        calls = Calls(database, plan.keys, intake, plan.clock, plan.random, plan.rules_version, plan.broken)
        yield create_app(calls, Exchange(database, plan.clock, Allowance(plan.per_minute, plan.clock)))

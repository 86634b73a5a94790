"""The authority on a socket: in a thread of this process, or until the process is asked to end.

Called by `app` of the program and by tests. Without TLS, with a practice key or broken on purpose it listens on
loopback only.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import uvicorn

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

LOOPBACK = "127.0.0.1"
PER_MINUTE = 600
_BACKLOG = 128
_GRACE_SECONDS = 3
_START_SECONDS = 30.0


class NotLoopback(ValueError):
    """The authority was asked to listen, in a way meant for trying out, where others could reach it."""


class AuthorityFailed(RuntimeError):
    """The server ended before it accepted a connection."""


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


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, accepting: Callable[[], None]) -> None:
        super().__init__(config)
        self._accepting = accepting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._accepting()


class RunningAuthority:
    """The authority in a daemon thread; its database stays when it stops, and it may be started again."""

    def __init__(self, plan: AuthorityPlan) -> None:
        self._plan = plan
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Listen and give the base URL; only returns once connections are accepted."""
        accepting = threading.Event()
        opened = ExitStack()
        server, listener = opened.enter_context(_opened(self._plan, accepting.set))
        url = _base_url(self._plan, listener)

        def serve() -> None:
            with opened:
                asyncio.run(server.serve(sockets=[listener]))
            accepting.set()

        self._server = server
        self._thread = threading.Thread(target=serve, name="open-authority", daemon=True)
        self._thread.start()
        if not accepting.wait(_START_SECONDS) or not server.started:
            raise AuthorityFailed("the authority did not start")
        return url

    def stop(self) -> None:
        """Answer what is under way and close the database."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_GRACE_SECONDS * 3)


def serve_forever(plan: AuthorityPlan, announce: Callable[[str], None]) -> None:
    """Serve in this thread until the process is asked to end; `announce` is given the address."""
    url = ""
    with _opened(plan, lambda: announce(url)) as (server, listener):
        url = _base_url(plan, listener)
        asyncio.run(server.serve(sockets=[listener]))


@contextmanager
def _opened(plan: AuthorityPlan, accepting: Callable[[], None]) -> Iterator[tuple[_Server, socket.socket]]:
    with closing(_listen(plan)) as listener:
        database = Database(plan.database_url, durable=plan.durable)
        with closing(database):
            yield _server(plan, database, accepting), listener


def _server(plan: AuthorityPlan, database: Database, accepting: Callable[[], None]) -> _Server:
    rules = Rules(read_catalogues(plan.catalogues_dir))
    intake = Intake(
        database,
        plan.keys,
        rules,
        plan.clock,
        first_verdict=plan.first_verdict,
        broken=plan.broken,
        before_commit=plan.before_commit,
    )
    calls = Calls(database, plan.keys, intake, plan.clock, plan.random, plan.rules_version, plan.broken)
    exchange = Exchange(database, plan.clock, Allowance(plan.per_minute, plan.clock))
    certificate: str | None = None
    if plan.tls_dir is not None:
        from guestreg.receiver.open.certificates import server_certificate

        certificate = str(server_certificate(plan.tls_dir, plan.names))
    config = uvicorn.Config(
        create_app(calls, exchange),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ssl_certfile=certificate,
    )
    return _Server(config, accepting)


def _listen(plan: AuthorityPlan) -> socket.socket:
    address = ipaddress.ip_address(plan.host)
    trying_out = plan.tls_dir is None or plan.keys.is_practice or plan.broken is not None
    if trying_out and not address.is_loopback:
        raise NotLoopback(plan.host)
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    # Named, because asyncio sends small answers at once only where it sees that the protocol is TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((plan.host, plan.port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _base_url(plan: AuthorityPlan, listener: socket.socket) -> str:
    scheme = "http" if plan.tls_dir is None else "https"
    host = f"[{plan.host}]" if ":" in plan.host else plan.host
    return f"{scheme}://{host}:{listener.getsockname()[1]}"

"""The simulator on a loopback socket: in a thread of this process, or as a process of its own.

Called by `app` of the program (practice mode, the verb `simulator`) and by tests. Nothing but
loopback is bound.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from guestreg.receiver.kbtt.app import create_app
from guestreg.receiver.kbtt.exchange import TRANSPORT_KEY
from guestreg.receiver.kbtt.faults import Faults
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.settings import SimulatorSettings

LOOPBACK, LOOPBACK_6 = "127.0.0.1", "::1"
_BACKLOG = 128
_GRACE_SECONDS = 3
_START_SECONDS = 30.0


class NotLoopback(ValueError):
    """The simulator was asked to listen where others could reach it."""


class SimulatorFailed(RuntimeError):
    """The simulator ended before it accepted a connection."""


@dataclass(frozen=True, slots=True)
class SimulatorPlan:
    """Everything a simulator is built from; `clock` gives aware UTC instants, port 0 means any free one."""

    settings: SimulatorSettings
    record_path: Path
    clock: Callable[[], datetime]
    catalogues_dir: Path
    faults: Faults
    host: str = LOOPBACK
    port: int = 0
    tls_dir: Path | None = None


class _OpenConnection(H11Protocol):
    """Lets the application reach the transport of its connection, which the faults of the line need."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, TRANSPORT_KEY: transport}


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, accepting: Callable[[], None], released: asyncio.Event) -> None:
        super().__init__(config)
        self._accepting = accepting
        self._released = released

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._accepting()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._released.set()
        await super().shutdown(sockets)


class RunningSimulator:
    """The simulator in a daemon thread; the record stays when it stops, and it may be started again."""

    def __init__(self, plan: SimulatorPlan) -> None:
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
        self._thread = threading.Thread(target=serve, name="kbtt-simulator", daemon=True)
        self._thread.start()
        if not accepting.wait(_START_SECONDS) or not server.started:
            raise SimulatorFailed("the simulator did not start")
        return url

    def stop(self) -> None:
        """Answer what is under way, let go of what faults hold back, close the record."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_GRACE_SECONDS * 3)


def serve_forever(plan: SimulatorPlan, announce: Callable[[str], None], notes: TextIO | None = None) -> None:
    """Serve in this thread until the process is asked to end.

    `announce` is given the address once connections are accepted; the random start of faults goes to `notes`.
    """
    url = ""
    with _opened(plan, lambda: announce(url)) as (server, listener):
        url = _base_url(plan, listener)
        if notes is not None and plan.faults.planned():
            print(f"faults: random start {plan.faults.seed}", file=notes, flush=True)
        asyncio.run(server.serve(sockets=[listener]))


@contextmanager
def _opened(plan: SimulatorPlan, accepting: Callable[[], None]) -> Iterator[tuple[_Server, socket.socket]]:
    with closing(_listen(plan)) as listener, closing(Record(plan.record_path)) as record:
        yield _server(plan, record, accepting), listener


def _server(plan: SimulatorPlan, record: Record, accepting: Callable[[], None]) -> _Server:
    released = asyncio.Event()
    app = create_app(plan.settings, record, plan.clock, plan.catalogues_dir, plan.faults, released)
    certificate: str | None = None
    if plan.tls_dir is not None:
        from guestreg.receiver.kbtt.certificates import server_certificate

        certificate = str(server_certificate(plan.tls_dir))
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=_OpenConnection,
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
    return _Server(config, accepting, released)


def _listen(plan: SimulatorPlan) -> socket.socket:
    if plan.host not in (LOOPBACK, LOOPBACK_6):
        raise NotLoopback(plan.host)
    family = socket.AF_INET6 if plan.host == LOOPBACK_6 else socket.AF_INET
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


def _base_url(plan: SimulatorPlan, listener: socket.socket) -> str:
    scheme = "http" if plan.tls_dir is None else "https"
    host = f"[{plan.host}]" if ":" in plan.host else plan.host
    return f"{scheme}://{host}:{listener.getsockname()[1]}"

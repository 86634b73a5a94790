"""A receiver on a socket: in a thread of this process, or until the process is asked to end.

The servers of both receivers are made of it. It must not know what is served.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

LOOPBACK, LOOPBACK_6 = "127.0.0.1", "::1"
TRANSPORT_KEY = "transport"
"""Where the application finds the transport of its connection, in the state of the request."""
_BACKLOG = 128
_GRACE_SECONDS = 3
_START_SECONDS = 30.0

Service = Callable[[asyncio.Event], AbstractContextManager[ASGIApp]]
"""Opens what is served and closes it at the end; the event is set when the server is asked to end."""


class NotLoopback(ValueError):
    """It was asked to listen, in a way meant for trying out, where others could reach it."""


class ServerFailed(RuntimeError):
    """The server ended before it accepted a connection."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where it listens; port 0 means any free one. With `tls_dir` it makes its own authority there for loopback and
    `names`. `trying_out` keeps it on loopback."""

    host: str
    port: int
    tls_dir: Path | None
    organization: str
    names: tuple[str, ...] = ()
    trying_out: bool = True


class _Connection(H11Protocol):
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


class Running:
    """A service in a daemon thread; what it keeps stays when it stops, and it may be started again."""

    def __init__(self, site: Site, service: Service) -> None:
        self._site, self._service = site, service
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Listen and give the base URL; only returns once connections are accepted."""
        accepting = threading.Event()
        opened = ExitStack()
        server, listener = opened.enter_context(_opened(self._site, self._service, accepting.set))
        url = _base_url(self._site, listener)

        def serve() -> None:
            with opened:
                asyncio.run(server.serve(sockets=[listener]))
            accepting.set()

        self._server = server
        self._thread = threading.Thread(target=serve, name="receiver", daemon=True)
        self._thread.start()
        if not accepting.wait(_START_SECONDS) or not server.started:
            raise ServerFailed(url)
        return url

    def stop(self) -> None:
        """Answer what is under way, let go of what is held back, close what was opened."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_GRACE_SECONDS * 3)


def serve_forever(site: Site, service: Service, announce: Callable[[str], None]) -> None:
    """Serve in this thread until the process is asked to end; `announce` is given the address once it is there."""
    url = ""
    with _opened(site, service, lambda: announce(url)) as (server, listener):
        url = _base_url(site, listener)
        asyncio.run(server.serve(sockets=[listener]))


@contextmanager
def _opened(site: Site, service: Service, accepting: Callable[[], None]) -> Iterator[tuple[_Server, socket.socket]]:
    released = asyncio.Event()
    with closing(_listen(site)) as listener, service(released) as app:
        yield _Server(_config(site, app), accepting, released), listener


def _config(site: Site, app: ASGIApp) -> uvicorn.Config:
    certificate: str | None = None
    if site.tls_dir is not None:
        from guestreg.receiver.certificates import server_certificate

        certificate = str(server_certificate(site.tls_dir, site.organization, site.names))
    return uvicorn.Config(
        app,
        loop="asyncio",
        http=_Connection,
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


def _listen(site: Site) -> socket.socket:
    if site.trying_out and site.host not in (LOOPBACK, LOOPBACK_6):
        raise NotLoopback(site.host)
    family = socket.AF_INET6 if ipaddress.ip_address(site.host).version == 6 else socket.AF_INET
    # Named, because asyncio sends small answers at once only where it sees that the protocol is TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((site.host, site.port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _base_url(site: Site, listener: socket.socket) -> str:
    scheme = "http" if site.tls_dir is None else "https"
    host = f"[{site.host}]" if ":" in site.host else site.host
    return f"{scheme}://{host}:{listener.getsockname()[1]}"

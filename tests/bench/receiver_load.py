"""The authority measured: filled, served over TLS from a process of its own, declared to, killed, and looked into.

`python -m tests.bench.receiver_load sqlite 10000 100000` prints one JSON line; `serve` is the server's process.
"""

import hashlib
import http.client
import json
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
from sqlalchemy import select

from guestreg.receiver.open.identifiers import uuid7
from guestreg.receiver.open.notes import VerifierKey, opened
from guestreg.receiver.open.tables import VERSIONS
from tests.bench.receiver_fill import fill
from tests.bench.receiver_rivals import bare_postgres, bare_sqlite
from tests.fakes.open_authority import OpenAuthority
from tests.fakes.open_caller import OpenCaller, digest
from tests.fakes.open_documents import as_sent, citizen
from tests.fakes.postgres import PostgresServer

CLIENTS = (1, 2, 4, 8)
SECONDS = 5.0
_WARM_UP_SECONDS = 1.0
_RIVAL_SECONDS = 1.5
_DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on"
_UNLIMITED = 10**9
_AT_ONCE = 500


@dataclass
class Told:
    """What one client was answered: receipts by declaration, and the seconds each took."""

    receipts: dict[str, tuple[str, str]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class House:
    """Who declares, and where."""

    url: str
    token: str
    trust: ssl.SSLContext


def main(kind: str, stored: Sequence[int], seconds: float = SECONDS) -> None:
    """Print, by what is stored and by clients: exchanges a second, p50 and p95 in ms, bare commits and echoes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="gr-receiver-")))
        server = stack.enter_context(_postgres()) if kind == "postgresql" else None
        url = server.new_place() if server else ""
        authority = OpenAuthority(folder / "authority", database_url=url, tls=True, durable=True)
        measured, before, token = {}, 0, _token(authority)
        for size in stored:
            with closing(authority.database()) as database, ExitStack() as bulk:
                own = bulk.enter_context(psycopg.connect(url, autocommit=True)) if url else None
                fill(database, own, range(before, size))
            before = size
            measured[size] = _measured(authority, server, token, seconds)
    print(json.dumps(measured), flush=True)


def serve(folder: Path, url: str) -> None:
    """Until the process is killed."""
    authority = OpenAuthority(folder, database_url=url, tls=True, durable=True, per_minute=_UNLIMITED)
    print(authority.start(), flush=True)
    threading.Event().wait()


def _token(authority: OpenAuthority) -> str:
    """The house's one computer is let in once."""
    with _process(_command(authority)) as base_url:
        caller = OpenCaller(base_url, authority.ca_file)
        caller.enrol(authority.enrolment_code())
        return caller.token


def _command(authority: OpenAuthority) -> list[str]:
    url = "" if authority.database_url.startswith("sqlite") else authority.database_url
    return [sys.executable, "-m", "tests.bench.receiver_load", "serve", str(authority.folder), url]


def _measured(
    authority: OpenAuthority, server: PostgresServer | None, token: str, seconds: float
) -> dict[int, list[float]]:
    told: list[Told] = []
    figures = {}
    with _process(_command(authority)) as base_url, _process(_echo(authority)) as echo_url:
        house = House(base_url, token, ssl.create_default_context(cafile=str(authority.ca_file)))
        for clients in CLIENTS:
            bare = (
                bare_postgres(server.connect, clients, _RIVAL_SECONDS)
                if server
                else bare_sqlite(authority.folder, _RIVAL_SECONDS)
            )
            idle = _rate(_load(House(echo_url, "", house.trust), clients, _RIVAL_SECONDS), _RIVAL_SECONDS)
            answered = _load(house, clients, seconds)
            told += answered
            every = sorted(one for own in answered for one in own.times)
            half, most = every[len(every) // 2], every[len(every) * 95 // 100]
            figures[clients] = [_rate(answered, seconds), 1_000 * half, 1_000 * most, bare, idle]
    _check(authority, told)
    return figures


def _echo(authority: OpenAuthority) -> list[str]:
    return [sys.executable, "-m", "tests.bench.receiver_rivals", str(authority.folder / "tls" / "server.pem")]


def _rate(told: list[Told], seconds: float) -> float:
    return sum(len(one.times) for one in told) / seconds


def _load(house: House, clients: int, seconds: float) -> list[Told]:
    told = [Told() for _ in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        running = [pool.submit(_declare, house, client, one, seconds) for client, one in enumerate(told)]
        for one in running:
            one.result()
    return told


def _declare(house: House, client: int, told: Told, seconds: float) -> None:
    """One guest after another on a connection of its own; the first second isn't counted."""
    at = urlsplit(house.url)
    with closing(http.client.HTTPSConnection(at.hostname or "", at.port, context=house.trust)) as connection:
        begun = time.monotonic()
        while (now := time.monotonic()) < begun + _WARM_UP_SECONDS + seconds:
            own = uuid7(datetime.now(UTC), client.to_bytes(2) + len(told.receipts).to_bytes(8))
            number = f"{client:02d}{int(begun * 1000) % 10**4:04d}{len(told.receipts):06d}"
            body = as_sent(citizen(id=own, guest__doc_number=number))
            headers = {
                "Authorization": f"Bearer {house.token}",
                "Content-Type": "application/json",
                "Content-Digest": digest(body),
                "Idempotency-Key": f'"{own}.1"',
                "Stay-Parent": "none",
            }
            connection.request("PUT", f"/v1/declarations/{own}/versions/1", body, headers)
            with connection.getresponse() as response:
                answer = response.read()
                if response.status != 201:
                    raise RuntimeError(f"answered {response.status}")
            if now > begun + _WARM_UP_SECONDS:
                told.times.append(time.monotonic() - now)
            told.receipts[own] = (hashlib.sha256(body).hexdigest(), answer.decode())


def _check(authority: OpenAuthority, told: list[Told]) -> None:
    """Every receipt is signed and of what was sent, and the killed server's database has every one of them."""
    key = VerifierKey.parse(authority.vkey)
    promised = {}
    for own, (sha256, answer) in ((own, kept) for one in told for own, kept in one.receipts.items()):
        receipt = json.loads(answer)["receipt"]
        signed = opened(receipt, [key])[0].lines
        promised[own] = (sha256, receipt)
        if f"declaration {own} version 1 kind new" not in signed:
            raise RuntimeError("a receipt of something else")
    with closing(authority.database()) as database, database.reading() as connection:
        ids = list(promised)
        for start in range(0, len(ids), _AT_ONCE):
            part = VERSIONS.c.declaration_id.in_(ids[start : start + _AT_ONCE])
            columns = (VERSIONS.c.declaration_id, VERSIONS.c.body_sha256, VERSIONS.c.first_receipt)
            for own, sha256, receipt in connection.execute(select(*columns).where(part)):
                if promised.pop(own) != (sha256, receipt):
                    raise RuntimeError("something else is stored")
    if promised:
        raise RuntimeError(f"{len(promised)} receipts of what is not stored")


@contextmanager
def _process(command: list[str]) -> Iterator[str]:
    """A server's address; it is killed at the end, as a power cut would end it."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)


@contextmanager
def _postgres() -> Iterator[PostgresServer]:
    server = PostgresServer(in_memory=False)
    server.start(_DURABLE)
    try:
        yield server
    finally:
        server.stop()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(Path(sys.argv[2]), sys.argv[3])
    else:
        main(sys.argv[1], [int(size) for size in sys.argv[2:]])

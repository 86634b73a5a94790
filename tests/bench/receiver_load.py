"""One measurement of the authority: fill its database, serve it from a process of its own, let houses declare.

`python -m tests.bench.receiver_load sqlite 10000` prints one JSON line; `serve` is the server's process.
"""

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from guestreg.receiver.open.identifiers import uuid7
from guestreg.receiver.open.tables import REGISTER, VERSIONS
from tests.fakes.open_authority import HOUSE, RECEIVED, OpenAuthority
from tests.fakes.open_caller import DeviceKey, OpenCaller, digest
from tests.fakes.open_documents import EXAMPLE, as_sent, citizen
from tests.fakes.postgres import PostgresServer

CLIENTS = (1, 2, 4, 8)
SECONDS = 6.0
_WARM_UP_SECONDS = 1.0
_CHUNK = 5_000
_DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on"
_UNLIMITED = 10**9


def main(kind: str, stored: int) -> None:
    """Print, by number of clients, declarations a second and the milliseconds one takes, p50 and p95."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="gr-receiver-")))
        url = opened.enter_context(_postgres()) if kind == "postgresql" else ""
        authority = OpenAuthority(folder / "authority", database_url=url, durable=True)
        fill(authority, stored)
        base_url = opened.enter_context(_served(authority))
        house = OpenCaller(base_url)
        house.enrol(authority.enrolment_code())
        print(json.dumps({clients: measure(house, clients) for clients in CLIENTS}), flush=True)


def serve(folder: Path, url: str) -> None:
    """Until the standard input is closed."""
    authority = OpenAuthority(folder, database_url=url, durable=True, per_minute=_UNLIMITED)
    print(authority.start(), flush=True)
    sys.stdin.read()
    authority.stop()


def fill(authority: OpenAuthority, stored: int) -> None:
    """So many declarations of other nights, with bodies and receipts of the usual length."""
    receipt = "x" * 610
    with closing(authority.database()) as database:
        for start in range(0, stored, _CHUNK):
            numbers = range(start, min(start + _CHUNK, stored))
            ids = [uuid7(RECEIVED + timedelta(seconds=n - stored), n.to_bytes(10)) for n in numbers]
            with database.writing() as connection:
                connection.execute(insert(REGISTER), [_entry(one, n) for one, n in zip(ids, numbers, strict=True)])
                connection.execute(insert(VERSIONS), [_version(one, receipt) for one in ids])


def measure(house: OpenCaller, clients: int) -> tuple[float, float, float]:
    times: list[list[float]] = [[] for _ in range(clients)]
    threads = [threading.Thread(target=_declare, args=(house, client, times[client])) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = sorted(one for own in times for one in own)
    return (
        len(every) / SECONDS,
        1_000 * every[len(every) // 2],
        1_000 * every[len(every) * 95 // 100],
    )


def _declare(house: OpenCaller, client: int, times: list[float]) -> None:
    """One house after another on a connection of its own; the first second isn't counted."""
    url = house.base_url
    connection = http.client.HTTPConnection(url.hostname or "", url.port)
    begun = time.monotonic()
    count = 0
    while (now := time.monotonic()) < begun + _WARM_UP_SECONDS + SECONDS:
        count += 1
        own = uuid7(datetime.now(UTC), client.to_bytes(2) + count.to_bytes(8))
        body = as_sent(citizen(id=own, guest__doc_number=f"{client:02d}{int(begun * 1000) % 10**4:04d}{count:06d}"))
        headers = {
            "Authorization": f"Bearer {house.token}",
            "Content-Type": "application/json",
            "Content-Digest": digest(body),
            "Idempotency-Key": f'"{own}.1"',
            "Stay-Parent": "none",
        }
        connection.request("PUT", f"/v1/declarations/{own}/versions/1", body, headers)
        with connection.getresponse() as response:
            response.read()
            if response.status != 201:
                raise RuntimeError(f"answered {response.status}")
        if now > begun + _WARM_UP_SECONDS:
            times.append(time.monotonic() - now)
    connection.close()


@contextmanager
def _served(authority: OpenAuthority) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.receiver_load", "serve", str(authority.folder)]
    url = authority.database_url if not authority.database_url.startswith("sqlite") else ""
    process = subprocess.Popen([*command, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.communicate(timeout=30)


@contextmanager
def _postgres() -> Iterator[str]:
    server = PostgresServer(in_memory=False)
    server.start(_DURABLE)
    try:
        yield server.new_place()
    finally:
        server.stop()


def _entry(declaration_id: str, number: int) -> dict[str, Any]:
    own = {"declaration_id": declaration_id, "version": 1, "establishment": HOUSE}
    return own | {"person": f"{number:064x}", "received_at": "2026-01-01T12:00:00Z"}


def _version(declaration_id: str, receipt: str) -> dict[str, Any]:
    return {
        "declaration_id": declaration_id,
        "version": 1,
        "kind": "new",
        "establishment": HOUSE,
        "device_id": DeviceKey.__name__,
        "body": EXAMPLE,
        "body_sha256": "0" * 64,
        "received_at": "2026-01-01T12:00:00Z",
        "late_minutes": 0,
        "reference": "2026/0000001",
        "ledger": "-",
        "first_verdict": "received",
        "first_receipt": receipt,
        "verdict": "received",
        "errors": "[]",
    }


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(Path(sys.argv[2]), sys.argv[3])
    else:
        main(sys.argv[1], int(sys.argv[2]))

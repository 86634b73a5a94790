"""What bounds the authority's throughput here: bare commits to the same disk, and the same exchange with no work in it.

`receiver_load` measures both beside the authority; `python -m tests.bench.receiver_rivals FOLDER` serves the echo.
"""

import asyncio
import socket
import sqlite3
import ssl
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg

ANSWER = b"x" * 900
"""About as long as a receipt in its envelope."""
BODY = b"x" * 700


def bare_sqlite(folder: Path, seconds: float) -> float:
    """Commits a second of one row each: WAL, synchronous=FULL, one writer."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, body BLOB)")

        def commit() -> None:
            database.execute("INSERT INTO bare (body) VALUES (?)", (BODY,))

        return _rate(commit, seconds)


def bare_postgres(connect: Callable[[], psycopg.Connection], clients: int, seconds: float) -> float:
    """Commits a second of one row each, by so many connections that commit by themselves."""
    with connect() as first:
        first.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, body bytea)")

    def work(_client: int) -> float:
        with connect() as connection:
            return _rate(lambda: connection.execute("INSERT INTO bare (body) VALUES (%s)", (BODY,)), seconds)

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(work, range(clients)))


def _rate(once: Callable[[], object], seconds: float) -> float:
    begun = time.monotonic()
    count = 0
    while (now := time.monotonic()) < begun + seconds:
        once()
        count += 1
    return count / (now - begun)


async def echo(certificate: Path) -> None:
    """One fixed answer to every request, over TLS on loopback; says its port and ends with the standard input."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    head = f"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {len(ANSWER)}\r\n\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            while asked := await reader.readuntil(b"\r\n\r\n"):
                lines = asked.decode("latin-1").lower().split("\r\n")
                length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), 0)
                await reader.readexactly(length)
                writer.write(head.encode() + ANSWER)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    print(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(echo(Path(sys.argv[1])))

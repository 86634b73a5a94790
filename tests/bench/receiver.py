"""The authority's throughput with durable receipts, and how it grows with clients and with what is stored."""

import json
import os
import subprocess
import sys

from tests.bench.harness import CONTENDER_SECONDS, Result

NAME = "Receiver: declarations a second with durable receipts"
BAR = (
    "No bar, figures to choose by: server and clients share two cores and speak TLS on loopback, every 201 is after "
    "the commit reached the disk (SQLite: WAL, synchronous=FULL; PostgreSQL: fsync, full_page_writes, "
    "synchronous_commit on), one connection a client, the next declaration after the receipt of the one before. "
    "Every receipt's signature and text are checked, and that the server's database holds it after the server was "
    "killed. Beside each, measured in the same minute: bare commits of one row to the same disk (SQLite: one writer), "
    "and the same exchange with a server that does nothing. Stored ones are put into the authority's own tables in "
    "bulk."
)
DATABASES, STORED = ("sqlite", "postgresql"), ("10000", "100000", "1000000")


def run() -> list[Result]:
    load = os.getloadavg()[0]
    results = [Result("load of the machine when it began", f"{load:.1f}", "", None)]
    for kind in DATABASES:
        command = [sys.executable, "-m", "tests.bench.receiver_load", kind, *STORED]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=CONTENDER_SECONDS)
        for stored, by_clients in json.loads(done.stdout.splitlines()[-1]).items():
            results += [_result(kind, int(stored), *one) for one in by_clients.items()]
    return results


def _result(kind: str, stored: int, clients: str, measured: list[float]) -> Result:
    rate, half, most, bare, echo = measured
    subject = f"{kind}, {stored:,} stored, {clients} client{'s' if clients != '1' else ''}"
    limits = f"bare commits {bare:.0f}/s, empty exchange {echo:.0f}/s"
    return Result(subject, f"{rate:.0f}/s, p50 {half:.1f} ms, p95 {most:.1f} ms; {limits}", "", None)

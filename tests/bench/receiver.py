"""The authority's throughput with durable receipts, and how it grows with clients and with what is stored."""

import json
import os
import subprocess
import sys

from tests.bench.harness import CONTENDER_SECONDS, Result

NAME = "Receiver: declarations a second with durable receipts"
BAR = (
    "No bar, figures to choose by: server and clients share two cores, every 201 is after the commit reached the disk "
    "(SQLite: WAL, synchronous=FULL; PostgreSQL: fsync, full_page_writes, synchronous_commit on), one connection a "
    "client, the next declaration after the receipt of the one before."
)
DATABASES, STORED = ("sqlite", "postgresql"), (10_000, 100_000, 1_000_000)


def run() -> list[Result]:
    load = os.getloadavg()[0]
    results = [Result("load of the machine when it began", f"{load:.1f}", "", None)]
    for stored in STORED:
        for kind in DATABASES:
            command = [sys.executable, "-m", "tests.bench.receiver_load", kind, str(stored)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=CONTENDER_SECONDS)
            results += [_result(kind, stored, *one) for one in json.loads(done.stdout.splitlines()[-1]).items()]
    return results


def _result(kind: str, stored: int, clients: str, measured: list[float]) -> Result:
    rate, half, most = measured
    subject = f"{kind}, {stored:,} stored, {clients} client{'s' if clients != '1' else ''}"
    return Result(subject, f"{rate:.0f}/s, p50 {half:.1f} ms, p95 {most:.1f} ms", "", None)

"""The simulator as a process of its own, for tests that end it the hard way.

Arguments: folder, port, and "forgetful" for a broken record that never commits (the negative control).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.server import serve_forever
from tests.fakes.practice_police import plan_in


@contextmanager
def never_commit(record: Record) -> Iterator[None]:
    """Changes are in memory only until the process ends in good order."""
    if not record._connection.in_transaction:
        record._connection.execute("begin immediate")
    yield


def main(folder: str, port: str, kind: str = "") -> None:
    if kind == "forgetful":
        Record.transaction = never_commit  # type: ignore[method-assign, assignment]
    serve_forever(plan_in(Path(folder), port=int(port)), lambda url: print(url, flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:])

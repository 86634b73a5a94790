"""One person at a terminal: calls the program inside this process and reads what it says, with a clock of her own.

Each call is a program of its own on the same data folder, as real calls are. Tests of the command line use it.
"""

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guestreg.app.main import main
from guestreg.app.program import Program
from guestreg.cli.command import run
from guestreg.platform.paths import find_paths
from guestreg.platform.random import OsRandom
from guestreg.ports.clock import Clock
from tests.tables.rules import CITIZEN, STAY

Maker = Callable[..., Program]
TELLING = ("hand-over", "resend", "already", "asked", "reconcile")
VERBS = frozenset(TELLING).union(
    (
        "setup enrol redirect add list find show correct cancel checkout extend send status files export verify print "
        "demo simulator receiver doctor paths catalogues"
    ).split()
)

ONE: dict[str, Any] = {**STAY, "guests": [CITIZEN]}
"""A stay of one guest without a fault."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Exit status, data and people's text of one call."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """`make` builds the program of each call: the real one, or one with something broken in it."""

    def __init__(self, data: Path, clock: Clock, make: Maker = Program, **settings: Any) -> None:
        self.data = data
        self.clock = clock
        self._make = make
        self._settings = settings
        self._kept: Program | None = None

    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"") -> Answer:
        """Plain: `terminal("list", "--json")`."""
        with taped(stdin) as tape:
            program = self._kept or self.program()
            try:
                status = run(program, [str(one) for one in arguments])
            finally:
                if program is not self._kept:
                    program.close()
        return Answer(status, *tape())

    def json(self, *arguments: str | Path, stdin: object = None, status: int = 0) -> Any:
        """The object a verb answers; `stdin` is sent as JSON. The status and the schema are checked."""
        sent = b"" if stdin is None else json.dumps(stdin)
        answer = self(*arguments, "--json", stdin=sent)
        assert answer.status == status, (answer.status, answer.err, answer.out)
        verb = next(str(one) for one in arguments if one in VERBS)
        assert answer.json["schema"] == f"guestreg.{verb}/1"
        return answer.json

    @contextmanager
    def keeping_open(self) -> Iterator[None]:
        """Many calls in a hurry: one program does them all."""
        self._kept = self.program()
        try:
            yield
        finally:
            self._kept.close()
            self._kept = None

    def program(self) -> Program:
        return self._make(find_paths(self.data), self.clock, OsRandom(), **self._settings)


@contextmanager
def taped(stdin: str | bytes = b"") -> Iterator[Callable[[], list[str]]]:
    """The three standard streams as files of this test; gives what was said once the block is over."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(given), "utf-8"), out, err
    said: list[str] = []
    try:
        yield lambda: said
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        for stream in (out, err):
            stream.flush()
            said.append(stream.buffer.getvalue().decode())


def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """The console command itself."""
    with taped(stdin) as tape:
        status = main(arguments)
    out, err = tape()
    return status, out, err

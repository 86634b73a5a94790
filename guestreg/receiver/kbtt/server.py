"""The simulator on a loopback socket: what it is put together from.

Called by `app` of the program (practice mode, the verb `simulator`) and by tests. Nothing but
loopback is bound.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from starlette.types import ASGIApp

from guestreg.receiver import serving
from guestreg.receiver.kbtt.app import create_app
from guestreg.receiver.kbtt.faults import Faults
from guestreg.receiver.kbtt.record import Record
from guestreg.receiver.kbtt.settings import SimulatorSettings
from guestreg.receiver.serving import LOOPBACK, Running, Site


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


class RunningSimulator(Running):
    """The simulator in a thread; the record stays when it stops."""

    def __init__(self, plan: SimulatorPlan) -> None:
        super().__init__(_site(plan), partial(_service, plan))


def serve_forever(plan: SimulatorPlan, announce: Callable[[str], None], notes: TextIO | None = None) -> None:
    """Serve in this thread until the process is asked to end.

    `announce` is given the address once connections are accepted; the random start of faults goes to `notes`.
    """
    if notes is not None and plan.faults.planned():
        print(f"faults: random start {plan.faults.seed}", file=notes, flush=True)
    serving.serve_forever(_site(plan), partial(_service, plan), announce)


def _site(plan: SimulatorPlan) -> Site:
    return Site(plan.host, plan.port, plan.tls_dir, "KBTT simulator")


@contextmanager
def _service(plan: SimulatorPlan, released: asyncio.Event) -> Iterator[ASGIApp]:
    with closing(Record(plan.record_path)) as record:
        yield create_app(plan.settings, record, plan.clock, plan.catalogues_dir, plan.faults, released)

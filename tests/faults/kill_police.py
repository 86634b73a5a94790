"""The simulator in a process of its own with its own durable record, for the kill test.

`python -m tests.faults.kill_police RECORD TLS_DIR CATALOGUES [PORT]` prints its address and serves until killed.
"""

import sys
from pathlib import Path

from guestreg.platform.clock import SystemClock
from guestreg.receiver.kbtt.faults import Faults
from guestreg.receiver.kbtt.server import SimulatorPlan, serve_forever
from guestreg.receiver.kbtt.settings import SimulatorSettings


def main(record: str, tls_dir: str, catalogues: str, port: str = "0") -> None:
    plan = SimulatorPlan(
        SimulatorSettings(voice="long"),
        Path(record),
        SystemClock().now,
        Path(catalogues),
        Faults(0),
        port=int(port),
        tls_dir=Path(tls_dir),
    )
    serve_forever(plan, lambda url: print(url, flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:])

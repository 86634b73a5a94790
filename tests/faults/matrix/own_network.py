"""Kinds 1–7 in a network of their own: loopback, routes that lead nowhere, and a resolver that nobody else asks.

    unshare --net --mount … python -m tests.faults.matrix.own_network FOLDER [SEED]

prints {cell: findings} as one JSON line; with a seed all phases and sizes. Nothing can leave the machine from in
here: there is no way out.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.faults.matrix.kinds import NAMES
from tests.faults.matrix.kinds_open import OPEN_NAMES
from tests.faults.matrix.plans import Plan, brief, played, turned, whole
from tests.faults.matrix.world import World
from tests.faults.server.places import RESOLVER
from tests.faults.server.resolver import Resolver

WAYS = (
    "link set lo up",
    "route add 192.0.2.0/24 dev lo",
    "route add unreachable 198.51.100.0/24",
    "-6 addr add fd00::1/128 dev lo",
    "-6 route add 2001:db8::/32 dev lo",
)
"""What goes to a network behind loopback that is nobody's is swallowed."""
RESOLVING = f"nameserver {RESOLVER}\noptions timeout:1 attempts:1\n"


def enter(folder: Path) -> None:
    """Make this process's network and its resolver's file."""
    for way in WAYS:
        subprocess.run(["ip", *way.split()], check=True)
    kept = folder / "resolv.conf"
    kept.write_text(RESOLVING, encoding="utf-8")
    subprocess.run(["mount", "--bind", str(kept), "/etc/resolv.conf"], check=True)


def in_short() -> list[Plan]:
    """All times on the ministry's line, two of them on the other."""
    return [*(Plan(row, duration) for row in NAMES for duration in row.durations), *brief(OPEN_NAMES)]


def main(folder: str, *soak: str) -> None:
    place = Path(folder)
    enter(place)
    with Resolver() as resolver, World(place, resolver) as world:
        plans = [*whole(NAMES), *turned(OPEN_NAMES)] if soak else in_short()
        found = played(plans, world, int(soak[0]) if soak else 1)
        assert resolver.asked, "nobody asked the resolver"
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

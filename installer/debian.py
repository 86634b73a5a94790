"""Debian packages that set-up and the tests need, and how they are installed: as root, through sudo, or by naming them.

Called by set_up.py and test_tools.py, run by the machine's own Python. Standard library only; knows nothing of guests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

PACKAGE_OF_LIBRARY = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libICE.so.6": "libice6",
    "libOpenGL.so.0": "libopengl0",
    "libSM.so.6": "libsm6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

PACKAGE_OF_TOOL = {
    "Xvfb": "xvfb",
    "chromium": "chromium",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "ip": "iproute2",
    "pdffonts": "poppler-utils",
    "pdftotext": "poppler-utils",
    "postgres": "postgresql",
    "qpdf": "qpdf",
    "setpriv": "util-linux",
    "soffice": "libreoffice-calc-nogui",
    "strace": "strace",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "xkbcomp": "x11-xkb-utils",
    "xwininfo": "x11-utils",
}

LISTS = Path("/var/lib/apt/lists")
POSTGRESQL = Path("/usr/lib/postgresql")


def missing_libraries(binaries: Iterable[Path]) -> set[str]:
    """So-names `ldd` cannot find for any of the binaries. Qt's own message names the wrong one."""
    missing: set[str] = set()
    for binary in binaries:
        listing = subprocess.run(["ldd", binary], capture_output=True, text=True, check=False).stdout
        missing |= {line.split()[0] for line in listing.splitlines() if line.endswith("not found")}
    return missing


def missing_tools(tools: Iterable[str] = tuple(PACKAGE_OF_TOOL)) -> set[str]:
    """Programs the tests call that this machine lacks."""
    return {tool for tool in tools if not _has_tool(tool)}


def install(packages: Iterable[str]) -> bool:
    """True when apt installed all packages; False, with the command on stderr, when this user may not."""
    wanted = sorted(set(packages))
    prefix = _way_to_root()
    command = ["apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *wanted]
    if prefix is None or shutil.which("apt-get") is None:
        print(f"missing, please install: {' '.join(wanted)}", file=sys.stderr)
        print(f"  sudo apt-get install --no-install-recommends {' '.join(wanted)}", file=sys.stderr)
        return False
    print(f"installing with apt: {' '.join(wanted)}", flush=True)
    if any(LISTS.glob("*_Packages*")) and _run([*prefix, *command]):
        return True
    update = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "update"]
    if _run([*prefix, *update]) and _run([*prefix, *command]):
        return True
    print(f"apt could not install: {' '.join(wanted)}", file=sys.stderr)
    return False


def _has_tool(tool: str) -> bool:
    if shutil.which(tool):
        return True
    return tool == "postgres" and any(POSTGRESQL.glob("*/bin/postgres"))


def _way_to_root() -> list[str] | None:
    """Prefix that makes a command run as root, or None."""
    setting = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return setting
    if shutil.which("sudo") and _run(["sudo", "-n", "true"], quiet=True):
        return ["sudo", "-n", *setting]
    return None


def _run(command: list[str], *, quiet: bool = False) -> bool:
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, check=False).returncode == 0

"""Whether a screen answers, asked before Qt is: Qt ends the process when its display is gone."""

import os
import re
import socket
import struct
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

_DISPLAY = re.compile(r"(?P<host>[^:]*):(?P<number>[0-9]{1,4})(\.[0-9]+)?")
_ANSWER_S = 2.0
_OWN_SCREEN = frozenset({"offscreen", "minimal", "vnc", "linuxfb"})
_X11_SOCKETS = Path("/tmp/.X11-unix")
_X11_PORT = 6000
_X11_HELLO = b"l\0\x0b\0\0\0\0\0\0\0\0\0"
"""A connection set-up without authority; any answer, a refusal too, comes from a living server."""
_WAYLAND_HELLO = struct.pack("=III", 1, 12 << 16, 2)
"""The first object is asked to say when it has done everything: nothing."""


def screen_answers(
    environment: Mapping[str, str] | None = None, *, sockets: Path = _X11_SOCKETS, patience_s: float = _ANSWER_S
) -> bool:
    """True where no display is needed (Windows, macOS, offscreen), else whether Wayland or X11 answers."""
    env = os.environ if environment is None else environment
    if sys.platform in ("win32", "darwin") or env.get("QT_QPA_PLATFORM", "").partition(":")[0] in _OWN_SCREEN:
        return True
    if env.get("WAYLAND_DISPLAY") and _answers(str(_wayland(env)), _WAYLAND_HELLO, patience_s):
        return True
    found = _DISPLAY.fullmatch(env.get("DISPLAY", ""))
    if found is None:
        return False
    if found["host"] not in ("", "unix"):
        return _answers((found["host"], _X11_PORT + int(found["number"])), _X11_HELLO, patience_s)
    path = str(sockets / f"X{found['number']}")
    return any(_answers(place, _X11_HELLO, patience_s) for place in (path, f"\0{path}"))


def _wayland(env: Mapping[str, str]) -> Path:
    return Path(env.get("XDG_RUNTIME_DIR", "/run")) / env["WAYLAND_DISPLAY"]


def _answers(place: str | tuple[str, int], hello: bytes, patience_s: float) -> bool:
    try:
        with closing(_dial(place, patience_s)) as line:
            line.sendall(hello)
            return bool(line.recv(1))
    except OSError:
        return False


def _dial(place: str | tuple[str, int], patience_s: float) -> socket.socket:
    """`place` is the path of a local socket or host and port."""
    if isinstance(place, tuple):
        return socket.create_connection(place, patience_s)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(patience_s)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line

"""Whether a screen answers, asked before Qt is: Qt ends the process when its display is gone."""

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

_DISPLAY = re.compile(r"(?P<host>[^:]*):(?P<number>[0-9]+)(\.[0-9]+)?")
_ANSWER_S = 2.0
_HELLO = b"l\0\x0b\0\0\0\0\0\0\0\0\0"
"""The X11 connection set-up without authority; any answer, a refusal too, comes from a living server."""


def screen_answers(environment: Mapping[str, str] | None = None) -> bool:
    """True where no display is needed (Windows, macOS, offscreen), else whether Wayland or X11 answers."""
    env = os.environ if environment is None else environment
    if sys.platform in ("win32", "darwin") or env.get("QT_QPA_PLATFORM", "").partition(":")[0] in _OWN_SCREEN:
        return True
    if env.get("WAYLAND_DISPLAY") and _wayland(env).exists():
        return True
    found = _DISPLAY.fullmatch(env.get("DISPLAY", ""))
    return found is not None and _x11_answers(found["host"], int(found["number"]))


_OWN_SCREEN = frozenset({"offscreen", "minimal", "vnc", "linuxfb"})


def _wayland(env: Mapping[str, str]) -> Path:
    return Path(env.get("XDG_RUNTIME_DIR", "/run")) / env["WAYLAND_DISPLAY"]


def _x11_answers(host: str, number: int) -> bool:
    try:
        with _dial(host, number) as line:
            line.settimeout(_ANSWER_S)
            line.sendall(_HELLO)
            return bool(line.recv(1))
    except OSError:
        return False


def _dial(host: str, number: int) -> socket.socket:
    if host in ("", "unix"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_ANSWER_S)
        path = f"/tmp/.X11-unix/X{number}"
        try:
            line.connect(path)
        except OSError:
            line.connect("\0" + path)
        return line
    return socket.create_connection((host, 6000 + number), _ANSWER_S)

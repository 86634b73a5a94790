"""Keeps None, True and False alive on CPython 3.11, where PySide6 6.12 gives back references it never took.

Every call from Python into Qt costs one of them, so a window would die within minutes ("deallocating None"). CPython
3.12 made the three immortal; this does the same for 3.11. Called once, when the desktop is first imported.
"""

import ctypes
import sys

_PLENTY = 1 << 40
"""More references than any run gives back; a count this high never reaches zero and never overflows."""


def keep_singletons() -> None:
    """Nothing to do from 3.12 on."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for one in (None, True, False):
            count = ctypes.c_ssize_t.from_address(id(one))
            if count.value < _PLENTY:
                count.value += _PLENTY

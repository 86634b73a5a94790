"""Lines for several threads: each exchange takes one that nobody holds, so connections are kept and never shared."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from guestreg.endpoints.http import HttpLine


class Lines:
    """As many lines to one address as are in use at once; `make` opens one more."""

    def __init__(self, make: Callable[[], HttpLine]) -> None:
        self._make = make
        self._lock = Lock()
        self._free: list[HttpLine] = [make()]
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[HttpLine]:
        with self._lock:
            line = self._free.pop() if self._free else self._make()
        try:
            yield line
        finally:
            with self._lock:
                if self._closed:
                    line.close()
                else:
                    self._free.append(line)

    def close(self) -> None:
        """Those in use are closed when they come back."""
        with self._lock:
            self._closed = True
            for line in self._free:
                line.close()
            self._free.clear()

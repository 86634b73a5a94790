"""Named stand-ins for backends of the keyring library: one as good as the system's, one that keeps plain text."""

import threading


class FakeBackend:
    """Passes for the Secret Service. `trouble` is raised by every call; `wait_for` keeps every call waiting."""

    __module__ = "keyring.backends.SecretService"

    def __init__(self, *, forgetful: bool = False, wait_for: threading.Event | None = None) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None
        self._forgetful = forgetful
        self._wait_for = wait_for

    def get_password(self, service: str, name: str) -> str | None:
        self._begin()
        return self.entries.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self._begin()
        if not self._forgetful:
            self.entries[service, name] = value

    def _begin(self) -> None:
        if self._wait_for is not None:
            self._wait_for.wait()
        if self.trouble is not None:
            raise self.trouble


class PlainTextBackend(FakeBackend):
    """Works, and keeps everything readable in a file."""

    __module__ = "keyrings.alt.file"


class ChainOf:
    """The library's chain over several backends; to use it whole would reach the plain one."""

    __module__ = "keyring.backends.chainer"

    def __init__(self, *backends: FakeBackend) -> None:
        self.backends = backends

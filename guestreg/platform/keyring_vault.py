"""Secrets in the operating system's keyring. Used by `keyring_secrets` alone; knows no ledger.

Only keyrings known to encrypt are used: a backend that keeps plain text, or any other stranger, counts as none.
Every call is bounded in time, because a session bus may take a question and never answer.
"""

import os
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

from guestreg.ports.secrets import SecretsUnavailable

T = TypeVar("T")

SERVICE = "guestreg"
PATIENCE_S = 30.0
"""Long enough for a person to unlock the keyring."""
TRUSTED = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.Windows",
        "keyring.backends.kwallet",
        "keyring.backends.libsecret",
        "keyring.backends.macOS",
    }
)


def chosen_backend() -> Any:
    """What the keyring library chooses for this computer."""
    import keyring

    return _usual_backend() or keyring.get_keyring()


def _usual_backend() -> Any:
    """The Secret Service where it answers and nobody chose otherwise: to choose it, the library loads all it has.

    On KDE the library puts its wallet first.
    """
    from keyring import core

    if sys.platform != "linux" or "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").upper():
        return None
    try:
        return core.load_env() or core.load_config() or core.load_keyring("keyring.backends.SecretService.Keyring")
    except RuntimeError:
        return None


class KeyringVault:
    """The keyring, found and asked at the first need."""

    def __init__(self, choose: Callable[[], Any] = chosen_backend, *, patience_s: float = PATIENCE_S) -> None:
        self._choose = choose
        self._patience_s = patience_s
        self._backend: Any = None

    def get(self, name: str) -> str | None:
        """Raises SecretsUnavailable when the keyring can't be asked, which is not the same as having no such entry."""
        value: str | None = self._bounded(lambda: self._found().get_password(SERVICE, name))
        return value

    def put(self, name: str, value: str) -> None:
        """Raises SecretsUnavailable unless the entry is there afterwards."""
        self._bounded(lambda: self._found().set_password(SERVICE, name, value))
        if self.get(name) != value:
            raise SecretsUnavailable("keyring")

    def answers(self) -> bool:
        try:
            self.get("nobody")
        except SecretsUnavailable:
            return False
        return True

    def _found(self) -> Any:
        if self._backend is None:
            self._backend = trusted(self._choose())
        return self._backend

    def _bounded(self, ask: Callable[[], T]) -> T:
        answers: list[T] = []
        troubles: list[Exception] = []

        def work() -> None:
            try:
                answers.append(ask())
            except Exception as error:  # noqa: BLE001 - a backend raises what it likes
                troubles.append(error)

        thread = Thread(target=work, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience_s)
        if not answers:
            raise SecretsUnavailable("keyring") from (troubles[0] if troubles else None)
        return answers[0]


def trusted(backend: Any) -> Any:
    """The backend, or the first good one of a chain. Raises SecretsUnavailable."""
    for one in (backend, *getattr(backend, "backends", ())):
        if type(one).__module__ in TRUSTED:
            return one
    raise SecretsUnavailable("keyring")

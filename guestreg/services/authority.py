"""The open contract's authority as the command line reaches it: what an officer does, and the server.

`app` implements it; the house's own work knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol


class AuthorityTrouble(Exception):
    """What was asked of the authority can't be done; `code` has the sentence, nothing was changed."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class AuthorityPlace(NamedTuple):
    """Where an authority lives: the URL of its database, and the folder of its keys."""

    database: str
    keys: Path | None = None


class Serving(NamedTuple):
    """How the authority is served. `tls` is a folder for its own certificate, made out to `names` as well.

    `broken` names a way of being wrong, for tests; `queued` says "not looked at yet" instead of "received".
    """

    host: str = "127.0.0.1"
    port: int = 0
    tls: Path | None = None
    names: tuple[str, ...] = ()
    queued: bool = False
    broken: str = ""


class PackCounts(NamedTuple):
    acknowledgement: Path
    new: int
    repeated: int
    refused: int
    late: int


class Authority(Protocol):
    """Every method raises AuthorityTrouble."""

    def init(self, description: Path) -> Mapping[str, Any]:
        """Make keys unless there are some, make the houses known. Gives the public facts."""
        ...

    def write_setup(self, description: Path, output: Path) -> Mapping[str, Any]:
        """The signed set-up file; gives its serial and the mark the officer reads out."""
        ...

    def enrol(self, establishment: str) -> str:
        """A one-time code."""
        ...

    def revoke(self, whose: str) -> Sequence[str]:
        """By device id or establishment code; the ids revoked. A house's unused one-time codes end too."""
        ...

    def rotate(self) -> str:
        """A new receipt key; what it verifies under."""
        ...

    def take_pack(self, pack: Path) -> PackCounts:
        """Take in a `.luutru-goi` and write its acknowledgement beside it."""
        ...

    def message(self, establishment: str, subject: str, text: str, about: tuple[str, int] | None) -> str:
        """To one house; the message's id."""
        ...

    def held(self) -> Sequence[Mapping[str, Any]]:
        """The newest version of every declaration."""
        ...

    def rule(self, declaration_id: str, version: int, verdict: str, errors: Sequence[tuple[str, str, str]]) -> None:
        """`errors` are pointer, code and the officer's words."""
        ...

    def serve(self, serving: Serving, announce: Callable[[str, Path | None], None]) -> None:
        """Until interrupted; `announce` is given the address and the certificate to trust.

        Raises ValueError for a way of serving that isn't allowed, OSError when the port is taken.
        """
        ...

    def close(self) -> None: ...

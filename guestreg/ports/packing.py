"""What the file road needs from outside: the device's signature, encryption to the authority, a file written whole."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from guestreg.domain.authority_keys import TrustedKey
from guestreg.domain.checkpoint import Checkpoint
from guestreg.domain.note import Verify
from guestreg.ports.store import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Packing:
    """Of the ledger in use. `recipient` None: no pack is offered. `sign` gives the note over a text.

    `sign` raises SecretsUnavailable, `write` OSError.
    """

    recipient: str | None
    keys: tuple[TrustedKey, ...]
    verify: Verify
    sign: Callable[[str], bytes]
    head: Callable[[UnitOfWork], Checkpoint | None]
    is_our_head: Callable[[UnitOfWork, Checkpoint], bool]
    seal: Callable[[str, bytes], bytes]
    write: Callable[[Path, bytes], None]

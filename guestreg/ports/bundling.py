"""What an export needs from outside: the device's signature, the authority's keys, and who writes the file.

`services` fills a `Bundle` out of the ledger, `bundle` writes it; `app` puts the two together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guestreg.domain.ledger import Entry

BUNDLE_SUFFIX = ".luutru"


@dataclass(frozen=True, slots=True, repr=False)
class Bundle:
    """One export. What is iterable is read once, in the order of the fields."""

    manifest: Mapping[str, Any]
    """Without its list of files."""
    entries: Iterable[Entry]
    checkpoints: Iterable[bytes]
    """Signed notes by size, then epoch."""
    receipts: Iterable[tuple[str, bytes]]
    """Name of each in its folder, and its bytes."""
    keys: Mapping[str, Any]
    rows: Iterable[Sequence[str]]
    """The register's lines as cells of text, without heads."""
    register: Path
    """The register on paper."""
    sign: Callable[[str], bytes]
    """The signed note over the text that names the manifest. Raises SecretsUnavailable."""
    origin: str
    """Whose key `sign` uses."""


@dataclass(frozen=True, slots=True, repr=False)
class Bundling:
    """Of the ledger in use. `sign` takes the key's name and a text and raises SecretsUnavailable.

    `write` makes the file whole or not at all; it raises OSError, and what the reading of the ledger raises.
    """

    authority: tuple[str, ...]
    """The keys that receipts are believed of, as text."""
    rotations: tuple[str, ...]
    """The notes by which keys of the authority took over."""
    sign: Callable[[str, str], bytes]
    write: Callable[[Bundle, Path], None]

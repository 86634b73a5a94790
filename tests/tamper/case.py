"""One ledger being tampered with: who does it, what comes out, and what must be said of it."""

import base64
import random
from dataclasses import dataclass

from tests.tamper.maker import Book, Parts, parts_of


@dataclass(frozen=True)
class Tampered:
    """`seq` and `place` as far as they are known; `anchor`: only with this head from outside does anything show."""

    data: bytes
    kind: str
    seq: int | None = None
    place: str | None = None
    verdict: str = "changed"
    anchor: str = ""


@dataclass
class Case:
    """One clean ledger and the dice."""

    book: Book
    clean: Parts
    dice: random.Random

    def anchor(self) -> str:
        """The page code of the newest head, as it stood on paper before."""
        size = max(size for _, size in self.book.heads)
        note = next(note for (_, at), note in self.book.heads.items() if at == size)
        root = base64.b64decode(note.decode().split("\n")[2])
        return f"{size}:{root.hex()[:16].upper()}"

    def bodied(self) -> int:
        """Place of an entry that has a body, not the last."""
        return self.dice.choice([at for at, line in enumerate(self.book.lines[:-1]) if line.body is not None])

    def inner(self, most: int = 2) -> int:
        """Place of an entry between the first and the last."""
        return self.dice.randrange(1, len(self.book.lines) - most)

    def given(self, kind: str, seq: int | None = None, place: str | None = "ledger.ndjson") -> Tampered:
        """Written out anew, its list of contents mended and signed or not."""
        return self.handed(parts_of(self.book), kind, seq, place)

    def handed(self, parts: Parts, kind: str, seq: int | None = None, place: str | None = None) -> Tampered:
        level = self.dice.choice(("clumsy", "careful", "owner"))
        clean = self.clean.copy()
        if level == "owner":
            parts.sealed()
        else:
            parts.members |= {name: clean.members[name] for name in ("manifest.json", "manifest.note")}
            if level == "careful":
                parts.manifest = clean.manifest
                parts.listed()
        return Tampered(parts.packed(), kind, seq, place)

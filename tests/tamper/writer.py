"""Writes a small ledger entry by entry, everything drawn from one seed."""

import hashlib
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.tamper.maker import HOUSE, LEDGER_ID, Book, Line, canonical, checkpoint, device, head_root, receipt

_BEGINNING = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Writer:
    """Its `book` grows with every call."""

    def __init__(self, seed: int, ledger: str = LEDGER_ID) -> None:
        self.random = random.Random(seed)
        self.book = Book(ledger=ledger)
        self._at = _BEGINNING
        self._mono = 0
        self._guests = 0
        self.enter("genesis", d={"app": "1.0.0", "device": device(1, ledger).text})

    def enter(
        self,
        kind: str,
        *,
        ref: str | None = None,
        d: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        flags: Iterable[str] = (),
        back: timedelta | None = None,
    ) -> Line:
        step = self.random.randrange(1_000, 3_000_000)
        self._at += -back if back else timedelta(milliseconds=step)
        self._mono += step
        salt = None if body is None else self.random.randbytes(16).hex()
        before = self.book.lines[-1].leaf.hex() if self.book.lines else "0" * 64
        said = {
            "c": None,
            "d": d or {},
            "ep": self.book.epochs,
            "fl": list(flags),
            "k": kind,
            "led": self.book.ledger,
            "mono": self._mono,
            "op": "u1",
            "p": before,
            "ref": ref,
            "seq": len(self.book.lines) + 1,
            "t": self._at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "v": 1,
        }
        line = Line(said, body, salt)
        line.commit()
        self.book.lines.append(line)
        return line

    def sign(self) -> None:
        head = (self.book.epochs, len(self.book.lines))
        self.book.heads[head] = checkpoint(self.book, head)

    def stay(self, *, told: bool = True, flags: Iterable[str] = ()) -> str:
        """A guest saved, and as a rule sent and confirmed by a receipt that names the head."""
        self._guests += 1
        ref = f"01936f2e-7b7c-7c3a-9d11-{self._guests:012x}.1"
        body = self.document(ref)
        self.enter(
            "stay.saved", ref=ref, d={"endpoint": "open", "kind": "new", "state": "waiting"}, body=body, flags=flags
        )
        if told:
            self.sign()
            self.confirm(ref, body)
        return ref

    def depart(self, ref: str) -> None:
        """A departure that no endpoint is told of."""
        self.enter("stay.checkout", ref=ref, body={"actual_departure": "2026-11-22T10:00:00+07:00"})

    def confirm(self, ref: str, body: dict[str, Any]) -> None:
        self.proof(ref, body, 1, "received", self.moment)
        facts = {"from": "sending", "grade": "E4", "proof": "receipt", "to": "confirmed"}
        attempt = {"host": "luutru.example", "reply_sha256": self.random.randbytes(32).hex()}
        self.enter("state", ref=ref, d=facts, body=attempt)

    @property
    def moment(self) -> str:
        return self._at.isoformat(timespec="seconds").replace("+00:00", "Z")

    def proof(self, ref: str, body: dict[str, Any], number: int, verdict: str, received: str) -> None:
        """A receipt that names the newest head, and its entry."""
        epoch, size = max(self.book.heads, key=lambda head: head[1])
        head = f"luutru/{self.book.ledger}/{epoch} {size} {head_root(self.book, size)}"
        digest = hashlib.sha256(canonical(body)).hexdigest()
        note = receipt(ref=ref, digest=digest, received=received, head=head, verdict=verdict)
        self.book.receipts[f"{ref}.{number}.note"] = note
        self.enter("receipt", ref=ref, d={"sha256": hashlib.sha256(note).hexdigest()})

    def document(self, ref: str) -> dict[str, Any]:
        name, _, version = ref.rpartition(".")
        number = self.random.randrange(10**9)
        return {
            "contract": "1.0",
            "created": self.moment,
            "establishment": HOUSE,
            "group": {"size": 1},
            "guest": {
                "birth_date": "1990-03-05",
                "birth_precision": "D",
                "doc_kind": 8,
                "doc_number": f"001{number:09}",
                "full_name": f"Nguyễn Thị Mẫu {self._guests}",
                "nationality": "VNM",
                "sex": "F",
            },
            "guest_kind": "citizen",
            "id": name,
            "kind": "new",
            "notifier": "Lò Thị Mẫu",
            "rules": "2026-07-01",
            "stay": {
                "arrival": "2026-11-21T17:00:00+07:00",
                "planned_departure": "2026-11-22T10:00:00+07:00",
                "reason": 1,
                "room": f"Phòng {self.random.randrange(1, 9)}",
            },
            "version": int(version),
        }

    def begin_epoch(self, kind: str) -> None:
        """`restored` after a backup came back, `key` when the signing key was lost."""
        old, size = self.book.epochs, len(self.book.lines)
        self.book.epochs += 1
        facts = {"epoch": old, "head": self.book.lines[-1].leaf.hex(), "reason": "restore", "size": size}
        self.enter(kind, d={**facts, "device": device(self.book.epochs, self.book.ledger).text})
        self.sign()

    def erase(self, count: int) -> None:
        """The oldest bodies, by an entry that says so."""
        held = [line for line in self.book.lines if line.body is not None and line.said["k"].startswith("stay.")][
            :count
        ]
        for line in held:
            line.body = line.salt = None
        self.enter("erased", d={"reason": "retention", "seqs": [line.said["seq"] for line in held]})
        self.sign()

"""Small ledgers as `.luutru` bytes, made from the published format: what the tamper tool then changes.

It imports neither the program nor its verifier: what is expected of a file is written by who made it.
"""

import base64
import hashlib
import io
import json
import pickle
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.tamper.notes import SigningKey, consistency, leaf, root, subtrees

LEDGER_ID = "01936f2e-0a00-7000-8000-000000000001"
AUTHORITY = SigningKey("luutru.example/xa-mau", "guestreg test authority key")
STRANGER = "guestreg test stranger key"
_CELLS = 15
HOUSE = {"code": "MAU-0017", "commune": "302903203", "province": "302"}


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def device(epoch: int, ledger: str = LEDGER_ID) -> SigningKey:
    return SigningKey(f"luutru/{ledger}/{epoch}", "guestreg test device key" + ("" if epoch == 1 else f" {epoch}"))


@dataclass
class Line:
    """One entry: `body` and `salt` None where the line says null."""

    said: dict[str, Any]
    body: dict[str, Any] | None = None
    salt: str | None = None

    @property
    def envelope(self) -> bytes:
        return canonical(self.said)

    @property
    def leaf(self) -> bytes:
        return leaf(self.envelope)

    @property
    def bytes(self) -> bytes:
        return canonical({"b": self.body, "e": self.said, "s": self.salt}) + b"\n"

    def commit(self) -> None:
        if self.body is not None:
            assert self.salt is not None
            self.said["c"] = hashlib.sha256(bytes.fromhex(self.salt) + canonical(self.body)).hexdigest()


@dataclass
class Book:
    """A ledger as its house holds it. `heads`: the checkpoint of each (epoch, size); `receipts` by their names."""

    lines: list[Line] = field(default_factory=list)
    heads: dict[tuple[int, int], bytes] = field(default_factory=dict)
    receipts: dict[str, bytes] = field(default_factory=dict)
    epochs: int = 1
    ledger: str = LEDGER_ID
    first: int = 1
    last: int = 0
    """0: the whole ledger; else the file is of first..last alone."""

    def copy(self) -> "Book":
        copied: Book = pickle.loads(pickle.dumps(self))  # noqa: S301 - our own bytes, and ten times as fast
        return copied

    @property
    def leaves(self) -> list[bytes]:
        return [line.leaf for line in self.lines]

    def link(self) -> None:
        """Commitments, numbers and links made to fit again, as who wrote it can."""
        parent = "0" * 64
        for seq, line in enumerate(self.lines, 1):
            line.said |= {"seq": seq, "p": parent}
            parent = line.leaf.hex()

    def sign_again(self) -> None:
        """Every head as who holds the device's keys can sign it now."""
        self.heads = {head: checkpoint(self, head) for head in self.heads if head[1] <= len(self.lines)}


@dataclass
class Parts:
    """The members of a file and who can sign for it. `extra`: written behind the others, whatever it is called."""

    members: dict[str, bytes]
    manifest: dict[str, Any]
    signer: SigningKey
    extra: list[tuple[str, bytes]] = field(default_factory=list)

    def copy(self) -> "Parts":
        return replace(self, members=dict(self.members), manifest=deepcopy(self.manifest), extra=list(self.extra))

    def listed(self) -> "Parts":
        """The list of contents made to fit what is there now."""
        self.manifest["files"] = [
            {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in sorted(self.members.items())
            if name not in ("manifest.json", "manifest.note")
        ]
        self.members["manifest.json"] = canonical(self.manifest)
        return self

    def signed(self) -> "Parts":
        digest = hashlib.sha256(self.members["manifest.json"]).hexdigest()
        self.members["manifest.note"] = self.signer.note("luutru-manifest/v1", self.signer.name, digest)
        return self

    def sealed(self) -> "Parts":
        return self.listed().signed()

    def packed(self) -> bytes:
        file = io.BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in [*self.members.items(), *self.extra]:
                info = ZipInfo(name, (2026, 11, 21, 12, 0, 0))
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, data)
        return file.getvalue()


def parts_of(book: Book) -> Parts:
    """The file its house would give away."""
    leaves, last = book.leaves, book.last or len(book.lines)
    inside = [head for head in book.heads if book.first - 1 <= head[1] <= last]
    later = [head for head in book.heads if head[1] > last and book.last]
    newest = max(later, key=lambda head: head[1], default=None)
    shown = sorted({*inside, *([newest] if newest else [])}, key=lambda head: (head[1], head[0]))
    notes = [book.heads[head] for head in shown]
    lines = book.lines[book.first - 1 : last]
    named = {line.said["d"].get("sha256") for line in lines if line.said["k"] == "receipt"}
    kept = {
        f"receipts/{name}": data for name, data in book.receipts.items() if hashlib.sha256(data).hexdigest() in named
    }
    members = {
        "DOC-TRUOC.txt": b"Doc truoc\n",
        "ledger.ndjson": b"".join(line.bytes for line in lines),
        "checkpoints.txt": b"\n".join(notes),
        "keys.json": keys_of(book),
        "register.csv": register(lines),
        "register.pdf": b"%PDF-1.7\n",
        **kept,
    }
    around: Mapping[str, Any] = {
        "app": "1.0.0",
        "after": {
            "proof": [one.hex() for one in consistency(leaves[: newest[1]], last)] if newest and last else [],
            "size": newest[1] if newest else last,
        },
        "before": {
            "hashes": [one.hex() for one in subtrees(leaves[: book.first - 1])],
            "leaf": leaves[book.first - 2].hex() if book.first > 1 else "0" * 64,
            "size": book.first - 1,
        },
        "counts": {},
        "format": "luutru/1",
        "house": {"code": HOUSE["code"]},
        "ledger": book.ledger,
        "made_at": "2027-01-31T12:00:00Z",
        "range": {
            "first": book.first,
            "from": None if book.first == 1 else "2026-11-21",
            "last": last,
            "to": "2026-11-30" if book.last else None,
        },
        "v": 1,
    }
    return Parts(members, dict(around), device(book.epochs, book.ledger)).sealed()


def keys_of(book: Book) -> bytes:
    epochs = [{"epoch": epoch, "vkey": device(epoch, book.ledger).text} for epoch in range(1, book.epochs + 1)]
    return canonical({"authority": [AUTHORITY.text], "device": epochs, "rotations": [], "v": 1})


def checkpoint(book: Book, head: tuple[int, int], signer: SigningKey | None = None) -> bytes:
    epoch, size = head
    origin = device(epoch, book.ledger).name
    return (signer or device(epoch, book.ledger)).note(origin, str(size), head_root(book, size))


def head_root(book: Book, size: int) -> str:
    return base64.b64encode(root(book.leaves[:size])).decode()


def receipt(
    *, ref: str, digest: str, received: str, head: str, verdict: str = "received", signer: SigningKey = AUTHORITY
) -> bytes:
    """`head` as `<origin> <size> <root>`; `digest` of the document, hex."""
    name, _, version = ref.rpartition(".")
    return signer.note(
        "stay-receipt/v1",
        "authority Công an xã Mẫu",
        f"declaration {name} version {version} kind new",
        f"body-sha256 {base64.b64encode(bytes.fromhex(digest)).decode()}",
        f"received {received}",
        "reference 2026/0012345",
        f"verdict {verdict}",
        f"ledger {head}",
    )


def register(lines: Iterable[Line]) -> bytes:
    """The view: one row a declaration, of its newest version."""
    rows: dict[str, tuple[str, dict[str, Any]]] = {}
    for line in lines:
        ref = line.said["ref"]
        if line.said["k"].startswith("stay.") and "guest" in (line.body or {}):
            rows[ref.rpartition(".")[0]] = ref, line.body or {}
        elif line.said["k"].startswith("stay."):
            rows.setdefault(ref.rpartition(".")[0], (ref, {}))
    text = "\ufeff" + ",".join(["Đầu bảng"] * _CELLS) + "\r\n"
    for number, (ref, body) in enumerate(rows.values(), 1):
        guest, stay = body.get("guest", {}), body.get("stay", {})
        at = stay.get("arrival", "")
        arrived = f"{at[11:16]} {at[8:10]}/{at[5:7]}/{at[:4]}" if at else ""
        paper = f'"{guest["doc_number"]}, cấp ngày 01/02/2022"' if guest else ""
        cells = ["1", str(number), guest.get("full_name", ""), "", "05/03/1990", "Việt Nam", paper, "", arrived, ""]
        text += ",".join([*cells, stay.get("room", ""), "", "", "", ref]) + "\r\n"
    return text.encode()

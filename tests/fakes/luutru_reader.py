"""Another reader of `.luutru` files, a few lines long: it recomputes everything from the bytes and shares no code."""

import base64
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def grown(edge: list[tuple[int, bytes]], leaf: bytes) -> list[tuple[int, bytes]]:
    height, right = 0, leaf
    while edge and edge[-1][0] == height:
        height, right = height + 1, node(edge[-1][1], right)
        edge = edge[:-1]
    return [*edge, (height, right)]


def root(edge: list[tuple[int, bytes]]) -> bytes:
    *lefts, (_, whole) = edge
    for _, left in reversed(lefts):
        whole = node(left, whole)
    return whole


class Luutru:
    """An export that was opened; every member is asserted to be what the manifest says."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            self.infos = archive.infolist()
            self.members = {one.filename: archive.read(one) for one in self.infos}
        assert len(self.members) == len(self.infos)
        self.manifest: dict[str, Any] = json.loads(self.members["manifest.json"])
        listed = [(one["name"], one["sha256"], one["size"]) for one in self.manifest["files"]]
        assert listed == sorted(
            (name, hashlib.sha256(data).hexdigest(), len(data))
            for name, data in self.members.items()
            if not name.startswith("manifest.")
        )
        self.keys: dict[str, Any] = json.loads(self.members["keys.json"])
        self.lines = self.members["ledger.ndjson"].splitlines(keepends=True)
        self.envelopes: list[dict[str, Any]] = [json.loads(line)["e"] for line in self.lines]
        self.notes = self.members["checkpoints.txt"].decode().split("\n\n")

    @property
    def sizes(self) -> list[int]:
        """Of the signed heads, with their epochs left aside."""
        return [int(text.split("\n")[1]) for text in self.notes[::2]]

    @property
    def receipts(self) -> dict[str, bytes]:
        return {name: data for name, data in self.members.items() if name.startswith("receipts/")}

    def roots(self) -> dict[int, bytes]:
        """By size, out of the chain that is checked on the way."""
        before = self.manifest["before"]
        heights = [bit for bit in range(60, -1, -1) if before["size"] >> bit & 1]
        edge = [(height, bytes.fromhex(one)) for height, one in zip(heights, before["hashes"], strict=True)]
        parent, found = before["leaf"], {before["size"]: root(edge)} if edge else {}
        for seq, line in enumerate(self.lines, self.manifest["range"]["first"]):
            start = line.index(b',"e":{') + 5
            envelope = line[start : line.rindex(b',"s":')]
            read, whole = json.loads(envelope), json.loads(line)
            assert (read["seq"], read["p"], whole["e"]) == (seq, parent, read)
            if whole["b"] is not None:
                body = line[line.index(b":") + 1 : start - 5]
                assert json.loads(body) == whole["b"]
                assert hashlib.sha256(bytes.fromhex(whole["s"]) + body).hexdigest() == read["c"]
            leaf = hashlib.sha256(b"\x00" + envelope).digest()
            parent, edge = leaf.hex(), grown(edge, leaf)
            found[seq] = root(edge)
        return found

    def check_signatures(self) -> None:
        """Of the manifest and of every head, each by the key of its epoch."""
        keys = {one["vkey"].split("+")[0]: one["vkey"].split("+", 2)[2] for one in self.keys["device"]}
        digest = hashlib.sha256(self.members["manifest.json"]).hexdigest()
        manifest = self.members["manifest.note"].decode().split("\n\n")
        assert manifest[0].split("\n")[::2] == ["luutru-manifest/v1", digest]
        assert manifest[0].split("\n")[1] == max(keys, key=lambda name: int(name.rpartition("/")[2]))
        texts, signed = self.notes[::2], self.notes[1::2]
        for text, line in [*zip(texts, signed, strict=True), (manifest[0], manifest[1])]:
            name, signature = line.removeprefix("— ").strip().split(" ")
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[name])[1:])
            key.verify(base64.b64decode(signature)[4:], text.encode() + b"\n")
            assert name in text.split("\n")[:2]

    def check_heads(self) -> None:
        """Every signed head that the entries reach is the root they make."""
        roots = self.roots()
        for text in self.notes[::2]:
            _, size, said = text.split("\n")[:3]
            if int(size) in roots:
                assert roots[int(size)] == base64.b64decode(said)
            else:
                assert int(size) == self.manifest["after"]["size"]

"""All checks of one file in their order. None of them stops another; only what can't be read at all ends the work."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from guestreg.verifier import anchors as outside
from guestreg.verifier import receipts as police
from guestreg.verifier.archive import Archive
from guestreg.verifier.manifest import (
    Checkpoint,
    Keys,
    NotCanonical,
    checkpoints,
    read_canonical,
    read_keys,
    read_manifest,
)
from guestreg.verifier.note import NOTE_BYTES, NotANote, read_note
from guestreg.verifier.report import CHECKS, Report, Unreadable
from guestreg.verifier.tree import is_consistent
from guestreg.verifier.view import VIEW, View
from guestreg.verifier.walk import LEDGER, Walk, Walked

_MOST_JSON = 12 * 1024 * 1024
_NEEDED = ("manifest.json", LEDGER, "keys.json")


def verify(path: Path, anchors: Iterable[outside.Outside] = ()) -> Report:
    """The report on one file; reads it and nothing else."""
    report = Report(path.name)
    try:
        with path.open("rb") as file:
            _Check(file, list(anchors), report).run()
    except Unreadable as why:
        report.cannot = why.code
    except OSError:
        report.cannot = "unreadable"
    return report


class _Check:
    def __init__(self, file: BinaryIO, anchors: list[outside.Outside], report: Report) -> None:
        self._report, self._anchors = report, anchors
        self._archive = Archive(file, report)
        if any(name not in self._archive.members for name in _NEEDED):
            raise Unreadable("needed")
        self._manifest = read_manifest(self._json("manifest.json"))
        self._keys: Keys = read_keys(self._json("keys.json"))
        report.ledger, report.range = self._manifest.ledger, self._manifest.range

    def run(self) -> None:
        manifest, report = self._manifest, self._report
        self._check_files()
        self._check_signature()
        heads = self._signed_heads()
        notes = [name for name in self._archive.members if name.startswith("receipts/")]
        kept = police.read_receipts((name, self._note(name)) for name in notes)
        said = [one.said for one in kept if one.said] + [one.said for one in self._anchors if one.said]
        sizes = {manifest.last, *(size for _, size in heads), *(one.size for one in self._anchors if one.size)}
        sizes |= {one.head.size for one in said if one.head}
        versions = {one.version for one in said if one.version}
        has_view = VIEW in self._archive.members
        view = View(self._archive.lines(VIEW) if has_view else None, report)
        walked = Walk(manifest, self._keys, (sizes, versions), view, report).run(self._archive.lines(LEDGER))
        self._check_roots(heads, walked)
        grown = self._check_growth(heads, walked)
        police.judge(kept, self._keys.authority, manifest, walked, report)
        outside.judge(self._anchors, manifest, walked, grown, report)
        undone = {"lateness", *([] if has_view else ["view"])}
        if all(one.ok is None for one in report.anchors):
            undone.add("anchor")
        report.done = CHECKS.keys() - undone

    def _json(self, name: str) -> Any:
        try:
            return read_canonical(self._archive.read(name, _MOST_JSON))
        except NotCanonical as read:
            self._report.add("json", name, "not_canonical")
            return read.value
        except ValueError:
            raise Unreadable("no_json") from None

    def _note(self, name: str) -> bytes:
        return self._archive.read(name, NOTE_BYTES) if self._archive.members[name].size <= NOTE_BYTES else b""

    def _check_files(self) -> None:
        named = set()
        for name, digest, size in self._manifest.files:
            named.add(name)
            member = self._archive.members.get(name)
            if member is None:
                self._report.add("file_hash", name, "file_absent", missing=True)
            elif self._archive.sha256(name) != digest or member.size != size:
                self._report.add("file_hash", name, "file_changed")
        for name in sorted(self._archive.members.keys() - named - {"manifest.json", "manifest.note"}):
            self._report.add("file_hash", name, "file_unnamed")

    def _check_signature(self) -> None:
        place = "manifest.note"
        if place not in self._archive.members:
            self._report.add("manifest", place, "file_absent", missing=True)
            return
        try:
            note = read_note(self._note(place))
        except NotANote:
            self._report.add("manifest", place, "note_form")
            return
        epoch = max(self._keys.device, default=0)
        origin = f"luutru/{self._manifest.ledger}/{epoch}"
        if note.lines != ["luutru-manifest/v1", origin, self._archive.sha256("manifest.json")]:
            self._report.add("manifest", place, "manifest_other")
        elif not (epoch and note.judged(self._keys.device[epoch][0])):
            self._report.add("manifest", place, "manifest_signer")

    def _signed_heads(self) -> dict[tuple[int, int], tuple[bytes, str]]:
        """Root and place by (epoch, size) of the checkpoints whose signature holds."""
        heads: dict[tuple[int, int], tuple[bytes, str]] = {}
        for epoch, (key, _) in self._keys.device.items():
            if key.name != f"luutru/{self._manifest.ledger}/{epoch}":
                self._report.add("key", "keys.json", "key_name")
        if "checkpoints.txt" not in self._archive.members:
            return heads
        for one in checkpoints(self._archive.lines("checkpoints.txt")):
            if self._is_signed(one) and one.head is not None:
                before = heads.setdefault((one.head.epoch, one.head.size), (one.head.root, one.place))
                if before[0] != one.head.root:
                    self._report.add("contradiction", one.place, "contradiction", one.head.size)
        return heads

    def _is_signed(self, one: Checkpoint) -> bool:
        if one.head is None or one.note is None:
            self._report.add("root", one.place, "note_form")
            return False
        known = self._keys.device.get(one.head.epoch) if one.head.ledger == self._manifest.ledger else None
        judged = one.note.judged(known[0]) if known else None
        if judged is None:
            self._report.add("key", one.place, "checkpoint_signer")
        elif not judged:
            self._report.add("root", one.place, "checkpoint_altered")
        return bool(judged)

    def _check_roots(self, heads: dict[tuple[int, int], tuple[bytes, str]], walked: Walked) -> None:
        contradicted = {one.seq for one in self._report.findings if one.kind == "contradiction"}
        for (epoch, size), (root, place) in sorted(heads.items()):
            if size in contradicted or walked.was_replaced(epoch, size):
                pass
            elif walked.roots.get(size, root) != root:
                self._report.add("root", place, "root", size)
            elif size > self._manifest.last and self._manifest.to_the_end:
                self._report.add("cut", place, "cut", self._manifest.last + 1)

    def _check_growth(self, heads: dict[tuple[int, int], tuple[bytes, str]], walked: Walked) -> bytes | None:
        """The root of the newest checkpoint when it grew out of the last entry."""
        manifest = self._manifest
        if manifest.newest == manifest.last:
            return None
        newest = [root for (_, size), (root, _) in heads.items() if size == manifest.newest]
        root = walked.roots.get(manifest.last)
        if not newest:
            self._report.add("consistency", "checkpoints.txt", "newest_absent")
        elif root is None or not is_consistent(manifest.last, root, manifest.newest, newest[-1], manifest.proof):
            self._report.add("consistency", "manifest.json", "not_grown")
        else:
            return newest[-1]
        return None

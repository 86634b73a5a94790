"""Files that want to hurt their reader: each gets its answer soon, in little memory, and is never called complete."""

import base64
import io
import random
import tracemalloc
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from guestreg.verifier import archive
from guestreg.verifier.anchors import typed
from guestreg.verifier.check import verify
from guestreg.verifier.report import Report
from tests.tamper import packing
from tests.tamper.books import whole
from tests.tamper.maker import Book, Parts, canonical, parts_of

MEGABYTE = 1024 * 1024


def judged(folder: Path, data: bytes, anchor: str = "") -> Report:
    file = folder / "so.luutru"
    file.write_bytes(data)
    return verify(file, [typed(anchor)] if anchor else [])


def with_ledger(book: Book, ledger: bytes) -> bytes:
    """As its house would sign it."""
    parts = parts_of(book)
    parts.members["ledger.ndjson"] = ledger
    return parts.sealed().packed()


@pytest.mark.parametrize("trick", packing.TRICKS)
def test_a_trick_with_the_packing_is_found(tmp_path: Path, trick: packing.Tricking) -> None:
    kind, place, verdict, data = trick(parts_of(whole(1)), random.Random(7))
    report = judged(tmp_path, data)
    assert report.first_bad is not None
    assert (report.verdict, report.first_bad.kind, report.first_bad.place) == (verdict, kind, place)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6", b"PK\5\6" + bytes(18), b"%PDF-1.7", bytes(70_000)])
def test_what_is_no_bundle_cannot_be_judged(tmp_path: Path, data: bytes) -> None:
    assert judged(tmp_path, data).verdict == "cannot_tell"


def test_a_bomb_is_left_unopened(tmp_path: Path) -> None:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("ledger.ndjson", bytes(20 * MEGABYTE))
    tracemalloc.start()
    report = judged(tmp_path, file.getvalue())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (report.cannot, peak < MEGABYTE) == ("too_big", True)


def test_a_member_that_swells_past_its_size_is_cut_off(tmp_path: Path) -> None:
    """The directory says one byte, both headers agree, and the stream goes on for megabytes."""
    parts = parts_of(whole(1))
    parts.members["register.pdf"] = bytes(4 * MEGABYTE)
    data = bytearray(parts.sealed().packed())
    for at, field in ((data.index(b"register.pdf"), 30 - 22), (data.rindex(b"register.pdf"), 46 - 24)):
        data[at - field : at - field + 4] = (1).to_bytes(4, "little")
    report = judged(tmp_path, bytes(data))
    assert ("zip", "register.pdf") in {(one.kind, one.place) for one in report.findings}


def test_a_file_larger_than_allowed_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = parts_of(whole(1)).packed()
    monkeypatch.setattr(archive, "MOST_BYTES", len(data))
    assert judged(tmp_path, data).verdict == "unchanged"
    monkeypatch.setattr(archive, "MOST_BYTES", len(data) - 1)
    assert judged(tmp_path, data).cannot == "too_big"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (b'{"b":"' + b"x" * 70_000 + b'"}\n', "too long"),
        (b"[" * 60_000 + b"\n", "too deep"),
        (b'{"b":' + b"[" * 60_000 + b"\n", "too deep inside"),
        (b"\xff\xfe\n", "no text"),
        (b"\n", "nothing"),
        (b"{}\n", "no entry"),
    ],
)
def test_a_line_nobody_can_read_is_one_finding_and_no_end(tmp_path: Path, line: bytes, place: str) -> None:
    lines = [one.bytes for one in whole(1).lines]
    report = judged(tmp_path, with_ledger(whole(1), b"".join([*lines[:4], line, *lines[5:]])))
    assert report.first_bad is not None
    assert (report.verdict, report.first_bad.kind, report.first_bad.seq) == ("changed", "json", 5), place
    assert report.counts["present"] == len(lines) - 1


def test_what_is_written_in_another_way_is_no_evidence(tmp_path: Path) -> None:
    lines = [one.bytes for one in whole(1).lines]
    text = lines[4].decode()
    for other in (
        text.replace('"ep":1', '"ep": 1'),
        text.replace('"ep":1', '"ep":1.0'),
        text.replace('"ep":1', '"ep":1,"ep":1'),
        text.replace('"ep":1', '"ep":99999999999999999999'),
        text.replace('"ep":1', '"ep":NaN'),
        text.replace('"v":1', '"v":1,"w":1'),
        text[:-1] + " \n",
    ):
        assert other != text
        data = with_ledger(whole(1), b"".join([*lines[:4], other.encode(), *lines[5:]]))
        first = judged(tmp_path, data).first_bad
        assert first is not None
        assert (first.kind, first.seq) == ("json", 5), other


def test_the_last_line_must_end(tmp_path: Path) -> None:
    ledger = b"".join(one.bytes for one in whole(1).lines)
    first = judged(tmp_path, with_ledger(whole(1), ledger[:-1])).first_bad
    assert first is not None
    assert (first.kind, first.seq) == ("json", len(whole(1).lines))


def changed(parts: Parts, name: str, value: object) -> bytes:
    parts.members[name] = value if isinstance(value, bytes) else canonical(value)
    return parts.packed()


@pytest.mark.parametrize("name", ["manifest.json", "keys.json"])
@pytest.mark.parametrize("value", [b"", b"{", b"\xff", b"[" * 100_000, [], {}, {"format": "luutru/1", "v": 1}, 5])
def test_lists_of_another_form_cannot_be_judged(tmp_path: Path, name: str, value: object) -> None:
    assert judged(tmp_path, changed(parts_of(whole(1)), name, value)).verdict == "cannot_tell"


def test_a_newer_format_is_said_to_be_one(tmp_path: Path) -> None:
    parts = parts_of(whole(1))
    parts.manifest["format"] = "luutru/2"
    assert judged(tmp_path, parts.sealed().packed()).cannot == "version"


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_bytes_changed_at_random_end_in_a_verdict_and_never_in_complete(tmp_path: Path) -> None:
    """With the anchor that fits; of the packing, times and attributes say nothing and may be anything."""
    book, dice = whole(1), random.Random(5)
    clean = parts_of(book).packed()
    size = max(size for _, size in book.heads)
    root = base64.b64decode(book.heads[1, size].decode().split("\n")[2]).hex()[:16]
    anchor = f"{size}:{root}"
    assert judged(tmp_path, clean, anchor).verdict == "complete"
    for _ in range(150):
        data = bytearray(clean)
        for _ in range(dice.randrange(1, 4)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        if dice.random() < 0.2:
            del data[dice.randrange(len(data)) :]
        verdict = judged(tmp_path, bytes(data), anchor).verdict
        assert verdict in ("changed", "cannot_tell", "parts_missing") or members(bytes(data)) == members(clean)

"""The archive of an export: what every reader of such files relies on, whatever stands in it."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from guestreg.bundle.luutru import LuutruWriter, ledger_line
from guestreg.domain.canonical import canonical
from guestreg.domain.ledger import Entry
from guestreg.ports.bundling import Bundle
from tests.fakes.luutru_reader import Luutru

HEADS = ("Quyển", "STT")


@contextmanager
def plain_file(target: Path) -> Iterator[BinaryIO]:
    with target.open("w+b") as file:
        yield file


WRITER = LuutruWriter(plain_file, (("DOC-TRUOC.txt", b"doc"), ("schema/a.json", b"{}")), HEADS)


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    paper = tmp_path / "register.pdf"
    paper.write_bytes(b"%PDF-")
    return Bundle(
        manifest={"made_at": "2026-11-21T18:00:00.000Z", "range": {"first": 1}},
        entries=[Entry(1, b'{"a":1}', ""), Entry(2, b'{"a":2}', "", b"\1\2", b'{"b":"\xc3\xa9"}')],
        checkpoints=[b"one\n\nsigned\n", b"two\n\nsigned\n"],
        receipts=[("x.1.1.note", b"as it came\r\n")],
        keys={"v": 1},
        rows=[("1", "=2")],
        register=paper,
        sign=lambda text: f"{text}\nsigned\n".encode(),
        origin="origin",
    )


@pytest.fixture
def opened(bundle: Bundle, tmp_path: Path) -> Luutru:
    WRITER.write(bundle, tmp_path / "a.luutru")
    return Luutru(tmp_path / "a.luutru")


def test_its_members_are_the_known_ones_each_once(opened: Luutru) -> None:
    assert sorted(opened.members) == [
        *("DOC-TRUOC.txt", "checkpoints.txt", "keys.json", "ledger.ndjson", "manifest.json", "manifest.note"),
        *("receipts/x.1.1.note", "register.csv", "register.pdf", "register.xlsx", "schema/a.json"),
    ]


def test_nothing_in_the_archive_hides_and_every_size_stands_before_its_bytes(opened: Luutru, tmp_path: Path) -> None:
    whole = (tmp_path / "a.luutru").read_bytes()
    assert whole.endswith(b"\0\0")
    assert whole[-22:-18] == b"PK\5\6"
    at = 0
    for info in sorted(opened.infos, key=lambda info: info.header_offset):
        assert (info.header_offset, info.extra, info.comment, info.flag_bits & ~0x0806) == (at, b"", b"", 0)
        assert info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        at += 30 + len(info.filename.encode()) + info.compress_size
    assert {info.date_time for info in opened.infos} == {(2026, 11, 22, 1, 0, 0)}


def test_stored_bytes_stand_in_their_lines_as_they_are(opened: Luutru) -> None:
    assert opened.members["ledger.ndjson"] == (
        b'{"b":null,"e":{"a":1},"s":null}\n{"b":{"b":"\xc3\xa9"},"e":{"a":2},"s":"0102"}\n'
    )


def test_a_line_of_canonical_parts_is_canonical() -> None:
    entry = Entry(1, canonical({"seq": 1, "a": "é"}), "", bytes(16), canonical({"z": [1], "a": None}))
    line = ledger_line(entry)
    assert line == canonical({"b": {"z": [1], "a": None}, "e": {"seq": 1, "a": "é"}, "s": "00" * 16}) + b"\n"


def test_notes_are_parted_by_an_empty_line_and_receipts_are_as_they_came(opened: Luutru) -> None:
    assert opened.members["checkpoints.txt"] == b"one\n\nsigned\n\ntwo\n\nsigned\n"
    assert opened.receipts == {"receipts/x.1.1.note": b"as it came\r\n"}


def test_the_manifest_is_canonical_and_its_hash_is_signed(opened: Luutru) -> None:
    assert opened.members["manifest.json"] == canonical(opened.manifest)
    assert (opened.manifest["format"], opened.manifest["v"], opened.manifest["range"]) == ("luutru/1", 1, {"first": 1})
    note = opened.members["manifest.note"].decode().split("\n")
    assert (note[0], note[1], len(note[2])) == ("luutru-manifest/v1", "origin", 64)


def test_views_have_their_heads_and_harmless_cells(opened: Luutru) -> None:
    assert opened.members["register.csv"].decode("utf-8-sig").splitlines() == ["Quyển,STT", "1,'=2"]
    assert opened.members["register.pdf"] == b"%PDF-"
    assert zipfile.is_zipfile(io.BytesIO(opened.members["register.xlsx"]))


def test_the_same_ledger_gives_the_same_bytes(bundle: Bundle, tmp_path: Path) -> None:
    for name in ("a", "b"):
        WRITER.write(replace(bundle), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_many_entries_take_no_more_memory_than_few(bundle: Bundle, tmp_path: Path) -> None:
    def peak(entries: int) -> int:
        many = (Entry(seq, b'{"seq":%d}' % seq, "", bytes(16), b'{"a":"%s"}' % (b"x" * 500)) for seq in range(entries))
        tracemalloc.start()
        WRITER.write(replace(bundle, entries=many), tmp_path / "many.luutru")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4_000) < 1.5 * peak(400)

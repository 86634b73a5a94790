"""What who holds the house's keys can still not hide: each thing that doesn't agree, by its class and its text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from guestreg.verifier import report as reports
from guestreg.verifier.check import verify
from guestreg.verifier.report import Report
from tests.tamper.books import part, restored, verdicts, whole
from tests.tamper.maker import STRANGER, Book, Parts, canonical, parts_of
from tests.tamper.notes import SigningKey


def judged(folder: Path, parts: Parts) -> Report:
    """Signed by the house whatever it is."""
    file = folder / "so.luutru"
    file.write_bytes(parts.sealed().packed())
    return verify(file)


def written_anew(book: Book) -> Parts:
    """Links and heads made to fit; receipts are the authority's and stay."""
    for line in book.lines:
        line.commit()
    book.link()
    book.sign_again()
    return parts_of(book)


def saved(book: Book) -> int:
    return next(at for at, line in enumerate(book.lines) if line.said["k"] == "stay.saved")


def other_document() -> Parts:
    book = whole(1)
    body = book.lines[saved(book)].body
    assert body is not None
    body["guest"]["full_name"] = "Người Khác"
    return written_anew(book)


def receipts_backwards() -> Parts:
    parts = parts_of(verdicts(1))
    first, _, last = sorted(name for name in parts.members if name.startswith("receipts/"))[:3]
    parts.members[first], parts.members[last] = parts.members[last], parts.members[first]
    return parts


def receipt_unknown_to_the_ledger() -> Parts:
    book = whole(1)
    at = next(at for at, line in enumerate(book.lines) if line.said["k"] == "receipt")
    kept = parts_of(book).members
    book.lines[at].said |= {"k": "note", "d": {}}
    parts = written_anew(book)
    parts.members |= {name: data for name, data in kept.items() if name.startswith("receipts/")}
    return parts


def newest_head_left_out() -> Parts:
    parts = parts_of(part(2))
    notes = parts.members["checkpoints.txt"].decode().split("\n\nluutru/")
    parts.members["checkpoints.txt"] = ("\n\nluutru/".join(notes[:-1]) + "\n").encode()
    return parts


def proof_spoilt() -> Parts:
    parts = parts_of(part(2))
    parts.manifest["after"]["proof"][0] = "00" * 32
    return parts


def end_left_out() -> Parts:
    """The heads tell of more entries."""
    book = whole(1)
    heads = dict(book.heads)
    del book.lines[-3:]
    parts = parts_of(book)
    parts.members["checkpoints.txt"] = b"\n".join(note for _, note in sorted(heads.items(), key=lambda one: one[0][1]))
    return parts


def keys_of_another_ledger() -> Parts:
    parts = parts_of(whole(1))
    other = SigningKey("luutru/another/1", STRANGER).text
    parts.members["keys.json"] = canonical({"authority": [], "device": [{"epoch": 1, "vkey": other}], "v": 1})
    return parts


def keys_unlike_the_ledger() -> Parts:
    book = whole(1)
    parts = parts_of(book)
    other = SigningKey(f"luutru/{book.ledger}/1", STRANGER)
    parts.members["keys.json"] = canonical({"authority": [], "device": [{"epoch": 1, "vkey": other.text}], "v": 1})
    parts.signer = other
    return parts


def epoch_from_nowhere() -> Parts:
    book = restored(1)
    at = next(at for at, line in enumerate(book.lines) if line.said["k"] == "restored")
    book.lines[at].said |= {"k": "note", "d": {}}
    return written_anew(book)


def begun_by_another_kind() -> Parts:
    book = whole(1)
    book.lines[0].said["k"] = "note"
    return written_anew(book)


def move_backwards() -> Parts:
    book = whole(1)
    at = next(at for at, line in enumerate(book.lines) if line.said["k"] == "state")
    book.lines[at].said["d"] |= {"from": "confirmed", "to": "waiting"}
    return written_anew(book)


def move_of_a_version_never_saved() -> Parts:
    book = whole(1)
    at = next(at for at, line in enumerate(book.lines) if line.said["k"] == "state")
    book.lines[at].said["ref"] = "01936f2e-7b7c-7c3a-9d11-00000000ffff.1"
    return written_anew(book)


def body_nobody_committed_to() -> Parts:
    book = whole(1)
    parts = parts_of(book)
    line = book.lines[0].bytes
    ledger = parts.members["ledger.ndjson"]
    parts.members["ledger.ndjson"] = ledger.replace(line, line.replace(b'{"b":null', b'{"b":{}'))
    return parts


def view_of_no_text() -> Parts:
    parts = parts_of(whole(1))
    parts.members["register.csv"] = b"\xff\xfe"
    return parts


def heads_of_no_form() -> Parts:
    parts = parts_of(whole(1))
    parts.members["checkpoints.txt"] = b"luutru\n\nno signature\n\n" + parts.members["checkpoints.txt"]
    return parts


MADE: list[tuple[Callable[[], Parts], str, str]] = [
    (other_document, "receipt", "receipt_body"),
    (receipts_backwards, "receipt", "receipt_backwards"),
    (receipt_unknown_to_the_ledger, "receipt", "receipt_unknown"),
    (newest_head_left_out, "consistency", "newest_absent"),
    (proof_spoilt, "consistency", "not_grown"),
    (end_left_out, "cut", "cut"),
    (keys_of_another_ledger, "key", "key_name"),
    (keys_unlike_the_ledger, "key", "epoch_key"),
    (epoch_from_nowhere, "key", "epoch"),
    (begun_by_another_kind, "key", "epoch_key"),
    (move_backwards, "move", "move"),
    (move_of_a_version_never_saved, "move", "move"),
    (body_nobody_committed_to, "commitment", "body_without_commitment"),
    (view_of_no_text, "view", "view_form"),
    (heads_of_no_form, "root", "note_form"),
]


@pytest.mark.parametrize(("make", "kind", "text"), MADE, ids=[one[0].__name__ for one in MADE])
def test_what_does_not_agree_is_found(tmp_path: Path, make: Callable[[], Parts], kind: str, text: str) -> None:
    report = judged(tmp_path, make())
    assert report.verdict == "changed"
    assert (kind, text) in {(one.kind, one.text) for one in report.findings}


def test_a_receipt_that_is_not_there_is_missing(tmp_path: Path) -> None:
    parts = parts_of(whole(1))
    name = max(one for one in parts.members if one.startswith("receipts/"))
    del parts.members[name]
    report = judged(tmp_path, parts)
    assert report.first_bad is not None
    assert (report.verdict, report.first_bad.text) == ("parts_missing", "receipt_absent")
    assert [one["ok"] for one in report.as_data()["checks"] if one["name"] == "receipt"] == [True]


def test_a_receipt_of_an_authority_believed_no_longer_is_neither_good_nor_bad(tmp_path: Path) -> None:
    parts = parts_of(whole(1))
    keys = json.loads(parts.members["keys.json"])
    parts.members["keys.json"] = canonical(keys | {"authority": []})
    report = judged(tmp_path, parts)
    assert (report.verdict, {one.text for one in report.findings}) == ("parts_missing", {"receipt_no_key"})


def test_a_list_of_contents_in_another_form_is_a_finding(tmp_path: Path) -> None:
    parts = parts_of(whole(1))
    parts.members["manifest.json"] = parts.members["manifest.json"].replace(b'"v":1', b'"v": 1')
    file = tmp_path / "so.luutru"
    file.write_bytes(parts.signed().packed())
    assert [(one.kind, one.place) for one in verify(file).findings] == [("json", "manifest.json")]


def test_a_note_of_another_list_does_not_count(tmp_path: Path) -> None:
    parts, other = parts_of(whole(1)), parts_of(whole(2))
    file = tmp_path / "so.luutru"
    for note, text in ((other.members["manifest.note"], "manifest_other"), (b"no note", "note_form")):
        parts.members["manifest.note"] = note
        file.write_bytes(parts.packed())
        assert [one.text for one in verify(file).findings] == [text]
    del parts.members["manifest.note"]
    file.write_bytes(parts.packed())
    assert verify(file).verdict == "parts_missing"


def test_more_findings_than_can_be_listed_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = whole(1)
    for line in book.lines:
        line.said["mono"] += 1
    parts = parts_of(book)
    every = judged(tmp_path, parts)
    monkeypatch.setattr(reports, "MOST_LISTED", 3)
    some = judged(tmp_path, parts)
    assert (len(some.findings), some.unlisted) == (3, len(every.findings) - 3)
    assert (some.verdict, some.first_bad) == ("changed", every.first_bad)

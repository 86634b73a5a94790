"""Only a head from outside makes a ledger complete; it counts what came after it and says what it can't say."""

import base64
import json
from pathlib import Path

import pytest

from guestreg.verifier.__main__ import main
from guestreg.verifier.anchors import held, typed
from guestreg.verifier.check import verify
from guestreg.verifier.report import Report
from tests.tamper.books import empty, part, restored, whole
from tests.tamper.maker import AUTHORITY, Book, parts_of, receipt
from tests.tamper.writer import Writer


def code(book: Book, head: tuple[int, int]) -> str:
    root = base64.b64decode(book.heads[head].decode().split("\n")[2]).hex()[:16].upper()
    return f"{head[1]}:{'-'.join(root[at : at + 4] for at in range(0, 16, 4))}"


def with_anchor(folder: Path, book: Book, text: str) -> Report:
    file = folder / "so.luutru"
    file.write_bytes(parts_of(book).packed())
    return verify(file, [typed(text)])


def with_held(folder: Path, book: Book, **notes: bytes) -> Report:
    file, police = folder / "so.luutru", folder / "police"
    police.mkdir(exist_ok=True)
    file.write_bytes(parts_of(book).packed())
    for name, data in notes.items():
        (police / name).write_bytes(data)
    return verify(file, held(police))


def test_the_newest_head_makes_it_complete(tmp_path: Path) -> None:
    book = whole(1)
    report = with_anchor(tmp_path, book, code(book, max(book.heads)))
    assert (report.verdict, report.exit) == ("complete", 0)
    assert report.uncovered == {"entries": 0, "hours": 0}


def test_what_came_after_the_head_is_counted_with_its_hours(tmp_path: Path) -> None:
    book = whole(1)
    head = min(book.heads)
    report = with_anchor(tmp_path, book, code(book, head).lower().replace("-", ""))
    assert report.verdict == "complete"
    assert report.uncovered is not None
    assert report.uncovered["entries"] == len(book.lines) - head[1]
    assert report.uncovered["hours"] > 0


def test_another_root_is_a_change(tmp_path: Path) -> None:
    book = whole(1)
    report = with_anchor(tmp_path, book, f"{len(book.lines)}:0000-0000-0000-0000")
    assert report.verdict == "changed"
    assert report.first_bad is not None
    assert (report.first_bad.kind, report.first_bad.seq) == ("anchor", len(book.lines))


def test_a_part_is_covered_by_the_head_that_came_after_it(tmp_path: Path) -> None:
    book = part(2)
    newest = max(book.heads)
    assert newest[1] > book.last
    assert with_anchor(tmp_path, book, code(book, newest)).verdict == "complete"
    forged = f"{newest[1]}:0000-0000-0000-0000"
    assert with_anchor(tmp_path, book, forged).verdict == "changed"


@pytest.mark.parametrize("size", ["before", "between", "later"])
def test_a_head_the_part_cannot_speak_of_proves_nothing(tmp_path: Path, size: str) -> None:
    book = part(2)
    newest = max(size for _, size in book.heads)
    sizes = {"before": max(1, book.first - 2), "between": book.last + 1, "later": newest + 9}
    assert book.last + 1 < newest
    report = with_anchor(tmp_path, book, f"{sizes[size]}:0000-0000-0000-0000")
    assert (report.verdict, report.anchors[0].ok) == ("unchanged", None)


def test_an_empty_month_is_complete_by_a_head_around_it(tmp_path: Path) -> None:
    book = empty(1)
    assert with_anchor(tmp_path, book, code(book, max(book.heads))).verdict == "complete"


def test_a_head_before_a_restore_is_no_forgery_and_no_proof(tmp_path: Path) -> None:
    book = restored(1)
    report = with_anchor(tmp_path, book, f"{len(book.lines)}:0000-0000-0000-0000")
    assert (report.verdict, report.anchors[0].text) == ("unchanged", "anchor_restored")


def test_what_the_police_hold_counts_whatever_it_is_called(tmp_path: Path) -> None:
    book = whole(1)
    note = book.receipts[max(book.receipts)]
    assert with_held(tmp_path, book, a=note).verdict == "complete"
    assert with_held(tmp_path, book, a=b"a letter", b=book.heads[max(book.heads)]).verdict == "complete"


def test_a_head_of_another_house_proves_nothing(tmp_path: Path) -> None:
    other = Writer(3, "01936f2e-0a00-7000-8000-00000000ffff")
    other.stay()
    report = with_held(tmp_path, whole(1), a=next(iter(other.book.heads.values())), b=b"x", c=b"stay-receipt/v1\n\n")
    assert report.verdict == "unchanged"
    assert [one.ok for one in report.anchors] == [None, None, None]


def test_a_held_receipt_tells_of_entries_that_were_cut(tmp_path: Path) -> None:
    book = whole(1)
    note = book.receipts[max(book.receipts)]
    size = int(note.decode().split("\n")[7].split(" ")[2])
    del book.lines[size - 1 :]
    book.receipts.clear()
    book.heads = {head: one for head, one in book.heads.items() if head[1] < size}
    report = with_held(tmp_path, book, a=note)
    assert report.first_bad is not None
    assert (report.verdict, report.first_bad.kind, report.first_bad.seq) == ("changed", "cut", size)


def test_a_held_receipt_of_other_content_is_a_change(tmp_path: Path) -> None:
    """The house wrote its ledger anew and signed it; the receipt the police hold is of the document as it was."""
    book = whole(1)
    name = sorted(book.receipts)[-1]
    ref = name.removesuffix(".1.note")
    head = f"luutru/{book.ledger}/1 1 {book.heads[min(book.heads)].decode().split(chr(10))[2]}"
    held_note = receipt(ref=ref, digest="ab" * 32, received="2026-11-21T10:00:00Z", head=head.replace(" 1 ", " 999 "))
    report = with_held(tmp_path, book, a=held_note)
    assert "anchor" in {one.kind for one in report.findings}


def test_a_countersigned_head_is_one_too(tmp_path: Path) -> None:
    book = whole(1)
    origin, size, root = book.heads[max(book.heads)].decode().split("\n")[:3]
    lines = "stay-checkpoint/v1", "authority Mẫu", f"ledger {origin} {size} {root}", "received 2026-12-01T10:00:00Z"
    assert with_held(tmp_path, book, a=AUTHORITY.note(*lines)).verdict == "complete"


@pytest.mark.parametrize("text", ["5", "0:0FAC2D1C7FB52207", "5:0FAC", "5:0FAC2D1C7FB5220G", "5:0FAC2D1C7FB522071"])
def test_a_page_code_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="SIZE:CODE"):
        typed(text)


def test_the_command_gives_the_exit_of_the_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, file = whole(1), tmp_path / "so.luutru"
    file.write_bytes(parts_of(book).packed())
    before = sorted(tmp_path.iterdir()), file.read_bytes(), file.stat().st_mtime_ns
    anchor = code(book, max(book.heads))
    assert main([str(file)]) == 1
    assert main([str(file), "--anchor", anchor, "--lang", "vi"]) == 0
    assert main([str(file), "--anchor", f"{len(book.lines)}:{'0' * 16}", "--lang", "en"]) == 2
    assert main([str(tmp_path / "none.luutru")]) == 3
    assert (sorted(tmp_path.iterdir()), file.read_bytes(), file.stat().st_mtime_ns) == before
    shown = capsys.readouterr().out
    assert "UNCHANGED" in shown
    assert "CHANGED.\nFirst bad place: entry" in shown


def test_wrong_usage_is_no_verdict_on_a_ledger(tmp_path: Path) -> None:
    for arguments in ([], ["x", "--anchor", "5"], ["x", "--receipts", str(tmp_path / "none")]):
        with pytest.raises(SystemExit) as gone:
            main(arguments)
        assert gone.value.code == 3


def test_the_report_holds_what_is_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, file = whole(1), tmp_path / "so.luutru"
    book.lines[3].body = None
    file.write_bytes(parts_of(book).packed())
    status = main([str(file), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["exit"] == status == 2
    assert report["first_bad"] == {"seq": 4, "class": "erasure", "place": "ledger.ndjson"}
    assert report.keys() >= {"verdict", "file", "ledger", "range", "findings", "counts", "anchors", "uncovered"}
    checks = {one["name"]: one["ok"] for one in report["checks"]}
    assert (checks["commitment"], checks["chain"], checks["anchor"]) == (False, True, None)

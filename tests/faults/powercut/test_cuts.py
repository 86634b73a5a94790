"""The judge of the cuts finds every wrong it looks for, in records tampered with, and none in the true one."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.kill_program import document_number
from tests.faults.powercut import recording
from tests.faults.powercut.cuts import Account, Cuts
from tests.faults.powercut.recording import Record
from tests.faults.powercut.strace import Event, FolderMade, Left, Made, Said, Synced, Written

BOOK = "".join(f"\\x{letter:02x}" for letter in b".db") + ">"
PDF = b"%PDF" * 400
_PAPER = (FolderMade("paper"), Synced("."), Made("paper/register"), Synced("paper"))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One guest taken into the first release's ledger."""
    folder = tmp_path_factory.mktemp("powercut") / "older"
    recording.record_older_ledger(folder)
    return folder


@pytest.fixture(scope="module")
def record(recorded: Path) -> Record:
    return recording.load(recorded)


def found(record: Record, folder: Path) -> Account:
    """The power is cut twice after each of the last events, from a little before the guest's answer on."""
    answered = max(place for place, event in enumerate(record.events) if isinstance(event, Said))
    account = Account(next_event=min(answered, len(record.events) - 30) - 5)
    for _ in Cuts(record, folder, account).run(2):
        pass
    assert account.states >= 20
    return account


def _without_syncs(record: Record, path: str) -> Record:
    kept = (one for one in record.events if not (isinstance(one, Synced) and one.path.endswith(path)))
    return replace(record, events=tuple(kept))


def _then(record: Record, *events: Event) -> Record:
    return replace(record, events=(*record.events, *events))


def _never_sync_the_log(record: Record) -> Record:
    return _without_syncs(record, ".db-wal")


def _never_sync_the_folder(record: Record) -> Record:
    return _without_syncs(record, "/ledgers")


def _spoil_the_book(record: Record) -> Record:
    book = next(event.path for event in record.events if isinstance(event, Written) and event.path.endswith(".db"))
    return _then(record, Written(book, 8_192, bytes(4_096)), Synced(book))


def _leave_without_a_mark(record: Record) -> Record:
    return _then(record, Left(f'{{"number": "{document_number(1)}"}}'.encode()), *_PAPER)


def _tear_a_paper(record: Record) -> Record:
    return _then(record, *_PAPER, *(Written("paper/register", 0, PDF) for _ in range(5)))


def _forget_a_paper(record: Record) -> Record:
    return _then(record, *_PAPER, Written("paper/register", 0, PDF), Said(b'{"schema": "guestreg.print/1"}\n'))


@pytest.mark.timeout(120)
def test_the_true_record_has_nothing_wrong(record: Record, tmp_path: Path) -> None:
    assert found(record, tmp_path).findings == []


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("tamper", "wrong"),
    [
        (_never_sync_the_log, "lost"),
        (_never_sync_the_folder, "lost"),
        (_spoil_the_book, "corrupt"),
        (_leave_without_a_mark, "unmarked"),
        (_tear_a_paper, "torn_papers"),
        (_forget_a_paper, "lost"),
    ],
)
def test_every_wrong_is_found(record: Record, tmp_path: Path, tamper: Callable[[Record], Record], wrong: str) -> None:
    account = found(tamper(record), tmp_path)
    assert getattr(account, wrong) > 0
    assert any(finding.startswith(wrong) for finding in account.findings)


def test_a_record_with_a_hole_is_no_record(recorded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "older"
    shutil.copytree(recorded, folder)
    trace = max(folder.glob("*.trace"))
    calls = trace.read_text("utf-8").splitlines(keepends=True)
    del calls[max(place for place, call in enumerate(calls) if "pwrite64(" in call and BOOK in call)]
    trace.write_text("".join(calls), "utf-8")
    with pytest.raises(AssertionError, match="a hole"):
        recording.load(folder)

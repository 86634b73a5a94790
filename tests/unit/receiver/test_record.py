"""The record file: durable settings, all or nothing, several processes' worth of connections."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest

from guestreg.receiver.kbtt.record import Document, Record

AT = datetime.fromisoformat("2026-11-21 18:00:00")


def add(record: Record, number: str) -> None:
    record.add_stay(Document(5, 8, number), AT, AT, AT, "0" * 64, {"hoTen": "Lò"})


def numbers(record: Record) -> list[str]:
    return [stay.document.number for stay in record.stays()]


def test_what_one_connection_committed_another_reads(record: Record, tmp_path: Path) -> None:
    add(record, "1")
    second = Record(tmp_path / "police.db")
    add(second, "2")
    second.close()

    assert numbers(record) == ["1", "2"]


def fail_after_adding(record: Record) -> None:
    with record.transaction():
        add(record, "1")
        raise ZeroDivisionError


def test_an_error_undoes_the_whole_transaction(record: Record) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_adding(record)

    assert numbers(record) == []
    add(record, "2")
    assert numbers(record) == ["2"]


def test_a_second_writer_waits_for_the_first(record: Record, tmp_path: Path) -> None:
    writer, reader = Record(tmp_path / "police.db"), Record(tmp_path / "police.db")
    waiting = threading.Thread(target=add, args=(writer, "2"))
    with record.transaction():
        waiting.start()
        add(record, "1")
        seen_from_outside = numbers(reader)
    waiting.join()

    assert seen_from_outside == []
    assert numbers(record) == ["1", "2"]
    writer.close()
    reader.close()

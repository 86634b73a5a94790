"""The lists fetched last, on disk: whole and readable, or as if there were none."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guestreg.domain.code_list import CodeRow, FreshList, ListName
from guestreg.platform.code_list_file import keep_lists, load_lists, load_tried_at

AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
LISTS = {
    ListName.REASONS: FreshList(AT, (CodeRow("1", "Du lịch"),), (CodeRow("20", "Khác"),)),
    ListName.COMMUNES: FreshList(AT, (CodeRow("302903203", "Xã Na Son", "Na Son", "302"),)),
}


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogues" / "x.json"
    keep_lists(path, LISTS, AT + timedelta(hours=3))
    assert load_lists(path) == LISTS
    assert load_tried_at(path) == AT + timedelta(hours=3)
    assert [one.name for one in path.parent.iterdir()] == ["x.json"]


def test_none_is_none(tmp_path: Path) -> None:
    assert load_lists(tmp_path / "nothing.json") == {}
    assert load_tried_at(tmp_path / "nothing.json") is None


def test_a_file_of_an_older_program_is_read(tmp_path: Path) -> None:
    old = {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": [["1", "Du lịch", None, None]]}
    (tmp_path / "x.json").write_text(json.dumps({"format": 1, "lists": {"reasons": old}}), encoding="utf-8")
    assert load_lists(tmp_path / "x.json") == {ListName.REASONS: FreshList(AT, (CodeRow("1", "Du lịch"),))}
    assert load_tried_at(tmp_path / "x.json") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"format": 2, "lists": {}}',
        b'{"format": 1}',
        b'{"format": 1, "lists": {"planets": {}}}',
        *[
            json.dumps({"format": 1, "lists": {"reasons": one}}).encode()
            for one in (
                {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": []},
                {"fetched_at": "2026-11-22T01:00:00", "rows": [["1", "x", None, None]]},
                {"fetched_at": "soon", "rows": [["1", "x", None, None]]},
                {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": [["one", "x", None, None]]},
                {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": [["1", "", None, None]]},
                {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": [[1, "x", None, None]]},
                {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": [["1", "x", None, None, None]]},
                {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": 7},
                {"fetched_at": "2026-11-22T01:00:00+00:00", "rows": [["1", "x", None, None]], "gone": [["1", ""]]},
            )
        ],
        b"\xff\xfe",
    ],
)
def test_what_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert load_lists(tmp_path / "x.json") == {}
    assert load_tried_at(tmp_path / "x.json") is None


def test_a_try_at_no_known_moment_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"tried_at": "2026-11-22T01:00:00"}', encoding="utf-8")
    assert load_tried_at(tmp_path / "x.json") is None

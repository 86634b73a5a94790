"""The lists fetched last, on disk: whole and readable, or as if there were none."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guestreg.domain.code_list import CodeRow, FreshList, ListName
from guestreg.platform.code_list_file import keep_lists, load_lists

AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
LISTS = {
    ListName.REASONS: FreshList(AT, (CodeRow("1", "Du lịch"),)),
    ListName.COMMUNES: FreshList(AT, (CodeRow("302903203", "Xã Na Son", "Na Son", "302"),)),
}


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "catalogues" / "x.json"
    keep_lists(path, LISTS)
    assert load_lists(path) == LISTS
    assert [one.name for one in path.parent.iterdir()] == ["x.json"]


def test_none_is_none(tmp_path: Path) -> None:
    assert load_lists(tmp_path / "nothing.json") == {}


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
            )
        ],
        b"\xff\xfe",
    ],
)
def test_what_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert load_lists(tmp_path / "x.json") == {}

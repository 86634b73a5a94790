"""The code lists fetched last, as one JSON file beside the settings. `app` reads and writes it; nobody else."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guestreg.domain.code_list import SHORT, CodeRow, FreshList, FreshLists, ListName
from guestreg.platform.atomic_file import write_whole

FORMAT = 1


def load_lists(path: Path) -> FreshLists:
    """Empty when there is none, or none that can be read: then the shipped lists are used."""
    try:
        kept = json.loads(path.read_bytes())
        if kept["format"] != FORMAT:
            return {}
        return {ListName(name): _list(ListName(name), one) for name, one in kept["lists"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def load_tried_at(path: Path) -> datetime | None:
    """When the endpoint last answered for a list, whatever it said; None where nothing is known of it."""
    try:
        tried_at = datetime.fromisoformat(json.loads(path.read_bytes())["tried_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return tried_at if tried_at.tzinfo is not None else None


def keep_lists(path: Path, lists: FreshLists, tried_at: datetime) -> None:
    """Raises OSError; then the file is what it was."""
    named = {
        name.value: {
            "fetched_at": one.fetched_at.astimezone(UTC).isoformat(timespec="seconds"),
            "rows": [_cells(row) for row in one.rows],
            "gone": [_cells(row) for row in one.gone],
        }
        for name, one in lists.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {"format": FORMAT, "tried_at": tried_at.astimezone(UTC).isoformat(timespec="seconds"), "lists": named}
    write_whole(path, json.dumps(kept, ensure_ascii=False).encode())


def _list(name: ListName, kept: Any) -> FreshList:
    fetched_at = datetime.fromisoformat(kept["fetched_at"])
    rows, gone = _rows(name, kept["rows"]), _rows(name, kept.get("gone", []))
    if fetched_at.tzinfo is None or not rows:
        raise ValueError("not a list")
    return FreshList(fetched_at, rows, gone)


def _rows(name: ListName, kept: Any) -> tuple[CodeRow, ...]:
    rows = tuple(CodeRow(*map(_text, row)) for row in kept)
    if not all(one.code and one.label for one in rows):
        raise ValueError("not a list")
    if name in SHORT and not all(one.code.isascii() and one.code.isdigit() for one in rows):
        raise ValueError("not numbers")
    return rows


def _cells(row: CodeRow) -> list[str | None]:
    return [row.code, row.label, row.label_english, row.parent]


def _text(value: object) -> Any:
    if value is not None and not isinstance(value, str):
        raise ValueError("not a text")
    return value

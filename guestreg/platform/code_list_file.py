"""The code lists fetched last, as one JSON file beside the settings. `app` reads and writes it; nobody else."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guestreg.domain.code_list import CodeRow, FreshList, FreshLists, ListName
from guestreg.platform.atomic_file import write_whole

FORMAT = 1
_NUMBERED = frozenset({ListName.REASONS, ListName.DOCUMENT_KINDS, ListName.RESIDENCE_KINDS})


def load_lists(path: Path) -> FreshLists:
    """Empty when there is none, or none that can be read: then the shipped lists are used."""
    try:
        kept = json.loads(path.read_bytes())
        if kept["format"] != FORMAT:
            return {}
        return {ListName(name): _list(ListName(name), one) for name, one in kept["lists"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def keep_lists(path: Path, lists: FreshLists) -> None:
    """Raises OSError; then the file is what it was."""
    named = {
        name.value: {
            "fetched_at": one.fetched_at.astimezone(UTC).isoformat(timespec="seconds"),
            "rows": [[row.code, row.label, row.label_english, row.parent] for row in one.rows],
        }
        for name, one in lists.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, json.dumps({"format": FORMAT, "lists": named}, ensure_ascii=False).encode())


def _list(name: ListName, kept: Any) -> FreshList:
    fetched_at = datetime.fromisoformat(kept["fetched_at"])
    rows = tuple(CodeRow(*map(_text, row)) for row in kept["rows"])
    if fetched_at.tzinfo is None or not rows or not all(one.code and one.label for one in rows):
        raise ValueError("not a list")
    if name in _NUMBERED and not all(one.code.isascii() and one.code.isdigit() for one in rows):
        raise ValueError("not numbers")
    return FreshList(fetched_at, rows)


def _text(value: object) -> Any:
    if value is not None and not isinstance(value, str):
        raise ValueError("not a text")
    return value

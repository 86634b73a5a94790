"""Where a typed text is found: every word of it begins a word of the guest's key, in one of the text's readings.

What is found equals a scan of all keys, whatever index helps. Source: performance P4, screens "Search key".
"""

from typing import Any, NamedTuple

from guestreg.domain.search import query_keys
from guestreg.domain.text import forbidden_character
from guestreg.store.read_pool import Tongue

SCANNED_UP_TO = 50_000
"""Up to so many guests SQLite reads every key; beyond, an index names those to read."""
_MOST_WORDS = 200
_LONGEST_WORD = 1_000
NOWHERE = "1 = 0"


class Found(NamedTuple):
    """A condition with its values: on `guest_search` when `indexed`, else on `g.search_key`."""

    condition: str
    values: dict[str, Any]
    indexed: bool = False


def found(text: str, guests: int, tongue: Tongue) -> Found | None:
    """None when `text` asks for nothing."""
    asked = [tuple(dict.fromkeys(reading.split(" "))) for reading in query_keys(text)]
    if not asked:
        return None
    readings = [words for words in asked if _can_be_kept(words)]
    if not readings:
        return Found(NOWHERE, {})
    if not tongue.is_sqlite:
        return Found(f"{POSTGRES_WORDS} @@ CAST(:match AS tsquery)", {"match": _tsquery(readings)})
    if guests > SCANNED_UP_TO:
        return Found("guest_search MATCH :match", {"match": _fts5(readings)}, indexed=True)
    condition, values = _like(readings)
    return Found(condition, values)


POSTGRES_WORDS = "array_to_tsvector(string_to_array(ltrim(g.search_key), ' '))"


def _can_be_kept(words: tuple[str, ...]) -> bool:
    """No key has so many or so long words, or a character that no field takes."""
    return len(words) <= _MOST_WORDS and not any(
        len(word) > _LONGEST_WORD or forbidden_character(word) for word in words
    )


def _like(readings: list[tuple[str, ...]]) -> tuple[str, dict[str, str]]:
    values: dict[str, str] = {}
    ways = []
    for reading in readings:
        tests = []
        for word in reading:
            name = f"word{len(values)}"
            values[name] = f"% {_escaped(word)}%"
            tests.append(f"g.search_key LIKE :{name} ESCAPE '\\'")
        ways.append(" AND ".join(tests))
    return "(" + " OR ".join(f"({way})" for way in ways) + ")", values


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _fts5(readings: list[tuple[str, ...]]) -> str:
    return " OR ".join("(" + " AND ".join(_fts5_word(word) for word in reading) + ")" for reading in readings)


def _fts5_word(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"*'


def _tsquery(readings: list[tuple[str, ...]]) -> str:
    return " | ".join("(" + " & ".join(_tsquery_word(word) for word in reading) + ")" for reading in readings)


def _tsquery_word(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"

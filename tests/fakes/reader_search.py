"""How the fake reader finds: by every word of a line, plainly; searching of the stores is compared with it."""

from functools import lru_cache

from guestreg.domain.dates import local
from guestreg.domain.guest import GuestKind
from guestreg.domain.search import fold, initials, query_keys
from guestreg.ports.reading import GuestLine, LineFilter


def words_of(line: GuestLine) -> frozenset[str]:
    """Every word a line is found by."""
    return _words(line.full_name, line.doc_number, line.room)


@lru_cache(maxsize=10_000)
def _words(full_name: str, doc_number: str | None, room: str | None) -> frozenset[str]:
    number = fold(doc_number or "")
    joined = [*fold(full_name).split(), initials(full_name), number, number[-4:], *fold(room or "").split()]
    words = set(joined)
    for word in joined:
        words |= set("".join(c if c.isalnum() else " " for c in word).split())
    return frozenset(words)


def matches(line: GuestLine, wanted: LineFilter) -> bool:
    day = local(line.arrival_at).date()
    keys = query_keys(wanted.text)
    return (
        (not keys or any(_found(line, key) for key in keys))
        and (wanted.arrival_from is None or wanted.arrival_from <= day)
        and (wanted.arrival_to is None or day <= wanted.arrival_to)
        and (not wanted.states or line.state in wanted.states)
        and (not wanted.foreigners_only or line.guest_kind is GuestKind.FOREIGNER)
        and (wanted.late_at is None or line.is_late(wanted.late_at))
    )


def _found(line: GuestLine, key: str) -> bool:
    words = words_of(line)
    return all(any(word.startswith(typed) for word in words) for typed in key.split(" "))

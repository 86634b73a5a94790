"""Stays as typed, for tests of the verbs that take one."""

from guestreg.domain.entry.reading import Typed
from guestreg.domain.entry.stay import StayEntry
from tests.tables.rules import STAY


def entry(*guests: dict[str, str], **stay: str) -> StayEntry:
    """These guests in the good stay; other keywords change the stay."""
    return StayEntry(Typed(STAY | stay), tuple(map(Typed, guests)))

"""The authority's keys: what each is trusted for, from when to when, and how one hands over to the next."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from guestreg.domain.note import NotANote, Note, VerifierKey, Verify, read_key, read_note

RECEIPT, SETUP = "receipt", "setup"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z")


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key with its uses. `begins_at` and `ends_at` are aware UTC, both belong to its life; None: no such end."""

    key: VerifierKey
    uses: frozenset[str]
    begins_at: datetime | None = None
    ends_at: datetime | None = None

    def serves(self, use: str, at: datetime) -> bool:
        if use not in self.uses or (self.begins_at is not None and at < self.begins_at):
            return False
        return self.ends_at is None or at <= self.ends_at


def signer(note: Note, keys: Iterable[TrustedKey], use: str, at: datetime, verify: Verify) -> TrustedKey | None:
    """The first key that served `use` at that time and signed the note."""
    return next((one for one in keys if one.serves(use, at) and note.is_signed_by(one.key, verify)), None)


def read_trusted_key(raw: object) -> TrustedKey:
    """`{vkey, use, from, until}` of a set-up file or of the authority's own list. Raises NotANote."""
    if not isinstance(raw, dict):
        raise NotANote("key")
    return TrustedKey(
        read_key(_text(raw, "vkey")), _uses(raw.get("use")), _begin(raw.get("from")), _end(raw.get("until"))
    )


class Rotation(NamedTuple):
    """A key that took over, and the item of the authority's list that shows it."""

    key: TrustedKey
    listed: Mapping[str, Any]


def rotations(trusted: Iterable[TrustedKey], listed: Iterable[Any], verify: Verify) -> tuple[Rotation, ...]:
    """The keys of the authority's list that a key trusted for the same use has handed over to.

    What is listed without such a note counts for nothing.
    """
    known, taken = list(trusted), list[Rotation]()
    waiting = [one for one in listed if isinstance(one, Mapping)]
    found = True
    while found:
        found = False
        for one in tuple(waiting):
            key = _taken(known, one, verify)
            if key is not None:
                found = True
                known.append(key)
                taken.append(Rotation(key, one))
                waiting.remove(one)
    return tuple(taken)


def with_rotations(trusted: Sequence[TrustedKey], listed: Iterable[Any], verify: Verify) -> tuple[TrustedKey, ...]:
    """The same keys and those that took over from them."""
    return (*trusted, *(one.key for one in rotations(trusted, listed, verify)))


def _taken(known: Sequence[TrustedKey], listed: Mapping[str, Any], verify: Verify) -> TrustedKey | None:
    try:
        note = read_note(_text(listed, "rotation").encode())
        new = _handed_over(note)
        if new.key.text != listed.get("vkey"):
            return None
        ends_at = _end(listed.get("until"))
    except NotANote:
        return None
    if new.begins_at is None or any(one.key == new.key for one in known):
        return None  # a key never gives itself another life
    for use in new.uses:
        if signer(note, known, use, new.begins_at, verify) is None:
            return None
    return TrustedKey(new.key, new.uses, new.begins_at, ends_at)


def _handed_over(note: Note) -> TrustedKey:
    """`stay-key/v1`, `new <vkey>`, `use …`, `from …`. Raises NotANote."""
    words = [line.partition(" ") for line in note.lines]
    if len(words) != 4 or [one[0] for one in words] != ["stay-key/v1", "new", "use", "from"]:
        raise NotANote("rotation")
    return TrustedKey(read_key(words[1][2]), _uses(re.split(r"[ ,]+", words[2][2])), _begin(words[3][2]))


def _uses(raw: object) -> frozenset[str]:
    named = [raw] if isinstance(raw, str) else raw
    if not isinstance(named, list) or not named or not all(isinstance(one, str) and one for one in named):
        raise NotANote("use")
    return frozenset(named)


def _begin(raw: object) -> datetime | None:
    return _moment(raw, time.min)


def _end(raw: object) -> datetime | None:
    return _moment(raw, time.max)


def _moment(raw: object, of_day: time) -> datetime | None:
    """An instant, or a day from its beginning or to its end."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or not (_DAY.fullmatch(raw) or _INSTANT.fullmatch(raw)):
        raise NotANote("instant")
    try:
        if _DAY.fullmatch(raw):
            return datetime.combine(date.fromisoformat(raw), of_day, UTC)
        return datetime.fromisoformat(raw).astimezone(UTC)
    except ValueError:
        raise NotANote("instant") from None


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str):
        raise NotANote(name)
    return value

"""Which calls are a plain `list`: the words are understood here; everything else, mistakes too, is typer's."""

from collections.abc import Sequence
from datetime import date

from guestreg.domain.declaration import State
from guestreg.ports.reading import LineFilter

_OPTIONS = frozenset({"--from", "--to", "--state"})


def asked_lines(arguments: Sequence[str]) -> LineFilter | None:
    """The lines that `list [--from DAY] [--to DAY] [--state STATE]` asks for; None for any other call."""
    verb, *rest = arguments or [""]
    given = dict(zip(rest[::2], rest[1::2], strict=False))
    if verb != "list" or len(rest) != 2 * len(given) or not given.keys() <= _OPTIONS:
        return None
    try:
        wanted = LineFilter(
            arrival_from=_day(given.get("--from")),
            arrival_to=_day(given.get("--to")),
            states=frozenset({State(given["--state"])}) if "--state" in given else frozenset(),
        )
    except ValueError:
        return None
    return None if is_backwards(wanted.arrival_from, wanted.arrival_to) else wanted


def is_backwards(first: date | None, last: date | None) -> bool:
    """Such a span holds no day, so it can't be meant."""
    return first is not None and last is not None and first > last


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day

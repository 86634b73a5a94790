"""The days between which a verb looks, as `--from` and `--to` give them."""

from datetime import date, datetime

from guestreg.cli.plain_list import is_backwards
from guestreg.cli.usage import Misuse


def span(first: datetime | None, last: datetime | None) -> tuple[date | None, date | None]:
    """Both days, None without bound. Raises Misuse when the last lies before the first."""
    days = first.date() if first else None, last.date() if last else None
    if is_backwards(*days):
        raise Misuse("usage_backwards")
    return days

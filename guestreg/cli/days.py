"""The days between which a verb looks, as `--from` and `--to` give them."""

from datetime import date, datetime

import typer

from guestreg.cli.plain_list import is_backwards


def span(first: datetime | None, last: datetime | None) -> tuple[date | None, date | None]:
    """Both days, None without bound. Raises BadParameter when the last lies before the first."""
    days = first.date() if first else None, last.date() if last else None
    if is_backwards(*days):
        raise typer.BadParameter("--to lies before --from")
    return days

"""How old the code lists in use are: settings say it in words, the check-up warns of it."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.code_list import ORIGINS

TOO_OLD_DAYS = 30


class ListAge(NamedTuple):
    """Of the oldest list. `as_of` is the day it was fetched, or the month as shipped; `days` since its end."""

    as_of: str
    days: int

    @property
    def is_shipped(self) -> bool:
        return len(self.as_of) == len("2026-08")

    @property
    def is_too_old(self) -> bool:
        return self.days > TOO_OLD_DAYS


def list_age(catalogue: Catalogue, today: date) -> ListAge:
    oldest = min((catalogue.origins[name].as_of for name in ORIGINS.values()), key=_day)
    return ListAge(oldest, max(0, (today - _day(oldest)).days))


def _day(as_of: str) -> date:
    """A month is as old as its last day."""
    year, month, *day = (int(part) for part in as_of.split("-"))
    return date(year, month, day[0] if day else monthrange(year, month)[1])

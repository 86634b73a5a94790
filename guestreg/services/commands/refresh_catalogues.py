"""Fetch the code lists anew and keep what is good of them. Never called for a declaration."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.code_list import (
    ORIGINS,
    CodeRow,
    FreshList,
    FreshLists,
    ListFailure,
    ListName,
    overlaid,
    rows_of,
)
from guestreg.domain.dates import local
from guestreg.services.list_shelf import Fetched, ListShelf
from guestreg.services.outcome import Done, Failed, Outcome


@dataclass(frozen=True, slots=True)
class ListNews:
    """One list afterwards. `as_of` is a month as shipped or the day it was fetched; `failure`: the old copy stays."""

    name: ListName
    rows: int
    as_of: str
    added: int = 0
    removed: int = 0
    renamed: int = 0
    failure: ListFailure | None = None


def refresh_catalogues(shelf: ListShelf, now: datetime) -> Outcome[tuple[ListNews, ...]]:
    """All six. A list that can't be had, is broken or shrank by half leaves the copy at hand as it is.

    Where two in a row bring no answer the others aren't asked for; where none does, nothing is written.
    """
    held = shelf.kept()
    used = overlaid(shelf.shipped, held)
    fresh = dict(held)
    news: list[ListNews] = []
    for name in ListName:
        old = rows_of(used, name)
        rows = ListFailure.NO_ANSWER if _line_is_gone(news) else _fetched(shelf, name, fresh, used)
        if not isinstance(rows, ListFailure):
            before = fresh.get(name)
            fresh[name] = before.renewed(now, rows) if before else FreshList(now, rows)
        news.append(_news(name, old, rows))
    try:
        if was_answered(news):
            shelf.keep(fresh, now)
    except OSError:
        return Failed("E-61")
    origins = overlaid(shelf.shipped, fresh)
    return Done(tuple(_dated(one, origins) for one in news))


def lists_in_use(catalogue: Catalogue) -> tuple[ListNews, ...]:
    """What is used now, nothing fetched."""
    return tuple(_dated(ListNews(name, len(rows_of(catalogue, name)), ""), catalogue) for name in ListName)


def is_due(tried_at: datetime | None, now: datetime) -> bool:
    """By itself at most once a Vietnamese day, also for a clock that was set back."""
    return tried_at is None or local(tried_at).date() != local(now).date()


def was_answered(news: Iterable[ListNews]) -> bool:
    """Whatever the answers were worth."""
    return any(one.failure is not ListFailure.NO_ANSWER for one in news)


def sentence_of(news: Iterable[ListNews]) -> str:
    """The code to say of a refresh: done, a list was not had, or what came was broken."""
    failures = {one.failure for one in news} - {None}
    if not failures:
        return "S-92"
    return "E-187" if failures == {ListFailure.NO_ANSWER} else "E-232"


def _line_is_gone(news: Sequence[ListNews]) -> bool:
    return len(news) > 1 and all(one.failure is ListFailure.NO_ANSWER for one in news[-2:])


def _fetched(shelf: ListShelf, name: ListName, fresh: FreshLists, used: Catalogue) -> Fetched:
    if name is ListName.COMMUNES:
        return _communes(shelf, fresh, used)
    return shelf.fetch(name, None, len(rows_of(used, name)))


def _communes(shelf: ListShelf, fresh: FreshLists, used: Catalogue) -> Fetched:
    """Province by province; one that can't be had fails the whole list, so that no commune is ever half there."""
    provinces = fresh[ListName.PROVINCES].rows if ListName.PROVINCES in fresh else rows_of(used, ListName.PROVINCES)
    old = rows_of(used, ListName.COMMUNES)
    rows: list[CodeRow] = []
    for province in provinces:
        held = sum(1 for one in old if one.parent == province.code)
        found = shelf.fetch(ListName.COMMUNES, province.code, held)
        if isinstance(found, ListFailure):
            return found
        rows.extend(CodeRow(one.code, one.label, one.label_english, province.code) for one in found)
    return tuple(rows)


def _news(name: ListName, old: Iterable[CodeRow], rows: Fetched) -> ListNews:
    before = {one.code: one.label for one in old}
    if isinstance(rows, ListFailure):
        return ListNews(name, len(before), "", failure=rows)
    after = {one.code: one.label for one in rows}
    return ListNews(
        name,
        len(after),
        "",
        added=len(after.keys() - before.keys()),
        removed=len(before.keys() - after.keys()),
        renamed=sum(1 for code in after.keys() & before.keys() if after[code] != before[code]),
    )


def _dated(news: ListNews, catalogue: Catalogue) -> ListNews:
    return replace(news, as_of=catalogue.origins[ORIGINS[news.name]].as_of)

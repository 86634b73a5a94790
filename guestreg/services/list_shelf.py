"""What refreshing the code lists needs: where they come from and where they lie. `app` makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.code_list import CodeRow, FreshLists, ListFailure, ListName

Fetched = tuple[CodeRow, ...] | ListFailure


@dataclass(frozen=True, slots=True)
class ListShelf:
    """Where lists come from and lie. `fetch`: a list, a province for communes, how many rows are held.

    `keep` is given the instant the endpoint was asked at, too.
    """

    shipped: Catalogue
    tried_at: Callable[[], datetime | None]
    kept: Callable[[], FreshLists]
    keep: Callable[[FreshLists, datetime], None]
    fetch: Callable[[ListName, str | None, int], Fetched]

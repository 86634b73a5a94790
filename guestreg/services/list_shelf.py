"""What refreshing the code lists needs: where they come from and where they lie. `app` makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from guestreg.domain.catalogue import Catalogue
from guestreg.domain.code_list import CodeRow, FreshLists, ListFailure, ListName

Fetched = tuple[CodeRow, ...] | ListFailure


@dataclass(frozen=True, slots=True)
class ListShelf:
    """Where lists come from and lie. `fetch`: a list, a province for communes, how many rows are held."""

    shipped: Catalogue
    kept: Callable[[], FreshLists]
    keep: Callable[[FreshLists], None]
    fetch: Callable[[ListName, str | None, int], Fetched]

"""The code lists in use: those shipped, with what the endpoint of this ledger gave out last laid over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from guestreg.domain.declaration import EndpointKind
from guestreg.services.workplace import CannotOpen, NotSetUp

if TYPE_CHECKING:
    from guestreg.app.police import PracticePolice
    from guestreg.domain.catalogue import Catalogue
    from guestreg.platform.paths import Paths
    from guestreg.ports.clock import Clock
    from guestreg.ports.settings import LedgerSettings
    from guestreg.services.list_shelf import ListShelf

GIVES_LISTS = frozenset({EndpointKind.KBTT, EndpointKind.PRACTICE})
TOTAL_S = 10.0


def catalogue_in_use(resources: Path, paths: Paths, ledger: LedgerSettings | None) -> Catalogue:
    """What was fetched stands in place of what was shipped; what can't be read is as if it weren't there."""
    from guestreg.platform.catalogue_files import load_catalogue

    shipped = load_catalogue(resources / "catalogues")
    if ledger is None or not paths.lists(ledger.id).exists():
        return shipped
    from guestreg.domain.code_list import overlaid
    from guestreg.platform.code_list_file import load_lists

    return overlaid(shipped, load_lists(paths.lists(ledger.id)))


@contextmanager
def open_shelf(
    resources: Path,
    paths: Paths,
    ledger: LedgerSettings | None,
    clock: Clock,
    practice: Callable[[], PracticePolice],
    program: str,
) -> Iterator[ListShelf]:
    """For as long as the context lasts. Raises NotSetUp; CannotOpen E-186 where the endpoint gives out no lists."""
    if ledger is None:
        raise NotSetUp
    if ledger.endpoint not in GIVES_LISTS:
        raise CannotOpen("E-186")
    from guestreg.domain.code_list import ListName
    from guestreg.endpoints.http import HttpLine
    from guestreg.endpoints.kbtt.catalogues import CatalogueReader
    from guestreg.platform.catalogue_files import load_catalogue
    from guestreg.platform.code_list_file import keep_lists, load_lists, load_tried_at
    from guestreg.services.list_shelf import Fetched, ListShelf

    path = paths.lists(ledger.id)
    police = practice() if ledger.endpoint is EndpointKind.PRACTICE else None
    try:
        line = HttpLine(
            ledger.address if police is None else police.start(),
            clock=clock,
            user_agent=program,
            total_s=TOTAL_S,
            ca_file=Path(ledger.ca_file) if ledger.ca_file else None,
            practice=police is not None,
        )
        reader = CatalogueReader(line)

        def fetch(name: ListName, province: str | None, held: int) -> Fetched:
            return reader.read(name, province=province, held=held)

        try:
            yield ListShelf(
                load_catalogue(resources / "catalogues"),
                partial(load_tried_at, path),
                partial(load_lists, path),
                partial(keep_lists, path),
                fetch,
            )
        finally:
            line.close()
    finally:
        if police is not None:
            police.stop()

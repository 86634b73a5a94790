"""Beginning a ledger with its house, or changing the house of one: `Program` calls it.

A new one begins with its secrets, and the settings, which make it known, come last: whatever fails between, nothing
half made is left that anybody could meet, and the same can be asked again.
"""

import errno
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from guestreg.app.ledgers import OpenLedger, discard
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.establishment import Establishment
from guestreg.ports.secrets import Secrets, SecretsUnavailable
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.release_endpoint import release_endpoint
from guestreg.services.commands.set_up_house import SetUpHouse, set_up_house
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of
from guestreg.services.workplace import CannotOpen

_PLACE = attrgetter("endpoint", "address", "account", "database")


@dataclass(frozen=True, slots=True, repr=False)
class Beginning:
    """One ledger and what it needs to begin; `path` is its file, `keep` makes it known and the one in use."""

    ledger: LedgerSettings
    is_new: bool
    credentials: Mapping[str, str]
    path: Path
    secrets: Secrets
    open_now: Callable[[], OpenLedger]
    sit_down: Callable[[OpenLedger], Desk]
    keep: Callable[[LedgerSettings], None]


def known_place(ledgers: Iterable[LedgerSettings], wanted: LedgerSettings) -> LedgerSettings | None:
    """The ledger that declares there already, with the certificate that is named now."""
    same = (one for one in ledgers if _PLACE(one) == _PLACE(wanted))
    return next((replace(one, ca_file=wanted.ca_file) for one in same), None)


def begin(beginning: Beginning, house: HouseEntry) -> Outcome[Establishment]:
    """Raises CannotOpen; then, as when it isn't Done, nothing of a new ledger remains."""
    opened, begun = None, False
    try:
        if beginning.is_new:
            _make_secrets(beginning)
        opened = beginning.open_now()
        desk = beginning.sit_down(opened)
        outcome = set_up_house(desk, SetUpHouse(house))
        if isinstance(outcome, Done):
            if beginning.credentials and not beginning.is_new:
                beginning.secrets.store_credentials(beginning.ledger.id, dict(beginning.credentials))
                release_endpoint(desk)
            beginning.keep(replace(beginning.ledger, name=outcome.value.name))
            begun = True
        return outcome
    except SecretsUnavailable as error:
        raise CannotOpen("E-94") from error
    except TROUBLES as error:
        return failure_of(error)
    except OSError as error:
        return Failed("E-44" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "E-61")
    finally:
        if opened is not None:
            opened.store.close()
        if beginning.is_new and not begun:
            _take_back(beginning)


def _make_secrets(beginning: Beginning) -> None:
    beginning.secrets.database_key(beginning.ledger.id, create=True)
    beginning.secrets.device_public_key(beginning.ledger.id, create=True)
    if beginning.credentials:
        beginning.secrets.store_credentials(beginning.ledger.id, dict(beginning.credentials))


def _take_back(beginning: Beginning) -> None:
    """No file and no password of a ledger that never began."""
    discard(beginning.path)
    with suppress(SecretsUnavailable, OSError):  # where nothing can be written now, nothing was
        if beginning.secrets.credentials(beginning.ledger.id):
            beginning.secrets.store_credentials(beginning.ledger.id, {})

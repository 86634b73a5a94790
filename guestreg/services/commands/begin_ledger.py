"""Begin a ledger with its endpoint, or set its house and access codes anew: what `setup` and the forms do."""

from dataclasses import replace

from guestreg.domain.dates import local
from guestreg.domain.entry.endpoint import endpoint_faults
from guestreg.domain.entry.house import CheckedHouse, HouseEntry, read_house
from guestreg.domain.establishment import Establishment
from guestreg.domain.text import clean
from guestreg.services.outcome import Failed, Outcome, Refused
from guestreg.services.workplace import CannotOpen, NewLedger, Workplace


def begin_ledger(workplace: Workplace, ledger: NewLedger, house: HouseEntry) -> Outcome[Establishment]:
    """Everything wrong with place and house at once; nothing is opened then."""
    where = replace(ledger.settings, address=clean(ledger.settings.address), account=clean(ledger.settings.account))
    faults = endpoint_faults(where.endpoint, where.address, where.account)
    if faults:
        today = local(workplace.clock.now()).date()
        checked = read_house(house, workplace.catalogue, workplace.rules, today)
        return Refused(faults if isinstance(checked, CheckedHouse) else (*faults, *checked))
    try:
        return workplace.begin(ledger._replace(settings=where), house)
    except CannotOpen as error:
        return Failed(error.code)

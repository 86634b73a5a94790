"""What is wrong with this computer, said before it hurts."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from guestreg.domain.dates import local
from guestreg.domain.declaration import EndpointKind
from guestreg.ports.clock import BUILT_AT
from guestreg.ports.reading import Reader
from guestreg.services.queries.authority_notices import authority_notices
from guestreg.services.queries.list_age import TOO_OLD_DAYS, list_age
from guestreg.services.workplace import CannotOpen, NotSetUp, Workplace

_ALLOWED_BACKWARDS = timedelta(minutes=2)


class Finding(NamedTuple):
    """One thing to say. `blocks`: the program can't do its work until it is mended."""

    code: str
    params: Mapping[str, str] = MappingProxyType({})
    blocks: bool = False


def health(workplace: Workplace) -> tuple[Finding, ...]:
    """Clock, keys and the ledger in use."""
    findings: list[Finding] = []
    if workplace.keys_in_file:
        findings.append(Finding("E-43"))
    now = workplace.clock.now()
    if workplace.clock.zone_offset() != local(now).utcoffset():
        findings.append(Finding("E-111"))
    try:
        reader = workplace.reader()
    except NotSetUp:
        findings.append(Finding("E-90"))
        newest = None
    except CannotOpen as error:
        findings.append(Finding(error.code, blocks=True))
        newest = None
    else:
        newest = reader.newest_record_at()
        findings.extend(_account_elsewhere(workplace, reader))
        findings.extend(Finding(*one) for one in authority_notices(workplace))
    try:
        elsewhere = workplace.waiting_elsewhere()
    except CannotOpen as error:
        findings.append(Finding(error.code))
    else:
        if elsewhere:
            findings.append(Finding("E-112", {"n": str(elsewhere)}))
    if clock_is_doubtful(now, newest):
        findings.append(Finding("E-17", {"now": local(now).strftime("%H:%M %d/%m/%Y")}))
    return tuple(findings)


def checkup(workplace: Workplace) -> tuple[Finding, ...]:
    """The same, what keeps the ledger in use from sending, and lists grown old; it may ask the keyring once more."""
    findings = health(workplace)
    shut = any(one.blocks for one in findings)
    lacking = None if shut else workplace.lacks_credentials()
    return (*findings, *((Finding(lacking),) if lacking else ()), *_old_lists(workplace))


def _old_lists(workplace: Workplace) -> Iterator[Finding]:
    """Only where they can be fetched anew from whom they are for."""
    ledger = workplace.settings.ledger()
    if ledger is not None and ledger.endpoint is EndpointKind.KBTT:
        age = list_age(workplace.catalogue, local(workplace.clock.now()).date())
        if age.is_too_old:
            yield Finding("E-231", {"n": str(age.days), "limit": str(TOO_OLD_DAYS)})


def _account_elsewhere(workplace: Workplace, reader: Reader) -> Iterator[Finding]:
    """The endpoint has the account in another commune than the house: perhaps somebody else's account."""
    ledger, house = workplace.settings.ledger(), reader.establishment()
    if ledger is None or house is None or ledger.endpoint is EndpointKind.PRACTICE:
        return
    condition = reader.condition(ledger.sends_as)
    there = (condition.account_province or house.province, condition.account_commune or house.commune)
    if there != (house.province, house.commune):
        places = workplace.catalogue.places
        named = (places.commune(there[1]), places.province(there[0]))
        yield Finding("E-141", {"place": ", ".join(place.name for place in named if place) or there[1]})


def clock_is_doubtful(now: datetime, newest_record_at: datetime | None) -> bool:
    """The clock lies before this program was built, or before what the ledger has already seen."""
    floor = BUILT_AT if newest_record_at is None else max(BUILT_AT, newest_record_at - _ALLOWED_BACKWARDS)
    return now < floor

"""A set-up file: shown in full first, then taken over by a person's word. Nothing else changes where data goes.

`look_at` judges and changes nothing; what it gives is what a face shows. `accept` does what its button says.
"""

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from guestreg.domain.declaration import EndpointKind
from guestreg.domain.entry.endpoint import host_of
from guestreg.domain.entry.house import HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.domain.establishment import Establishment, EstablishmentKind
from guestreg.domain.ledger import EntryKind
from guestreg.domain.note import NotANote, VerifierKey, Verify, read_key, same_mark
from guestreg.domain.set_up import OfferedHouse, SetUpFile, read_set_up
from guestreg.domain.violation import Violation
from guestreg.ports.settings import LedgerSettings
from guestreg.services.commands.begin_ledger import begin_ledger
from guestreg.services.outcome import Done, Failed, Outcome, Refused
from guestreg.services.workplace import NewLedger, Workplace

SPOILT, OLD, UNSAFE, STRANGER, WRONG_MARK, MARK_NEEDED = "E-190", "E-191", "E-192", "E-48", "E-193", "E-194"
WHICH_HOUSE, NOT_BUILT = "E-195", "E-196"
PRACTICE_KEYS = "practice/"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_FLAGS = ("is_remote", "border_area", "border_belt")
_REAL = frozenset({EndpointKind.OPEN, EndpointKind.KBTT})


class Standing(StrEnum):
    """What the signature is worth."""

    TRUSTED = "trusted"
    """By a key that is trusted for set-up files, or was announced as the next one."""
    FIRST_USE = "first_use"
    """Nobody is trusted yet: the person types the key's mark."""
    STRANGER = "stranger"
    """Somebody else is trusted: only beginning anew with the officer, mark typed, leads on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be other than now; `name` is a field, empty text where there is or was nothing."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SetUpOffer:
    """All a person must see before she says yes. The mark of `signed_by` is never shown: she hears and types it."""

    file: SetUpFile
    signed_by: VerifierKey
    standing: Standing
    host: str
    changes: tuple[Change, ...]
    former_authority: str
    """Who is trusted now; empty where nobody is."""
    begins_ledger: bool
    """No real ledger has begun on this computer: it begins with this."""


@dataclass(frozen=True, slots=True, repr=False)
class Acceptance:
    """What the person said. `house` as typed, for a ledger that begins with it; `code` of the house in the file."""

    mark: str = ""
    anew: bool = False
    code: str = ""
    house: HouseEntry | None = None


def look_at(
    data: bytes, ledger: LedgerSettings | None, house: Establishment | None, verify: Verify, now: datetime
) -> SetUpOffer | Failed:
    """`ledger` and `house` are those in use. E-190 spoilt or not signed, E-191 not newer, E-192 no safe address."""
    real = ledger if ledger is not None and ledger.endpoint is not EndpointKind.PRACTICE else None
    try:
        file = read_set_up(data)
        known = tuple(map(read_key, real.set_up_keys.split())) if real else ()
        kept = read_set_up(real.set_up.encode()) if real and real.set_up else None
    except NotANote:
        return Failed(SPOILT)
    signer = _signer(file, known, verify, now)
    if signer is None:
        return Failed(SPOILT)
    if file.kind not in _REAL:
        return Failed(NOT_BUILT)
    if not _is_safe(file.base_url, signer):
        return Failed(UNSAFE)
    standing = Standing.TRUSTED if signer in known else Standing.STRANGER if known else Standing.FIRST_USE
    if standing is Standing.TRUSTED and kept is not None and file.serial <= kept.serial:
        return Failed(OLD)
    former = kept.authority.name if kept else ""
    changes = tuple(_changes(file, real, kept, house if real else None))
    return SetUpOffer(file, signer, standing, host_of(file.base_url), changes, former, real is None)


def accept(workplace: Workplace, offer: SetUpOffer, said: Acceptance) -> Outcome[Establishment]:
    """Done with the house as it then is. A mark that is missing or wrong, or a house not chosen, is Refused."""
    refused = _not_yet(offer, said)
    if refused is not None:
        return refused
    used = workplace.settings.ledger()
    house = workplace.reader().establishment() if used is not None and not offer.begins_ledger else None
    chosen = _chosen(offer.file, said.code or (house.establishment_code or "" if house else ""))
    if offer.file.houses and chosen is None:
        codes = ", ".join(one.code for one in offer.file.houses[:10])
        return Refused((Violation(WHICH_HOUSE, "establishment_code", params={"codes": codes}),))
    settings = _settings(offer, used)
    signer = {"signer": offer.signed_by.label, "standing": offer.standing.value}
    facts = {"what": "set-up", "serial": str(offer.file.serial), **signer}
    if house is not None:
        return workplace.move(settings, _told(house, offer.file, chosen), facts)
    typed = said.house or HouseEntry(Typed({}), (), ())
    begun = begin_ledger(workplace, NewLedger(settings, {}), _filled(typed, offer.file, chosen))
    if isinstance(begun, Done):
        desk = workplace.desk()
        with desk.store.unit_of_work() as uow:
            desk.journal.record(uow, EntryKind.CONFIG, facts=facts)
            uow.commit()
    return begun


def _not_yet(offer: SetUpOffer, said: Acceptance) -> Refused | Failed | None:
    if offer.standing is Standing.TRUSTED:
        return None
    if offer.standing is Standing.STRANGER and not said.anew:
        return Failed(STRANGER)
    if not said.mark:
        authority = offer.file.authority.name
        return Refused((Violation(MARK_NEEDED, "set_up_mark", params={"authority": authority}),))
    if not same_mark(said.mark, offer.signed_by):
        return Refused((Violation(WRONG_MARK, "set_up_mark"),))
    return None


def _signer(file: SetUpFile, known: tuple[VerifierKey, ...], verify: Verify, now: datetime) -> VerifierKey | None:
    """A key known already, else one that the file itself names for it."""
    named = tuple(one.key for one in file.keys if one.serves("setup", max(now, file.issued_at)))
    return next((key for key in (*known, *named) if file.note.is_signed_by(key, verify)), None)


def _is_safe(base_url: str, signer: VerifierKey) -> bool:
    """https; for a practice authority this computer alone, by http too."""
    try:
        parts = urlsplit(base_url)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    if not known or parts.username is not None or parts.query or parts.fragment or " " in base_url:
        return False
    if signer.name.startswith(PRACTICE_KEYS):
        return parts.hostname in _LOOPBACK and parts.scheme in ("http", "https")
    return parts.scheme == "https"


def _changes(
    file: SetUpFile, ledger: LedgerSettings | None, kept: SetUpFile | None, house: Establishment | None
) -> list[Change]:
    old, new = _shown(kept) | dict.fromkeys(_FLAGS, "false"), _shown(file)
    if ledger is not None:
        old |= {"endpoint": ledger.endpoint.value, "endpoint_address": ledger.address}
    if house is not None:
        old |= _of_house(house)
    new |= {"endpoint": file.kind.value, "endpoint_address": file.base_url} | _of_file(file)
    return [Change(name, old.get(name, ""), new[name]) for name in new if old.get(name, "") != new[name]]


def _shown(file: SetUpFile | None) -> dict[str, str]:
    if file is None:
        return {}
    return {
        "set_up_authority": file.authority.name,
        "set_up_pins": " ".join(one[:16] for one in file.pins),
        "set_up_receipt_keys": " ".join(one.key.label for one in file.keys if "receipt" in one.uses),
        "set_up_recipient": file.recipient or "",
    }


def _of_file(file: SetUpFile) -> dict[str, str]:
    """What the authority says of the commune, as fields of the house: an empty text changes nothing, a flag it doesn't
    raise is down."""
    authority, flags = file.authority, file.flags
    said = {
        "police_unit": authority.name,
        "police_phone": authority.duty_phone or authority.phone,
        "police_email": authority.email,
        "border_post": flags.border_post,
        "border_post_phone": flags.border_post_phone,
    }
    named = {name: str(getattr(flags, name)).lower() for name in _FLAGS}
    return {name: text for name, text in said.items() if text} | named


def _of_house(house: Establishment) -> dict[str, str]:
    values = {one.name: getattr(house, one.name) for one in fields(house)}
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in values.items()
        if isinstance(value, bool | str)
    }


def _told(house: Establishment, file: SetUpFile, chosen: OfferedHouse | None) -> Establishment:
    values: dict[str, object] = {
        name: text == "true" if text in ("true", "false") else text for name, text in _of_file(file).items()
    }
    if chosen is not None:
        values["establishment_code"] = chosen.code
    return replace(house, **values)  # type: ignore[arg-type]


def _filled(typed: HouseEntry, file: SetUpFile, chosen: OfferedHouse | None) -> HouseEntry:
    """What the person typed goes before what the file says of the house, the commune's facts before both."""
    said: dict[str, str] = {}
    told = {"province": file.authority.province, "commune": file.authority.commune} | _of_file(file)
    if chosen is not None:
        kind = chosen.kind if chosen.kind in set(EstablishmentKind) else ""
        said = {"name": chosen.name, "address_detail": chosen.address_detail, "kind": kind}
        told["establishment_code"] = chosen.code
    given = {name: text for name, text in typed.house.fields.items() if text}
    return replace(typed, house=Typed(said | given | {name: text for name, text in told.items() if text}))


def _chosen(file: SetUpFile, code: str) -> OfferedHouse | None:
    if not code and len(file.houses) == 1:
        return file.houses[0]
    return next((one for one in file.houses if one.code == code), None)


def _settings(offer: SetUpOffer, used: LedgerSettings | None) -> LedgerSettings:
    """Those of the ledger in use with what is new, or of one that begins."""
    file = offer.file
    keys = " ".join(dict.fromkeys(key.text for key in (offer.signed_by, *file.set_up_keys())))
    if used is None or offer.begins_ledger:
        begun = LedgerSettings("", file.kind, address=file.base_url)
        return replace(begun, set_up=file.data.decode(), set_up_keys=keys)
    there = replace(used, set_up=file.data.decode(), set_up_keys=keys)
    if (used.endpoint, used.address) == (file.kind, file.base_url):
        return there
    named = hashlib.sha256(f"{file.kind} {file.base_url}".encode()).hexdigest()[:16]
    account = used.account if used.endpoint is file.kind else ""
    place = f"{file.kind}-{named}"
    return replace(there, endpoint=file.kind, address=file.base_url, endpoint_id=place, account=account, ca_file="")

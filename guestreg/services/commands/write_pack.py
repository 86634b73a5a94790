"""Write a pack for the police, for days without network. Nobody's state changes: that it was given is said later."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from guestreg.domain.dates import local
from guestreg.domain.declaration import Declaration, State
from guestreg.domain.ledger import EntryKind
from guestreg.domain.pack import MOST_ITEMS, PACK_SUFFIX, PackItem, pack_bytes, pack_text
from guestreg.outbox.lineage import Lineage
from guestreg.outbox.packs import PACK, ROAD
from guestreg.ports.events import LedgerChanged
from guestreg.ports.packing import Packing
from guestreg.ports.secrets import SecretsUnavailable
from guestreg.ports.store import UnitOfWork
from guestreg.ports.telling import Telling, TellingKind
from guestreg.ports.trust import Why
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of

NO_SUCH_WAY = "E-203"
_FREE = frozenset({State.WAITING, State.UNKNOWN})


@dataclass(frozen=True, slots=True)
class WritePack:
    """Into `folder`, made when it isn't there."""

    folder: Path


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """`keys` are the versions in it, in its order; `earlier` those of them that an earlier pack holds, and which."""

    path: Path
    pack_id: str
    keys: tuple[str, ...]
    earlier: tuple[tuple[str, Telling], ...] = ()


def write_pack(desk: Desk, packing: Packing | None, command: WritePack) -> Outcome[tuple[WrittenPack, ...]]:
    """Everything that waits or is unclear; none when nothing does. Failed E-203 where the endpoint takes no packs."""
    if packing is None or packing.recipient is None:
        return Failed(NO_SUCH_WAY)
    try:
        command.folder.mkdir(parents=True, exist_ok=True)
        written: list[WrittenPack] = []
        while True:
            with desk.store.unit_of_work() as uow:
                one = _pack(uow, desk, packing, command.folder, {key for pack in written for key in pack.keys})
                if one is None:
                    break
                uow.commit()
            written.append(one)
    except SecretsUnavailable:
        return Failed("E-94")
    except TROUBLES as error:
        return failure_of(error)
    except (OSError, ValueError):
        return Failed("E-97", {"path": command.folder.name})
    if written:
        desk.events.publish(LedgerChanged())
    return Done(tuple(written))


def _pack(uow: UnitOfWork, desk: Desk, packing: Packing, folder: Path, packed: set[str]) -> WrittenPack | None:
    """The next pack, its file written, its acts noted but not committed."""
    house = uow.house.establishment()
    waiting = [one for one in uow.declarations.outstanding(desk.terms.endpoint_id) if one.state in _FREE]
    chosen = sorted(
        (one for one in waiting if one.key not in packed and one.wire is not None), key=lambda one: one.sequence
    )[:MOST_ITEMS]
    if not chosen or house is None or packing.recipient is None:
        return None
    now = desk.clock.now()
    desk.journal.note_head(uow, Why.SENT)
    pack_id, code = desk.new_id(now), house.establishment_code or ""
    items = _items(uow, chosen)
    note = packing.sign(pack_text(code, pack_id, now, items, packing.head(uow)))
    sealed = packing.seal(packing.recipient, pack_bytes(note, items))
    path = _free_name(folder, code, now)
    packing.write(path, sealed)
    facts = {ROAD: PACK, PACK: pack_id, "file": path.name, "sha256": hashlib.sha256(sealed).hexdigest()}
    earlier = tuple((one.key, told) for one in chosen if (told := _last_pack(uow, one)) is not None)
    for one in chosen:
        uow.tellings.add(Telling(one.id, one.version, TellingKind.FILE, now, now, "", facts=facts))
    counted = {"what": PACK, PACK: pack_id, "sha256": facts["sha256"], "items": len(chosen)}
    desk.journal.record(uow, EntryKind.EXPORTED, facts=counted)
    return WrittenPack(path, pack_id, tuple(one.key for one in chosen), earlier)


def _last_pack(uow: UnitOfWork, version: Declaration) -> Telling | None:
    told = reversed(uow.tellings.of(version.id, version.version))
    return next((one for one in told if one.kind is TellingKind.FILE and PACK in one.facts), None)


def _items(uow: UnitOfWork, chosen: Sequence[Declaration]) -> tuple[PackItem, ...]:
    """Each names the version before it: the one in this pack, else the last the endpoint is known to hold."""
    lineage, before = Lineage(None), dict[str, str]()
    items = []
    for one in chosen:
        parent = before.get(one.id) or lineage.parcel(uow, one).parent
        items.append(PackItem(one.document, parent))
        before[one.id] = hashlib.sha256(one.document).hexdigest()
    return tuple(items)


def _free_name(folder: Path, code: str, now: datetime) -> Path:
    """From house, date and number only."""
    house = re.sub(r"[^A-Za-z0-9-]", "", code)[:40] or "nha"
    stem, number = f"luutru-{local(now):%Y%m%d}-{house}", 1
    while (path := folder / f"{stem}-{number:02}{PACK_SUFFIX}").exists():
        number += 1
    return path

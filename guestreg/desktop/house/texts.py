"""The house as text and back to an entry, without Qt. Nothing is judged here."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum

from guestreg.domain.dates import day_text
from guestreg.domain.entry.house import FIELDS, HouseEntry
from guestreg.domain.entry.reading import Typed
from guestreg.domain.establishment import Establishment
from guestreg.domain.places import Places
from guestreg.domain.violation import Severity, Violation
from guestreg.ports.store import Volume

Pairs = tuple[tuple[str, str], ...]
FLAGS = ("is_remote", "border_area", "border_belt")


def house_texts(house: Establishment, volume: Volume | None = None) -> HouseEntry:
    """A kept house, and the volume it writes in, as they would have been typed."""
    texts: dict[str, str] = {}
    if volume is not None:
        texts = {"register_volume": str(volume.number), "volume_from": day_text(volume.from_on)}
    for field in fields(house):
        value = getattr(house, field.name)
        if field.name in ("rooms", "notifiers") or value is None:
            continue
        if isinstance(value, bool):
            texts[field.name] = "true" if value else "false"
        elif isinstance(value, date):
            texts[field.name] = day_text(value)
        else:
            texts[field.name] = value.value if isinstance(value, StrEnum) else str(value)
    rooms = tuple((room.name, str(room.beds)) for room in house.rooms)
    people = tuple((one.name, one.phone or "") for one in house.notifiers)
    return HouseEntry(Typed(texts), rooms, people)


def house_entry(texts: Mapping[str, str], rooms: Pairs, notifiers: Pairs, places: Places) -> HouseEntry:
    """Rows nobody wrote into are left out; the commune tells its province, the owner notifies when nobody else does."""
    known = {name: texts[name] for name in FIELDS if texts.get(name)}
    commune = places.commune(known.get("commune", ""))
    if commune is not None:
        known["province"] = commune.province_code
    people = tuple(pair for pair in notifiers if any(part.strip() for part in pair))
    if not people and texts.get("owner_name", "").strip():
        people = ((texts["owner_name"], texts.get("phone", "")),)
    return HouseEntry(Typed(known), tuple(pair for pair in rooms if any(part.strip() for part in pair)), people)


def told_once(violations: tuple[Violation, ...], *, owner_notifies: bool = False) -> tuple[Violation, ...]:
    """What a person must correct, each place once: a commune names its province, an owner may notify by default."""
    refused = tuple(one for one in violations if one.severity is not Severity.WARN)
    fields = {one.field for one in refused}
    implied = {"notifiers", "notifier_phone"} if owner_notifies else set()
    if "commune" in fields:
        implied.add("province")
    return tuple(one for one in refused if one.field not in implied)

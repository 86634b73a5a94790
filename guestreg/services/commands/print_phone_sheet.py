"""Print the sheet to read out on the telephone: the number large, then each guest in the order people say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from guestreg.domain.dates import local
from guestreg.domain.establishment import Establishment
from guestreg.domain.guest import Citizen, GuestKind
from guestreg.domain.identifiers import GuestId
from guestreg.ports.kept import KeptGuest, KeptStay
from guestreg.ports.leaf import READ_OUT_PT, Block, Entry, Leaf, LeafRenderer
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.print_proof import foot_and_marks, note_print
from guestreg.services.commands.print_register import Printed
from guestreg.services.desk import Desk
from guestreg.services.outcome import TROUBLES, Done, Failed, Outcome, failure_of

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PrintPhoneSheet:
    """One sheet for all of `guests`; everybody who is still to be told when empty."""

    target: Path
    guests: tuple[GuestId, ...] = ()


def print_phone_sheet(desk: Desk, renderer: LeafRenderer, command: PrintPhoneSheet) -> Outcome[Printed]:
    """Failed E-230 when nobody is left to read out, E-92 for none of the book. Printing tells nobody."""
    try:
        guests = command.guests or tuple(line.guest_id for line in desk.reader.open_lines())
        found = [one for guest_id in guests if (one := _found(desk, guest_id)) is not None]
        with desk.store.unit_of_work() as uow:
            house = uow.house.establishment()
        if not found or house is None:
            return Failed("E-92" if command.guests else "E-230")
        words = renderer.words("phone")
        foot, marks = foot_and_marks(desk, renderer)
        blocks = [_call(house, words), _house(desk, house, len(found), found[0][1], words)]
        for number, (line, kept) in enumerate(found, 1):
            blocks.append(_guest(desk, line, kept, words, number, len(found)))
        blocks.append(_heard(words))
        leaf = Leaf(words["title"], words["remark"], tuple(blocks), foot, marks, READ_OUT_PT)
        pages = renderer.render(words["title"], [leaf], command.target)
        note_print(desk, "phone-sheet", len(found), pages)
    except TROUBLES as error:
        return failure_of(error)
    except OSError:
        return Failed("E-97", {"path": command.target.name})
    return Done(Printed(command.target, pages, len(found)))


def _found(desk: Desk, guest_id: GuestId) -> tuple[GuestLine, KeptStay] | None:
    with desk.store.unit_of_work() as uow:
        kept = uow.stays.of_guest(guest_id)
    line = desk.reader.line(guest_id)
    return None if line is None or kept is None else (line, kept)


def _call(house: Establishment, words: Words) -> Block:
    return Block(
        words["call"],
        (
            Entry(words["police_phone"], house.police_phone or "", large=True),
            Entry(words["police_unit"], house.police_unit or ""),
        ),
    )


def _house(desk: Desk, house: Establishment, count: int, kept: KeptStay, words: Words) -> Block:
    return Block(
        words["house"],
        (
            Entry(words["establishment"], house.name),
            Entry(words["address"], _joined(house.address_detail, place(desk, house.commune, house.province))),
            Entry(words["caller"], kept.stay.notifier),
            Entry(words["guests"], str(count)),
        ),
    )


def _guest(desk: Desk, line: GuestLine, kept: KeptStay, words: Words, number: int, count: int) -> Block:
    guest = next(one for one in kept.guests if one.id == line.guest_id)
    entries = [
        Entry(words["full_name"], line.full_name),
        Entry(words["born"], _born(line)),
        Entry(words["document"], _spoken(line.doc_number or "")),
        *_origin(desk, guest, line, words),
        Entry(words["arrived"], _minute(line.arrival_at)),
        Entry(words["leaves"], _minute(line.planned_departure_at)),
    ]
    if isinstance(guest.guest, Citizen):
        labels = {one.code: one.label for one in desk.catalogue.reasons}
        entries.append(Entry(words["reason"], kept.stay.reason_text or labels.get(kept.stay.reason, "")))
    entries.append(Entry(words["due"], _minute(line.due_at)))
    if line.guest_kind is GuestKind.FOREIGNER:
        entries.append(Entry("", words["foreigner"]))
    return Block(words["guest"].format(number=number, count=count), tuple(entries))


def _origin(desk: Desk, guest: KeptGuest, line: GuestLine, words: Words) -> list[Entry]:
    person = guest.guest
    if not isinstance(person, Citizen):
        found = desk.catalogue.nationality(line.nationality)
        return [Entry(words["nationality"], found.name_vi if found else line.nationality)]
    return [
        Entry(words["residence"], _joined(person.res_address, place(desk, person.res_commune, person.res_province)))
    ]


def _heard(words: Words) -> Block:
    return Block(words["heard"], tuple(Entry(words[name], "") for name in ("officer", "number_called", "called_at")))


def _spoken(number: str) -> str:
    """In groups of three, as people read numbers out."""
    return " ".join(number[at : at + 3] for at in range(0, len(number), 3))


def place(desk: Desk, commune: str | None, province: str | None) -> str:
    """Commune and province in words."""
    places = desk.catalogue.places
    found = (places.commune(commune) if commune else None, places.province(province) if province else None)
    return _joined(*(one.name for one in found if one is not None))


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _born(line: GuestLine) -> str:
    return str(line.birth_date.year) if line.birth_precision == "Y" else line.birth_date.strftime("%d/%m/%Y")


def _minute(at: datetime) -> str:
    return local(at).strftime("%H:%M %d/%m/%Y")

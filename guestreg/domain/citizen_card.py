"""Reads the text of the QR code on a Vietnamese identity card.

Entry form and capture call it with whatever a scanner, a picture or the clipboard gave. Nothing of the text
itself is kept, a person confirms every field. Source: domain rules, QR code of the card.
"""

import re
from dataclasses import dataclass
from datetime import date

from guestreg.domain.citizen_number import is_citizen_number
from guestreg.domain.guest import BirthPrecision, Sex
from guestreg.domain.search import fold
from guestreg.domain.text import clean, forbidden_character, is_person_name

CITIZEN_CARD = 1
"""Document kind *thẻ CCCD*."""
IDENTITY_CARD = 8
"""Document kind *thẻ Căn cước*."""

NOT_A_CARD = "E-39"
MARKS_LOST = "E-41"

_FIELDS = 7
_LONGEST = 2000
_DAY = re.compile("([0-9]{2})([0-9]{2})([0-9]{4})")
_OLD_NUMBER = re.compile("[0-9]{9}|[0-9]{12}")
_DAMAGE = re.compile("[?\ufffd]")
_FEMALE_DAMAGED = frozenset({"n", "nu", "n?", "n\ufffd", "n??"})


@dataclass(frozen=True, slots=True, repr=False)
class CardRead:
    """What a card says. `doc_kind` is derived from the issue date and may be changed by the person.

    `marks_lost` (`E-41`): the scanner dropped Vietnamese letters, so name and address must be compared with
    the card; number, birth date and sex are good.
    """

    id_number: str
    old_number: str | None
    full_name: str
    birth_date: date
    birth_precision: BirthPrecision
    sex: Sex
    address: str
    issued_on: date
    doc_kind: int
    marks_lost: bool

    def __repr__(self) -> str:
        return "CardRead(…)"


def read_card(text: str, identity_card_from: date) -> CardRead | str:
    """Return what the card says, or `E-39` when the text isn't a card's or can't be read without guessing.

    At least seven fields between bars; the first seven count. A card issued from `identity_card_from` on is
    of kind 8.
    """
    fields = [clean(part) for part in text.lstrip("\ufeff")[:_LONGEST].strip("\r\n\t ").split("|")]
    if len(fields) < _FIELDS or any(map(forbidden_character, fields[:_FIELDS])):
        return NOT_A_CARD
    id_number, old_number, name, birth_text, sex_text, address, issue_text = fields[:_FIELDS]
    birth, sex, issued_on = _birth(birth_text), _sex(sex_text), _day(issue_text)
    numbers_fit = is_citizen_number(id_number) and (not old_number or _OLD_NUMBER.fullmatch(old_number))
    if not numbers_fit or birth is None or sex is None or issued_on is None or not _may_be_name(name):
        return NOT_A_CARD
    return CardRead(
        id_number=id_number,
        old_number=old_number or None,
        full_name=name,
        birth_date=birth[0],
        birth_precision=birth[1],
        sex=sex,
        address=address,
        issued_on=issued_on,
        doc_kind=IDENTITY_CARD if issued_on >= identity_card_from else CITIZEN_CARD,
        marks_lost=_marks_lost(name, sex_text, address),
    )


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _birth(text: str) -> tuple[date, BirthPrecision] | None:
    """A whole date, or the year alone as `1950` or `00001950`."""
    year = text.removeprefix("0000") if len(text) == 8 else text
    if re.fullmatch("[12][0-9]{3}", year):
        return date(int(year), 1, 1), BirthPrecision.Y
    day = _day(text)
    return (day, BirthPrecision.D) if day else None


def _sex(text: str) -> Sex | None:
    """`Nam` has no mark to lose, so a damaged `N…` is `Nữ`."""
    folded = fold(text)
    if folded == "nam":
        return Sex.M
    return Sex.F if folded in _FEMALE_DAMAGED else None


def _may_be_name(name: str) -> bool:
    return is_person_name(_DAMAGE.sub("", name))


def _marks_lost(name: str, sex_text: str, address: str) -> bool:
    """Damage shows, `Nữ` came without its mark, or not one letter of the card has a mark."""
    if _DAMAGE.search(name + sex_text + address):
        return True
    if _sex(sex_text) is Sex.F:
        return sex_text.isascii()
    return name.isascii() and address.isascii()

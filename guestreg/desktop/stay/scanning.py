"""What a scanner, a paste or a typed number says about a guest, as texts of the form. The text itself isn't kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guestreg.domain.citizen_card import CardRead, read_card
from guestreg.domain.citizen_number import is_citizen_number, without_signs
from guestreg.domain.dates import birth_text, day_text
from guestreg.domain.guest import GuestKind
from guestreg.domain.text import clean

_BAR = "|"
_NOT_A_CARD = "E-39"


@dataclass(frozen=True, slots=True, repr=False)
class CardSeen:
    texts: Mapping[str, str]
    number: str
    marks_lost: bool


@dataclass(frozen=True, slots=True, repr=False)
class NumberSeen:
    """Twelve digits are a citizen's; letters and digits together a passport's."""

    texts: Mapping[str, str]
    number: str


def see(text: str, identity_card_from: date) -> CardSeen | NumberSeen | str | None:
    """A code when it can't be read, None when there is nothing."""
    if not text.strip():
        return None
    if _BAR in text:
        card = read_card(text, identity_card_from)
        return card if isinstance(card, str) else _of_card(card)
    number = without_signs(clean(text))
    if is_citizen_number(number):
        return NumberSeen({"kind": GuestKind.CITIZEN.value, "doc_number": number}, number)
    if number.isascii() and number.isalnum() and 6 <= len(number) <= 10 and not number.isalpha():
        field = "doc_number" if number.isdigit() else "passport_number"
        kind = GuestKind.CITIZEN if number.isdigit() else GuestKind.FOREIGNER
        return NumberSeen({"kind": kind.value, field: number.upper()}, number.upper())
    return _NOT_A_CARD


def _of_card(card: CardRead) -> CardSeen:
    texts = {
        "kind": GuestKind.CITIZEN.value,
        "full_name": card.full_name,
        "birth_date": birth_text(card.birth_date, card.birth_precision),
        "sex": card.sex.value,
        "doc_kind": str(card.doc_kind),
        "doc_number": card.id_number,
        "doc_issued_on": day_text(card.issued_on),
        "res_commune": "",
        "res_address": card.address,
        "guardian": "",
    }
    return CardSeen(texts, card.id_number, card.marks_lost)

"""Text as people type it: one normal form, what may not be in it, names, passport spelling, hidden numbers.

Every entry rule, reader and adapter uses it; it knows no field and no sentence. Searching is `search`.
"""

import re
import unicodedata

_BLANK_RUNS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_NAME_SIGNS = frozenset(" '\u2019-\u2010\u2011")

_ON_PAPER = (
    (0x20, 0x52F),
    (0x590, 0x5EE),
    (0x1E00, 0x1FFF),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x2070, 0x20BE),
    (0x2100, 0x214F),
)
"""Latin, Greek, Cyrillic, Hebrew and common signs: what the typeface of the register has whole."""

_TO_MRZ = {
    "Ä": "AE", "Å": "AA", "Æ": "AE", "Ð": "D", "Đ": "D", "Ħ": "H", "ı": "I", "Ĳ": "IJ", "ĸ": "Q", "Ł": "L",
    "Ŀ": "L", "Ŋ": "N", "ŉ": "N", "Ö": "OE", "Ø": "OE", "Œ": "OE", "ß": "SS", "ẞ": "SS", "Þ": "TH", "Ŧ": "T",
    "Ü": "UE", "Ə": "E",
}  # fmt: skip
_MRZ_BLANKS = frozenset(" -\u2010\u2011\u2013")
_MRZ_OMITTED = frozenset("'\u2018\u2019\u02bc`.,")


def clean(text: str) -> str:
    """Return `text` in NFC, trimmed, runs of blanks of any width as one; a tab or line break inside stays.

    Source: domain rules, field lists ("NFC, trimmed, single blanks, control characters refused").
    """
    return _BLANK_RUNS.sub(" ", unicodedata.normalize("NFC", text)).strip(" \t\r\n")


def forbidden_character(text: str) -> str | None:
    """Return the first character no field takes, else None.

    Control and formatting characters (NUL, line breaks, direction overrides, zero-width), invisible fillers,
    lone surrogates, private and unassigned code points. Source: domain rules, field lists.
    """
    if text.isascii() and text.isprintable():
        return None
    for character in text:
        if unicodedata.category(character) in _FORBIDDEN_CATEGORIES or character in _INVISIBLE:
            return character
    return None


def off_paper(text: str) -> str | None:
    """Return the first letter or sign that the register's typeface can't show, else None."""
    if text.isascii():
        return None
    return next((sign for sign in text if not any(first <= ord(sign) <= last for first, last in _ON_PAPER)), None)


def is_person_name(text: str) -> bool:
    """Tell whether a cleaned `text` has letters of any script with marks, blanks, apostrophes, hyphens alone.

    One letter at least; a mark follows a letter; length is the field's matter.
    Source: domain rules, field list (a), full name.
    """
    if forbidden_character(text) is not None:
        return False
    seen_letter = after_letter = False
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "L":
            seen_letter = after_letter = True
        elif category[0] == "M":
            if not after_letter:
                return False
        elif character in _NAME_SIGNS:
            after_letter = False
        else:
            return False
    return seen_letter


def fold_to_mrz(name: str) -> str | None:
    """Return `name` as the machine-readable zone of a passport spells it, in A–Z and single blanks.

    None when a character has no such spelling (another script, a sign, a digit): a person must type it.
    Hyphens become blanks, apostrophes go, Ä Ö Ü become AE OE UE.
    Source: ICAO Doc 9303-3 section 6, table A; domain rules, names for sending.
    """
    letters: list[str] = []
    for character in clean(name):
        spelled = _spell(character)
        if spelled is None:
            return None
        letters.append(spelled)
    return " ".join("".join(letters).split()) or None


def _spell(character: str) -> str | None:
    if character in _MRZ_BLANKS:
        return " "
    if character in _MRZ_OMITTED or unicodedata.combining(character):
        return ""
    spelled = _TO_MRZ.get(character) or _TO_MRZ.get(character.upper())
    if spelled is not None:
        return spelled
    base = unicodedata.normalize("NFD", character)[0]
    spelled = _TO_MRZ.get(base.upper(), base.upper())
    return spelled if spelled.isascii() and spelled.isalpha() else None


def matched_number(number: str) -> str:
    """Return letters and digits alone, in capitals: how numbers of documents are held against each other."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def masked_number(number: str) -> str:
    """Return `…4821` for a screen: the last four characters, fewer when the number is short.

    Source: domain rules, data protection.
    """
    return "…" + number[-_shown(number) :] if number else ""


def masked_copy(number: str) -> str:
    """Return `0110••••••17` for a desk copy: the first four and last two characters, the rest as dots.

    A number shorter than nine characters shows only its last two. Source: domain rules, data protection.
    """
    head = 4 if len(number) >= 9 else 0
    tail = min(2, len(number) // 2)
    return number[:head] + "•" * (len(number) - head - tail) + number[len(number) - tail :]


def _shown(number: str) -> int:
    return 4 if len(number) >= 8 else max(1, len(number) // 2)

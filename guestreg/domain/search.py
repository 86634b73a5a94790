"""Finding people and places by what somebody half remembers: keys without marks, and what a query meant.

The store folds what it keeps, screens and command line fold what is typed, both here.
Source: screens, language, search, dates ("Search key").
"""

import re
import unicodedata
from collections.abc import Callable

_TELEX_TONES = frozenset("sfrxjz")
_VOWELS = frozenset("aeiouy")
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")


def fold(text: str) -> str:
    """Return the search key of `text`: no combining marks, đ as d, case folded, single blanks."""
    if not text.isascii():
        parts = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "d")
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join(text.casefold().split())


def initials(name: str) -> str:
    """Return the folded first letters of a name's words: `nth` for Nguyễn Thị Hoá."""
    return "".join(word[0] for word in fold(name).split())


def query_keys(text: str) -> tuple[str, ...]:
    """Return the keys a typed query may stand for: plain, then as Telex, then as VNI; no key twice.

    A row matches when any of them does. An empty query has no keys. Words that make no Vietnamese syllable
    when decoded stay as typed, so `anderson` or room `p101` are looked for as they are.
    """
    plain = fold(text)
    if not plain:
        return ()
    return tuple(dict.fromkeys((plain, _decoded(plain, _telex), _decoded(plain, _vni))))


def _decoded(plain: str, decode: Callable[[str], str]) -> str:
    return " ".join(_if_syllable(word, decode(word)) for word in plain.split(" "))


def _if_syllable(typed: str, decoded: str) -> str:
    return decoded if _SYLLABLE.fullmatch(decoded) else typed


def _vni(word: str) -> str:
    """`nguye6n4` → `nguyen`: digits after the first letter are marks."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "0123456789")


def _telex(word: str) -> str:
    """`nguyeenx` and `nguyenxe` → `nguyen`, `dduwowcj` → `duoc`, `wng` → `ung`."""
    letters: list[str] = []
    for letter in word:
        voiced = any(before in _VOWELS for before in letters)
        if letter == "w":
            if not voiced:
                letters.append("u")
        elif not (_is_tone(letter, voiced) or _doubles(letter, letters)):
            letters.append(letter)
    return "".join(letters)


def _is_tone(letter: str, voiced: bool) -> bool:
    return voiced and letter in _TELEX_TONES


def _doubles(letter: str, letters: list[str]) -> bool:
    """The second `a`, `e`, `o` or `d` makes â, ê, ô, đ, also when it is typed late in the word."""
    return (letter in "aeo" and letter in letters) or (letter == "d" and letters[:1] == ["d"])

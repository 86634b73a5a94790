"""How a text for people is written: short sentences, few of them, none of the words nobody here uses."""

import re

MOST_WORDS = 15
MOST_SENTENCES = 2
STOP_LIST = (
    "đồng bộ|server|máy chủ|endpoint|api|import|export|backup|restore|validate|submit|draft|log|token|key|hash"
    "|chữ ký số|queue|outbox|timeout|duplicate|offline|bạn|vui lòng"
)
ENGLISH_STOP_LIST = "server|endpoint|api|validate|submit|token|hash|queue|outbox|timeout|offline|synchroni[sz]e|please"
"""Those of the list that are no plain English either."""
_STOPPED = {
    language: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for language, words in (("vi", STOP_LIST), ("en", ENGLISH_STOP_LIST))
}
_END = re.compile(r"[.!?…]+”?(?:\s+|$)|\n")
_SHORTENED = re.compile(r"\bno\. ")
_HEADING = re.compile(r"^<b>[^<]*\?</b>")
_MARK_UP = re.compile(r"<[^>]+>")
_NUMBERED = re.compile(r"^\d+\. ")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a filled-in part counts as one word, a heading and a number in front as none."""
    plain = _SHORTENED.sub("no ", _NUMBERED.sub("", _MARK_UP.sub("", _HEADING.sub("", text)).strip()))
    split = [[word for word in piece.split() if re.search(r"\w", word)] for piece in _END.split(plain)]
    return [words for words in split if words]


def too_long(text: str) -> list[str]:
    """Sentences with too many words, and texts with too many sentences."""
    found = sentences(text)
    told = [f"{len(words)} words: {' '.join(words)}" for words in found if len(words) > MOST_WORDS]
    return told + ([f"{len(found)} sentences: {text}"] if len(found) > MOST_SENTENCES else [])


def stopped(text: str, language: str = "vi") -> list[str]:
    """Words of the stop-list."""
    return [f"“{found}”: {text}" for found in _STOPPED[language].findall(text)]

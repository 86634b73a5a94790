"""Searching finds what a scan of every line finds, with and without an index."""

import pytest

from guestreg.ports.reading import LineFilter, Reader
from guestreg.ports.store import Store
from tests.fakes.kept import LEDGER, citizen, foreigner, kept_stay, record
from tests.fakes.reader import MemoryReader
from tests.fakes.store import MemoryStore

NAMES = (
    "Nguyễn Thị Hoá",
    "Nguyễn Văn An",
    "Đặng Đình Đức",
    "Lò Thị Pâng",
    "Vàng A Dế",
    "Ý",
    "Ly Y",
    "O'Brien Séan",
    "Jean-Pierre Le Gall",
    "K'Brêu H'Nuăn",
    "Øre Ærø",
    "Straße Größe",
    "李 小龍",
    "Ωmega Ἀθηνᾶ",
    "สมชาย ใจดี",
    "राम कुमार",
    "x' OR '1'='1",
    "100% _under_ \\back",
    'said "so"',
    "*star* (AND) NOT",
    "😀 Emoji",
    "İstanbul ıspanak",
)
TYPED = (
    "", " ", "n", "ng", "nguyen", "Nguyễn", "nguyen th", "th nguyen", "hoa", "hoá", "hoas", "nguyeenx thij hoas",
    "nguye6n4 thi5 hoa1", "dang", "đặng", "dd", "d d d", "nth", "ddd", "pang", "y", "a", "brien", "o'b", "obrien",
    "jean-p", "pierre", "gall le", "k'", "h'n", "ore", "øre", "ær", "strasse", "straße", "gros", "小", "李", "ω",
    "αθ", "สม", "ใจ", "राम", "कु", "'", "%", "_", "\\", '"', "*", "(", "and", "or", "not", "near", "1'='1", "100%",
    "_u", "so", '"so"', "😀", "ist", "ısp", "0017", "0011", "001190000017", "c01x", "t47", "0t47", "nha san",
    "san 1", "nha xan", "x00", "-", "\x00", "n\x00", "\ud800", "a" * 5000, "n " * 900, "\u200b", "\u202e", "%%",
    "nguyen  van",
)  # fmt: skip


@pytest.fixture
def scan(opened: Store) -> MemoryReader:
    """The same guests in the fake, whose search is a scan."""
    kept_apart = MemoryStore(LEDGER)
    for number, name in enumerate(NAMES, 1):
        kept = kept_stay(number, citizen(name), foreigner(f"{name} Anna", f"C01X0{number}T47"))
        record(opened, kept)
        record(kept_apart, kept)
    return MemoryReader(kept_apart)


@pytest.mark.parametrize("indexed_from", [0, 50_000], ids=["index", "every key"])
def test_what_is_found_equals_a_scan(
    opened: Store, reader: Reader, scan: MemoryReader, indexed_from: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guestreg.store.search.SCANNED_UP_TO", indexed_from)
    for text in TYPED:
        wanted = LineFilter(text=text)
        expected = [line.full_name for line in scan.lines(wanted, limit=1000)]
        assert [line.full_name for line in reader.lines(wanted, limit=1000)] == expected, text
        assert len(reader.ids(wanted)) == len(expected), text
    assert len(reader.ids(LineFilter(text="nguyen"))) == 4
    assert len(reader.ids(LineFilter(text="jean-p"))) == 2

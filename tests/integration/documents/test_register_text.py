"""Names and addresses on paper: whole, in NFC, inside their cells, by both pens alike."""

from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest

from guestreg.documents.wrapping import Line, Wrapping
from guestreg.ports.renderer import CELLS, RegisterRow
from tests.integration.documents.paper_reading import Paper, tool
from tests.integration.documents.register_samples import FULL, HEAD, STAMP, named, numbered, register_pdf

NAMES = (
    "Vàng A Mẫu",
    "Giàng Thị Mỷ Sùng",
    "Lò Văn Thử",
    "Quàng Thị Ưởng",
    "Tẩn Láo Tả",
    "Chẻo Sử Mẩy",
    "Hạng A Dế",
    "Nguyễn Ngọc Quỳnh Như Thử",
    "Ẵm Ễn Ỗi Ậu Ộc Ặn",
    "Y Thử",
    "Thử",
    "H'Mẫu Êban",
    "Jean-Paul O’Example",
    "ERIKA MUSTERMANN-MẪU",
    "Žofie Příkladová",
    "Ægir Þórðarson Dæmi",
    "Ελένη Παράδειγμα",
    "Анна Пример",
    "<b>Vàng</b> & <font color=red>",
    "=1+1",
    "../../etc",
    "a(b)c \\ (( )",
    "%PDF /Name <41> Tj ET",
    "{0} %s {head}",
)
LONG_NAME = ("Nguyễn Ngọc Quỳnh Thượng Phường Nghiêng " * 5)[:160].strip()
LONG_WORD = "Ưỡ" * 80
LONG_ADDRESS = ("Số 12 ngõ 36 tổ dân phố số 4, đường Nguyễn Trãi, Phường Điện Biên Phủ, " * 4)[:250].strip()
HOSTILE = [
    replace(FULL, full_name=LONG_NAME, residence=LONG_ADDRESS),
    replace(FULL, full_name=LONG_WORD, residence="x" * 250),
    replace(FULL, full_name="Ẵ" * 60 + " " + "Ễỗậ" * 30, residence="gyj Ỵỵ " * 30),
    replace(FULL, full_name="W" * 160, note="M" * 40, room="—" * 20, number="99999"),
    replace(FULL, full_name="ạ̉̃̀" * 20, officer="0" * 120, notified="W" * 160),
]


def squeezed(text: str) -> str:
    return "".join(normalize("NFC", text).split())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "register.pdf"


def print_rows(rows: list[RegisterRow], target: Path) -> Paper:
    register_pdf().render(HEAD, rows, STAMP, target)
    return Paper(target)


def test_every_name_comes_out_whole(target: Path) -> None:
    paper = print_rows(named(*NAMES), target)
    assert [cells[1] for cells in paper.all_rows()] == list(NAMES)


def test_decomposed_names_are_drawn_composed(target: Path) -> None:
    paper = print_rows(named(*(normalize("NFD", name) for name in NAMES)), target)
    assert [cells[1] for cells in paper.all_rows()] == list(NAMES)


@pytest.mark.parametrize("name", ["דוגמה שם", "مثال اسم"])
def test_names_written_from_the_right_are_read_from_the_right(target: Path, name: str) -> None:
    text = tool("pdftotext", print_rows(named(name), target).path, "-")
    assert name in text.replace("\u202b", "").replace("\u202c", "")


def test_a_double_name_too_long_for_its_line_breaks_after_the_hyphen(target: Path) -> None:
    (cells,) = print_rows(named("MUSTERMANN-BEISPIELSEN"), target).all_rows()
    assert cells[1] == "MUSTERMANN- BEISPIELSEN"


def test_long_texts_stay_in_their_cells_and_come_out_whole(target: Path) -> None:
    paper = print_rows(HOSTILE, target)
    for page in range(len(paper.pages)):
        assert paper.strays(page) == []
    for row, cells in zip(HOSTILE, paper.all_rows(), strict=True):
        printed = [squeezed(cell) for cell in cells]
        assert printed == [squeezed(getattr(row, name)) for name in CELLS]


@pytest.mark.parametrize("row", HOSTILE[:4])
def test_without_wrapping_the_reader_sees_words_outside_their_cells(
    target: Path, monkeypatch: pytest.MonkeyPatch, row: RegisterRow
) -> None:
    wrapped = Wrapping.lines

    def one_line(self: Wrapping, text: str, room: float) -> list[Line]:
        return wrapped(self, text, room if len(text) < 100 else 1e9)

    monkeypatch.setattr(Wrapping, "lines", one_line)
    assert print_rows([row], target).strays(0) != []


def test_more_letters_than_one_subset_holds(target: Path) -> None:
    alphabet = [chr(code) for code in (*range(0x3B1, 0x3C9), *range(0x430, 0x450), *range(0x1EA0, 0x1EFA))]
    alphabet += [chr(code) for code in range(0x100, 0x180) if normalize("NFC", chr(code)) == chr(code)]
    names = ["Mẫu " + "".join(alphabet[start : start + 12]) for start in range(0, len(alphabet), 12)]
    paper = print_rows(named(*names), target)
    assert "AAAAAB+Tinos-Regular" in paper.objects
    assert [cells[1] for cells in paper.all_rows()] == names


@pytest.mark.parametrize("rows", [[], named(*NAMES), HOSTILE, numbered(60)], ids=["none", "names", "hostile", "many"])
def test_both_pens_put_the_same_words_in_the_same_places(tmp_path: Path, rows: list[RegisterRow]) -> None:
    stamp = replace(STAMP, practice=True, reprint=True)
    papers = []
    for plain in (False, True):
        target = tmp_path / f"{plain}.pdf"
        register_pdf(plain).render(HEAD, rows, stamp, target)
        papers.append(Paper(target))
    fast, slow = papers
    assert len(fast.pages) == len(slow.pages)
    for ours, theirs in zip(fast.pages, slow.pages, strict=True):
        assert [word.text for word in ours] == [word.text for word in theirs]
        for mine, other in zip(ours, theirs, strict=True):
            assert abs(mine.left - other.left) < 0.1
            assert abs(mine.bottom - other.bottom) < 0.1

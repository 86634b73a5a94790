"""Leaves of paper as other programs read them."""

from pathlib import Path

import pytest

from guestreg.documents.leaf import BOTTOM, LeafPdf
from guestreg.ports.leaf import READ_OUT_PT, Block, Entry, Leaf
from tests.fakes.leaves import paper_words
from tests.integration.documents.paper_reading import Paper, tool
from tests.integration.documents.register_samples import FONTS

HOSTILE = "Nguyễn <b>{{7*7}}</b> & (Hoa) \\ %n"


def leaf(*blocks: Block, size: float = 11.0, title: str = "BẰNG CHỨNG GỬI") -> Leaf:
    return Leaf(title, "Ghi chú", blocks, "In lúc 20:45", ("TẬP THỬ",), size)


def printed(target: Path, *leaves: Leaf) -> str:
    LeafPdf(FONTS, paper_words()).render("Tờ giấy", leaves, target)
    return " ".join(tool("pdftotext", "-layout", target, "-").split())


def test_what_is_given_is_read_back(tmp_path: Path) -> None:
    text = printed(tmp_path / "a.pdf", leaf(Block("Khách", (Entry("Họ và tên", HOSTILE),))))
    for part in ("BẰNG CHỨNG GỬI", "Ghi chú", "TẬP THỬ", "Khách", "Họ và tên", HOSTILE, "In lúc 20:45", "Trang 1/1"):
        assert part in text


def test_a_name_cannot_become_an_action(tmp_path: Path) -> None:
    printed(tmp_path / "a.pdf", leaf(Block("x", (Entry("/JS /URI /Launch", HOSTILE),))))
    objects = tool("qpdf", "--json", tmp_path / "a.pdf")
    assert '"/Type": "/Page"' in objects
    assert not [key for key in ("/JS", "/URI", "/EmbeddedFile", "/Launch", "/Annots") if f'"{key}"' in objects]


@pytest.mark.parametrize("size", [11.0, READ_OUT_PT])
def test_a_long_paper_goes_on_over_the_page_and_nothing_is_lost(tmp_path: Path, size: float) -> None:
    guests = [
        Block(f"Khách {n}", tuple(Entry(f"mục {n}.{m}", f"giá trị {n}.{m}") for m in range(7))) for n in range(12)
    ]
    text = printed(tmp_path / "a.pdf", leaf(*guests, size=size))
    assert all(f"giá trị {n}.{m}" in text for n in range(12) for m in range(7))
    pages = Paper(tmp_path / "a.pdf").pages
    assert len(pages) > 1
    assert f"Trang {len(pages)}/{len(pages)}" in text
    above_foot = [word for page in pages for word in page if word.bottom > BOTTOM - 8]
    assert min(word.bottom for word in above_foot) >= BOTTOM - 8


def test_a_heading_stays_with_its_first_entry(tmp_path: Path) -> None:
    for fill in range(30, 60):
        blocks = (Block("", tuple(Entry("dòng", "x") for _ in range(fill))), Block("ĐẦUMỤC", (Entry("NHÃN", "y"),)))
        printed(tmp_path / "a.pdf", leaf(*blocks))
        for page in Paper(tmp_path / "a.pdf").pages:
            words = {word.text for word in page}
            assert ("ĐẦUMỤC" in words) == ("NHÃN" in words)


def test_a_long_value_wraps_inside_the_page(tmp_path: Path) -> None:
    printed(
        tmp_path / "a.pdf", leaf(Block("", (Entry("mã băm", "0123456789abcdef" * 40), Entry("số", "1 2 3" * 90, True))))
    )
    right = max(word.right for page in Paper(tmp_path / "a.pdf").pages for word in page)
    assert right <= 210 * 72 / 25.4 - 14 * 72 / 25.4

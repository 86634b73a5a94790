"""What stands on each page of a printed register, read with other programs."""

import logging
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from guestreg.ports.renderer import CELLS, PageStamp, RegisterHead, RegisterRow
from tests.integration.documents.paper_reading import Paper, tool
from tests.integration.documents.register_samples import BLANK, FULL, HEAD, STAMP, named, numbered, register_pdf

Print = Callable[..., Paper]


@pytest.fixture
def printed(tmp_path: Path) -> Print:
    def render(
        rows: list[RegisterRow], head: RegisterHead = HEAD, stamp: PageStamp = STAMP, plain: bool = False
    ) -> Paper:
        target = tmp_path / f"register-{plain}.pdf"
        pages = register_pdf(plain).render(head, rows, stamp, target)
        paper = Paper(target)
        assert len(paper.pages) == pages
        return paper

    return render


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("rows", [[], named("Giàng A Mẫu", "王小明"), numbered(40)], ids=["none", "two", "forty"])
def test_the_file_is_sound_and_carries_its_fonts(printed: Print, rows: list[RegisterRow], plain: bool) -> None:
    paper = printed(rows, stamp=replace(STAMP, practice=True, reprint=True), plain=plain)
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", paper.path)
    fonts = tool("pdffonts", paper.path).splitlines()[2:]
    assert {font.split()[0].split("+")[1] for font in fonts} == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic"}
    assert [font.split()[-5:-2] for font in fonts] == [["yes", "yes", "yes"]] * len(fonts)


def test_pages_are_a4_landscape(printed: Print) -> None:
    assert "841.89 x 595.276 pts (A4)" in tool("pdfinfo", printed(numbered(3)).path)


def test_the_first_page_carries_the_head_of_the_form(printed: Print) -> None:
    text = printed(numbered(40)).text(0)
    for part in (
        "Mẫu ĐK14 ban hành kèm theo Thông tư số 30/2026/TT-BCA ngày 31/3/2026",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "SỔ QUẢN LÝ NGÀNH, NGHỀ ĐẦU TƯ KINH DOANH CÓ ĐIỀU KIỆN VỀ AN NINH TRẬT TỰ",
        "TÊN CƠ SỞ KINH DOANH: Homestay Mây Ví Dụ ĐỊA CHỈ: Bản Mẫu, xã Ví Dụ, tỉnh Lai Châu",
        "NGÀNH, NGHỀ KINH DOANH: Dịch vụ lưu trú",
        "QUYỂN SỐ: 3 Từ ngày: 01/10/2026 Đến ngày: 31/12/2026",
    ):
        assert part in text


def test_an_empty_head_leaves_room_for_the_pen(printed: Print) -> None:
    text = printed([], head=RegisterHead("", "", 1, "", "", "")).text(0)
    assert "TÊN CƠ SỞ KINH DOANH: …" in text
    assert "Đến ngày: …" in text
    assert "Mẫu" not in text


def test_each_page_repeats_headings_numbers_volume_and_foot(printed: Print) -> None:
    paper = printed(numbered(60))
    count = len(paper.pages)
    assert count > 2
    for page in range(count):
        text = paper.text(page)
        for heading in ("STT", "Ngày, tháng, năm sinh", "Nam", "Nữ", "Quốc tịch", "Thời gian lưu trú", "Ghi chú"):
            assert heading in text
        numbers = [word for word in paper.pages[page] if re.fullmatch(r"\(\d+\)", word.text)]
        assert [word.text for word in sorted(numbers, key=lambda word: word.left)] == [f"({n})" for n in range(1, 14)]
        assert len({word.bottom for word in numbers}) == 1
        assert f"Trang {page + 1}/{count}" in text
        assert "QUYỂN SỐ: 3 · Từ ngày: 01/10/2026 · Đến ngày: 31/12/2026" in text
        assert "In lúc: 20:45 21/11/2026 · Dấu kiểm: 0FAC-2D1C-7FB5-2207" in text


@pytest.mark.parametrize(("practice", "reprint"), [(False, False), (True, False), (False, True), (True, True)])
def test_practice_and_reprint_marks_stand_on_every_page(printed: Print, practice: bool, reprint: bool) -> None:
    paper = printed(numbered(30), stamp=replace(STAMP, practice=practice, reprint=reprint))
    for page, words in enumerate(paper.pages):
        assert ("TẬP THỬ" in paper.text(page)) is practice
        assert ("Bản in lại" in paper.text(page)) is reprint
        across = max(word.top for word in words) - min(word.bottom for word in words)
        largest = max(word.top - word.bottom for word in words)
        assert (largest > across / 6) is practice


def test_no_rows_give_one_blank_table(printed: Print) -> None:
    paper = printed([])
    assert len(paper.pages) == 1
    assert len(paper.rows(0)) > 5
    assert paper.words_in_rows(0) == []


def test_each_cell_stands_in_its_column_and_blank_cells_stay_blank(printed: Print) -> None:
    paper = printed([FULL, replace(BLANK, number="2", full_name="Thào A Thử"), BLANK, replace(FULL, number="4")])
    cells = [getattr(FULL, name) for name in CELLS]
    assert paper.rows(0) == [cells, ["2", "Thào A Thử", *[""] * 11], [""] * 13, ["4", *cells[1:]]]


def test_rows_stay_whole_and_none_is_lost(printed: Print) -> None:
    rows = [replace(row, note="ghi chú " * (number % 9)) for number, row in enumerate(numbered(150))]
    paper = printed(rows)
    assert [cells[0] for cells in paper.all_rows()] == [row.number for row in rows]
    assert [cells[12] for cells in paper.all_rows()] == [row.note.strip() for row in rows]


def test_a_row_taller_than_a_page_goes_on_with_its_number_repeated(printed: Print) -> None:
    note = " ".join(f"chữ{number}" for number in range(100))
    paper = printed([FULL, replace(FULL, number="2", note=note), replace(FULL, number="3")])
    parts = [cells for cells in paper.all_rows() if cells[0] == "2"]
    assert len(parts) > 1
    assert " ".join(cells[12] for cells in parts) == note
    assert [cells[1] for cells in parts] == [FULL.full_name] + [""] * (len(parts) - 1)
    assert [cells[0] for cells in paper.all_rows() if cells[0] != "2"] == ["1", "3"]
    assert all(paper.strays(page) == [] for page in range(len(paper.pages)))


def test_a_new_volume_counts_from_one_again(printed: Print) -> None:
    paper = printed(numbered(2), head=replace(HEAD, volume=4, from_on="01/01/2027", to_on=""))
    assert "QUYỂN SỐ: 4 · Từ ngày: 01/01/2027" in paper.text(0)
    assert [cells[0] for cells in paper.rows(0)] == ["1", "2"]


def test_nothing_in_the_file_acts(printed: Print) -> None:
    baits = ("javascript:app.alert(1)", "https://example.org/", "/Launch /URI /JS", "(a) /Annots [1 0 R]")
    paper = printed(named(*baits))
    assert [cells[1] for cells in paper.rows(0)] == list(baits)
    objects = re.sub(r"stream\n.*?endstream", "", paper.objects, flags=re.DOTALL)
    for name in ("/JS", "/JavaScript", "/URI", "/Launch", "/Annots", "/AA", "/OpenAction", "/EmbeddedFiles"):
        assert not re.search(re.escape(name) + r"\b", objects)


def test_the_same_register_gives_the_same_bytes(printed: Print) -> None:
    first = printed(numbered(20)).path.read_bytes()
    assert printed(numbered(20)).path.read_bytes() == first


def test_a_hundred_guests_take_at_most_300_kb(printed: Print) -> None:
    assert printed(numbered(100)).path.stat().st_size <= 300_000


def test_letters_without_a_glyph_are_boxed_kept_and_named(
    printed: Print, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = named("王小明", "Ma 😀 Mẫu", "ปราณี")
    with caplog.at_level(logging.INFO, "guestreg.documents"):
        paper = printed(rows)
    assert [cells[1] for cells in paper.rows(0)] == ["王小明", "Ma 😀 Mẫu", "ปราณี"]
    assert "codes=U+0E13 U+0E1B U+0E23" in caplog.text
    assert "U+1F600" in caplog.text
    assert "王" not in caplog.text
    boxes = named("□□□", "Ma □ Mẫu", "□□□□□")
    assert ink(paper) == ink(printed(boxes))
    assert ink(paper) != ink(printed(named("", "Ma Mẫu", "")))
    missing = register_pdf().write(HEAD, rows, STAMP, tmp_path / "again.pdf").missing_letters
    assert set("王小明😀") <= set(missing)


def ink(paper: Paper) -> bytes:
    """The first page as grey pixels."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "60", "-gray", "-f", "1", "-l", "1", str(paper.path)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return drawn.stdout


def test_a_failure_leaves_the_old_register_alone(tmp_path: Path) -> None:
    class Failing(list[RegisterRow]):
        def __iter__(self) -> object:  # type: ignore[override]
            yield FULL
            raise RuntimeError("rows ran out")

    target = tmp_path / "register.pdf"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        register_pdf().render(HEAD, Failing([FULL]), STAMP, target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        register_pdf().render(HEAD, [FULL], STAMP, tmp_path / "missing" / "register.pdf")


@pytest.mark.parametrize("plain", [False, True])
def test_a_cancelled_row_is_struck_through_and_stays_readable(printed: Print, plain: bool) -> None:
    cancelled = replace(FULL, number="2", note="Đã hủy – khách không đến", cancelled=True)
    paper = printed([FULL, cancelled, replace(FULL, number="3")], plain=plain)
    struck = [word.text for word in paper.struck(0)]
    assert sorted(struck) == sorted(word for cell in CELLS[1:12] for word in getattr(cancelled, cell).split())
    assert paper.text(0).count(FULL.full_name) == 3

"""The demo gives the same at any hour, on any day, in any time zone, and leaves nobody's ledger changed."""

import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from guestreg.domain.dates import VIETNAM
from tests.fakes.clock import FakeClock
from tests.integration.cli.ledger_file import fingerprints
from tests.integration.cli.terminal import Terminal
from tests.integration.documents.paper_reading import Paper, tool
from tests.tables.rules import CITIZEN, STAY

NAMES = (
    "Nguyễn Thị Hoa",
    "Nguyễn Văn Bình",
    "Nguyễn Thị Hoa",
    "Nguyễn Văn Bình",
    "Trần Quốc Đạt",
    "Lê Thị Thuỷ Tiên",
    "Trần Lê Minh An",
    "Trần Lê Bảo Ngọc",
    "Lò Văn Ún",
    "Sùng",
    "Giàng A Páo",
    "Quàng Thị Ọi",
    "Erika Mustermann",
    "Hong Specimen",
    "Happy-Traveler O'Specimen",
    "Vàng Seo Sáng",
)
REFUSED = [
    {"sample": "wrong digit count", "code": "E-13"},
    {"sample": "permitted stay already over", "code": "E-79"},
]
HOURS = ("00:05", "07:30", "22:58", "23:59")
DAYS = ("2026-11-21", "2027-02-28", "2028-02-28")
BY_PHONE = "Trần Lê Bảo Ngọc"


@pytest.fixture(params=[None, "America/Los_Angeles"], ids=["here", "far-away"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer's own zone, which the program must never ask."""
    if request.param is not None:
        monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.usefixtures("zone")
def test_the_evening_is_the_same_at_any_hour(tmp_path: Path, day: str, hour: str) -> None:
    clock = FakeClock(datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=VIETNAM))
    done = Terminal(tmp_path / "data", clock).json("demo", "-o", tmp_path / "out")
    assert (done["recorded"], done["rows"], done["sent"], done["window_closed"]) == (16, 16, 15, 1)
    assert [done[name] for name in ("unknown", "waiting", "returned", "confirmed", "cancelled")] == [0] * 5
    assert done["refused"] == REFUSED
    assert done["register_pdf"] == str(tmp_path / "out" / "register.pdf")
    assert (done["bundle"], done["verdict"]) == (str(tmp_path / "out" / "ledger.luutru"), "complete")
    rows = Paper(Path(done["register_pdf"])).all_rows()
    assert [cells[0] for cells in rows] == [str(number) for number in range(1, 17)]
    assert [cells[1] for cells in rows] == list(NAMES)
    assert [bool(cells[10]) for cells in rows] == [name != BY_PHONE for name in NAMES]
    assert {cells[11] for cells in rows} == {"Trực tuyến", ""}
    (late,) = [cells for cells in rows if cells[1] == "Vàng Seo Sáng"]
    assert late[7].startswith("23:20")
    text = tool("pdftotext", Path(done["register_pdf"]), "-")
    assert day_in(text.partition("Từ ngày")[2]) <= min(day_in(cells[7]) for cells in rows)
    assert rows[8][2].split()[0] == "1941"
    first, second = (cells for cells in rows if cells[1] == NAMES[0])
    assert (bool(first[8]), second[8]) == (True, ""), "she left at noon and is back"


def day_in(text: str) -> list[str]:
    """Year, month, day of the first date in it."""
    found = re.search(r"(\d\d)/(\d\d)/(\d{4})", text)
    assert found is not None
    return list(reversed(found.groups()))


def test_nothing_of_it_stays_behind(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    Terminal(tmp_path / "data", clock).json("demo", "-o", tmp_path / "out")
    assert sorted(fingerprints(tmp_path)) == ["out/ledger.luutru", "out/register.pdf"]


def test_a_ledger_in_use_is_left_as_it_is(house: Terminal, tmp_path: Path) -> None:
    house.json("add", "-", stdin={**STAY, "guests": [CITIZEN]})
    before = fingerprints(house.data)
    for _ in range(2):
        assert house.json("demo", "-o", tmp_path / "out")["recorded"] == 16
    assert fingerprints(house.data) == before


def test_it_says_the_same_in_lines(empty: Terminal, tmp_path: Path) -> None:
    answer = empty("demo", "-o", tmp_path / "out")
    assert answer.status == 0
    assert re.search(r"^recorded\t16$", answer.out, re.MULTILINE)
    refused = [f"refused\t{one['sample']}\t{one['code']}" for one in REFUSED]
    assert [line for line in answer.out.splitlines() if line.startswith("refused")] == refused
    assert not set("{}[]") & set(answer.out)


def test_a_folder_that_cannot_be_written_is_said(empty: Terminal, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    answer = empty("demo", "-o", tmp_path / "taken", "--json")
    assert (answer.status, answer.json["failed"]["code"]) == (6, "E-97")

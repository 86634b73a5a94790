"""Made-up heads, rows and stamps for the register's tests."""

import tomllib
from dataclasses import replace
from pathlib import Path

from guestreg.documents.register import RegisterPdf
from guestreg.documents.words import RegisterWords
from guestreg.ports.renderer import PageStamp, RegisterHead, RegisterRow

RESOURCES = Path(__file__).parents[3] / "resources"
FONTS = RESOURCES / "fonts"
LABEL = "Mẫu ĐK14 ban hành kèm theo Thông tư số 30/2026/TT-BCA ngày 31/3/2026"
HEAD = RegisterHead("Homestay Mây Ví Dụ", "Bản Mẫu, xã Ví Dụ, tỉnh Lai Châu", 3, "01/10/2026", "31/12/2026", LABEL)
STAMP = PageStamp("20:45 21/11/2026", "0FAC-2D1C-7FB5-2207", practice=False)
BLANK = RegisterRow(*[""] * 13)
FULL = RegisterRow(
    number="1",
    full_name="Vàng Thị Mẫu",
    birth_male="",
    birth_female="05/03/1990",
    nationality="Việt Nam",
    document="011090000017, cấp ngày 15/08/2022, Cục CS QLHC về TTXH",
    residence="Bản Mẫu, Xã Sín Thầu, Điện Biên",
    arrived="18:05 21/11/2026",
    departed="",
    room="Nhà sàn 1",
    notified="Lò Thị Ví Dụ 18:30 21/11/2026",
    officer="Trực tuyến",
    note="",
)


def register_words() -> RegisterWords:
    return RegisterWords.from_mapping(tomllib.loads((RESOURCES / "rules" / "register.toml").read_text("utf-8")))


def register_pdf(plain: bool = False) -> RegisterPdf:
    return RegisterPdf(FONTS, register_words(), plain)


def named(*names: str) -> list[RegisterRow]:
    return [replace(FULL, number=str(number), full_name=name) for number, name in enumerate(names, start=1)]


def numbered(count: int) -> list[RegisterRow]:
    return [replace(FULL, number=str(number)) for number in range(1, count + 1)]

"""How one guest's line reads in a table, on a card and to a screen reader. Every list of guests asks here."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from guestreg.desktop.kit.badges import Face
from guestreg.desktop.kit.states import line_face, marks
from guestreg.desktop.kit.texts import short_day
from guestreg.domain.dates import birth_text, day_text, local
from guestreg.domain.guest import BirthPrecision, GuestKind
from guestreg.domain.text import masked_number
from guestreg.ports.reading import GuestLine

translate = QCoreApplication.translate


class GuestWords(NamedTuple):
    """`country` gives a nationality's name, `field_words` a field's label, both in the language of the screen."""

    country: Callable[[str], str]
    field_words: Callable[[str], str]

    def faces(self, line: GuestLine, now: datetime) -> tuple[Face, ...]:
        return (line_face(line, now, self.field_words), *marks(line, now))

    def dates(self, line: GuestLine) -> str:
        """`21/11 → 22/11`."""
        return f"{short_day(line.arrival_at)} → {short_day(line.departed_at or line.planned_departure_at)}"

    def birth(self, line: GuestLine) -> str:
        return birth_text(line.birth_date, BirthPrecision(line.birth_precision))

    def arrived(self, line: GuestLine) -> str:
        return day_text(local(line.arrival_at).date())

    def leaves(self, line: GuestLine) -> str:
        return day_text(local(line.departed_at or line.planned_departure_at).date())

    def paper(self, line: GuestLine) -> str:
        """`CCCD`, `Hộ chiếu`."""
        if line.guest_kind is GuestKind.FOREIGNER:
            return translate("guest_words", "Hộ chiếu")
        match line.doc_kind:
            case 1:
                return translate("guest_words", "CCCD")
            case 2:
                return translate("guest_words", "CMND")
            case 3:
                return translate("guest_words", "Bằng lái xe")
            case 4:
                return translate("guest_words", "Hộ chiếu")
            case 5:
                return translate("guest_words", "Khai sinh")
            case 6:
                return translate("guest_words", "Thẻ BHYT")
            case 7:
                return translate("guest_words", "Số định danh")
            case 8:
                return translate("guest_words", "Căn cước")
            case 9:
                return translate("guest_words", "Giấy khác")
        return translate("guest_words", "Chưa có")

    def number(self, line: GuestLine) -> str:
        """`…4821`: never the whole on a list."""
        return masked_number(line.doc_number or "")

    def place(self, line: GuestLine) -> str:
        return line.room or translate("guest_words", "chưa ghi phòng")

    def spoken(self, line: GuestLine, now: datetime) -> str:
        """`57, Nguyễn Thị Hoa, Công an đã nhận` for a screen reader."""
        return ", ".join((str(line.register_no), line.full_name, *(face.word for face in self.faces(line, now))))

"""What a list said, as cards: in both, only here, only there, and what a person must look at herself."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.labels import Muted, Paragraph, SubHeading
from guestreg.desktop.kit.theme import Theme
from guestreg.domain.dates import day_text
from guestreg.domain.declaration import State
from guestreg.services.commands.reconcile import Reconciled
from guestreg.services.comparing import Doubt, Match, Missing

translate = QCoreApplication.translate
_SHOWN = 30


class Groups(QWidget):
    """`show_found` fills it; empty groups are left out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("comparingGroups")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_found(self, found: Reconciled | None) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if found is None:
            return
        self._column.setSpacing(self._theme.px(10))
        findings = found.findings
        matched = (one for one in found.changes if isinstance(one.found, Match))
        both = [f"{one.found.line.full_name}{_proved(one.after)}" for one in matched]
        here = [_missing(one.found) for one in found.changes if isinstance(one.found, Missing)]
        there = [f"{row.full_name or row.number} · {day_text(row.arrival_on)}" for row in findings.only_there]
        doubts = [f"{one.line.full_name} – {_doubt(one.doubt)}" for one in findings.unclear]
        rows = ", ".join(str(row.row) for row in findings.spoilt[:_SHOWN])
        spoilt = [translate("groups", "Dòng {rows} của tệp không đọc được.").format(rows=rows)] if rows else []
        self._add("both", translate("groups", "Có ở cả hai (%n)", "", len(both)), both)
        self._add("here", translate("groups", "Chỉ có trong sổ (%n)", "", len(here)), here)
        self._add("there", translate("groups", "Chỉ có trên cổng (%n)", "", len(there)), there)
        self._add("unclear", translate("groups", "Phải tự xem (%n)", "", len(doubts) + len(spoilt)), doubts + spoilt)

    def _add(self, name: str, title: str, lines: Iterable[str]) -> None:
        lines = list(lines)
        if not lines:
            return
        card = Card(self._theme, f"group_{name}")
        card.body.addWidget(SubHeading(title, name=f"group_{name}Title"))
        card.body.addWidget(Paragraph("\n".join(lines[:_SHOWN]), name=f"group_{name}Lines"))
        if len(lines) > _SHOWN:
            more = translate("groups", "và %n dòng nữa", "", len(lines) - _SHOWN)
            card.body.addWidget(Muted(more, name=f"group_{name}More"))
        self._column.addWidget(card)
        card.show()


def _proved(after: State) -> str:
    if after is State.CONFIRMED:
        return ""
    words = translate("groups", "công an đang đòi sửa")
    return f" – {words}"


def _missing(found: Missing) -> str:
    if found.counts:
        return found.line.full_name
    words = translate("groups", "mới gửi, có thể chưa kịp hiện")
    return f"{found.line.full_name} – {words}"


def _doubt(doubt: Doubt) -> str:
    match doubt:
        case Doubt.OTHER_DATES:
            return translate("groups", "trên cổng ghi ngày đến khác")
        case Doubt.TWICE_HERE:
            return translate("groups", "trong sổ ghi hai lần")
        case Doubt.TWICE_THERE:
            return translate("groups", "trên cổng có hai lần")
        case Doubt.SPOILT:
            return translate("groups", "số giấy tờ trong tệp bị hỏng")
        case Doubt.NO_NUMBER:
            return translate("groups", "chưa có số giấy tờ, không đối chiếu được. Mới tải lên cổng thì gọi báo lại")

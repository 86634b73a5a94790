"""The files written for the portal: which, when, who is in each, and the button that says it was uploaded."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guestreg.desktop.kit.buttons import SecondaryButton
from guestreg.desktop.kit.cards import Card
from guestreg.desktop.kit.labels import Muted, Paragraph, SubHeading
from guestreg.desktop.kit.tab_order import tab_as_laid_out
from guestreg.desktop.kit.texts import moment, today_of
from guestreg.desktop.kit.theme import Theme
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine
from guestreg.services.commands.write_files import FilesWritten, LeftOut
from guestreg.services.queries.upload_files import UploadFile

translate = QCoreApplication.translate
_SHOWN_FILES, _SHOWN_NAMES = 6, 12


class FilesPanel(QWidget):
    """`show_files` fills it; made anew only when something else is to be shown."""

    uploaded = Signal(object)
    """An `UploadFile`."""
    again_wanted = Signal()

    def __init__(self, theme: Theme, phrasebook: Phrasebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tellingFiles")
        self._theme, self._phrasebook = theme, phrasebook
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_files(self, files: Sequence[UploadFile], written: FilesWritten | None, now: datetime) -> None:
        """`written` is what the last press of the button made, and whom it left out."""
        shown = (tuple((one.name, one.at, one.lines) for one in files), written, today_of(now))
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._column.setSpacing(self._theme.px(10))
        if written is not None:
            self._show_left_out(written.refused)
            self._show_already(len(written.already))
        others = _files_by_guest(files)
        for place, file in enumerate(files[:_SHOWN_FILES]):
            self._show_file(place, file, others, now)
        if self.isVisible():
            tab_as_laid_out(self.window())

    def _show_file(self, place: int, file: UploadFile, others: Mapping[str, Sequence[str]], now: datetime) -> None:
        card = self._card(f"file{place}")
        name = Paragraph(_breakable(file.name), name=f"file{place}Name")
        name.setProperty("strong", True)
        card.body.addWidget(name)
        made = translate("files", "Làm lúc {when}.").format(when=moment(file.at, now))
        card.body.addWidget(Muted(made, name=f"file{place}Made"))
        card.body.addWidget(Paragraph(_names(file.lines), name=f"file{place}Guests"))
        elsewhere = [
            translate("files", "{name} cũng có trong tệp {file}.").format(name=line.full_name, file=_breakable(other))
            for line in file.lines[:_SHOWN_NAMES]
            for other in others[line.guest_id]
            if other != file.name
        ]
        if elsewhere:
            card.body.addWidget(Muted("\n".join(elsewhere), name=f"file{place}Elsewhere"))
        if not file.to_tell:
            card.body.addWidget(Muted(translate("files", "Đã báo hết khách trong tệp này."), name=f"file{place}Done"))
            return
        button = SecondaryButton(
            self._theme, f"file{place}Uploaded", translate("files", "Đã tải tệp này lên"), icon="check"
        )
        button.setAccessibleName(translate("files", "Đã tải lên tệp {file}").format(file=file.name))
        button.clicked.connect(lambda _checked=False, file=file: self.uploaded.emit(file))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_left_out(self, refused: Sequence[LeftOut]) -> None:
        if not refused:
            return
        card = self._card("leftOut")
        people = len({one.line.guest_id for one in refused})
        title = translate("files", "Không vào được tệp (%n)", "", people)
        card.body.addWidget(SubHeading(title, name="leftOutTitle"))
        lines = [f"{one.line.full_name} – {self._said(one)}" for one in refused]
        card.body.addWidget(Paragraph("\n".join(lines[:_SHOWN_NAMES]), name="leftOutLines"))

    def _show_already(self, count: int) -> None:
        if not count:
            return
        card = self._card("already")
        said = translate("files", "%n khách đã có trong tệp trước, không làm lại.", "", count)
        card.body.addWidget(Paragraph(said, name="alreadySaid"))
        again = SecondaryButton(self._theme, "filesAgain", translate("files", "Vẫn làm lại"), icon="again")
        again.clicked.connect(self.again_wanted)
        card.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)

    def _said(self, one: LeftOut) -> str:
        return self._phrasebook.sentence(one.violation.code, one.violation.params, one.violation.field)

    def _card(self, name: str) -> Card:
        card = Card(self._theme, f"files_{name}")
        self._column.addWidget(card)
        card.show()
        return card


def _files_by_guest(files: Sequence[UploadFile]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in files:
        for line in file.lines:
            found.setdefault(line.guest_id, []).append(file.name)
    return found


def _breakable(name: str) -> str:
    """A long name goes on in the next line."""
    return name.replace("_", "_\u200b")


def _names(lines: Sequence[GuestLine]) -> str:
    names = ", ".join(line.full_name for line in lines[:_SHOWN_NAMES])
    count = translate("files", "%n khách", "", len(lines))
    more = len(lines) - _SHOWN_NAMES
    return f"{count}: {names}" + (" " + translate("files", "và %n khách nữa", "", more) if more > 0 else "")

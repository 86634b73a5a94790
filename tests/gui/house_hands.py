"""Types a house of the table of rules into the real fields, and reads what the page says about it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guestreg.desktop.house.destination_form import DestinationForm
from guestreg.desktop.house.faults import HouseFaults
from guestreg.desktop.house.form import HouseForm
from guestreg.desktop.house.texts import FLAGS
from tests.gui.hands import press, type_text
from tests.tables.house_rules import Pairs

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class HouseHands:
    """One person at a page with both forms."""

    qtbot: QtBot
    house: HouseForm
    destination: DestinationForm
    faults: HouseFaults

    def write(self, name: str, text: str) -> None:
        """Click into the box, take out what stands there, type; what is long is pasted."""
        box = self._box(name)
        self.qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
        press(self.qtbot, Qt.Key.Key_A, CTRL)
        press(self.qtbot, Qt.Key.Key_Delete)
        if len(text) > 40:
            QGuiApplication.clipboard().setText(text)
            press(self.qtbot, Qt.Key.Key_V, CTRL)
        elif isinstance(box, QLineEdit):
            type_text(text)

    def paste(self, name: str, text: str) -> None:
        """As the box's own menu does it: all of it chosen, then pasted over."""
        box = self._box(name)
        assert isinstance(box, QLineEdit)
        QGuiApplication.clipboard().setText(text)
        box.selectAll()
        box.paste()

    def write_house(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            if name in FLAGS:
                flag = self._box(name)
                assert isinstance(flag, QCheckBox)
                if flag.isChecked() is not (text == "true"):
                    self.qtbot.mouseClick(flag, Qt.MouseButton.LeftButton)
            else:
                self.write(name, text)

    def write_rows(self, name: str, pairs: Pairs) -> None:
        """`name` is room or notifier; rows too many are taken out, missing ones added."""
        rows = self.house.rooms if name == "room" else self.house.notifiers
        while len(rows.value()) > max(len(pairs), 1):
            self.qtbot.mouseClick(self._box(f"{name}{len(rows.value())}Remove"), Qt.MouseButton.LeftButton)
            QApplication.processEvents()
        while len(rows.value()) < len(pairs):
            self.qtbot.mouseClick(rows.add, Qt.MouseButton.LeftButton)
        for number, pair in enumerate(pairs or (("", ""),), 1):
            for part, text in zip("ab", pair, strict=True):
                self.write(f"{name}{number}{part}", text)

    def write_place(self, texts: dict[str, str]) -> None:
        kind = next(box for box in self.destination.kind.boxes() if box.objectName() == f"endpointKind_{texts['kind']}")
        self.qtbot.mouseClick(kind, Qt.MouseButton.LeftButton)
        for name in ("address", "account"):
            self.write(f"endpoint_{name}", texts[name])
        for name in ("password", "client_a", "client_b"):
            self.write(f"endpoint_{name}", "a:b")

    def leave(self) -> None:
        """Back out of the form, and bury what it showed: a long table of rules would pile it up."""
        press(self.qtbot, Qt.Key.Key_Escape)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def said(self) -> list[str]:
        """The lines of the summary."""
        return [link.text() for link in self.faults.summary.links]

    def error_at(self, field: str) -> str:
        """What stands at the field itself."""
        if field == "rooms":
            return self.house.rooms.error
        if field in ("notifiers", "notifier_phone"):
            return self.house.notifiers.error
        found = self.house.fields.get(field) or self.destination.fields.get(field)
        assert found is not None, field
        return found.error

    def _box(self, name: str) -> QWidget:
        for form in (self.house, self.destination):
            found = [box for box in form.findChildren(QWidget, name) if box.isVisibleTo(form)]
            if found:
                return found[-1]
        raise AssertionError(f"{name} is not on the page")

"""Lets the style sheet look again at a widget of which a property has changed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def look_again(widget: QWidget) -> None:
    """Nothing to do for one that was never shown: it is looked at then."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)

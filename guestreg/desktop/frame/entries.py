"""The entries of the navigation in their order, with icon, word and key."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from guestreg.desktop.contract import Place

translate = QCoreApplication.translate


class Entry(NamedTuple):
    place: Place
    icon: str
    word: str
    key: str


def entries() -> tuple[Entry, ...]:
    """In the present language."""
    return (
        Entry(Place.TODAY, "home", translate("entries", "Hôm nay"), "Ctrl+1"),
        Entry(Place.LEDGER, "book", translate("entries", "Sổ lưu trú"), "Ctrl+2"),
        Entry(Place.OUTBOX, "send", translate("entries", "Chưa gửi"), "Ctrl+3"),
        Entry(Place.MESSAGES, "message", translate("entries", "Tin công an"), "Ctrl+4"),
        Entry(Place.PRINTING, "print", translate("entries", "In sổ"), "Ctrl+5"),
        Entry(Place.SETTINGS, "gear", translate("entries", "Cài đặt"), "Ctrl+6"),
    )


def help_entry() -> Entry:
    return Entry(Place.HELP, "help", translate("entries", "Gọi giúp"), "F1")


def shown_under(place: Place) -> Place:
    """The entry that is lit while `place` is in front."""
    if place in (Place.TELLING, Place.COMPARING):
        return Place.OUTBOX
    if place is Place.SET_UP_FILE:
        return Place.SETTINGS
    return Place.TODAY if place in (Place.STAY, Place.CHECK_OUT) else place

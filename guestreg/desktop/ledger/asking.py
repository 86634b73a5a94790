"""The questions behind the strip's further verbs, each in a small window; its answer goes to the acts of the line."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from guestreg.desktop.kit.choose_file import ChooseFile
from guestreg.desktop.kit.theme import Theme
from guestreg.desktop.ledger.acts import LineActs
from guestreg.desktop.ledger.dialogs import CancelDialog, ExtendDialog, RequestDialog
from guestreg.desktop.ledger.view import LedgerView
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook
from guestreg.ports.reading import GuestLine

ACCEPTED = QDialog.DialogCode.Accepted


class LineAsking(QObject):
    """Lives as long as the view."""

    def __init__(
        self, view: LedgerView, acts: LineActs, theme: Theme, clock: Clock, phrasebook: Phrasebook, choose: ChooseFile
    ) -> None:
        super().__init__(view)
        self._view, self._acts, self._theme, self._clock = view, acts, theme, clock
        self._phrasebook, self._choose = phrasebook, choose
        strip = view.strip
        strip.tell_pressed.connect(acts.tell)
        strip.again_pressed.connect(acts.send_again)
        strip.extend_pressed.connect(self._ask_extension)
        strip.request_pressed.connect(self._ask_request)
        strip.proof_pressed.connect(self._ask_place)
        strip.cancel_pressed.connect(self._ask_why)

    def _ask_extension(self, line: GuestLine) -> None:
        dialog = ExtendDialog(self._theme, line, self._clock, self._view)
        if dialog.exec() == ACCEPTED:
            self._acts.extend(line, dialog.day, dialog.clock)

    def _ask_request(self, line: GuestLine) -> None:
        dialog = RequestDialog(self._theme, line, self._phrasebook.label, self._view)
        if dialog.exec() == ACCEPTED:
            self._acts.note_request(line, dialog.field, dialog.text)

    def _ask_why(self, line: GuestLine) -> None:
        dialog = CancelDialog(self._theme, line, self._view)
        if dialog.exec() == ACCEPTED:
            self._view.cancel_confirmed.emit(line, dialog.reason, dialog.text)

    def _ask_place(self, line: GuestLine) -> None:
        path: Path | None = self._choose(self._view, f"bang-chung-{line.volume}-{line.register_no}.pdf")
        if path is not None:
            self._acts.store_proof(line, path)

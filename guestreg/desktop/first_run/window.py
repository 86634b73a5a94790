"""The window of the first run: made when no book has begun, gone when the first one is open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guestreg.desktop.contract import width_class
from guestreg.desktop.first_run.presenter import FirstRunPresenter, FirstRunServices
from guestreg.desktop.first_run.view import FirstRunView
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.choose_file import ChooseFile, open_file
from guestreg.desktop.kit.keys import Keys
from guestreg.desktop.kit.supplies import Supplies
from guestreg.services.commands.begin_ledger import begin_ledger
from guestreg.services.commands.look_at_set_up import set_up_offer
from guestreg.services.workplace import Workplace


class FirstRunWindow(QWidget):
    """`finished`: the book is open, the main window may come. `closed`: the person left before that."""

    finished = Signal()
    closed = Signal()

    def __init__(
        self,
        supplies: Supplies,
        workplace: Workplace,
        dress: Callable[[str, int], None],
        speak: Callable[[str], None],
        choose: ChooseFile = open_file,
    ) -> None:
        """`choose` asks for a set-up file."""
        super().__init__()
        self._choose = choose
        self._supplies, self._workplace, self._speak = supplies, workplace, speak
        self.setObjectName("firstRunWindow")
        self._column = QVBoxLayout(self)
        services = FirstRunServices(
            settings=lambda: workplace.settings,
            save=workplace.save_settings,
            begin=lambda ledger, house: begin_ledger(workplace, ledger, house),
            dress=dress,
            speak=self._speak_anew,
            finished=self._finish,
            look=lambda path: set_up_offer(workplace, path),
        )
        self._presenter = FirstRunPresenter(services, supplies.scope())
        self._keys = Keys(self, lambda: self.view, {"F9": self._go_on})
        self._done = False
        self.view = self._made_view()
        self.resize(1024, 700)
        supplies.theme.changed.connect(self._fit)

    @property
    def set_up_file(self) -> Path | None:
        """Chosen on the way: to be shown in full, now that there is a book."""
        return self._presenter.set_up_file

    def offer(self, file: Path) -> None:
        """The program was started with this set-up file."""
        self._presenter.offer(file)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._presenter.close()
        event.accept()
        if not self._done:
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QEvent) -> None:
        self._fit()
        self.view.take_focus()

    def _made_view(self) -> FirstRunView:
        supplies = self._supplies
        view = FirstRunView(
            supplies.theme, supplies.phrasebook(), supplies.clock, self._workplace.catalogue, self._choose
        )
        view.step_chosen.connect(self._presenter.choose_step)
        view.language_chosen.connect(self._presenter.choose_language)
        view.went_on.connect(self._presenter.go_on)
        view.went_back.connect(self._presenter.go_back)
        view.set_up.chosen.connect(self._presenter.offer)
        view.set_up.dropped.connect(self._presenter.drop_offer)
        self.setWindowTitle(self.tr("Sổ Lưu Trú"))
        self._column.addWidget(view)
        self.view = view
        self._presenter.show_on(view)
        self._fit()
        return view

    def _go_on(self) -> None:
        """F9 is the primary action here too, though Enter is printed on it."""
        self.view.next.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.next.click()

    def _speak_anew(self, language: str) -> None:
        """The language changes at once: the same step in other words."""
        self._speak(language)
        old = self.view
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._made_view()
        self.view.language.take_focus()

    def _fit(self) -> None:
        letter = self._supplies.theme.px(t.BASE)
        side = self._supplies.theme.px(24)
        self._column.setContentsMargins(side, side, side, side)
        self.view.arrange(width_class(self.width(), letter))

    def _finish(self) -> None:
        self._done = True
        self.finished.emit()

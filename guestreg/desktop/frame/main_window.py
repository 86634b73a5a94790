"""The main window. `desktop.window` makes it from page factories; pages reach it as `contract.Navigator`."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QByteArray, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QWidget

from guestreg.desktop.contract import MadePage, PageFactory, Place, Undo, Width, width_class
from guestreg.desktop.frame.body import FrameBody
from guestreg.desktop.frame.entries import entries
from guestreg.desktop.frame.model import FrameServices, FrameStatus
from guestreg.desktop.frame.presenter import FramePresenter
from guestreg.desktop.frame.quit_dialog import QuitAnswer, QuitDialog
from guestreg.desktop.kit import tokens as t
from guestreg.desktop.kit.keys import Keys
from guestreg.desktop.kit.lanes import Lanes, Scope
from guestreg.desktop.kit.page import PageView
from guestreg.desktop.kit.theme import Theme
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook

_PLACE_KEYS = {
    "F1": Place.HELP,
    "F2": Place.STAY,
    "F6": Place.CHECK_OUT,
    "F7": Place.PRINTING,
    "Ctrl+F": Place.LEDGER,
}


class MainWindow(QWidget):
    """Implements `contract.Navigator`. `geometry` keeps the window's place between runs."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        clock: Clock,
        lanes: Lanes,
        phrasebook: Callable[[], Phrasebook],
        services: FrameServices,
        pages: Mapping[Place, PageFactory],
        geometry: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._clock, self._lanes = theme, clock, lanes
        self._phrasebook, self._services = phrasebook, services
        self._factories, self._geometry = dict(pages), geometry
        self._made: dict[Place, MadePage] = {}
        self._place = Place.TODAY
        self._minute = -1
        self._undo: Undo | None = None
        self._leaving = False
        self.setObjectName("mainWindow")
        self._build()
        own = {entry.key: self._goer(entry.place) for entry in entries()}
        own |= {entry.key.replace("Ctrl", "Alt"): self._goer(entry.place) for entry in entries()}
        own |= {key: self._goer(place) for key, place in _PLACE_KEYS.items()}
        own |= {"Ctrl+=": lambda: self._step(1), "Ctrl++": lambda: self._step(1), "Ctrl+-": lambda: self._step(-1)}
        own |= {"Esc": self._escape, "Ctrl+Z": self.take_back}
        self.keys = Keys(self, self._front, own)
        self._ticks = QTimer(self)
        self._ticks.setInterval(1000)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        theme.changed.connect(self._fit)
        self._restore_geometry()

    # -- contract.Navigator

    def go(self, place: Place, target: object = None) -> None:
        """A place without a page is ignored: its verb isn't shown either."""
        if place not in self._factories:
            return
        self._place = place
        page = self._page(place)
        view = self._view(page)
        self._body.show_page(place, view)
        page.presenter.open(target)
        view.take_focus()

    def say(self, sentence: str) -> None:
        self._body.say(sentence)

    def offer_undo(self, offer: Undo) -> None:
        self._undo = offer
        self._body.undo_bar.offer(offer.saved, offer.seconds, waits=offer.hurry is not None)

    # -- for `desktop.window`

    @property
    def place(self) -> Place:
        return self._place

    def refresh(self) -> None:
        """Something was recorded or moved."""
        self._presenter.refresh()
        if self._place in self._made:
            self._made[self._place].presenter.refresh()

    def rebuild(self) -> None:
        """Make everything anew in the present language, at the same place."""
        for page in self._made.values():
            page.presenter.close()
        self._made.clear()
        self._presenter.close()
        self._layout.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._build()
        self._fit()
        self.go(self._place)
        self._presenter.refresh()
        self._tick(force=True)

    def start(self, place: Place = Place.TODAY) -> None:
        """Paint first, then read."""
        self._fit()
        self._tick(force=True)
        self.go(place)
        self._presenter.refresh()

    def take_back(self) -> None:
        if not self._body.undo_bar.isHidden():
            self._body.undo_bar.undone.emit()
            self._body.undo_bar.end()

    def keep_typed(self) -> None:
        """Let every page put away what was typed; nothing more is asked of them."""
        for page in self._made.values():
            page.presenter.close()

    def leave(self) -> None:
        """Close without asking."""
        self._leaving = True
        self.close()

    def show_status(self, status: FrameStatus) -> None:
        title = self.tr("Sổ Lưu Trú")
        self.setWindowTitle(f"{status.house} – {title}" if status.house else title)
        self._body.show_status(status)

    # -- inside

    def _build(self) -> None:
        if self.layout() is None:
            self._layout = QHBoxLayout(self)
            self._layout.setContentsMargins(0, 0, 0, 0)
            # A window in the wide form must still become narrow: the form follows the width, not the other way.
            self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
            self.setMinimumSize(480, 360)
        self._body = FrameBody(self._theme, self._clock, self._phrasebook, self._factories)
        self._body.went.connect(lambda place: self.go(Place(place)))
        self._body.stepped.connect(self._step)
        self._body.undo_bar.undone.connect(lambda: self._undo.undo() if self._undo else None)
        self._body.undo_bar.hurried.connect(lambda: self._undo.hurry() if self._undo and self._undo.hurry else None)
        self._layout.addWidget(self._body)
        self._presenter = FramePresenter(self, self._services.status, Scope(self._lanes))

    def _page(self, place: Place) -> MadePage:
        if place not in self._made:
            made = self._factories[place](self)
            self._made[place] = made
            self._body.add_page(self._view(made))
        return self._made[place]

    def _view(self, page: MadePage) -> PageView:
        return cast(PageView, page.view)

    def _front(self) -> QWidget | None:
        return self._body.front()

    def _goer(self, place: Place) -> Callable[[], None]:
        return lambda: self.go(place)

    def _escape(self) -> None:
        if not self._body.close_menu() and self._place is not Place.TODAY:
            self.go(Place.TODAY)

    def _step(self, direction: int) -> None:
        step = self._theme.next_step(direction)
        app = QApplication.instance()
        if step != self._theme.step and isinstance(app, QApplication):
            self._theme.apply(app, self._theme.mode, step)
            self._services.step_chosen(step)

    def _fit(self) -> None:
        self._body.arrange(self._form())

    def _form(self) -> Width:
        return width_class(self.width(), self._theme.px(t.BASE))

    def _tick(self, *, force: bool = False) -> None:
        now = self._clock.now()
        minute = int(now.timestamp() // 60)
        if minute == self._minute and not force:
            return
        self._minute = minute
        self._body.show_time(now)
        if not force:
            self.refresh()

    def _restore_geometry(self) -> None:
        kept = self._geometry.value("window") if self._geometry else None
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)
        else:
            self.resize(1180, 740)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._form() is not self._body.form:
            self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and not self._may_leave():
            event.ignore()
            return
        if self._geometry is not None:
            self._geometry.setValue("window", self.saveGeometry())
        self._ticks.stop()
        for page in self._made.values():
            page.presenter.close()
        self._presenter.close()
        event.accept()
        self.closed.emit()

    def _may_leave(self) -> bool:
        status = self._presenter.status
        if status is None or not self._presenter.must_ask_before_quitting():
            return True
        dialog = QuitDialog(self._theme, status, self._clock.now(), self)
        answer = QuitAnswer(dialog.exec())
        dialog.setParent(None)
        match answer:
            case QuitAnswer.CLOSE:
                return True
            case QuitAnswer.SEND:
                self._services.send_now()
                self.go(Place.OUTBOX)
        return False

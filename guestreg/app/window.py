"""Builds the window and runs it: theme, language, lanes, pages, sender, one instance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from guestreg.app.program import Program
from guestreg.app.window_pages import WindowPages
from guestreg.desktop.contract import PageFactory, Place
from guestreg.desktop.frame.main_window import MainWindow
from guestreg.desktop.kit.event_bridge import EventBridge
from guestreg.desktop.kit.supplies import Supplies
from guestreg.desktop.kit.task_runner import TaskRunner
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation

if TYPE_CHECKING:
    from guestreg.app.window_services import WindowServices
    from guestreg.desktop.first_run.window import FirstRunWindow
    from guestreg.desktop.kit.choose_file import ChooseFile

FIRST_READ_MS = 100
"""An empty window is painted only when its first read takes longer."""
PAINTED_MS = 50
"""Qt gathers updates for some milliseconds before it paints."""
RECENT_MS = 250
"""Several events in a row become one refresh."""


class Window:
    """One window over one program. Keep it for as long as the application runs."""

    def __init__(
        self, app: QApplication, program: Program, services: WindowServices, choose: ChooseFile | None = None
    ) -> None:
        """`choose` says where a PDF goes; None asks the person."""
        self._app = app
        self._program, self._services = program, services
        self._choose = choose
        self.on_bug: Callable[[BaseException], None] = _raise
        self.on_painted: Callable[[], None] = _nothing
        """Called once, when the first screen has been read and painted."""
        settings = program.settings
        self._theme = Theme(program.resources)
        self._theme.apply(app, Mode(settings.theme), settings.text_percent)
        self._translation = Translation(program.resources / "i18n")
        self._translation.use(app, settings.language)
        self._lanes = TaskRunner(lambda bug: self.on_bug(bug))
        supplies = Supplies(self._theme, program.clock, self._lanes, program.phrasebook, self._services.country)
        self._supplies = supplies
        self._scope = supplies.scope()
        self._first_run: FirstRunWindow | None = None
        self._main: MainWindow | None = None
        self._sending = False
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setInterval(RECENT_MS)
        self._soon.timeout.connect(self._refresh)
        self._bridge = EventBridge(program.events)
        self._bridge.ledger_changed.connect(self._soon.start)
        self._bridge.endpoint_changed.connect(self._soon.start)
        self._bridge.worker_died.connect(lambda _: self._soon.start())
        app.applicationStateChanged.connect(self._nudge)
        if settings.ledger() is not None:
            self._make_main()

    @property
    def main(self) -> MainWindow:
        """There from the moment a ledger is in use."""
        assert self._main is not None
        return self._main

    def show(self) -> None:
        """The first run while there is no ledger. Paint first: sending and whatever else can wait begin after it."""
        if self._program.settings.ledger() is None:
            from guestreg.desktop.first_run.window import FirstRunWindow

            self._first_run = FirstRunWindow(self._supplies, self._program, self._dress, self._speak_first)
            self._first_run.finished.connect(self._begun)
            self._first_run.closed.connect(self._leave)
            self._first_run.show()
            QTimer.singleShot(0, self._painted)
            return
        self.main.start()
        read = self._lanes.settle(FIRST_READ_MS)
        if not read:
            self._lanes.idle.connect(self._first_screen_read)
        self.main.show()
        self._app.processEvents()
        if read:
            QTimer.singleShot(0, self.main, self._first_screen_painted)

    def _first_screen_read(self) -> None:
        self._lanes.idle.disconnect(self._first_screen_read)
        QTimer.singleShot(PAINTED_MS, self.main, self._first_screen_painted)

    def _first_screen_painted(self) -> None:
        self._painted()
        self._start_sending()

    def _painted(self) -> None:
        then, self.on_painted = self.on_painted, _nothing
        then()

    def _start_sending(self) -> None:
        self._sending = True
        self._scope.write(self._services.start_sending, lambda _: self._refresh())

    def close(self) -> None:
        """Whichever window is open, without asking."""
        if self._first_run is not None:
            self._first_run.close()
        if self._main is not None:
            self._main.leave()

    def _begun(self) -> None:
        """The first book is open."""
        first_run, self._first_run = self._first_run, None
        self._make_main()
        self.show()
        if first_run is not None and first_run.set_up_file is not None:
            self.open_set_up(first_run.set_up_file)
        if first_run is not None:
            first_run.close()
            first_run.deleteLater()

    def _make_main(self) -> None:
        self._main = MainWindow(
            self._theme,
            self._program.clock,
            self._lanes,
            self._program.phrasebook,
            self._services.frame(),
            self._pages(self._supplies),
            QSettings(str(self._program.window_file), QSettings.Format.IniFormat),
        )
        self._main.closed.connect(self._leave)

    def _refresh(self) -> None:
        if self._main is not None:
            self._main.refresh()

    def _speak_first(self, language: str) -> None:
        self._translation.use(self._app, language)

    def _pages(self, supplies: Supplies) -> dict[Place, PageFactory]:
        pages = WindowPages(
            supplies, self._services, self._program, self._dress, self._speak, self._ledger_changed, self._choose
        )
        return pages.factories()

    def _dress(self, theme: str, text_percent: int) -> None:
        self._theme.apply(self._app, Mode(theme), text_percent)

    def _speak(self, language: str) -> None:
        """At once, everywhere."""
        self._translation.use(self._app, language)
        self.main.rebuild()

    def _ledger_changed(self) -> None:
        """Another ledger is in use: nothing of the old one stays on screen, and sending begins for the new one."""
        self.main.rebuild()
        self._start_sending()

    def open_set_up(self, file: Path) -> None:
        """The program was started with this set-up file: it is shown, nothing is taken over."""
        if self._first_run is not None:
            self._first_run.offer(file)
        else:
            self.main.go(Place.SET_UP_FILE, file)

    def come_forward(self, file: str = "") -> None:
        """Somebody started the program again, perhaps with a set-up file."""
        if file:
            self.open_set_up(Path(file))
        window = self._first_run or self.main
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def show_crash(self, code: str) -> None:
        """E-26: what was typed is kept, then the program ends."""
        from guestreg.desktop.kit.messages import CrashDialog

        if self._main is not None:
            self._main.keep_typed()
        CrashDialog(self._theme, self._program.phrasebook().sentence("E-26"), code, self._main).exec()
        self.close()

    def show_cannot_open(self, code: str) -> None:
        """The ledger in use stays shut; nothing was changed."""
        from guestreg.desktop.kit.messages import CrashDialog

        CrashDialog(self._theme, self._program.phrasebook().sentence(code), code).exec()

    def _nudge(self, _state: object) -> None:
        if self._sending:
            self._program.sender.nudge()

    def _leave(self) -> None:
        """What still arrives finds no page to show it on."""
        self._app.applicationStateChanged.disconnect(self._nudge)
        self._scope.close()
        self._lanes.close()
        self._services.close()
        self._soon.timeout.disconnect(self._refresh)
        self._translation.withdraw(self._app)
        self._app.quit()


def _raise(bug: BaseException) -> None:
    raise bug


def _nothing() -> None:
    """Nobody waits for the first screen."""

"""One window per data folder: a second start raises the first. Which is the first, `platform.instance_lock` says."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 1500
COMING_UP_S = 20.0
_BETWEEN_MS = 100
LONGEST_PATH = 8192


class OneWindow(QObject):
    """Make it on the main thread. `wanted` comes when somebody started the program again, with the file she named."""

    wanted = Signal(str)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(data).encode()).hexdigest()[:16]
        self.name = f"guestreg-{digest}"
        self._lines: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """The first start takes the name, also from one that died."""
        QLocalServer.removeServer(self.name)
        return self._server.listen(self.name)

    def raise_first(self, said: str = "") -> bool:
        """A later start says so; False when the first isn't listening yet, then it is just coming up."""
        line = QLocalSocket()
        line.connectToServer(self.name)
        told = line.waitForConnected(ANSWER_MS)
        if told and said:
            line.write(said.encode())
            told = line.waitForBytesWritten(ANSWER_MS)
        line.disconnectFromServer()
        return told

    def hand_over(self, file: Path, patience_s: float = COMING_UP_S) -> bool:
        """To the first, which may still be coming up; False when it doesn't listen in time."""
        ends = QDeadlineTimer(round(patience_s * 1000))
        while not self.raise_first(str(file.absolute())):
            if ends.hasExpired():
                return False
            QThread.msleep(_BETWEEN_MS)
        return True

    def _answer(self) -> None:
        line = self._server.nextPendingConnection()
        if line is not None:
            self._lines.append(line)
            line.disconnected.connect(self._hear)
            self._hear()

    def _hear(self) -> None:
        """All of what a start says has come when it is gone."""
        over = [line for line in self._lines if line.state() is QLocalSocket.LocalSocketState.UnconnectedState]
        for line in over:
            self._lines.remove(line)
            said = bytes(line.read(LONGEST_PATH).data())
            line.deleteLater()
            self.wanted.emit(said.decode(errors="replace"))

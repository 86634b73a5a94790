"""One window per data folder: a second start raises the first. Which is the first, `platform.instance_lock` says."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 1500


class OneWindow(QObject):
    """Make it on the main thread. `wanted` comes when somebody started the program again."""

    wanted = Signal()

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(data).encode()).hexdigest()[:16]
        self._name = f"guestreg-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """The first start takes the name, also from one that died."""
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def raise_first(self) -> bool:
        """A later start says so; False when the first isn't listening yet, then it is just coming up."""
        line = QLocalSocket()
        line.connectToServer(self._name)
        told = line.waitForConnected(ANSWER_MS)
        line.disconnectFromServer()
        return told

    def _answer(self) -> None:
        line = self._server.nextPendingConnection()
        if line is not None:
            line.deleteLater()
            self.wanted.emit()

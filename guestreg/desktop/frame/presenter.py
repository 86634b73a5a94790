"""Keeps the frame's numbers true. No Qt."""

from collections.abc import Callable
from typing import Protocol

from guestreg.desktop.frame.model import FrameStatus
from guestreg.desktop.kit.lanes import Scope


class FrameView(Protocol):
    def show_status(self, status: FrameStatus) -> None: ...


class FramePresenter:
    """Reads anew after every event and every minute."""

    def __init__(self, view: FrameView, load: Callable[[], FrameStatus], scope: Scope) -> None:
        self._view, self._load, self._scope = view, load, scope
        self.status: FrameStatus | None = None

    def refresh(self) -> None:
        self._scope.read(self._load, self._show, topic="status")

    def close(self) -> None:
        self._scope.close()

    def must_ask_before_quitting(self) -> bool:
        """While guests are unsent. Practice asks too: closing is learnt there as it will be in earnest."""
        return self.status is not None and self.status.unsent > 0

    def _show(self, status: FrameStatus) -> None:
        self.status = status
        self._view.show_status(status)

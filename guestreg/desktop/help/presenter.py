"""Collects what *About* shows. No Qt, no words."""

from collections.abc import Callable
from typing import Protocol

from guestreg.desktop.help.model import HelpModel
from guestreg.desktop.kit.lanes import Scope


class HelpPageView(Protocol):
    def show_help(self, model: HelpModel) -> None: ...


class HelpPresenter:
    """A `contract.Presenter`."""

    def __init__(self, view: HelpPageView, load: Callable[[], HelpModel], scope: Scope) -> None:
        self._view, self._load, self._scope = view, load, scope

    def open(self, target: object = None) -> None:
        self._scope.read(self._load, self._view.show_help, topic="help")

    def refresh(self) -> None:
        """What is shown changes with the house only, and then the page is opened anew."""

    def close(self) -> None:
        self._scope.close()

"""The window of the first run over an empty folder."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from guestreg.app.program import Program
from guestreg.desktop.first_run.window import FirstRunWindow
from guestreg.desktop.kit.theme import Theme
from tests.fakes.clock import FakeClock
from tests.gui.hands import settled
from tests.gui.inline_lanes import InlineLanes
from tests.gui.workplaces import bare_workplace, supplies_of


@dataclass
class Shown:
    window: FirstRunWindow
    workplace: Program
    looks: list[tuple[str, int]] = field(default_factory=list)
    tongues: list[str] = field(default_factory=list)
    chosen: list[Path | None] = field(default_factory=list)
    """The last one is the set-up file she picks."""


def opened(workplace: Program, theme: Theme, qtbot: QtBot, language: str = "vi") -> Shown:
    looks: list[tuple[str, int]] = []
    tongues: list[str] = []
    chosen: list[Path | None] = [None]
    supplies = supplies_of(workplace, theme, InlineLanes(), language)
    window = FirstRunWindow(
        supplies, workplace, lambda mode, step: looks.append((mode, step)), tongues.append, lambda *_: chosen[-1]
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    settled(window)
    window.view.take_focus()
    return Shown(window, workplace, looks, tongues, chosen)


@pytest.fixture
def workplace(tmp_path: Path, clock: FakeClock) -> Iterator[Program]:
    program = bare_workplace(tmp_path, clock)
    yield program
    program.close()


@pytest.fixture
def shown(workplace: Program, theme: Theme, qtbot: QtBot) -> Shown:
    return opened(workplace, theme, qtbot)

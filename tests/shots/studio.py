"""Where scenes are set up and looked at in every size, letter size, light and language. One process, no screen."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from guestreg.cli.samples import load_samples
from guestreg.desktop.kit.theme import Mode, Theme
from guestreg.desktop.kit.translation import Translation
from guestreg.services.commands.record_stay import RecordStay, record_stay
from guestreg.services.outcome import Done
from tests.fakes.clock import FakeClock
from tests.gui.stage import settle
from tests.gui.workplaces import bare_workplace, begun_workplace
from tests.shots.scenes import EVENING, House, Scene, scenes

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
SIZES = ((1366, 768), (992, 544))
STEPS = (100, 200)
LANGUAGES = ("vi", "en")
MODES = (Mode.LIGHT, Mode.DARK)


@dataclass(frozen=True, slots=True)
class View:
    """One scene in one cell of the matrix."""

    scene: str
    language: str
    mode: Mode
    step: int
    size: tuple[int, int]

    @property
    def name(self) -> str:
        return f"{self.scene}-{self.size[0]}-{self.step}-{self.mode.value}-{self.language}"


def compiled_texts(folder: Path) -> Path:
    """The translations of this very tree, in `folder`."""
    program = Path(sys.executable).with_name("pyside6-lrelease")
    for source in sorted((RESOURCES / "i18n").glob("*.ts")):
        subprocess.run([program, "-silent", source, "-qm", folder / f"{source.stem}.qm"], check=True)
    return folder


@contextmanager
def studio(folder: Path, theme: Theme) -> Iterator[House]:
    """A house that began, with the guests of the sample evening, and one not begun, in `folder`."""
    began = begun_workplace(folder / "began", FakeClock(EVENING))
    bare = bare_workplace(folder / "bare", FakeClock(EVENING))
    try:
        for name, refused_with, entry in load_samples(RESOURCES, EVENING):
            if refused_with is None:
                assert isinstance(record_stay(began.desk(), RecordStay(entry)), Done), name
        yield House(theme, began, bare)
    finally:
        began.close()
        bare.close()


def walk(
    app: QApplication,
    house: House,
    translation: Translation,
    language: str,
    look: Callable[[View, QWidget], None],
    wanted: str = "",
    modes: Sequence[Mode] = MODES,
) -> None:
    """Show the scene `wanted`, or all, in every size and step and in these modes, and let `look` see it."""
    translation.use(app, language)
    for name, scene in scenes().items():
        if wanted in ("", name):
            _show(app, house, name, scene, language, look, modes)


def _show(
    app: QApplication,
    house: House,
    name: str,
    scene: Scene,
    language: str,
    look: Callable[[View, QWidget], None],
    modes: Sequence[Mode],
) -> None:
    house.theme.apply(app, modes[0], STEPS[0])
    window = scene(house, language)
    for step in STEPS:
        for mode in modes:
            house.theme.apply(app, mode, step)
            for size in SIZES:
                window.resize(*size)
                settle()
                look(View(name, language, mode, step, size), window)
    getattr(window, "leave", window.close)()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

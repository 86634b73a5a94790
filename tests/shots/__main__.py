"""`python -m tests.shots FOLDER [SCENE]`: a picture of every screen in every size, letter size, light and language."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["GUESTREG_KEYRING"] = "none"

from PySide6.QtWidgets import QApplication, QWidget

from guestreg.desktop.kit.theme import STYLE, Mode, Theme
from guestreg.desktop.kit.translation import Translation
from tests.shots.studio import LANGUAGES, RESOURCES, View, compiled_texts, studio, walk


def main(target: Path, wanted: str = "") -> int:
    target.mkdir(parents=True, exist_ok=True)
    app = QApplication(["shots", *STYLE])
    theme = Theme(RESOURCES)
    theme.apply(app, Mode.LIGHT, 100)
    taken: list[str] = []

    def take(view: View, window: QWidget) -> None:
        window.grab().save(str(target / f"{view.name}.png"))
        taken.append(view.name)

    with TemporaryDirectory() as folder:
        translation = Translation(compiled_texts(Path(folder)))
        with studio(Path(folder), theme) as house:
            for language in LANGUAGES:
                walk(app, house, translation, language, take, wanted)
    print(f"{len(taken)} pictures in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))

"""Which language the window speaks. The source texts are Vietnamese; other languages are compiled files.

Every `<anything>_<language>.qm` in the folder is loaded, so rooms may keep a file of their own.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

LANGUAGES = ("vi", "en")


class Translation:
    """Switches at run time; the frame rebuilds its pages after it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: list[QTranslator] = []
        self._language = "vi"

    @property
    def language(self) -> str:
        return self._language

    def use(self, app: QCoreApplication, language: str) -> None:
        """Raises FileNotFoundError when `language` isn't the source and has no files."""
        self.withdraw(app)
        self._loaded = [self._load(path) for path in sorted(self._folder.glob(f"*_{language}.qm"))]
        if not self._loaded and language != "vi":
            raise FileNotFoundError(f"no compiled texts for {language}")
        for translator in self._loaded:
            app.installTranslator(translator)
        self._language = language

    def withdraw(self, app: QCoreApplication) -> None:
        """The window has gone; the next one speaks for itself."""
        for translator in self._loaded:
            app.removeTranslator(translator)
        self._loaded = []

    def _load(self, path: Path) -> QTranslator:
        translator = QTranslator()
        if not translator.load(str(path)):
            raise ValueError(f"{path.name} is no compiled translation")
        return translator

"""Asking the person for a place on her computer. Pages are given these; tests give their own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

ChooseFile = Callable[[QWidget, str], Path | None]
"""Given the asking widget and a name to offer."""


def choose_file(parent: QWidget, name: str) -> Path | None:
    """Ask where the PDF goes; the documents of the person are offered first."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, "", str(_documents() / name), "PDF (*.pdf)")
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, _name: str) -> Path | None:
    """Ask for a folder to write files into."""
    chosen = QFileDialog.getExistingDirectory(parent, "", str(_documents()))
    return Path(chosen) if chosen else None


def open_file(parent: QWidget, kinds: str) -> Path | None:
    """Ask for a file to read; `kinds` as `*.xlsx *.csv`."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, "", str(_documents()), f"({kinds})")
    return Path(chosen) if chosen else None


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

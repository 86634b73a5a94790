"""Compiles resources/i18n/*.ts to .qm when the package is built (wheel or editable); the build backend calls it.

It finds `lrelease` beside PySide6 without importing it, because a build machine may lack Qt's system libraries.
"""

import importlib.util
import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]
    """Leaves a .qm beside every .ts before the files of a build are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sources = sorted((Path(self.root) / "resources" / "i18n").glob("*.ts"))
        if not sources:
            return
        program = lrelease()
        for source in sources:
            subprocess.run([program, "-silent", source, "-qm", source.with_suffix(".qm")], check=True)


def lrelease() -> Path:
    """Path of Qt's translation compiler inside the installed PySide6-Essentials."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.submodule_search_locations is None:
        raise RuntimeError("PySide6-Essentials is needed to compile the translations")
    name = "lrelease.exe" if os.name == "nt" else "lrelease"
    for folder in spec.submodule_search_locations:
        if (program := Path(folder) / name).is_file():
            return program
    raise RuntimeError(f"{name} is not inside PySide6")


def get_build_hook() -> type[CompileTranslations]:
    return CompileTranslations

"""Where the files that ship with the program are: catalogues, rules, fonts, translations. Called by `app`."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_dir(package: Path = _PACKAGE) -> Path:
    """Return the folder of shipped files: inside the installed `package`, else beside it in a source tree.

    Raises FileNotFoundError when neither is there, which means the installation is broken.
    """
    for candidate in (package / "_resources", package.parent / "resources"):
        if (candidate / "rules").is_dir():
            return candidate
    raise FileNotFoundError("the program's own resource files are missing")

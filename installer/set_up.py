"""Makes .venv with every locked dependency and the project itself, editable; `make setup` runs it.

Uses uv when it is on PATH, else pip. A stamp in .venv says what it was made from, so a second run touches nothing.
Run by the machine's own Python (3.11 or newer). Standard library only; knows nothing of the program.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import debian

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "made-from"
LOCKED = ("--require-hashes", "-r", str(ROOT / "installer" / "requirements-dev.txt"))

# Qt reports only the first missing library, so the set-up asks about each plug-in and module the program loads.
QT_BINARIES = (
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "QtGui.abi3.so",
    "QtWidgets.abi3.so",
    "QtPrintSupport.abi3.so",
    "QtSvg.abi3.so",
    "QtPdf.abi3.so",
    "QtPdfWidgets.abi3.so",
    "lrelease",
)


def main() -> int:
    digest = digest_of_inputs()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == digest and (VENV / "bin" / "guestreg").exists():
        print("up to date")
        return 0
    tool = install_libraries()
    if tool is None:
        print("set-up failed: the lines above say why", file=sys.stderr)
        return 1
    if not has_what_qt_needs():
        return 1
    # After Qt's libraries, because building compiles the translations with one of Qt's programs.
    if not run([*tool, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]):
        return 1
    STAMP.write_text(digest, encoding="ascii")
    print("set up: .venv/bin/guestreg")
    return 0


def digest_of_inputs() -> str:
    """One hash over everything the environment is made from, the place of the checkout included."""
    total = hashlib.sha256(f"{ROOT}\n{sys.version}\n".encode())
    files = [ROOT / "pyproject.toml", *sorted((ROOT / "installer").glob("requirements*.txt"))]
    files += sorted((ROOT / "resources" / "i18n").glob("*.ts"))
    for file in files:
        total.update(f"{file.relative_to(ROOT)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def install_libraries() -> list[str] | None:
    """Puts the locked libraries into .venv; the command that installs there, or None when nothing worked."""
    if (uv := shutil.which("uv")) is not None:
        tool = [uv, "pip", "install", "--python", str(PYTHON)]
        if (PYTHON.exists() or run([uv, "venv", "--python", sys.executable, str(VENV)])) and run([*tool, *LOCKED]):
            return tool
        print("uv did not succeed, trying pip", file=sys.stderr)
    if importlib.util.find_spec("ensurepip") is None and not debian.install(["python3-venv"]):
        return None
    tool = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "--quiet"]
    has_pip = any(VENV.glob("lib/python*/site-packages/pip"))
    if (has_pip or run([sys.executable, "-m", "venv", str(VENV)])) and run([*tool, *LOCKED]):
        return tool
    return None


def has_what_qt_needs() -> bool:
    """Installs the libraries Qt misses; False when that is not possible, with their packages on stderr."""
    missing = missing_qt_packages()
    if not missing:
        return True
    if not debian.install(missing):
        return False
    if still := missing_qt_packages():
        print(f"Qt still misses libraries of: {' '.join(sorted(still))}", file=sys.stderr)
        return False
    return True


def missing_qt_packages() -> set[str]:
    """Debian packages of the libraries Qt cannot find; a library without a known package stands for itself."""
    folders = list(VENV.glob("lib/python*/site-packages/PySide6"))
    binaries = [folder / name for folder in folders for name in QT_BINARIES]
    libraries = debian.missing_libraries(binaries)
    return {debian.PACKAGE_OF_LIBRARY.get(library, library) for library in libraries}


def run(command: list[str]) -> bool:
    setting = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    try:
        return subprocess.run(command, cwd=ROOT, env=setting, stdin=subprocess.DEVNULL, check=False).returncode == 0
    except OSError as problem:
        print(f"{command[0]}: {problem}", file=sys.stderr)
        return False


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before the right Python is known
        sys.exit("Python 3.11 or newer is needed")
    sys.exit(main())

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
LOCK = ROOT / "installer" / "requirements-dev.txt"

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
)


def main() -> int:
    digest = digest_of_inputs()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == digest and (VENV / "bin" / "guestreg").exists():
        print("up to date")
        return 0
    if not (make_with_uv() or make_with_pip()):
        print("set-up failed: the lines above say why", file=sys.stderr)
        return 1
    if missing := missing_qt_packages():
        if not debian.install(missing):
            return 1
        if still := missing_qt_packages():
            print(f"Qt still misses libraries of: {' '.join(sorted(still))}", file=sys.stderr)
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


def make_with_uv() -> bool:
    uv = shutil.which("uv")
    if uv is None:
        return False
    install = [uv, "pip", "install", "--python", str(PYTHON)]
    made = (PYTHON.exists() or run([uv, "venv", "--python", sys.executable, str(VENV)])) and (
        run([*install, "--require-hashes", "-r", str(LOCK)])
        and run([*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    )
    if not made:
        print("uv did not succeed, trying pip", file=sys.stderr)
    return made


def make_with_pip() -> bool:
    if importlib.util.find_spec("ensurepip") is None and not debian.install(["python3-venv"]):
        return False
    has_pip = any(VENV.glob("lib/python*/site-packages/pip"))
    install = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    return (
        (has_pip or run([sys.executable, "-m", "venv", str(VENV)]))
        and run([*install, "--quiet", "--require-hashes", "-r", str(LOCK)])
        and run([*install, "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    )


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

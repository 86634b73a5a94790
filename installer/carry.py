"""Makes the verifier as one file a reviewer can carry: `python3 -I -S guestreg-verify.pyz FILE` on any Python ≥ 3.11.

    python installer/carry.py [guestreg-verify.pyz]

Nothing but the room itself goes in, so the same room always gives the same bytes. Standard library only.
"""

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOM = Path(__file__).resolve().parent.parent / "guestreg" / "verifier"
_MOMENT = (2026, 1, 1, 0, 0, 0)
_BEGIN = '"""Carries the checker of .luutru files."""\n'
_MAIN = f"{_BEGIN}\nimport sys\n\nfrom guestreg.verifier.__main__ import main\n\nsys.exit(main())\n"


def carry(target: Path) -> None:
    """Writes `target` anew."""
    parts = {"__main__.py": _MAIN.encode(), "guestreg/__init__.py": _BEGIN.encode()}
    parts |= {f"guestreg/verifier/{one.name}": one.read_bytes() for one in sorted(ROOM.iterdir()) if one.is_file()}
    with target.open("wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                info = ZipInfo(name, _MOMENT)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, data)
    target.chmod(0o755)


if __name__ == "__main__":
    carry(Path(sys.argv[1] if len(sys.argv) > 1 else "guestreg-verify.pyz"))

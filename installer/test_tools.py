"""Installs with apt the programs the tests call: PDF readers, a browser, Xvfb, PostgreSQL. `make test` runs it.

Standard library only; knows nothing of the program.
"""

import sys

import debian


def main() -> int:
    missing = debian.missing_tools()
    if missing and not debian.install({debian.PACKAGE_OF_TOOL[tool] for tool in missing}):
        return 1
    if still := debian.missing_tools(missing):
        print(f"the tests need these programs: {' '.join(sorted(still))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Hands over to the builder."""

from guestreg.app.main import main, main_gui

__all__ = ["main", "main_gui"]

if __name__ == "__main__":
    raise SystemExit(main())

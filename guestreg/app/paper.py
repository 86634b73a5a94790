"""What makes files for people: the renderers of paper, loaded with the first of them, and files written whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from guestreg.platform.atomic_file import write_whole

if TYPE_CHECKING:
    from guestreg.ports.exporter import Exporter
    from guestreg.ports.leaf import LeafRenderer
    from guestreg.ports.renderer import RegisterRenderer


class PaperMaker:
    """The `Papers` of this program: fonts and fixed words come from the resources."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    def register(self) -> RegisterRenderer:
        import tomllib

        from guestreg.documents.register import RegisterPdf
        from guestreg.documents.words import RegisterWords

        words = tomllib.loads((self._resources / "rules" / "register.toml").read_text("utf-8"))
        return RegisterPdf(self._resources / "fonts", RegisterWords.from_mapping(words))

    def leaves(self) -> LeafRenderer:
        import tomllib

        from guestreg.documents.leaf import LeafPdf

        words = tomllib.loads((self._resources / "rules" / "papers.toml").read_text("utf-8"))
        return LeafPdf(self._resources / "fonts", words)

    def exporter(self) -> Exporter:
        """With the shipped lists, not those an interface gave since: the sheets are spelled as these are."""
        import tomllib

        from guestreg.endpoints.portal_files.exporter import PortalFiles
        from guestreg.endpoints.portal_files.layout import SheetLayout
        from guestreg.platform.catalogue_files import load_catalogue

        citizens, foreigners = (
            SheetLayout.from_mapping(tomllib.loads((self._resources / "portal" / name).read_text("utf-8")))
            for name in ("citizens.toml", "foreigners.toml")
        )
        return PortalFiles(citizens, foreigners, load_catalogue(self._resources / "catalogues"), write_whole)

    def write_file(self, target: Path, content: bytes) -> None:
        write_whole(target, content)

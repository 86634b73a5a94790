"""What a list cell holds: `code - label` in the spelling of the sheet, or of the template that is being filled.

The writers and the objections look codes up here. It must not know where on a sheet a list stands.
"""

import unicodedata
from collections.abc import Iterable, Mapping

from guestreg.domain.catalogue import Catalogue
from guestreg.endpoints.portal_files.layout import Choices, SheetLayout

PROVINCE, COMMUNE, NATIONALITY = "province", "commune", "nationality"


class Labels:
    """Lists by name; within one, the whole cell by code."""

    def __init__(self, cells: Mapping[str, Mapping[str, str]]) -> None:
        self._cells = cells

    def cell(self, name: str, code: str) -> str | None:
        """None for a code the list hasn't got."""
        return self._cells[name].get(code)

    def cells(self, name: str) -> tuple[str, ...]:
        """The whole list in its order."""
        return tuple(self._cells[name].values())

    def as_spelled_in(self, texts: Iterable[str]) -> "Labels":
        """These lists as a template spells them; `texts` are all the texts of its sheets.

        Entries it lacks are left out. A list of which it has nothing is kept as it is: it may stand in a form
        that shows no texts.
        """
        found = {_composed(text): text for text in texts}
        ours = {_composed(cell) for cells in self._cells.values() for cell in cells.values()}
        strangers: dict[str, list[str]] = {}
        for composed, text in found.items():
            if composed not in ours:
                strangers.setdefault(composed.partition(" - ")[0], []).append(text)
        return Labels({name: _spelled(cells, found, strangers) for name, cells in self._cells.items()})


def _spelled(
    cells: Mapping[str, str], found: Mapping[str, str], strangers: Mapping[str, list[str]]
) -> Mapping[str, str]:
    """A cell spelled otherwise is taken only where one text alone has its code."""
    spelled = {}
    for code, cell in cells.items():
        same, others = found.get(_composed(cell)), strangers.get(code, [])
        if same is not None:
            spelled[code] = same
        elif len(others) == 1:
            spelled[code] = others[0]
    return spelled or cells


def sheet_labels(layout: SheetLayout, catalogue: Catalogue) -> Labels:
    """The lists of a sheet: its own, and the ministry's places and nationalities."""
    places = catalogue.places
    listed: dict[str, Choices] = {
        **layout.lists,
        NATIONALITY: tuple((one.code, one.label) for one in catalogue.nationalities if one.in_sheet),
        PROVINCE: tuple((one.code, one.name) for one in places.provinces),
        COMMUNE: tuple((one.code, one.name) for one in places.communes),
    }
    used = {*layout.choices_of.values(), *layout.lists}
    return Labels(
        {name: {code: f"{code} - {label}" for code, label in listed[name]} for name in listed if name in used}
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)

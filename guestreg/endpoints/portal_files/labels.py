"""What a list cell holds: `code - label` in the spelling of the sheet, or of the template that is being filled.

The writers and the objections look codes up here. It must not know where on a sheet a list stands.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

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
        same = {
            name: {code: found[_composed(cell)] for code, cell in cells.items() if _composed(cell) in found}
            for name, cells in self._cells.items()
        }
        wanting = {name: [code for code in self._cells[name] if code not in known] for name, known in same.items()}
        ours = {_composed(cell) for cells in self._cells.values() for cell in cells.values()}
        others = _by_code(text for composed, text in found.items() if composed not in ours)
        return Labels(
            {
                name: known | _spelled_otherwise(name, wanting, others) if known else self._cells[name]
                for name, known in same.items()
            }
        )


def _by_code(texts: Iterable[str]) -> dict[str, list[str]]:
    coded: dict[str, list[str]] = {}
    for text in texts:
        coded.setdefault(text.partition(" - ")[0], []).append(text)
    return coded


def _spelled_otherwise(
    name: str, wanting: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Only where one text alone has the code, and no other list wants it."""
    claimed = {code for other, codes in wanting.items() if other != name for code in codes}
    return {code: others[code][0] for code in wanting[name] if code not in claimed and len(others.get(code, ())) == 1}


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

"""Communes and nationalities as answers to pick from while typing. Forms of guests and of the house use them."""

from collections.abc import Callable, Sequence

from guestreg.desktop.kit.option import Option
from guestreg.domain.catalogue import Catalogue, Nationality

Find = Callable[[str], Sequence[Option]]


class PlaceChoices:
    """Looks words up in the shipped lists; `language` decides how countries are named."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue, self._language = catalogue, language

    def find_communes(self, typed: str) -> Sequence[Option]:
        """`ba dinh`, or `ba dinh, ha noi` to stay within one province."""
        places = self._catalogue.places
        name, _comma, province_name = typed.partition(",")
        province = places.match_province(province_name) if province_name.strip() else None
        found = places.find_communes(name.strip(), province.code if province else None)
        return [Option(one.code, self.commune(one.code)) for one in found[:50]]

    def commune(self, code: str) -> str:
        """`Phường Ba Đình, Hà Nội`; the code itself when the lists don't hold it."""
        places = self._catalogue.places
        found = places.commune(code)
        if found is None:
            return code
        province = places.province(found.province_code)
        return f"{found.name}, {province.name}" if province else found.name

    def find_nationalities(self, typed: str) -> Sequence[Option]:
        return [Option(one.code, self._name(one)) for one in self._catalogue.find_nationalities(typed)[:50]]

    def nationality(self, code: str) -> str:
        found = self._catalogue.nationality(code)
        return code if found is None else self._name(found)

    def _name(self, one: Nationality) -> str:
        return one.name_vi if self._language == "vi" else one.name_en

"""What every page is made with, in one parcel. `desktop.start` fills it, the rooms' `page.py` unpack it."""

from collections.abc import Callable
from typing import NamedTuple

from guestreg.desktop.kit.guest_words import GuestWords
from guestreg.desktop.kit.lanes import Lanes, Scope
from guestreg.desktop.kit.theme import Theme
from guestreg.ports.clock import Clock
from guestreg.ports.phrasebook import Phrasebook


class Supplies(NamedTuple):
    """`phrasebook` gives the one of the present language; `country` a nationality's name in that language."""

    theme: Theme
    clock: Clock
    lanes: Lanes
    phrasebook: Callable[[], Phrasebook]
    country: Callable[[str], str]

    def words(self) -> GuestWords:
        return GuestWords(self.country, self.phrasebook().label)

    def scope(self) -> Scope:
        """Fresh for each page."""
        return Scope(self.lanes)

"""A named stand-in for the window as a page sees it: it remembers where it was sent and what it was told."""

from guestreg.desktop.contract import Place, Undo


class RecordedNavigator:
    """Navigator."""

    def __init__(self) -> None:
        self.places: list[tuple[Place, object]] = []
        self.sentences: list[str] = []
        self.offers: list[Undo] = []

    def go(self, place: Place, target: object = None) -> None:
        self.places.append((place, target))

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def offer_undo(self, offer: Undo) -> None:
        self.offers.append(offer)

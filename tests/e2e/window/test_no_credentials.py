"""A ledger whose secrets are gone: the window opens, records, and says what is missing."""

from PySide6.QtWidgets import QLabel

from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind
from guestreg.ports.settings import LedgerSettings
from guestreg.services.workplace import NewLedger
from tests.e2e.window.conftest import House

KBTT = LedgerSettings("", EndpointKind.KBTT, address="https://127.0.0.1:1", account="house")


def test_missing_credentials_are_said_and_the_book_stays_open(house: House) -> None:
    program = house.program()
    program.begin(NewLedger(KBTT, {}), practice_house(program.resources))
    program.close()
    person = house.start()
    sentence = person.program.phrasebook().sentence("E-100")

    def said() -> bool:
        return any(sentence in label.text() for label in person.window.main.findChildren(QLabel) if label.isVisible())

    person.wait(said, "the window says that the credentials are missing")
    house.end(person)

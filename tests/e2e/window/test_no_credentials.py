"""A ledger whose secrets are gone: the window opens, records, and says what is missing."""

import pytest
from PySide6.QtWidgets import QLabel

from guestreg.cli.house import practice_house
from guestreg.domain.declaration import EndpointKind
from guestreg.ports.settings import LedgerSettings
from guestreg.services.workplace import NewLedger
from tests.e2e.window.conftest import House

KBTT = LedgerSettings("", EndpointKind.KBTT, address="https://127.0.0.1:1", account="house")


@pytest.fixture
def no_keyring(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring library finds no backend, and nobody said so beforehand."""
    monkeypatch.delenv("GUESTREG_KEYRING")
    monkeypatch.setattr("keyring.get_keyring", lambda: object())


@pytest.mark.usefixtures("no_keyring")
def test_so_it_is_on_a_computer_without_a_keyring(house: House) -> None:
    test_missing_credentials_are_said_and_the_book_stays_open(house)


def test_missing_credentials_are_said_and_the_book_stays_open(house: House) -> None:
    program = house.program()
    program.begin(NewLedger(KBTT, {}), practice_house(program.resources))
    program.close()
    person = house.start()
    sentence = person.program.phrasebook().sentence("E-100")

    def said() -> bool:
        return any(sentence in label.text() for label in person.window.main.findChildren(QLabel) if label.isVisible())

    person.wait(said, "the window says that the credentials are missing")
    person.wait(lambda: "dừng" in person.text("pill"), "the pill promises no sending")
    house.end(person)

"""The judge of the kill test can find every wrong it looks for, and finds none in a clean book."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from guestreg.domain.declaration import Proof, State
from guestreg.domain.identifiers import DeclarationId
from guestreg.domain.ledger import EntryKind
from guestreg.outbox.journal import Journal, Origin
from guestreg.ports.telling import TellingKind
from tests.fakes.clock import FakeClock
from tests.fakes.kept import ENDPOINT, LEDGER, declaration, kept_stay, open_volume
from tests.fakes.random import SeededRandom
from tests.fakes.store import MemoryStore
from tests.faults.kill_findings import Acknowledged, Told, findings


class Book:
    """Three guests who were told and are at the police once."""

    def __init__(self) -> None:
        self.store = MemoryStore(LEDGER)
        open_volume(self.store)
        journal = Journal(FakeClock(), SeededRandom(), "u1", Origin(LEDGER, "1", bytes(32)), ENDPOINT)
        told = []
        for number in (1, 2, 3):
            sent = replace(declaration(kept_stay(number)), state=State.SENT)
            with self.store.unit_of_work() as uow:
                journal.record(uow, EntryKind.STAY_SAVED, ref=sent.key, body=sent.document)
                uow.declarations.add(sent)
                uow.commit()
            told.append(Told((sent,), {1: ()}, effects=1, deliveries={1: 0}))
        self.told = told
        self.acknowledged = Acknowledged(saved={one.id for one in told})

    def findings(self) -> list[str]:
        return findings(self.store, tuple(self.told), self.acknowledged)


def _lose(book: Book) -> None:
    book.acknowledged.saved.add(DeclarationId("nobody"))


def _cut_the_chain(book: Book) -> None:
    del book.store.rows.entries[1]


def _double(book: Book) -> None:
    book.told[0] = replace(book.told[0], effects=2)


def _false_success(book: Book) -> None:
    book.told[1] = replace(book.told[1], effects=0)


def _leave_unsettled(book: Book) -> None:
    version = replace(book.told[2].versions[0], state=State.UNKNOWN)
    book.told[2] = replace(book.told[2], versions=(version,))


def _deliver_blindly(book: Book) -> None:
    book.told[2] = replace(book.told[2], deliveries={1: 1})


def _save_without_entry(book: Book) -> None:
    version = replace(book.told[2].versions[0], version=2)
    book.told[2] = replace(book.told[2], versions=(book.told[2].versions[0], version))


def _lose_a_call(book: Book) -> None:
    book.acknowledged.handed.add(book.told[0].id)


def _tell_by_half(book: Book) -> None:
    book.told[0] = replace(book.told[0], tellings=Counter({TellingKind.HAND_OVER: 1}))


def _lose_a_list(book: Book) -> None:
    book.acknowledged.listed.add(book.told[0].id)


def _list_by_half(book: Book) -> None:
    version = replace(book.told[0].versions[0], state=State.CONFIRMED, proof=Proof.LIST)
    book.told[0] = replace(book.told[0], versions=(version,))


def test_a_clean_book_has_no_findings() -> None:
    assert Book().findings() == []


@pytest.mark.parametrize(
    ("spoil", "finding"),
    [
        (_lose, "lost: "),
        (_cut_the_chain, "chain: "),
        (_double, "double: "),
        (_false_success, "false success: "),
        (_leave_unsettled, "not settled: "),
        (_deliver_blindly, "blind: "),
        (_save_without_entry, "entries: "),
        (_lose_a_call, "call lost: "),
        (_tell_by_half, "half told: "),
        (_lose_a_list, "list lost: "),
        (_list_by_half, "half listed: "),
    ],
)
def test_every_wrong_is_found(spoil: Callable[[Book], None], finding: str) -> None:
    book = Book()
    spoil(book)
    assert any(found.startswith(finding) for found in book.findings())

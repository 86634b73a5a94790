"""What every phrasebook promises: one language, a sentence for a code, a label for a field, an unknown code a bug."""

import pytest

from guestreg.platform.phrasebook_file import load_phrasebook
from guestreg.ports.phrasebook import Phrasebook
from tests.architecture.tree import ROOT

LABELS = {"vi": "Phòng", "en": "Room"}


@pytest.fixture(params=LABELS)
def book(request: pytest.FixtureRequest) -> Phrasebook:
    return load_phrasebook(ROOT / "resources", request.param)


def test_a_book_speaks_one_language(book: Phrasebook) -> None:
    assert book.label("room") == LABELS[book.language]
    assert book.sentence("E-10", None, "room").count(LABELS[book.language]) == 1


def test_what_is_given_is_filled_in_and_what_is_not_leaves_no_hole(book: Phrasebook) -> None:
    given = book.sentence("E-75", {"phone": "0215 000 113"})
    assert "0215 000 113" in given
    bare = book.sentence("E-75")
    assert bare == book.sentence("E-75", {"phone": ""})
    for said in (given, bare):
        assert not set(said) & set("{}")
        assert "  " not in said
        assert " ." not in said


def test_what_is_filled_in_is_never_read_again(book: Phrasebook) -> None:
    assert "{phone} {0} %s" in book.sentence("E-97", {"path": "{phone} {0} %s"})


def test_an_unknown_code_is_a_bug_and_an_unknown_field_its_own_name(book: Phrasebook) -> None:
    with pytest.raises(KeyError):
        book.sentence("E-00")
    assert book.label("nowhere") == "nowhere"


def test_a_word_about_no_field_leaves_no_dash_behind(book: Phrasebook) -> None:
    said = book.sentence("E-09", {"text": "too-late"})
    assert ": – " not in said
    assert "too-late" in said

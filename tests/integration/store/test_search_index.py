"""The index's tokens are the words of the key, whatever letters they are made of."""

import sys
import unicodedata
from pathlib import Path

from guestreg.domain.search import fold
from guestreg.domain.text import forbidden_character
from guestreg.store import cipher
from guestreg.store.search_index import search_index
from guestreg.store.sql_store import SqlStore
from tests.integration.store.conftest import KEY


def test_every_letter_there_is_is_a_token_of_its_own(store: SqlStore, path: Path) -> None:
    letters = {
        folded
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code))[0] not in "CZ"
        for folded in fold(chr(code)).split(" ")
        if folded and forbidden_character(folded) is None
    }
    assert len(letters) > 100_000
    connection = cipher.connect(path, KEY)
    connection.execute(search_index("sqlite")[0].replace("guest_search", "every_letter"))
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO every_letter(search_key) VALUES (?)", ((f" a{one}b",) for one in letters))
    connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(every_letter, row)")
    tokens = {row[0] for row in connection.execute("SELECT term FROM words")}
    connection.execute("ROLLBACK")
    connection.close()
    assert tokens == {f"a{one}b" for one in letters}

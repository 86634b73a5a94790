"""The index of search words as DDL, for a database made new. Every change of a key reaches it by trigger.

Its tokens are exactly the words of the key: blanks alone part them and no letter is changed. Syllables have at most
seven letters, so that every beginning of one is read from its own list.
"""

_SQLITE = (
    """CREATE VIRTUAL TABLE guest_search USING fts5(search_key, content='', contentless_delete=1, detail=none,
    prefix='1 2 3 4 5 6 7', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")""",
    """CREATE TRIGGER guests_search_add AFTER INSERT ON guests BEGIN
    INSERT INTO guest_search(rowid, search_key) VALUES (NEW.row_id, NEW.search_key); END""",
    """CREATE TRIGGER guests_search_change AFTER UPDATE OF search_key ON guests
    WHEN NEW.search_key <> OLD.search_key BEGIN
    UPDATE guest_search SET search_key = NEW.search_key WHERE rowid = NEW.row_id; END""",
    """CREATE TRIGGER guests_search_remove AFTER DELETE ON guests BEGIN
    DELETE FROM guest_search WHERE rowid = OLD.row_id; END""",
)
_POSTGRES = (
    """CREATE INDEX ix_guests_search ON guests
    USING gin (array_to_tsvector(string_to_array(ltrim(search_key), ' ')))""",
)


def search_index(dialect: str) -> tuple[str, ...]:
    """The statements, in order."""
    return _SQLITE if dialect == "sqlite" else _POSTGRES

"""An index for searching large registers by the words of the search key."""

from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = (
    """CREATE VIRTUAL TABLE guest_search USING fts5(search_key, content='', contentless_delete=1, detail=none,
    prefix='1 2 3 4 5 6 7', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")""",
    "INSERT INTO guest_search(rowid, search_key) SELECT row_id, search_key FROM guests",
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


def upgrade() -> None:
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)

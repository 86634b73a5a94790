"""Countersigned heads, keys that took over, which of our keys the endpoint knows, and of which messages it was told."""

from alembic import op

revision = "0007"
down_revision = "0006"

_SQLITE = {"number": "INTEGER", "instant": "BIGINT", "bytes": "BLOB"}
_POSTGRES = {"number": "BIGSERIAL", "instant": "TIMESTAMP WITH TIME ZONE", "bytes": "BYTEA"}
_TABLES = (
    """CREATE TABLE anchors ( row_id {number} NOT NULL, note_sha256 TEXT NOT NULL, endpoint_id TEXT NOT NULL,
    origin TEXT NOT NULL, size INTEGER NOT NULL, root {bytes} NOT NULL, received_at {instant} NOT NULL,
    kept_at {instant} NOT NULL, note {bytes} NOT NULL, CONSTRAINT pk_anchors PRIMARY KEY (row_id),
    CONSTRAINT uq_anchors_note_sha256 UNIQUE (note_sha256) )""",
    "CREATE INDEX ix_anchors_endpoint_id_row_id ON anchors (endpoint_id, row_id)",
    """CREATE TABLE authority_keys ( row_id {number} NOT NULL, endpoint_id TEXT NOT NULL, vkey TEXT NOT NULL,
    listed {bytes} NOT NULL, CONSTRAINT pk_authority_keys PRIMARY KEY (row_id),
    CONSTRAINT uq_authority_keys_endpoint_id_vkey UNIQUE (endpoint_id, vkey) )""",
    "ALTER TABLE endpoint_conditions ADD COLUMN known_epoch INTEGER",
    "ALTER TABLE messages ADD COLUMN acknowledged_at {instant}",
)
_REFUSED_BY_SQLITE = {
    "anchors_no_update": "UPDATE ON anchors",
    "anchors_no_delete": "DELETE ON anchors",
    "authority_keys_no_update": "UPDATE ON authority_keys",
    "authority_keys_no_delete": "DELETE ON authority_keys",
    "anchors_no_replace": (
        "INSERT ON anchors WHEN EXISTS"
        " (SELECT 1 FROM anchors WHERE note_sha256 = NEW.note_sha256 OR row_id = NEW.row_id)"
    ),
    "authority_keys_no_replace": (
        "INSERT ON authority_keys WHEN EXISTS (SELECT 1 FROM authority_keys"
        " WHERE (endpoint_id = NEW.endpoint_id AND vkey = NEW.vkey) OR row_id = NEW.row_id)"
    ),
}


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _TABLES:
        op.execute(statement.format(**_SQLITE if on_sqlite else _POSTGRES))
    if on_sqlite:
        for name, when in _REFUSED_BY_SQLITE.items():
            table = name.partition("_no_")[0]
            op.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
        return
    for table in ("anchors", "authority_keys"):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )

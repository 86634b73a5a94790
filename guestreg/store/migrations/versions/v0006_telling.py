"""What people did outside the wire, receipts and messages, and where to go on reading the endpoint's news."""

from alembic import op

revision = "0006"
down_revision = "0005"

_SQLITE = {"number": "INTEGER", "instant": "BIGINT", "bytes": "BLOB"}
_POSTGRES = {"number": "BIGSERIAL", "instant": "TIMESTAMP WITH TIME ZONE", "bytes": "BYTEA"}
_TABLES = (
    """CREATE TABLE tellings ( row_id {number} NOT NULL, declaration_id TEXT NOT NULL, version INTEGER NOT NULL,
    kind TEXT NOT NULL, told_at {instant} NOT NULL, recorded_at {instant} NOT NULL, told_by TEXT NOT NULL,
    channel TEXT NOT NULL, officer TEXT NOT NULL, place TEXT NOT NULL, file_number TEXT NOT NULL,
    facts TEXT NOT NULL, CONSTRAINT pk_tellings PRIMARY KEY (row_id),
    CONSTRAINT fk_tellings_declaration_id_version FOREIGN KEY(declaration_id, version)
    REFERENCES declarations (id, version) )""",
    """CREATE INDEX ix_tellings_declaration_id_version_kind_told_at
    ON tellings (declaration_id, version, kind, told_at)""",
    """CREATE TABLE receipts ( row_id {number} NOT NULL, note_sha256 TEXT NOT NULL, declaration_id TEXT NOT NULL,
    version INTEGER NOT NULL, verdict TEXT NOT NULL, received_at {instant} NOT NULL, authority TEXT NOT NULL,
    reference TEXT NOT NULL, names_our_head BOOLEAN NOT NULL, note {bytes} NOT NULL,
    CONSTRAINT pk_receipts PRIMARY KEY (row_id),
    CONSTRAINT fk_receipts_declaration_id_version FOREIGN KEY(declaration_id, version)
    REFERENCES declarations (id, version), CONSTRAINT uq_receipts_note_sha256 UNIQUE (note_sha256) )""",
    "CREATE INDEX ix_receipts_declaration_id_version ON receipts (declaration_id, version)",
    """CREATE TABLE messages ( row_id {number} NOT NULL, id TEXT NOT NULL, sent_at {instant} NOT NULL,
    subject TEXT NOT NULL, text TEXT NOT NULL, about_id TEXT, about_version INTEGER, read_at {instant},
    CONSTRAINT pk_messages PRIMARY KEY (row_id), CONSTRAINT uq_messages_id UNIQUE (id) )""",
    "CREATE INDEX ix_messages_sent_at_row_id ON messages (sent_at, row_id)",
    "ALTER TABLE endpoint_conditions ADD COLUMN news_cursor TEXT",
)
_REFUSED_BY_SQLITE = {
    "tellings_no_update": "UPDATE ON tellings",
    "tellings_no_delete": "DELETE ON tellings",
    "receipts_no_update": "UPDATE ON receipts",
    "receipts_no_delete": "DELETE ON receipts",
    "tellings_no_replace": "INSERT ON tellings WHEN EXISTS (SELECT 1 FROM tellings WHERE row_id = NEW.row_id)",
    "receipts_no_replace": (
        "INSERT ON receipts WHEN EXISTS"
        " (SELECT 1 FROM receipts WHERE note_sha256 = NEW.note_sha256 OR row_id = NEW.row_id)"
    ),
}


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _TABLES:
        op.execute(statement.format(**_SQLITE if on_sqlite else _POSTGRES))
    if on_sqlite:
        for name, when in _REFUSED_BY_SQLITE.items():
            table = name.partition("_")[0]
            op.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
        return
    for table in ("tellings", "receipts"):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )

"""Heads of the ledger that this computer signed."""

from alembic import op

revision = "0008"
down_revision = "0007"

_SQLITE = {"number": "INTEGER", "instant": "BIGINT", "bytes": "BLOB"}
_POSTGRES = {"number": "BIGSERIAL", "instant": "TIMESTAMP WITH TIME ZONE", "bytes": "BYTEA"}
_TABLE = """CREATE TABLE checkpoints ( row_id {number} NOT NULL, epoch INTEGER NOT NULL, size INTEGER NOT NULL,
    origin TEXT NOT NULL, root {bytes} NOT NULL, note {bytes} NOT NULL, made_at {instant} NOT NULL,
    why TEXT NOT NULL, CONSTRAINT pk_checkpoints PRIMARY KEY (row_id),
    CONSTRAINT uq_checkpoints_size_epoch UNIQUE (size, epoch) )"""
_REFUSED_BY_SQLITE = {
    "checkpoints_no_update": "UPDATE ON checkpoints",
    "checkpoints_no_delete": "DELETE ON checkpoints",
    "checkpoints_no_replace": (
        "INSERT ON checkpoints WHEN EXISTS (SELECT 1 FROM checkpoints"
        " WHERE (size = NEW.size AND epoch = NEW.epoch) OR row_id = NEW.row_id)"
    ),
}


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(_TABLE.format(**_SQLITE if on_sqlite else _POSTGRES))
    if not on_sqlite:
        op.execute(
            "CREATE TRIGGER checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoints"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for name, when in _REFUSED_BY_SQLITE.items():
        op.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, 'checkpoints is append-only'); END")

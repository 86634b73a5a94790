"""What the tables refuse by themselves, as DDL per database: history is only added to, bytes of a version stay.

Deleting `ledger_bodies`, `attempt_replies` and `wires`, and emptying `declarations.document`, stays possible: that
is erasure when the keeping time is over.
"""

APPEND_ONLY = (
    "ledger",
    "attempts",
    "attempt_outcomes",
    "tellings",
    "receipts",
    "anchors",
    "authority_keys",
    "checkpoints",
)
FIXED = ("ledger_bodies", "attempt_replies", "wires")
"""Rows that may go but never change."""
_SAME_ROW = {
    "attempts": "id = NEW.id OR row_id = NEW.row_id",
    "attempt_outcomes": "attempt_id = NEW.attempt_id",
    "tellings": "row_id = NEW.row_id",
    "receipts": "note_sha256 = NEW.note_sha256 OR row_id = NEW.row_id",
    "anchors": "note_sha256 = NEW.note_sha256 OR row_id = NEW.row_id",
    "authority_keys": "(endpoint_id = NEW.endpoint_id AND vkey = NEW.vkey) OR row_id = NEW.row_id",
    "checkpoints": "(size = NEW.size AND epoch = NEW.epoch) OR row_id = NEW.row_id",
}
"""What would be written over, in SQLite's words, if INSERT OR REPLACE were let in."""


def refusals(dialect: str) -> tuple[str, ...]:
    """The statements that make the triggers, in order."""
    return _sqlite() if dialect == "sqlite" else _postgres()


def _sqlite() -> tuple[str, ...]:
    def refuse(name: str, when: str, words: str) -> str:
        return f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"

    never = [
        refuse(f"{table}_no_{event.lower()}", f"{event} ON {table}", f"{table} is append-only")
        for table in APPEND_ONLY
        for event in ("UPDATE", "DELETE")
    ]
    # INSERT OR REPLACE deletes without the delete trigger when recursive triggers are off.
    never += [
        refuse(
            "ledger_dense",
            "INSERT ON ledger WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger)",
            "ledger is append-only",
        ),
        *(
            refuse(
                f"{table}_no_replace",
                f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
                f"{table} is append-only",
            )
            for table, same in _SAME_ROW.items()
        ),
    ]
    fixed = [refuse(f"{table}_no_update", f"UPDATE ON {table}", f"{table} never changes") for table in FIXED]
    bytes_stay = refuse(
        "declarations_bytes_stay",
        "UPDATE ON declarations WHEN NEW.id <> OLD.id OR NEW.version <> OLD.version"
        " OR (NEW.document IS NOT OLD.document AND NEW.document IS NOT NULL)",
        "a version keeps its bytes",
    )
    return (*never, *fixed, bytes_stay)


def _postgres() -> tuple[str, ...]:
    refuse = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' never changes'; END $$"
    )
    never = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
    ]
    fixed = [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in FIXED
    ]
    bytes_stay = (
        "CREATE TRIGGER declarations_bytes_stay BEFORE UPDATE ON declarations FOR EACH ROW"
        " WHEN (NEW.id <> OLD.id OR NEW.version <> OLD.version"
        " OR (NEW.document IS DISTINCT FROM OLD.document AND NEW.document IS NOT NULL))"
        " EXECUTE FUNCTION refuse_change()"
    )
    return (refuse, *never, *fixed, bytes_stay)

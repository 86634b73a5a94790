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
        refuse(
            "attempts_no_replace",
            "INSERT ON attempts WHEN EXISTS (SELECT 1 FROM attempts WHERE id = NEW.id OR row_id = NEW.row_id)",
            "attempts is append-only",
        ),
        refuse(
            "attempt_outcomes_no_replace",
            "INSERT ON attempt_outcomes WHEN EXISTS (SELECT 1 FROM attempt_outcomes WHERE attempt_id = NEW.attempt_id)",
            "attempt_outcomes is append-only",
        ),
        refuse(
            "tellings_no_replace",
            "INSERT ON tellings WHEN EXISTS (SELECT 1 FROM tellings WHERE row_id = NEW.row_id)",
            "tellings is append-only",
        ),
        refuse(
            "receipts_no_replace",
            "INSERT ON receipts WHEN EXISTS"
            " (SELECT 1 FROM receipts WHERE note_sha256 = NEW.note_sha256 OR row_id = NEW.row_id)",
            "receipts is append-only",
        ),
        refuse(
            "anchors_no_replace",
            "INSERT ON anchors WHEN EXISTS"
            " (SELECT 1 FROM anchors WHERE note_sha256 = NEW.note_sha256 OR row_id = NEW.row_id)",
            "anchors is append-only",
        ),
        refuse(
            "authority_keys_no_replace",
            "INSERT ON authority_keys WHEN EXISTS (SELECT 1 FROM authority_keys"
            " WHERE (endpoint_id = NEW.endpoint_id AND vkey = NEW.vkey) OR row_id = NEW.row_id)",
            "authority_keys is append-only",
        ),
        refuse(
            "checkpoints_no_replace",
            "INSERT ON checkpoints WHEN EXISTS (SELECT 1 FROM checkpoints"
            " WHERE (size = NEW.size AND epoch = NEW.epoch) OR row_id = NEW.row_id)",
            "checkpoints is append-only",
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

"""Indexes that hold all a count of the whole register needs."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("DROP INDEX ix_declarations_state_due_at")
    op.execute(
        "CREATE INDEX ix_declarations_state_due_at_evidence_at_guest_kind"
        " ON declarations (state, due_at, evidence_at, guest_kind)"
    )
    op.execute("CREATE INDEX ix_guests_replaced ON guests (declaration_id, newest_version) WHERE newest_version > 1")

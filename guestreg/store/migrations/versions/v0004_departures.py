"""Each guest leaves when she leaves: the departure moves from the stay to its guests."""

from alembic import op

revision = "0004"
down_revision = "0003"

_INSTANT = {"sqlite": "BIGINT", "postgresql": "TIMESTAMP WITH TIME ZONE"}


def upgrade() -> None:
    op.execute(f"ALTER TABLE guests ADD COLUMN departed_at {_INSTANT[op.get_bind().dialect.name]}")
    op.execute(
        "UPDATE guests SET departed_at = (SELECT departed_at FROM stays WHERE stays.id = guests.stay_id)"
        " WHERE stay_id IN (SELECT id FROM stays WHERE departed_at IS NOT NULL)"
    )
    op.execute("ALTER TABLE stays DROP COLUMN departed_at")

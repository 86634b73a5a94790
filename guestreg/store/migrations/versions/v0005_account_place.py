"""Where the endpoint says its account is, beside the establishment's code."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("ALTER TABLE endpoint_conditions ADD COLUMN account_province TEXT")
    op.execute("ALTER TABLE endpoint_conditions ADD COLUMN account_commune TEXT")

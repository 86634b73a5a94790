"""The first schema. Every database has at least this one: it is made by `schema.create`, never by a step."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing comes before it."""
    raise LookupError("no schema is older than the first")

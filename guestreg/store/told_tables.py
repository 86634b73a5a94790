"""The tables of what people did outside the wire and of what the endpoint says and signs; with them all are known.

What `tables` says of migrations and triggers holds for these too.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from guestreg.store.columns import JsonText, RowNumber, UtcDateTime
from guestreg.store.tables import metadata as metadata

tellings = Table(
    "tellings",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("declaration_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("told_by", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("file_number", Text, nullable=False),
    Column("facts", JsonText, nullable=False),
    ForeignKeyConstraint(["declaration_id", "version"], ["declarations.id", "declarations.version"]),
    Index(None, "declaration_id", "version", "kind", "told_at"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("note_sha256", Text, nullable=False, unique=True),
    Column("declaration_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("authority", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("names_our_head", Boolean, nullable=False),
    Column("note", LargeBinary, nullable=False),
    ForeignKeyConstraint(["declaration_id", "version"], ["declarations.id", "declarations.version"]),
    Index(None, "declaration_id", "version"),
)

messages = Table(
    "messages",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("about_id", Text),
    Column("about_version", Integer),
    Column("read_at", UtcDateTime),
    Column("acknowledged_at", UtcDateTime),
    Index(None, "sent_at", "row_id"),
)

anchors = Table(
    "anchors",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("note_sha256", Text, nullable=False, unique=True),
    Column("endpoint_id", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Index(None, "endpoint_id", "row_id"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("origin", Text, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("why", Text, nullable=False),
    UniqueConstraint("size", "epoch"),
)

authority_keys = Table(
    "authority_keys",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("endpoint_id", Text, nullable=False),
    Column("vkey", Text, nullable=False),
    Column("listed", LargeBinary, nullable=False),
    UniqueConstraint("endpoint_id", "vkey"),
)

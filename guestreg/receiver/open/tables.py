"""The authority's tables. Bodies and receipts are kept as bytes, instants as text in UTC.

`register` is the effect, `versions` the memory of keys; both are written in one transaction. A version has a
`receipt` beside its first one once its verdict has risen.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")

OWNER = Table("owner", METADATA, Column("setup_key", Text, primary_key=True))
"""One row: whose keys sign what is stored here."""

ESTABLISHMENTS = Table(
    "establishments",
    METADATA,
    Column("code", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("remote", Boolean, nullable=False),
)

CODES = Table(
    "enrolment_codes",
    METADATA,
    Column("code_sha256", String(64), primary_key=True),
    Column("establishment", ForeignKey("establishments.code"), nullable=False),
    Column("expires_at", String(20), nullable=False),
    Column("wrong_tries", Integer, nullable=False),
    Column("device_id", String(36)),
)

DEVICES = Table(
    "devices",
    METADATA,
    Column("device_id", String(36), primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("vkey", Text, nullable=False),
    Column("establishments", Text, nullable=False),
    Column("enrolled_at", String(20), nullable=False),
    Column("revoked_at", String(20)),
)

REGISTER = Table(
    "register",
    METADATA,
    Column("entry", _SEQUENCE, Identity(), primary_key=True),
    Column("declaration_id", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("establishment", String(40), nullable=False),
    Column("person", String(64)),
    Column("received_at", String(20), nullable=False),
    Index("register_by_person", "person"),
    Index("register_by_declaration", "declaration_id"),
)

VERSIONS = Table(
    "versions",
    METADATA,
    Column("declaration_id", String(36), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("establishment", String(40), nullable=False),
    Column("device_id", String(36), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("body_sha256", String(64), nullable=False),
    Column("received_at", String(20), nullable=False),
    Column("late_minutes", Integer, nullable=False),
    Column("reference", String(40), nullable=False),
    Column("ledger", Text, nullable=False),
    Column("first_verdict", String(10), nullable=False),
    Column("first_receipt", Text, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("receipt", Text),
    Column("errors", Text, nullable=False),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("seq", _SEQUENCE, Identity(), primary_key=True),
    Column("at", String(20), nullable=False),
    Column("establishment", String(40)),
    Column("item", Text, nullable=False),
    sqlite_autoincrement=True,
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("message_id", String(36), primary_key=True),
    Column("establishment", String(40), nullable=False),
    Column("read_at", String(20)),
)

LEDGERS = Table(
    "ledgers",
    METADATA,
    Column("origin", String(200), primary_key=True),
    Column("device_id", String(36), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", String(64), nullable=False),
)

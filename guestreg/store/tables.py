"""The tables as the code uses them now. How a file came to have them is the migrations' matter.

Rules a table can't say (append-only, bytes that never change) are in `triggers`; what people and the endpoint told
beside the wire is in `told_tables`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from guestreg.store.columns import JsonText, RowNumber, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

establishment = Table(
    "establishment",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True, autoincrement=False),
    Column("facts", JsonText, nullable=False),
)

volumes = Table(
    "volumes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date),
    Column("next_no", Integer, nullable=False),
)

stays = Table(
    "stays",
    metadata,
    Column("id", Text, primary_key=True),
    Column("arrival_at", UtcDateTime, nullable=False),
    Column("planned_departure_at", UtcDateTime, nullable=False),
    Column("notifier", Text, nullable=False),
    Column("reason", Integer, nullable=False),
    Column("reason_text", Text),
    Column("room", Text),
    Column("note", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "arrival_at"),
    Index(None, "planned_departure_at"),
)

guests = Table(
    "guests",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("stay_id", Text, ForeignKey("stays.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("declaration_id", Text, nullable=False, unique=True),
    Column("newest_version", Integer, nullable=False, server_default=text("1")),
    Column("volume", Integer, ForeignKey("volumes.number"), nullable=False),
    Column("register_no", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("birth_precision", Text, nullable=False),
    Column("sex", Text, nullable=False),
    Column("nationality", Text, nullable=False),
    Column("doc_kind", Integer),
    Column("doc_number", Text),
    Column("doc_kind_name", Text),
    Column("doc_issued_on", Date),
    Column("doc_issue_place", Text),
    Column("phone", Text),
    Column("residence_kind", Integer),
    Column("res_province", Text),
    Column("res_commune", Text),
    Column("res_address", Text),
    Column("guardian", Integer),
    Column("permitted_until", Date),
    Column("passport_kind", Text),
    Column("passport_expires_on", Date),
    Column("entry_paper_kind", Text),
    Column("entry_paper_number", Text),
    Column("entry_paper_until", Date),
    Column("entry_on", Date),
    Column("entry_gate", Text),
    Column("entry_purpose", Text),
    Column("border_permit_number", Text),
    Column("border_permit_until", Date),
    Column("home_address", Text),
    Column("search_key", Text, nullable=False),
    Column("departed_at", UtcDateTime),
    UniqueConstraint("volume", "register_no"),
    UniqueConstraint("stay_id", "position"),
    Index(None, "doc_number"),
    Index(
        "ix_guests_replaced",
        "declaration_id",
        "newest_version",
        sqlite_where=text("newest_version > 1"),
        postgresql_where=text("newest_version > 1"),
    ),
)

declarations = Table(
    "declarations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("guest_kind", Text, nullable=False),
    Column("guest_id", Text, ForeignKey("guests.id"), nullable=False),
    Column("stay_id", Text, ForeignKey("stays.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("endpoint_id", Text, nullable=False),
    Column("arrival_at", UtcDateTime, nullable=False),
    Column("group_size", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("window_closes_at", UtcDateTime),
    Column("document", LargeBinary),
    Column("not_before_at", UtcDateTime),
    Column("next_attempt_at", UtcDateTime),
    Column("tries", Integer, nullable=False),
    Column("grade", Text, nullable=False),
    Column("proof", Text),
    Column("may_have_arrived", Boolean, nullable=False),
    Column("program_fault", Boolean, nullable=False),
    Column("reason", JsonText),
    Column("errors", JsonText),
    Column("evidence_at", UtcDateTime),
    Column("officer", Text),
    Column("lease_owner", Text),
    Column("lease_until", UtcDateTime),
    Index(None, "guest_id"),
    Index(None, "state", "due_at", "evidence_at", "guest_kind"),
)

wires = Table(
    "wires",
    metadata,
    Column("declaration_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("endpoint", Text, primary_key=True),
    Column("wire", LargeBinary, nullable=False),
    ForeignKeyConstraint(["declaration_id", "version"], ["declarations.id", "declarations.version"]),
)

ledger = Table(
    "ledger",
    metadata,
    Column("seq", RowNumber, primary_key=True, autoincrement=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("leaf", Text, nullable=False),
)

ledger_bodies = Table(
    "ledger_bodies",
    metadata,
    Column("seq", RowNumber, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("row_id", RowNumber, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("declaration_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("wire_sha256", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("instance", Text, nullable=False),
    Column("program", Text, nullable=False),
    ForeignKeyConstraint(["declaration_id", "version"], ["declarations.id", "declarations.version"]),
    Index(None, "declaration_id", "version"),
)

attempt_outcomes = Table(
    "attempt_outcomes",
    metadata,
    Column("attempt_id", Text, ForeignKey("attempts.id"), primary_key=True),
    Column("ended_at", UtcDateTime, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("http_status", Integer),
    Column("server_date", UtcDateTime),
    Column("code", Text),
)

attempt_replies = Table(
    "attempt_replies",
    metadata,
    Column("attempt_id", Text, ForeignKey("attempt_outcomes.attempt_id"), primary_key=True),
    Column("reply", LargeBinary, nullable=False),
)

endpoint_conditions = Table(
    "endpoint_conditions",
    metadata,
    Column("endpoint_id", Text, primary_key=True),
    Column("hold", Text),
    Column("reason", JsonText),
    Column("held_at", UtcDateTime),
    Column("failures", Integer, nullable=False),
    Column("failing_since", UtcDateTime),
    Column("next_try_at", UtcDateTime),
    Column("last_success_at", UtcDateTime),
    Column("establishment_code", Text),
    Column("program_faults", Integer, nullable=False),
    Column("clock_skew_s", Integer),
    Column("account_province", Text),
    Column("account_commune", Text),
    Column("news_cursor", Text),
    Column("known_epoch", Integer),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

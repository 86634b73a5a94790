"""Which schema this program writes. Apart, because quick readers ask it without SQLAlchemy."""

NEWEST = "0008"
VERSION_TABLE = "schema_version"
HAS_VERSION = f"SELECT count(*) FROM sqlite_schema WHERE name = '{VERSION_TABLE}'"
READ_VERSION = f"SELECT version_num FROM {VERSION_TABLE}"

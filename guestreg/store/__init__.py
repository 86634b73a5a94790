"""One ledger's database: encrypted SQLite by `sqlite.open_sqlite`, PostgreSQL by `postgres.open_postgres`.

`app` builds it; everybody else meets it through `ports.store` and `ports.reading`. It knows tables and rows; it must
not know deadlines, endpoints, words for people or where the key comes from. Nothing heavy is imported here.
"""

"""The store: articles, records, drops, stories and ledger in one DuckDB file."""

"""Many days of `models` as Parquet: what changed a day and everything once a month, read by DuckDB."""

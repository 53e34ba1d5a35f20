"""A folder on disk as a Snapshot."""

"""The dated snapshot: every table as CSV and Parquet with a data package and checksums."""

from crawler.export.snapshot import TOLD, Snapshot, export

__all__ = ["TOLD", "Snapshot", "export"]

"""The dated snapshot: every table as CSV and Parquet with a data package and checksums; and one model as a BOM."""

from crawler.export.snapshot import TOLD, Snapshot, export

__all__ = ["TOLD", "Snapshot", "export"]

"""A scan: sweep, texts, neighbours, judge."""

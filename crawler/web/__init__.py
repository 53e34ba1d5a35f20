"""What readers see: Datasette with a page per model, canned queries as data, and the feed."""

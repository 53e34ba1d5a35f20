"""One night, its health and its publication."""

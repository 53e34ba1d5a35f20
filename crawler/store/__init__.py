"""Storage: the only package that writes SQLite. All of it takes an open `Database`, on the writer thread."""

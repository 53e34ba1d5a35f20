"""How a run works: words, Hub addresses, limits, frontier, storage and commands."""

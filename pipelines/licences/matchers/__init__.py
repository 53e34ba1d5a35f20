"""Which licence a text is."""

"""From words to terms."""

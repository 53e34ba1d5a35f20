"""A text made readable."""

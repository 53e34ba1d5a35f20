"""The licence engine."""

"""Detectors and verdicts over what is stored."""

"""Repositories and what holds them."""

"""The Hub's endpoints."""

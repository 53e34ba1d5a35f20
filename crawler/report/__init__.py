"""Who is actually open."""

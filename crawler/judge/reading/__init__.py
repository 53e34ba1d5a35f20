"""What readers ask, worked out of the judged models once a run."""

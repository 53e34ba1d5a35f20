"""Past one machine: who reads which models, and one database of what several read (decision 0023)."""

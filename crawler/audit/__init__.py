"""One repository with every outcome and its evidence."""

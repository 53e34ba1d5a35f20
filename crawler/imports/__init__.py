"""History from before the first night: dated tables of the Hub that others kept, with their names on it."""

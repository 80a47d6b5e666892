"""TO BE WRITTEN: sources."""

"""TO BE WRITTEN: maps."""

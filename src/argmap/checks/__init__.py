"""TO BE WRITTEN: checks."""

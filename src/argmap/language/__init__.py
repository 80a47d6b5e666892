"""TO BE WRITTEN: language."""

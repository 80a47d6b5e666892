"""TO BE WRITTEN: manuscript."""

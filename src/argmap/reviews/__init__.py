"""TO BE WRITTEN: reviews."""

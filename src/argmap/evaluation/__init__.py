"""TO BE WRITTEN: evaluation."""

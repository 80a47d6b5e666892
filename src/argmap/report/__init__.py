"""TO BE WRITTEN: report."""

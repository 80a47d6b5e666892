"""TO BE WRITTEN: exchange."""

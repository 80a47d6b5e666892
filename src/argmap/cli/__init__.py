"""TO BE WRITTEN: cli."""

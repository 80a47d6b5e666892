"""The audit of a bare paper: the note and the page."""

"""Files of word processors: Word and OpenDocument."""

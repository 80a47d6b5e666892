"""The referee's letter, in Markdown and Word; its words are data."""

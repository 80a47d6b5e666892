"""Natural languages: the word lists of each, which nothing else reads, and telling which one a text is written in."""

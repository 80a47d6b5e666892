"""One reader a format, each from a file to a `Draft`, and what several of them share."""

"""PDF: from letters on a page to lines, blocks and notes."""

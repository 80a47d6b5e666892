"""Plain text, above all text pulled out of a PDF."""

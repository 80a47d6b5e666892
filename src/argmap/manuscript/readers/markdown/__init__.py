"""Markdown: Pandoc, R Markdown, Quarto, bookdown, Manubot, Hugo."""

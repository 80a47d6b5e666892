"""LaTeX: the files of a paper, their macros, citations and notes."""

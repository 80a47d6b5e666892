"""The claims language: text to syntax tree with spans, tree to text, layout and renames as span edits.

This room knows nothing of the paper, the sources or the graph; what needs more than one file is the join's.
"""

from argmap.ground.text import nearest
from argmap.notation.parser import ParsedClaims, parse

__all__ = ["ParsedClaims", "nearest", "parse"]

"""The one matcher: are these words in that text, where, and how do they differ."""

from argmap.quotations.match import Difference, Match
from argmap.quotations.search import SearchText

__all__ = ["Difference", "Match", "SearchText"]

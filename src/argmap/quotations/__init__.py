"""The one matcher: are these words in that text, where, and how do they differ."""

from typing import TYPE_CHECKING

from argmap.quotations.match import Difference, Match

if TYPE_CHECKING:
    from argmap.quotations.search import SearchText

__all__ = ["Difference", "Match", "SearchText"]


def __getattr__(name: str) -> object:
    # most commands look for nothing that is not known
    if name == "SearchText":
        from argmap.quotations.search import SearchText

        return SearchText
    raise AttributeError(name)

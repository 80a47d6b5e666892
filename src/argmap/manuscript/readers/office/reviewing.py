"""Says what reviewing left in a word processor's file: tracked changes, and comments in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from argmap.ground.text import shorten

_MOST_QUOTED = 5
_LONGEST_QUOTED = 80


class Comment(NamedTuple):
    """A comment: who wrote it, what it says, and whether it was marked as done."""

    author: str
    words: str
    done: bool


def changes_in_words(insertions: int, deletions: int) -> Iterator[str]:
    """One sentence on tracked changes, or none where there are none."""
    if insertions or deletions:
        yield (
            f"Changes are tracked: {_counted(insertions, 'insertion')} read as text, "
            f"{_counted(deletions, 'deletion')} left out. Accept or refuse them before you hand the paper in."
        )


def comments_in_words(comments: Sequence[Comment]) -> Iterator[str]:
    """One sentence on comments, with what the first of the open ones say, or none where there are none."""
    if not comments:
        return
    waiting = [comment for comment in comments if not comment.done]
    said = f"{_counted(len(comments), 'comment')} in the margin not read as text"
    if not waiting:
        yield f"{said}; all are marked as done."
        return
    quoted = "; ".join(
        f"{one.author or 'someone'}: “{shorten(one.words, _LONGEST_QUOTED)}”" for one in waiting[:_MOST_QUOTED]
    )
    more = len(waiting) - _MOST_QUOTED
    yield f"{said}, {len(waiting)} not resolved. {quoted}{f'; and {more} more' if more > 0 else ''}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")

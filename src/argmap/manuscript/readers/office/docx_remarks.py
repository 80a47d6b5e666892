"""What reviewing left in a Word file: how many changes are tracked and how they were read, and what comments say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.packed import Package, name_of
from argmap.manuscript.readers.office.docx_package import attribute
from argmap.manuscript.readers.office.reviewing import Comment, changes_in_words, comments_in_words

_TRACKED = {"ins": "insertions", "moveTo": "insertions", "del": "deletions", "moveFrom": "deletions"}
_BARE = ("rPr", "trPr", "tcPr", "numPr")  # where such an element marks a paragraph or a row, and holds no words


def remarks_on_changes(*roots: Any) -> Iterator[str]:
    """A remark on the changes that are tracked in these parts, where some are."""
    found = Counter(
        _TRACKED[name_of(element)]
        for root in roots
        for element in root.iter()
        if name_of(element) in _TRACKED and name_of(element.getparent()) not in _BARE
    )
    yield from changes_in_words(found["insertions"], found["deletions"])


def remarks_on_comments(package: Package) -> Iterator[str]:
    """A remark on the comments in the margin, where there are some, with what is said in those that are open."""
    try:
        root, extended = package.xml("word/comments.xml"), package.xml("word/commentsExtended.xml")
    except ArgmapError:  # the paper reads without them
        return
    if root is None:
        return
    states = {_local(one, "paraId"): _local(one, "done") for one in extended} if extended is not None else {}
    answers = {_local(one, "paraId") for one in extended if _local(one, "paraIdParent")} if extended is not None else ()
    comments = []
    for element in root:
        paragraphs = [one for one in element.iter() if name_of(one) == "p"]
        identity = _local(paragraphs[-1], "paraId") if paragraphs else None
        if name_of(element) == "comment" and identity not in answers:
            words = " ".join(" ".join(_text(one) for one in paragraphs).split())
            comments.append(Comment(attribute(element, "author") or "", words, states.get(identity) == "1"))
    yield from comments_in_words(comments)


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter() if name_of(one) == "t")


def _local(element: Any, name: str) -> str | None:
    """An attribute by its name, whatever namespace the version of Word puts it into."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)

"""Which citation covers a sentence, by a rule that can be said in words (docs/audit.md says it)."""

from __future__ import annotations

import re

from argmap.checks.prose import Line, Paragraph
from argmap.tongues.prose import everyday, word_list

# Grant and Hobbs (2012): a citation even where the reader made no mark of it; a body of law, a case or an address is
# its own place
_CITES = re.compile(
    r"[A-Z][\w'’-]+(?:\s+et al\.?)?,?\s+\((?:1[4-9]|20)\d\d[a-z]?\b|\[\d+(?:[,;–-]\s*\d+)*\]|\[@"
    r"|\(\w[^()]{2,80}\b(?:1[4-9]|20)\d\d[a-z]?(?:[:,]\s*[\w.\s–-]{1,12})?\)"
    r"|§|\bArt(?:icle|igo|ículo|ikel|\.)\s*\d|https?://|www\.|\b[A-Z][\w.]* v\.? [A-Z]"
    r"|\b(?:Directive|Regulation|Law|Act|Resolution|Decree|Case|Convention|Code)\b[^.;]{0,30}\d"
)
_GOES_ON = re.compile(
    r"^(?:It|He|She|They|This|These|That|Those|The (?:same|latter|former|author|authors|report|study)|Both|Such|"
    r"Its|His|Her|Their|Moreover|Furthermore|In addition|Also|Similarly|Likewise|Thus|Here|For (?:example|instance)|"
    r"In (?:contrast|particular|other words|fact))\b"
)
_FOLLOWS = 3
_NAME = re.compile(r"\b[A-Z][\w'’-]{2,}")
_FEWEST_SHARED = 4


def citation_scope(paragraph: Paragraph, index: int) -> str | None:
    """Which citation covers the sentence at `index` of its paragraph, as the rule in words; None where none does.

    In order: a mark in the sentence itself; a mark in the next sentence, if that goes on with the same matter; a mark
    in one of the sentences before, if all from there on go on with it; a mark at the end of the paragraph, if no other
    mark stands between.
    """
    lines = paragraph.lines
    if _is_cited(lines[index]):
        return "it carries a citation itself"
    if index + 1 < len(lines) and _is_cited(lines[index + 1]) and _goes_on(lines[index], lines[index + 1]):
        return "the next sentence goes on with the same matter and carries a citation"
    for back in range(1, min(index, _FOLLOWS) + 1):
        if not _goes_on(lines[index - back], lines[index - back + 1]):
            break
        if _is_cited(lines[index - back]):
            return "it goes on with what a sentence before it cites"
    # a note at the very end of a paragraph is often meant for all of it
    if lines[-1].marks and not any(line.marks for line in lines[index:-1]) and len(lines) - index <= 4:
        return "a citation at the end of the paragraph may cover it"
    return None


def _is_cited(line: Line) -> bool:
    return bool(line.marks) or _CITES.search(line.text) is not None


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence goes on with the matter of the one before it: by its first word, or by the words they share.

    One name that stands in both is enough, and else several words that tell something.
    """
    if _GOES_ON.match(following.text):
        return True
    if _names(line) & _names(following):
        return True
    return len(_telling(line) & _telling(following)) >= _FEWEST_SHARED


def _names(line: Line) -> set[str]:
    """Its capitalised words, but for those that everybody uses: the first word of a sentence is mostly no name."""
    return {name for name in _NAME.findall(line.text) if name.lower() not in everyday()}


def _telling(line: Line) -> set[str]:
    return {word for word in line.words if len(word) >= 4 and word not in word_list("stopwords")}

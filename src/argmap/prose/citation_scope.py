"""Which citation covers a sentence, by a rule that can be said in words (docs/audit.md says it)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from argmap.prose.paragraphs import Line, Paragraph
from argmap.tongues.prose import everyday, first_word, has_words, pattern, word_list

WORDS = ("law-cited", "goes-on", "stopwords")
_FOLLOWS = 3
_NAME = re.compile(r"\b[A-Z][\w'’-]{2,}")
_POSSESSIVE = re.compile(r"['’]s?$")
_FEWEST_SHARED = 4
_FEWEST_BESIDE = 2  # where one of the two has the citation


# Grant and Hobbs (2012): a citation even where the reader made no mark of it; a body of law, a case or an address is
# its own place
@cache
def _cites() -> re.Pattern[str]:
    from argmap.sources.references.words import any_of

    return re.compile(
        rf"[A-Z][\w'’-]+(?:\s+{any_of('others')}\.?)?,?\s+\((?:1[4-9]|20)\d\d[a-z]?\b"
        r"|\[\s?\d+(?:[,;–-]\s*\d+)*\s?\]|\[@"
        r"|\(\w[^()]{2,80}\b(?:1[4-9]|20)\d\d[a-z]?(?:[:,]\s*[\w.\s–-]{1,12})?\)"
        r"|[”’'\"»]\s?\((?:pp?\.\s?)?(?:[A-ZÀ-Þ][\w'’-]+,?\s)?\d{1,4}(?:[-–]\d+)?\)"
        # (Smith, ‘Title’, p. 4), (Berg, Salt, ch. 2): a work told in words, with its place
        rf"|\([^()\d]{{3,160}},\s(?i:{any_of('pages', 'volume')}|ch|chap|cap|kap)\.?\s?\d[\d–,\s-]{{0,20}}\)"
        r"|§|\bArt(?:icle|igo|ículo|ikel|\.)\s*\d|https?://|www\.|\b[A-Z][\w.]* v\.? [A-Z]"
    )


def citation_scope(paragraph: Paragraph, index: int) -> str | None:
    """Which citation covers the sentence at `index` of its paragraph, as the rule in words; None where none does.

    In order: a mark in the sentence itself; a mark in the next sentence, if that goes on with the same matter; a mark
    in one of the sentences before, if all from there on go on with it; a mark at the end of the paragraph, if no other
    mark stands between.
    """
    lines, tongue = paragraph.lines, paragraph.tongue
    if is_cited(lines[index], tongue):
        return "it carries a citation itself"
    if (
        index + 1 < len(lines)
        and is_cited(lines[index + 1], tongue)
        and _goes_on(lines[index], lines[index + 1], tongue)
    ):
        return "the next sentence goes on with the same matter and carries a citation"
    for back in range(1, min(index, _FOLLOWS) + 1):
        if not _goes_on(lines[index - back], lines[index - back + 1], tongue):
            break
        if is_cited(lines[index - back], tongue):
            return "it goes on with what a sentence before it cites"
    # a note at the very end of a paragraph is often meant for all of it
    if lines[-1].marks and not any(line.marks for line in lines[index:-1]) and len(lines) - index <= 4:
        return "a citation at the end of the paragraph may cover it"
    return None


def is_loosely_covered(paragraph: Paragraph, index: int) -> bool:
    """Whether the only notes that may cover the sentence at `index` are not for it by the habit of notes.

    A note stands behind what it is for. One before the sentence is hardly for it, one inside a later sentence is for
    the words before it there, and one behind a sentence that begins "In addition" is for that. What begins "It …" or
    "This …" says itself that it goes on. True too where nothing covers the sentence at all.
    """
    lines, tongue = paragraph.lines, paragraph.tongue
    if is_cited(lines[index], tongue) or pattern("goes-on", tongue).match(lines[index].text):
        return False
    near = lines[max(0, index - _FOLLOWS) : index + _FOLLOWS + 1]
    if any(is_cited(line, tongue) and not _by_notes_alone(line) for line in near):
        return False
    for line in lines[index + 1 : index + 1 + _FOLLOWS]:
        if _adds(line, tongue):
            return True
        if is_cited(line, tongue):
            return not _closes_with_note(line)
    return True


def _adds(line: Line, tongue: str) -> bool:
    """Whether a sentence opens a further matter: "In addition", "Moreover"."""
    match = first_word("further-matter", line.text, tongue) if has_words(["further-matter"], tongue) else None
    return match is not None and match.start() == 0


def _by_notes_alone(line: Line) -> bool:
    return bool(line.marks) and all(mark.kind == "note" for mark in line.marks)


def _closes_with_note(line: Line) -> bool:
    """Whether one of its notes stands at its end."""
    return any(mark.start >= line.sentence.end - _LAST_CHARACTERS for mark in line.marks)


_LAST_CHARACTERS = 5


def is_cited(line: Line, tongue: str) -> bool:
    """Whether a sentence cites something itself, be it a law, a case or an address, or what the reader did not mark."""
    return bool(line.marks) or line.linked or _cites_in_words(line.text, tongue)


@lru_cache(maxsize=4096)  # coverage and the checks of the text ask about the same sentences, and those beside them
def _cites_in_words(text: str, tongue: str) -> bool:
    return bool(_cites().search(text) or pattern("law-cited", tongue).search(text))


def _goes_on(line: Line, following: Line, tongue: str) -> bool:
    """Whether a sentence goes on with the matter of the one before it: by its first word, or by the words they share.

    One name that stands in both is enough, and else several words that tell something.
    """
    if pattern("goes-on", tongue).match(following.text):
        return True
    if _names(line, tongue) & _names(following, tongue):
        return True
    fewest = _FEWEST_BESIDE if is_cited(line, tongue) or is_cited(following, tongue) else _FEWEST_SHARED
    return len(_telling(line, tongue) & _telling(following, tongue)) >= fewest


def _names(line: Line, tongue: str) -> set[str]:
    """Its capitalised words, but for those that everybody uses: the first word of a sentence is mostly no name."""
    names = (_POSSESSIVE.sub("", name) for name in _NAME.findall(line.text))
    return {name for name in names if name.lower() not in everyday(tongue)}


def _telling(line: Line, tongue: str) -> set[str]:
    return {word for word in line.words if len(word) >= 4 and word not in word_list("stopwords", tongue)}

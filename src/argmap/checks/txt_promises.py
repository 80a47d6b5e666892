"""TXT: what the introduction announces and the conclusion brings, held against what the body speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.manuscript.document import Section
from argmap.manuscript.headings import plain_title
from argmap.project import Project
from argmap.prose.own_matter import WORDS, is_own
from argmap.prose.paragraphs import Paragraph, reads_as_sentence
from argmap.tongues.lists import lists_of
from argmap.tongues.prose import everyday, pattern, word_list


@check(
    "TXT042", "announced-not-delivered", "note", "candidate", about="paper", words=("announces", "stopwords", "endings")
)
def announced_not_delivered(project: Project) -> Iterator[Finding]:
    """The introduction announces something that the rest of the paper hardly speaks of.

    Why: the plan changed and the announcement stayed.

    Example: `The last part discusses the effects on tourism`, and tourism is never mentioned again.

    Mend: deliver it, or announce what there is.
    """
    document = project.paper
    if len(project.prose) < 6:
        return
    tongue, announces = project.tongue, pattern("announces", project.tongue)
    opening = {id(p) for p in project.prose[: max(4, len(project.prose) // 5)]}
    announced = [
        (line, match)
        for paragraph in project.prose
        if id(paragraph) in opening and paragraph.part != "opening"
        for line in paragraph.lines
        if (match := announces.search(line.text))
    ]
    if not announced:
        return
    body: Counter[str] = Counter()
    for paragraph in project.prose:
        for line in paragraph.lines:
            if id(paragraph) not in opening or not announces.search(line.text):
                body.update({_stem(word, tongue) for word in line.words})
    headings = " ".join(section.title.lower() for section in document.sections)
    # a conclusion delivers nothing
    delivered = _stems((p for p in project.prose if id(p) not in opening and p.part != "closing"), tongue)
    small = word_list("stopwords", tongue)
    for line, match in announced:
        words = [w for w in re.findall(r"[^\W\d_](?:[^\W\d_]|-){4,}", match["what"].lower()) if w not in small]
        absent = [w for w in dict.fromkeys(words) if body[_stem(w, tongue)] == 0 and w[:6] not in headings]
        coined = [w for w in dict.fromkeys(words) if _is_coined(w) and _is_new(w, delivered, tongue)]
        absent = coined + [word for word in absent if word not in coined]
        if words and (coined or len(absent) >= max(1, 0.34 * len(set(words)))):
            yield announced_not_delivered.at(
                document,
                line.sentence,
                f"Announced, and not spoken of again: {', '.join(absent[:4])}",
            )


@lru_cache(maxsize=16_384)
def _stem(word: str, tongue: str) -> str:
    """What two forms of a word have in common, roughly: no dictionary, only endings."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    for ending in word_list("endings", tongue):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


_FEWEST_NEW = 3
# of the words of a summary in another tongue hardly one is of everyday use
_SAME_TONGUE = 0.3


# by the small words alone, every second sentence of a conclusion would be a new matter
_NEEDS = ("stopwords", "endings", "everyday", *WORDS)


@check("TXT043", "new-in-conclusion", "warning", "candidate", about="paper", words=_NEEDS)
def new_in_conclusion(project: Project) -> Iterator[Finding]:
    """The conclusion brings in something that the body never speaks of.

    Why: a conclusion rests on what was shown; a premise that first stands there was not.

    Example: the conclusion warns of religious tension; no section before mentions religion.

    Mend: bring the matter, with its evidence, into the body, or leave it out.
    """
    document = project.paper
    closing = [p for p in project.prose if p.part == "closing"]
    body = [p for p in project.prose if p.part in ("body", "own work")]
    size = sum(len(p.lines) for p in body)
    # what is as long as the body is no conclusion of it
    if not closing or size < 15 or sum(len(p.lines) for p in closing) > size / 2:
        return
    tongue = project.tongue
    titles = " ".join(section.title.lower() for section in document.sections)
    seen = _stems(body, tongue) | {_stem(word, tongue) for word in re.findall(r"\w+", titles)}
    # what the introduction only announces was not shown either; but a word that it uses is not new for that
    shown = _stems((p for p in body if not _introduces(p.section, tongue)), tongue)
    for paragraph in closing:
        for line in paragraph.lines:
            # what is cited there is told with its evidence, and what the paper says of itself needs none
            if line.marks or is_own(line.text, document) or not reads_as_sentence(line.text, 8):
                continue
            if sum(word in everyday(tongue) for word in line.words) < _SAME_TONGUE * len(line.words):
                continue
            matter = [word for word in dict.fromkeys(line.words) if _is_matter(word, tongue)]
            new = [word for word in matter if _is_new(word, shown if _is_coined(word) else seen, tongue)]
            # one new word is style; several in one sentence, or one that was coined for a matter, are a new matter
            if (len(new) >= _FEWEST_NEW and len(new) >= 0.5 * len(matter)) or any(map(_is_coined, new)):
                yield new_in_conclusion.at(
                    document,
                    line.sentence,
                    f"The body never speaks of {', '.join(sorted(new, key=_is_ordinary)[:5])}: "
                    f"{shorten(line.text, 70)}",
                )


def _stems(paragraphs: Iterable[Paragraph], tongue: str) -> set[str]:
    """The stems of all words, of compounds those of their parts too."""
    words = {word for paragraph in paragraphs for line in paragraph.lines for word in line.words}
    return {_stem(part, tongue) for word in words for part in (word, *word.split("-"))}


def _introduces(section: Section | None, tongue: str) -> bool:
    return section is not None and plain_title(section.title).startswith(
        lists_of(tongue, "anywhere").get("headings-introduction", ())
    )


def _is_coined(word: str) -> bool:
    """Neo-Ottoman, multi-religious: the body may speak of religion and of nothing that is multi-religious."""
    first, hyphen, last = word.partition("-")
    return bool(hyphen) and first in word_list("coining", "mul") and len(last) >= _SHORTEST


def _is_ordinary(word: str) -> bool:
    return not _is_coined(word)


def _is_matter(word: str, tongue: str) -> bool:
    """Whether a word is a matter of its own, and none that everybody uses every day."""
    if _is_coined(word):
        return True
    last = word.split("-")[-1]
    if not last.isalpha() or len(word) < _SHORTEST or word in word_list("stopwords", tongue):
        return False
    return last not in everyday(tongue) and _stem(last, tongue) not in everyday(tongue)


def _is_new(word: str, seen: set[str], tongue: str) -> bool:
    """Whether the body has a word in no form; of a compound, neither as it is nor written as one word or several."""
    first, last = word.split("-")[0], word.split("-")[-1]
    whole, parts = (word, word.replace("-", "")), (first, last)
    return not (any(_stem(one, tongue) in seen for one in whole) or all(_stem(one, tongue) in seen for one in parts))


_SHORTEST = 5

"""Which sentences of a paper look like what it argues for, so that a draft can offer them as its conclusions.

A paper states its thesis where readers look for it: in the abstract, the introduction and the conclusion. There it
announces it ("this paper argues that"), names its aim, says what it presents, sums up, or demands; a paper about a
piece of software or a course says what that is. Each of these is a guess by words and place, best first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from argmap.checks.prose import Line, Paragraph
from argmap.tongues.prose import first_word, word_list

_FEWEST_WORDS = 5
_MOST_CONCLUSIONS = 3
_SAME = 0.6
"""Two candidates of which the shorter shares this part of its words with the other say the same."""


def find_theses(prose: tuple[Paragraph, ...]) -> dict[str, str]:
    """Sentence id → why it looks like what the paper argues for; at most three, the best first."""
    ranked = sorted(_candidates(prose), key=lambda candidate: -candidate[0])
    if ranked and ranked[0][0] >= _STATES:
        # Where a thesis is stated, what the paper only sets out to do is none.
        ranked = [candidate for candidate in ranked if candidate[0] >= _STATES or candidate[2] not in _INTENDS]
    chosen: dict[str, str] = {}
    taken: list[set[str]] = []
    best = ranked[0][0] if ranked else 0
    for rank, line, why in ranked:
        words = {word for word in re.findall(r"\w+", line.text.lower()) if len(word) > 3}
        if len(chosen) == _MOST_CONCLUSIONS or rank < best - _WORSE:
            break
        if all(len(words & other) < _SAME * min(len(words), len(other)) for other in taken):
            chosen[line.sentence.id] = why
            taken.append(words)
    return chosen


def without_announcement(text: str) -> str:
    """What is argued, without "this paper argues that" or "Overall," before it."""
    if match := _announcement().match(text):
        return text[match.end() :]
    opening = first_word("sums-up", text)
    if opening and opening.start() == 0 and text[opening.end() :].startswith(","):
        return text[opening.end() :].lstrip(" ,")
    return text


_STATES = 70
_PURPOSE, _DOES = "it names what the paper is for", "the paper says that it does this"
_INTENDS = (_PURPOSE, _DOES)
_WORSE = 50
"""How much less likely than the best a candidate may be and still be offered."""


def _candidates(prose: tuple[Paragraph, ...]) -> Iterator[tuple[int, Line, str]]:
    headed = any(paragraph.part == "opening" for paragraph in prose)
    seen = 0
    for index, paragraph in enumerate(prose):
        if paragraph.kind not in ("paragraph", "item", "quote") or paragraph.part == "back":
            continue
        title = paragraph.section.title.casefold().lstrip("0123456789. ") if paragraph.section else ""
        abstract = paragraph.part == "opening"
        early = abstract or index < max(2, 0.15 * len(prose)) or title.startswith(word_list("headings-introduction"))
        closes = paragraph.part == "closing" or title.startswith(word_list("headings-discussion"))
        for line in paragraph.lines if early or closes else ():
            if (
                len(line.words) < _FEWEST_WORDS
                or line.text.rstrip().endswith(("?", ":"))
                or _tells_structure(line.text)
            ):
                continue
            seen += 1
            first = seen <= 2 and (abstract or not headed)
            if found := _judge(line.text, abstract=abstract, closes=closes, first=first):
                yield found[0] + 3 * abstract + 2 * closes, line, found[1]


def _judge(text: str, *, abstract: bool, closes: bool, first: bool) -> tuple[int, str] | None:
    """How likely a sentence is a thesis (to 100), and by what; None where nothing says so."""
    if _announcement().match(text):
        return 90, "the paper says that it argues this"
    if purpose := _purpose().match(text):
        return 80 if purpose.group("that") else 62, _PURPOSE
    if closes and _opens_with("sums-up", text):
        return 72, "it sums up the paper"
    if presentation := _presentation().match(text):
        return 70 if _asserts().search(presentation.group(0)) else 60, _DOES
    if (closes or abstract) and _demands(text):
        return 55, "it says in the abstract or the conclusion what must or should be"
    if closes and _opens_with("draws", text):
        return 50, "it is drawn in the conclusion"
    if first and _DEFINITION.match(text):
        return 40, "it says at the beginning what the paper is about"
    return None


def _opens_with(name: str, text: str) -> bool:
    match = first_word(name, text)
    return bool(match and match.start() == 0)


def _tells_structure(text: str) -> bool:
    """`Section 2 reviews …`, `The paper proceeds as follows`, `It also works through …`."""
    return _opens_with("announces-parts", text) or bool(_ELSEWHERE.search(text))


_ELSEWHERE = re.compile(
    r"\b(?:[Ii]n|[Ss]ee)\s(?:[Ss]ections?|[Cc]hapters?|[Pp]arts?)\s[\dIVX]|\bas follows\b", re.ASCII
)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s(?:\w+\s)?$", re.IGNORECASE)
_DEFINITION = re.compile(
    r"(?:The\s|This\s)?[A-Z][\w.’'-]*(?:\s[\w.’'-]+){0,6}?(?:\s\([^()]{1,80}\))?\s(?:is|are)\s(?:an?|the)\s(?!.*\bfield\b)"
)


def _demands(text: str) -> bool:
    """Whether the sentence itself demands something, and not a clause in it ("the decisions that must be made")."""
    match = first_word("normative", text)
    return bool(match and not _RELATIVE.search(text[: match.start()]))


@cache
def _announcement() -> re.Pattern[str]:
    papers, argues = _any("paper-words", "work-words"), _any("argues")
    return re.compile(
        rf"(?:[^.]{{0,80}}\b)?(?:(?:this|the present|my|our)\s+(?:{papers})|(?:we|I|the authors?))\s+"
        rf"(?:\w+\s+){{0,2}}(?:{argues})\s+that\s+|it\s+(?:{argues})\s+that\s+",
        re.IGNORECASE,
    )


@cache
def _purpose() -> re.Pattern[str]:
    """`The main aim of this paper is to`, `My argument is that`, `The primary goal is to`."""
    return re.compile(
        rf"(?:[^.,]{{0,60}},\s+)?(?:the|my|our)\s+(?:\w+\s+){{0,2}}(?:{_any('purposes')})\s+"
        rf"(?:(?:of|in)\s+[^.,]{{3,60}}\s+)?(?:is|was|are)\s+(?:therefore\s+|thus\s+)?(?:to|(?P<that>that))\s",
        re.IGNORECASE,
    )


@cache
def _presentation() -> re.Pattern[str]:
    """`This module describes`, `The tutorial notebooks aim to`, `Here, we present`."""
    works, presents = _any("work-words"), _any("presents")
    return re.compile(
        rf"(?:[^.,]{{0,60}},\s+|here\s+)?(?:(?:(?:this|these|the|our|my)\s+(?:[\w-]+\s+){{0,4}}?(?:{works})|we|I)\s+"
        rf"(?:\w+ly\s+|have\s+|has\s+|therefore\s+)?(?:{presents}))\b",
        re.IGNORECASE,
    )


@cache
def _asserts() -> re.Pattern[str]:
    """The verbs after which a paper says what is so, and not only what it does."""
    return re.compile(rf"\b(?:{_any('argues')}|found|proved|showed)\Z", re.IGNORECASE)


def _any(*names: str) -> str:
    words = {word for name in names for word in word_list(name)}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

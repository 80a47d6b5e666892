"""Which passage of an author's response letter speaks to which point of the referee's.

By the number that it names ("Point 3", "Comment 2.1"), by words of the point that it quotes, else by the words that
both have in common: that is a guess, and so is a number that occurs more than once, or whose passage has nothing in
common with the point.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from argmap.ground.text import bare_words, shorten
from argmap.manuscript.document import Document
from argmap.outputs.letter.quotes import key_words
from argmap.tongues.lists import lists_of_all

_SHOWN = 400
# words of a point that a passage has to repeat in a row to quote it, in letters, and how closely
_QUOTED, _CLOSE = 25, 90
# a guess shares at least so many telling words with the point, and this share of the passage's own and of the point's
_SHARED, _SHARE = 3, 0.3
# more numbers than this are no run of points
_LONGEST_RUN = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What a response says to a point; `by` says how it was told, `label` is the number as the author writes it."""

    text: str
    by: Literal["number", "quotation", "guess"]
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Paragraphs that belong together, with the numbers of points that they name. `sure` where a word says so."""

    paragraphs: tuple[str, ...]
    label: str = ""
    numbers: frozenset[int] = frozenset()
    sure: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.paragraphs)


class Response:
    """A response letter as read; `answer` finds what it says to a point."""

    def __init__(self, document: Document) -> None:
        self._passages = tuple(_passages(_paragraphs(document)))
        self._common = Counter(word for passage in self._passages for word in _telling(passage.text))

    def answer(self, number: int, said: Sequence[str]) -> Answer | None:
        """The passage about the point of this number, of which the letter said `said`; None where none can be told."""
        numbered = [passage for passage in self._passages if number in passage.numbers]
        numbered = [passage for passage in numbered if passage.sure] or numbered
        quoting = [passage for passage in numbered or self._passages if _quotes(passage, said)]
        if numbered:
            best = max(quoting or numbered, key=lambda passage: self._likeness(passage, said))
            sure = bool(quoting) or (len(numbered) == 1 and (best.sure or self._likeness(best, said) > 0))
            return _made(best, said, "number" if sure else "guess")
        if quoting:
            return _made(quoting[0], said, "quotation")
        single = (_Passage((text,)) for passage in self._passages for text in passage.paragraphs)
        likeliest = max(single, key=lambda passage: self._likeness(passage, said), default=None)
        if likeliest is None or self._likeness(likeliest, said) < _SHARE:
            return None
        return _made(likeliest, said, "guess")

    def _likeness(self, passage: _Passage, said: Sequence[str]) -> float:
        """Which share of a point's telling words a passage has; one that stands in many passages tells little."""
        wanted, there = _telling(" ".join(said)), _telling(passage.text)
        shared = wanted & there
        if len(shared) < _SHARED or len(shared) < _SHARE * len(there):
            return 0.0
        weight = {word: 1 / (1 + self._common[word]) for word in wanted if self._common[word]}
        return sum(weight[word] for word in shared) / sum(weight.values())


def _telling(text: str) -> frozenset[str]:
    """The words that carry a text; those of every text tell nothing."""
    return frozenset(key_words(" ".join(w for w in bare_words(text).split() if w not in _everyday())))


@cache
def _everyday() -> frozenset[str]:
    return lists_of_all("prose")["stopwords"]


def _made(passage: _Passage, said: Sequence[str], by: Literal["number", "quotation", "guess"]) -> Answer:
    """The author's own words: a paragraph that only repeats the point is left out where anything else stands."""
    own = [text for text in passage.paragraphs if not _is_repeated(text, said)]
    return Answer(shorten(" ".join(own or passage.paragraphs), _SHOWN), by, passage.label)


def _is_repeated(text: str, said: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    plain = bare_words(text)
    return len(plain) >= _QUOTED and any(
        len(words) >= len(plain) and fuzz.partial_ratio(plain, words) >= _CLOSE for words in map(bare_words, said)
    )


_QUOTATION = re.compile(r"[“„«\"‘‚‹]\s?([^“”„«»\"]{20,400}?)\s?[”“»\"’‘›]")


def _quotes(passage: _Passage, said: Sequence[str]) -> bool:
    """Whether a passage has words of the point in quotation marks, or repeats a sentence of it."""
    from rapidfuzz import fuzz

    quoted = [bare_words(match[1]) for match in _QUOTATION.finditer(passage.text)]
    wanted = [bare_words(words) for words in said]
    if any(
        len(words) >= _QUOTED and len(words) <= len(whole) and fuzz.partial_ratio(words, whole) >= _CLOSE
        for words in quoted
        for whole in wanted
    ):
        return True
    return any(_is_repeated(text, said) for text in passage.paragraphs)


def _paragraphs(document: Document) -> Iterator[tuple[bool, str]]:
    """The paragraphs of a response with the numbers of its lists, and whether each is a heading."""
    for block in document.blocks:
        text = " ".join(document.text[block.start : block.end].split())
        if block.kind == "furniture" or not text:
            continue
        number = _number_before(document, block.start, block.end) if block.kind == "item" else ""
        yield block.kind in ("heading", "title"), f"{number}{text}"


def _number_before(document: Document, start: int, end: int) -> str:
    """The number of a list's item that a reader took for markup: ``3. `` of Markdown."""
    span = document.place(start, end)
    files = document.places.files if document.places else ()
    line = next((file.line(span.line) for file in files if file.path == span.path), "")
    found = re.match(r"[\s>]*(\d{1,2}[.)])\s", line)
    return f"{found[1]} " if found else ""


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Numbers of points as a word announces them, anywhere; and as they begin a paragraph without one."""
    words = lists_of_all("response")

    def any_of(name: str) -> str:
        return "|".join(sorted(map(re.escape, words[name]), key=len, reverse=True))

    between = rf"\s*(?:[,;&/–-]|(?<!\w)(?:{any_of('and')}|{any_of('to')})(?!\w))\s*"
    number = r"\d{1,2}(?:\.\d{1,2})?[a-z]?(?!\w)"
    sign = r"(?:no\.?|nr\.?|n[°º]|#)?\s*"
    named = rf"(?<!\w)(?:{any_of('points')})\s*{sign}(?P<numbers>{number}(?:{between}{number})*)"
    led = rf"(?:(?:{any_of('referees')}|R)\s*#?\d\W+|(?:{any_of('leads')})\s+)?"
    bare = rf"\W*{led}(?P<bare>{number})(?:[.):\]]|\s*[–—-])(?=\s|$)"
    dotted = r"\W*(?P<dotted>\d{1,2}\.\d{1,2})(?!\d)[.):]?(?=\s|$)"
    # R1C3, R1.3, R1-3: the referee's number, and the point's; C3, Q3, #3
    coded = r"\W*R\d{1,2}\s?[.#–-]?\s?[CQP]?\s?(?P<coded>\d{1,2})(?!\w)[.):]?(?=\s|$)"
    lettered = r"\W*(?:[CQPA]\s?(?P<lettered>\d{1,2})[.):]|#\s?(?P<signed>\d{1,2})[.):]?)(?=\s|$)"
    return re.compile(named, re.IGNORECASE), re.compile("|".join((dotted, coded, lettered, bare)), re.IGNORECASE)


def _numbers_in(run: str) -> frozenset[int]:
    """3 and 5; 3 to 5 counts all between. Of 2.1 only the point counts."""
    whole = re.sub(r"(\d+)\.\d+", r"\1", run)
    numbers: set[int] = set()
    last = 0
    upto = "|".join(map(re.escape, lists_of_all("response")["to"]))
    for match in re.finditer(rf"(?P<to>[–-]|(?<!\w)(?:{upto})(?!\w))?\s*(?P<number>\d+)", whole, re.IGNORECASE):
        number = int(match["number"])
        start = last + 1 if match["to"] and 0 < number - last <= _LONGEST_RUN else number
        numbers.update(range(start, number + 1))
        last = number
    return frozenset(numbers)


def _passages(paragraphs: Iterator[tuple[bool, str]]) -> Iterator[_Passage]:
    """Each stretch from one number to the next; what names none is a passage by itself."""
    told = list(paragraphs)
    named, bare = _forms()
    heads = [_head(text, is_heading, named) for is_heading, text in told]
    # a list within the answer to "Point 3" has numbers of its own: where words announce points, bare numbers that are
    # no higher belong to such a list
    announced = any(heads)
    passage: _Passage | None = None
    last = 0
    for (is_heading, text), head in zip(told, heads, strict=True):
        found = head or _bare_head(text, bare, above=last if announced else 0)
        last = max(found[1], default=last) if found else last
        if found or is_heading:
            if passage and passage.paragraphs:
                yield passage
            label, numbers, rest = found or ("", frozenset(), "")
            passage = _Passage((rest,) if rest else (), label, numbers, sure=head is not None) if found else None
        elif passage:
            passage = replace(passage, paragraphs=(*passage.paragraphs, text))
        else:
            mention = named.search(text)
            numbers = _numbers_in(mention["numbers"]) if mention else frozenset[int]()
            yield _Passage((text,), mention[0] if mention else "", numbers, sure=mention is not None)
    if passage and passage.paragraphs:
        yield passage


def _head(text: str, is_heading: bool, named: re.Pattern[str]) -> tuple[str, frozenset[int], str] | None:
    """The label, the numbers and the rest of a paragraph that begins with a point's name."""
    match = named.search(text[:80])
    if match is None:
        return None
    before, rest = text[: match.start()], text[match.end() :]
    # "Reviewer 2, point 3: …" begins so, "We agree with point 3" does not
    if not is_heading and len(re.findall(r"[^\W\d_]+", before)) > 1:
        return None
    if not is_heading and rest[:1] and rest[0] not in ".):–—- *_":
        return None
    return text[: match.end()].strip(" *_#"), _numbers_in(match["numbers"]), rest.lstrip(" .):–—-*_#")


def _bare_head(text: str, bare: re.Pattern[str], *, above: int) -> tuple[str, frozenset[int], str] | None:
    match = bare.match(text)
    if match is None:
        return None
    numbers = _numbers_in(next(number for number in match.groups() if number))
    if match["bare"] and max(numbers) <= above:
        return None
    return match[0].strip(" .):–—-*_#"), numbers, text[match.end() :].lstrip(" .):–—-*_#")

"""The words by which a paper shows its argument, in its own tongue: data, so that a tongue is added without a rule."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache, cached_property

from argmap.tongues.lists import lists_of, tongues_with
from argmap.tongues.prose import either

_LISTS = "argument"
_JOINING = ("draws", "turns", "adds", "counts", "illustrates")
"""Lists of what only joins a sentence to the one before it."""
_BEFORE_WORDS = re.compile(r"[\W_]*")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Cues:
    """The lists of one tongue (``argument.toml``), and looking for their words in a sentence.

    A word of a list that ends with an apostrophe needs no space behind it.
    """

    def __init__(self, tongue: str) -> None:
        self.tongue = tongue
        self._lists = {**lists_of(tongue, "anywhere"), **lists_of(tongue, _LISTS)}
        self._patterns: dict[str, re.Pattern[str]] = {}

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a list."""
        return self._lists[name]

    def opening(self, name: str, text: str) -> str:
        """The words of a list with which a sentence begins, as they stand; empty where it begins otherwise.

        The longer words count: "it" leans on another sentence, and "it is important" (`no-leans`) does not.
        """
        start = _start_of_words(text)
        match = self._pattern(name).match(text, start)
        if match is None:
            return ""
        other = self._pattern(f"no-{name}").match(text, start) if f"no-{name}" in self._lists else None
        return "" if other and other.end() >= match.end() else match[0]

    def draws(self, text: str) -> str:
        """The words with which a sentence is drawn from the one before it; "so far" are none.

        "As a result of this" draws, and "as a result of" does not.
        """
        opening = self.opening("draws", text)
        if opening or self.opening("no-draws", text):
            return opening
        match = self._points_back.match(text, _start_of_words(text))
        told = match and not self.own_doing.match(text) and not any(map(self.negates, match[0].lower().split()))
        return match[0] if match and told else ""

    def draws_on(self, cue: str) -> bool:
        """Whether a word that joins two sentences makes the first the reason, and may draw on more than that one."""
        return bool(self.opening("sums-up-before", cue) or self._points_back.match(cue) or self.opening("draws", cue))

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first place where words of a list stand in a sentence."""
        return self._pattern(name).search(text)

    def any_of(self, *names: str) -> str:
        """A group that matches one word of several lists (see `either`)."""
        return either(word for name in names for word in self._lists[name])

    @cached_property
    def announcement(self) -> re.Pattern[str]:
        """`We argue that`, `In this paper, I will also show that`, `This study suggests that`: `firm` or `soft`."""
        return re.compile(
            rf"\W*(?:{self.any_of('before-it')},?\s+){{0,2}}{self.any_of('subjects')}\s+"
            rf"(?:{self.any_of('between')}\s+){{0,3}}(?:(?P<firm>{self.any_of('argues')})|{self.any_of('suggests')}),?\s+"
            rf"{self.any_of('that')}(?:\s|(?<=['’]))",
            re.IGNORECASE,
        )

    @cached_property
    def presentation(self) -> re.Pattern[str]:
        """`This module describes`, `The tutorials aim to`, `Here, we present`, `En este artículo analizamos`."""
        before = rf"{self.any_of('before-it')},?\s+"
        who = rf"{self.any_of('these')}\s+(?:[\w-]+\s+){{0,4}}?{self.any_of('works')}|{self.any_of('subjects')}"
        return re.compile(
            rf"\W*(?:(?:{before}){{0,2}}(?:{who})\s+|(?:{before}){{1,2}})"
            rf"(?:(?:{self.any_of('between')}|\w+ly)\s+){{0,2}}{self.any_of('presents')}\b",
            re.IGNORECASE,
        )

    def is_about_text(self, text: str) -> bool:
        """Whether a sentence tells of the text and not of its matter; what only stands in brackets is no sign of it."""
        text = BRACKETS.sub(" ", text)
        return bool(self.find("about-text", text) or self._numbered.search(text))

    @cached_property
    def _numbered(self) -> re.Pattern[str]:
        """`Figure 3`, `Section 2.1`; a statute has more sections ("Section 307")."""
        return re.compile(rf"(?<![\w-]){self.any_of('about-text-numbered')}\.?\s\d{{1,2}}(?!\d)", re.IGNORECASE)

    def counts_reasons(self, text: str) -> str:
        """`for two main reasons`, `has three advantages`, `faces problems:`: the words that say what it will name."""
        found = self.find("counts-reasons", text) or self._how_many.search(text)
        if found is None and text.rstrip().endswith(":"):
            found = self.find("counts-what", text)
        return found[0] if found else ""

    @cached_property
    def _how_many(self) -> re.Pattern[str]:
        many, what = self.any_of("counts-how-many"), self.any_of("counts-what")
        return re.compile(rf"(?<![\w-]){many}\s+(?:[\w’'-]+\s+){{0,2}}?{what}(?![\w-])", re.IGNORECASE)

    @cached_property
    def _points_back(self) -> re.Pattern[str]:
        """`These two results suggest`, `This loss of salt led to`: a sentence that draws on the one before it."""
        return re.compile(
            rf"{self.any_of('points-back')}(?:\s+(?!{self.any_of('works')}\b)[\w’'-]+){{0,4}}?\s+{self.any_of('bears-out')}(?![\w-])",
            re.IGNORECASE,
        )

    def rests_on(self, text: str) -> str:
        """The words with which a sentence says what the one before it rests on: "this decline is due to"."""
        match = self._rests.match(text, _start_of_words(text))
        return match[0] if match else ""

    @cached_property
    def _rests(self) -> re.Pattern[str]:
        return re.compile(
            rf"{self.any_of('points-back')}(?:\s+(?!{self.any_of('works')}\b)[\w’'-]+){{0,4}}?\s+{self.any_of('rests-on')}(?![\w-])",
            re.IGNORECASE,
        )

    @cached_property
    def own_doing(self) -> re.Pattern[str]:
        """`We counted`, `Here, the authors also`: what a sentence begins with that tells of the paper's own doing."""
        return re.compile(
            rf"\W*(?:{self.any_of('before-it')},?\s+){{0,2}}{self.any_of('subjects')}(?![\w-])", re.IGNORECASE
        )

    def behind_joining(self, text: str) -> str:
        """A sentence without the word that joins it to the one before: "Accordingly, we counted" as "we counted"."""
        joined = next(filter(None, (self.opening(name, text) for name in _JOINING)), "")
        return text[text.find(joined) + len(joined) :].lstrip(" ,") if joined else text

    def gives_anothers_view(self, text: str) -> bool:
        """`According to critics`, `Lind et al. (2001) showed`: whether a sentence begins with whose view it is."""
        opening = self.opening("others-views", text)
        # "Segundo," counts, and "Segundo Lind" reports
        named = opening and not text[text.find(opening) + len(opening) :].startswith(",")
        return bool(named or self._reported.match(text))

    @cached_property
    def _reported(self) -> re.Pattern[str]:
        year = r"\s\(\d{4}[a-z]?(?:[,:;][^()]*)?\)"
        return re.compile(
            rf"\W*(?:[\w’'-]+,?\s+){{0,6}}?[^\W\d_a-z][\w’'-]*(?:{year}|\set\sal\b[^\s]*(?:{year})?)(?:\s+[\w’'-]+){{0,2}}?"
            rf"\s+(?i:{self.any_of('reports')})(?![\w-])"
        )

    def _pattern(self, name: str) -> re.Pattern[str]:
        found = self._patterns.get(name)
        if found is None:
            found = re.compile(rf"(?<![\w-]){self.any_of(name)}(?:(?<=['’])|(?![\w-]))", re.IGNORECASE)
            self._patterns[name] = found
        return found

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that say nothing in an id; never one that negates."""
        return frozenset(self.words("small-words")) - frozenset(self.words("negations"))

    @cached_property
    def _negated(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        def whole(name: str) -> re.Pattern[str]:
            return re.compile("|".join(translate(word) for word in self.words(name)) or r"(?!)", re.IGNORECASE)

        return whole("negated"), whole("not-negated")

    def denies_in_part(self, text: str) -> bool:
        """Whether a reason behind it may be what it denies: `did not fall because`, not `there is no … because`.

        What denies as a whole leaves nothing of that open.
        """
        return self.find("negations", self._pattern("denies-as-a-whole").sub(" ", text)) is not None

    def negates(self, word: str) -> bool:
        """Whether a word, in lower case, says no: by itself ("never") or by a part of it ("unable")."""
        if word in self.words("negations"):
            return True
        negated, other = self._negated
        return bool(negated.match(word)) and not other.match(word)


def _start_of_words(text: str) -> int:
    match = _BEFORE_WORDS.match(text)
    return match.end() if match else 0


def tongues_with_cues() -> tuple[str, ...]:
    """The tongues whose words of argument are written down."""
    return tongues_with(f"{_LISTS}.toml")


@cache
def cues_of(tongue: str) -> Cues | None:
    """The words of a tongue (ISO 639-1); None where nobody has written them down."""
    return Cues(tongue) if tongue in tongues_with_cues() else None

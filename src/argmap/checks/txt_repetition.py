"""TXT: words and passages that stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from argmap.checks.registry import MARKED_UP, Grounds, check
from argmap.findings.finding import Finding
from argmap.ground.message import Message, say
from argmap.ground.patterns import later
from argmap.ground.text import shorten
from argmap.ground.values import dataclass
from argmap.manuscript.document import Document, Mark
from argmap.project import Project
from argmap.prose.own_matter import is_caption
from argmap.prose.paragraphs import Line, Paragraph, display_named, reads_as_sentence
from argmap.tongues.lists import lists_of_all
from argmap.tongues.prose import any_of, any_word, first_word, has_words, word_list
from argmap.tongues.telling import is_filler

_SHINGLE = 6
_FEWEST_WORDS = 10
# a run of words that stands in more sentences than this is a formula; its first places are enough to name a twin
_MOST_PLACES = 12
# words that are quoted may be quoted twice
_QUOTED = re.compile(r"[“„][^“”„]{25,}[”“]|\"[^\"]{25,2000}\"|«[^«»]{25,}»|»[^«»]{25,}«")


@check("TXT020", "passage-repeated", "warning", "candidate", about="paper")
def passage_repeated(project: Project) -> Iterator[Finding]:
    """A passage stands twice in the paper, in the same or nearly the same words.

    Why: it was copied while revising, and one of the two was meant to go; citations of the two then differ.

    Example: two sentences of one section that share a run of twenty words.

    Mend: keep one. The abstract and the conclusion may repeat the body and are passed over, and so are questions,
    captions and the items of a list; of filler text (“Lorem ipsum …”) the first sentence that returns is told.
    """
    document = project.paper
    passages: list[list[_Repeat]] = []
    for repeat in _repeats(document, _comparable(project)):
        before = passages[-1][-1] if passages else None
        if before and repeat.late and repeat.is_whole and before.is_whole:
            passages[-1].append(repeat)
        else:
            passages.append([repeat])
    # a sentence that comes again and again is one thing to look at
    alone = Counter(passage[0].twin for passage in passages if passage[0].stands_alone(passage))
    told: set[int] = set()
    for passage in passages:
        twin = passage[0].twin
        if not passage[0].stands_alone(passage):
            yield _repeated(document, passage)
        elif twin not in told:
            told.add(twin)
            yield _repeated(document, passage, alone[twin] + 1)


# (10) a. The porter took the bags b. The porter took them: a linguist shows the same example again
_NEXT_EXAMPLE = re.compile(r"(?<=[^\W\d_]{2}) \(?[b-h][.)]{1,2}$")


def _comparable(project: Project) -> list[tuple[Line, Paragraph]]:
    """The sentences that nobody writes twice, in order, each with its paragraph."""
    return [
        (line, paragraph)
        for paragraph in project.prose
        if paragraph.kind in ("paragraph", "item") and paragraph.part in ("body", "own work")
        # what stands above the first heading of a paper with headings is its summary
        if paragraph.section is not None or not project.paper.sections
        for line in takewhile(lambda line: not is_caption(line.text), paragraph.lines)
        # one question or one hypothesis may be put in the same words again
        if reads_as_sentence(line.text, 8)
        and not line.text.endswith("?")
        and not _LABELLED.match(line.text)
        and not _NEXT_EXAMPLE.search(line.text)
        and len(_SYMBOL.findall(line.text)) < _SYMBOLS
        and not display_named(line.text)
    ]


def _repeats(document: Document, sentences: Sequence[tuple[Line, Paragraph]]) -> Iterator[_Repeat]:
    """The sentences that say again what one before them said, in order; of filler text the first alone."""
    filler = False
    before: _Repeat | None = None
    for index, twin in _twins([line for line, _ in sentences]):
        (line, paragraph), (first, place) = sentences[index], sentences[twin]
        run = _longest_run(first.words, line.words)
        # two sentences side by side that begin alike are meant so: "The first says that all …, and the second"
        parted = index - twin > 1 or paragraph is not place or line.text == first.text
        if not parted or not _is_said_again(line, first, run) or _is_cited(run, line, document):
            continue
        if is_filler(line.words):
            if filler:
                continue
            filler = True
        own = not is_filler(line.words) and _are_steps(paragraph, place)
        since = [other for other, _ in sentences[max(twin + 1, index - _NEAR) : index]]
        repeat = _Repeat(index, twin, line, first, run, own, _taken_apart(first, since))
        before = replace(repeat, late=before is not None and repeat.follows(before))
        yield before


def _twins(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The places of the sentences that share runs of words with one before them, each with the place of the one that
    shares the most. Of several as near it is the first in the text, so that the same paper gives the same finding.
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for index, line in enumerate(lines):
        words = line.words
        if len(words) < _FEWEST_WORDS or _is_quoted(line.text):
            continue
        shingles = {words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1)}
        shared = Counter(other for shingle in shingles for other in places.get(shingle, ()))
        if shared:
            yield index, max(shared, key=lambda other: (shared[other], -other))
        for shingle in shingles:
            known = places.setdefault(shingle, [])
            if len(known) < _MOST_PLACES:
                known.append(index)


def _is_said_again(line: Line, first: Line, run: Sequence[str]) -> bool:
    """Whether the run that two sentences share makes the one a repetition of the other."""
    enough = max(_FEWEST_WORDS, 0.5 * min(len(line.words), len(first.words)))
    both_prose = line.is_prose and first.is_prose
    return len(run) >= enough and both_prose and not _is_formula(run) and not _is_quoted(first.text)


def _taken_apart(first: Line, since: Sequence[Line]) -> tuple[Line, tuple[str, ...]] | None:
    """A sentence shortly before the one that repeats `first`, which has other words of it."""
    runs = ((line, _longest_run(first.words, line.words)) for line in since)
    return next(((line, run) for line, run in runs if len(run) >= _SHINGLE), None)


def _are_steps(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs tell of the paper's own work, or stand in sections that are alike: "Study 1" and "Study
    2", the "Results" of each of several cases.
    """
    if one.part == other.part == "own work":
        return True
    sections = one.section, other.section
    if None in sections or one.section is other.section:
        return False
    first, second = (_COUNTING.sub("", section.title.casefold()) for section in sections if section)
    return first == second


_COUNTING = re.compile(r"\W|\d|(?<!\w)(?:[ivx]+|[a-z])(?!\w)")


def _is_quoted(text: str) -> bool:
    """Whether a sentence quotes much, or a quotation begins or ends in it that runs over others."""
    opened = any(text.count(a) != text.count(b) for a, b in ("“”", "«»")) and "„" not in text
    return opened or text.count('"') % 2 == 1 or _QUOTED.search(text) is not None


# a) …, and "2.2.The cables", a heading
_LABELLED = re.compile(r"\W*(?:(?:[A-Z]?\d+[a-z]?|[A-Za-z]|[ivx]+)[.):]\s|\d+\.\d+(?:\.\d+)*\.?\s?[^\W\d])")
# "Let X be a random variable and F its distribution": what is defined is defined in the same words
_SYMBOL, _SYMBOLS = re.compile(r"(?<![\w'’.])[A-ZÀ-Ýα-ω](?:_\w+)?(?![\w'’]|\.\s?[A-Z])(?<![AIEOÀÉYa])|\w_\w"), 2
_SIGN = re.compile(r"[^\W\d_aeioyàéó]\d?|[^\W\d_]\d")
# a run that makes up so much of both sentences leaves nothing new in either
_NEARLY_WHOLE = 0.8
_MOSTLY = 0.6
# a line of a listing, or a caption, may stand between the sentences of a passage
_NEAR = 3


@dataclass(frozen=True, slots=True)
class _Repeat:
    """A sentence that was there before, by the places of both among the sentences compared; `procedure` says that both
    tell of the paper's own work, whose steps are alike, `beside` is a sentence shortly before that repeats other words,
    `late` says that what stands before the two is a repetition too.
    """

    index: int
    twin: int
    line: Line
    first: Line
    run: tuple[str, ...]
    procedure: bool
    beside: tuple[Line, tuple[str, ...]] | None = None
    late: bool = False

    @property
    def is_whole(self) -> bool:
        return " ".join(self.line.text.split()) == " ".join(self.first.text.split())

    @property
    def cited(self) -> str | None:
        """How the two cite, where one does so in a note and the other by author and date, or they give two pages."""
        ways = [{mark.kind if mark.kind == "note" else mark.text for mark in x.marks} for x in (self.line, self.first)]
        if not all(ways) or ways[0] == ways[1]:
            return None
        here, there = (shorten(" ".join(_cited_as(mark) for mark in x.marks), 60) for x in (self.line, self.first))
        return f"it cites {here} here and {there} before"

    def stands_alone(self, passage: Sequence[_Repeat]) -> bool:
        """Whether the passage is this one sentence, the same to the letter as it was before."""
        return len(passage) == 1 and self.is_whole

    def follows(self, before: _Repeat) -> bool:
        return self.index - _NEAR <= before.index and self.twin - _NEAR <= before.twin < self.twin


def _cited_as(mark: Mark) -> str:
    return f"note {mark.number}" if mark.kind == "note" else mark.text


def _repeated(document: Document, passage: Sequence[_Repeat], times: int = 2) -> Finding:
    """The one finding about whole sentences that follow each other here as they did before, or about a part of one."""
    head, more = passage[0], len(passage) - 1
    kind = "procedure" if head.procedure else "sentence" if head.is_whole else "passage" if head.late else ""
    count, verb = (f"{more} sentences", "do") if more > 1 else ("sentence", "does")
    because = [f"the {count} after it {verb} too" if more else None, head.cited]
    related = [(document.place(head.first.sentence.start, head.first.sentence.end), "first here")]
    if head.beside:
        line, run = head.beside
        place = document.place(line.sentence.start, line.sentence.end)
        related.append((place, f"and more of it here: “{shorten(' '.join(run), 50)}”"))
    nearly = len(head.run) >= _NEARLY_WHOLE * max(len(head.line.words), len(head.first.words))
    return passage_repeated.at(
        document,
        head.line.sentence,
        f"This sentence stands {'twice' if times == 2 else f'{times} times'}"
        if head.is_whole
        else f"{len(head.run)} words in a row stand here a second time: “{shorten(' '.join(head.run))}”",
        because="; ".join(filter(None, because)) or None,
        related=related,
        kind=kind or ("cited otherwise" if head.cited else "nearly" if nearly else "part"),
    )


def _is_formula(run: Sequence[str]) -> bool:
    """Whether words that stand twice are partly signs: "the areal distance r r0"."""
    return sum(_SIGN.fullmatch(word) is not None for word in run) >= _SYMBOLS


def _is_cited(run: Sequence[str], line: Line, document: Document) -> bool:
    """Whether words that stand twice are for the most part those of citations: the same works are cited again."""
    shown = (f"{mark.text} {document.text[mark.start : mark.end]}".casefold() for mark in line.marks)
    cited = {word for words in shown for word in re.findall(r"\w+", words)}
    return sum(word in cited for word in run) > _MOSTLY * len(run)


def _longest_run(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    import difflib

    match = difflib.SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


# neither may be a part of an address, as in “Americanas.com com a loja”
_DOUBLED = re.compile(r"(?<![\w'’-])(?<!\w[.@/])([^\W\d_]{2,})(\s+)\1(?![\w'’(\[{-])(?![.@/]\w)", re.IGNORECASE)
_STANDING = later(r"(?<!\w)([^\W\d_]{2,})\s+\1(?!\w)", re.IGNORECASE)


@check(
    "TXT021",
    "doubled-word",
    "warning",
    "candidate",
    about="paper",
    words=("never-doubled",),
    grounds=Grounds("Two small words that never follow each other stand side by side in the file.", MARKED_UP),
)
def doubled_word(project: Project) -> Iterator[Finding]:
    """A word stands twice in a row, or comes back at once where a passage was half deleted.

    Why: it is a slip; sometimes a word between the two was lost.

    Example: `to pursue its interest interests`, `provided the the base`.

    Mend: delete one, or restore what stood between.
    """
    document = project.paper
    lines = [
        line
        for paragraph in project.prose
        if paragraph.kind in ("paragraph", "item", "quote", "caption")
        for line in paragraph.lines
    ]
    doubled = [(line, match) for line in lines for match in _doubled_in(line, document, project.tongue)]
    # the same word again and again is a way to speak of that tongue, as in eleman eleman
    often = {word for word, times in Counter(match[1].lower() for _, match in doubled).items() if times > _HABIT}
    often -= set(word_list("never-doubled", project.tongue))
    doubled = [(line, match) for line, match in doubled if match[1].lower() not in often]
    # so many are no slips: letters that are printed twice to look bold, or words that no author wrote
    habit = len(doubled) > max(_FEW_SLIPS, sum(len(line.words) for line in lines) / _WORDS_A_SLIP)
    if habit:
        line, match = doubled[0]
        yield doubled_word.at(
            document,
            line.sentence,
            say(
                "{} words stand twice in a row, so many that the file may be at fault, and not its author: {}",
                len(doubled),
                _around(line.text, match),
            ),
            certainty="candidate",
        )
    for line, match in () if habit else doubled:
        never = document.tongue is not None and match[1].lower() in word_list("never-doubled", project.tongue)
        yield doubled_word.at(
            document,
            line.sentence,
            say("“{}” stands twice in a row: {}", match[1], _around(line.text, match)),
            certainty="certain" if never else "candidate",
        )
    left = [(line, shown, what) for line in lines for shown, what in _left_over(document, line, project.tongue)]
    if len(left) == 1:
        yield doubled_word.at(
            document, left[0][0].sentence, say("{}{}", *left[0][1:]), certainty="candidate", kind="left over"
        )
    elif left:
        (first, _, _), *others = left
        yield doubled_word.at(
            document,
            first.sentence,
            say("Words seem to be left over from a revision: {}", _some([shown for _, shown, _ in left])),
            related=[(document.place(x.sentence.start, x.sentence.end), f"{shown}{what}") for x, shown, what in others],
            certainty="candidate",
            kind="left over",
        )


_SHOWN = 6


def _some(words: Sequence[Message]) -> Message:
    """The first of many, one after the other, and how many more there are."""
    first = words[:_SHOWN]
    said = say(", ".join(["{}"] * len(first)), *first)
    return say("{} and {} more", said, len(words) - _SHOWN) if len(words) > _SHOWN else said


def _left_over(document: Document, line: Line, tongue: str) -> Iterator[tuple[Message, Message]]:
    """What was written twice, or instead of something that stayed, and what is wrong with it, as the rest of a
    sentence: "interest interests", "since from", "also by the USA also".
    """
    for stem in _STEM.finditer(line.text):
        yield say("“{}”", stem[0]), say(": one of the two words seems to be left over from a revision")
    twice = _twice_in_clause(tongue).search(line.text) if has_words(["said-once"], tongue) else None
    if twice:
        yield say("“{}”", shorten(twice[0], 60)), say(": “{}” stands twice in one clause", twice["word"])
    match = first_word("never-together", line.text, tongue) if has_words(["never-together"], tongue) else None
    raw = document.text[line.sentence.start : line.sentence.end]
    # a formula or a note between the two may be what the text as read leaves out
    # and a word that lost letters stands there with their gap
    words = (rf"(?:{re.escape(word)}|\w*\ufffd+\w*)" for word in match[0].split()) if match else ()
    # the IS are: an abbreviation is none of the small words, but where all stands in capitals
    named = match and any(len(w) > 1 and w.isupper() for w in match[0].split()) and not line.text.isupper()
    if match and not named and re.search(r"\s+".join(words), raw):
        yield say("“{}”", match[0]), say(": two words of which one is left over from a revision")


@cache
def _twice_in_clause(tongue: str) -> re.Pattern[str]:
    """Promoted also by the USA also: a small word twice, a few words apart and no stop between them."""
    return re.compile(rf"\b(?P<word>{any_of('said-once', tongue)})(?:\s+[\w'’-]+){{1,6}}?\s+(?P=word)\b", re.IGNORECASE)


_FEW_SLIPS, _WORDS_A_SLIP, _HABIT = 10, 400, 3


def _doubled_in(line: Line, document: Document, tongue: str) -> Iterator[re.Match[str]]:
    """The words of a sentence that stand twice, in the sentence and in the file."""
    found = list(_DOUBLED.finditer(line.text))
    if not found or not line.is_wording:
        return
    # a formula, a picture or an unknown command between the two may be what the text as read leaves out
    place = line.sentence.start, line.sentence.end
    raw = document.written(*place) if document.kind == "latex" else document.text[slice(*place)]
    standing = {doubled[1].casefold() for doubled in _STANDING.finditer(raw)}
    for match in found:
        word = match[1].lower()
        # a doubled name may be a name (Duran Duran), a species (Anser anser), a person (de De Vries), a variable
        # (Solo solo); the capital at a sentence's beginning is none of a name
        never = word in word_list("never-doubled", tongue)
        begins = match.start() == 0 and never
        # thrice is meant
        thrice = re.search(rf"\b(?:{re.escape(word)}\W+){{2}}{re.escape(word)}\b", line.text.lower()) is not None
        may = thrice or (not never and any_word("may-double", word))
        may = may or _is_of_a_name(word, line.text[match.end() :], document)
        if word.casefold() in standing and not may and (match[0].islower() or begins):
            yield match


def _is_of_a_name(word: str, behind: str, document: Document) -> bool:
    """Whether the second of two particles is that of an author: the proof of de Luca in French, "celle de de Luca"."""
    particles = lists_of_all("references")["particles"]
    name = _NAME_BEHIND.match(behind) if word in particles else None
    if name is None or not particles.issuperset(name[1].split()):
        return False
    known = {word, *name[0].casefold().split()}
    return any(
        known.issubset(re.findall(r"\w+", author.casefold())) for work in document.references for author in work.authors
    )


# de Luca, de la Croix
_NAME_BEHIND = re.compile(r"\s+((?:[a-zà-ÿ]{2,4}\s+)?)[A-ZÀ-Ý]\w+")


_STEM = re.compile(r"\b([a-z]{5,})\s+\1s\b")


def _around(text: str, match: re.Match[str]) -> str:
    start = text.rfind(" ", 0, max(0, match.start() - 20)) + 1
    return f"… {text[start : match.end() + 20].rsplit(' ', 1)[0]} …"

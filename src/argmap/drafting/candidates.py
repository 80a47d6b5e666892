"""The sentences of a paper that could be claims of a draft, each with its place in the paper and what speaks for it.

What a sentence is worth is a sum of signs: its part of the paper, its place in the paragraph, words of finding,
judgement and inference, and what it shares with the title, the abstract and the conclusion. The weights were set on
half of three corpora of people's argument maps and on papers (see ``benchmarks/drafted_arguments.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Literal

from argmap.drafting.cues import Cues
from argmap.manuscript.document import Document, Section
from argmap.prose.assertions import signs_of_assertion
from argmap.prose.paragraphs import Line, Paragraph
from argmap.tongues.prose import everywhere
from argmap.tongues.telling import tell_tongue

Part = Literal["abstract", "introduction", "body", "method", "results", "discussion", "limits", "conclusion", "back"]

_MOST_OF_A_PAPER: dict[Part, float] = {"introduction": 0.6, "conclusion": 0.35}
"""The most of a paper that can be its introduction or its conclusion."""
_FEWEST_WORDS, _MOST_WORDS = 5, 80
_STEM, _SHORTEST = 6, 4
_TOPIC = 40
_FEWEST_STEMS = 2
_EARLY = 0.3
_ABOUT_TEXT = 4
_LONGEST_HEADING = 6
_LONGEST_ABSTRACT = 15
_UNHEADED = 0.8
"""What stands before all headings for more than this part has none: a list of works or a remark behind it may."""
_LONG, _BEGINNING, _FEWEST_OF_ABSTRACT = 60, 0.1, 4
"""In a text of so many sentences, a paragraph of so many may stand for an abstract, if it stands in this part."""
_ELIDED = re.compile(r"^\w{1,2}['’]")
_OWN = 0.5
"""What is quoted for more than this part is said by somebody else."""
_QUOTED = re.compile(r"[“„«»\"‘‚].*[”“»«\"’‘][\s.,;]*(?:[(\[][^()\[\]]*[)\]])?\W*", re.DOTALL)
_LABEL = re.compile(r"\W*([^\W\d_]+(?:\s[^\W\d_]+){0,2})\s?[:.–—]\s")
_SPEAKER = re.compile(r"[^\W\d_a-z]{3,}(?:\s[^\W\d_a-z]{2,})?\s?[:;]\s")
"""Who speaks in a transcript: `MARCHERIA: Yes.`"""
_CLOSES_SPEECH = re.compile(r"[.!?,][’'](?!\w)")
_OPENS_SPEECH = re.compile(r"‘(?=[^\W\d])")
_ENDS_SPEECH = re.compile(r"[’'](?!\w)")
_LISTED = re.compile(r"\W*(?:\d{1,2}[.)]|\w[^.:,]{0,20}:)\s")
_CITED_BEHIND = re.compile(r"(?<=[.!?”»\"])\s+[(\[][^()\[\]]*[)\]]\Z")
_NUMBERING = re.compile(r"^\W*(?:(?:\d[\d.]*|[IVX]+|[A-Z])[.):\s]\s*)?\W*")
_HEADINGS: tuple[tuple[Part, str], ...] = (
    ("limits", "headings-limits"),
    ("conclusion", "headings-conclusion"),
    ("discussion", "headings-discussion"),
    ("results", "headings-results"),
    ("introduction", "headings-introduction"),
    ("method", "headings-method"),
    ("back", "headings-back"),
)
_WHOLE_HEADINGS: tuple[tuple[Part, str], ...] = (("method", "headings-method-alone"), ("back", "headings-back-alone"))
_OF_PART: dict[Part, float] = {
    "abstract": 2,
    "introduction": 0.5,
    "body": 0.5,
    "method": -1.5,
    "results": 0.5,
    "discussion": 1.2,
    "limits": 0,
    "conclusion": 2,
    "back": 0,
}
_SIGNS = (
    ("finds", 1.2),
    ("judges", 0.7),
    ("demands", 0.7),
    ("draws-inside", 0.7),
    ("announces", 1.0),
    ("because", 0.7),
    ("leans-inside", -0.8),
    ("how", -2),
    ("plans", -1.5),
    ("aims", -1.5),
)
_OPENINGS = (
    ("sums-up", 0.8),
    ("illustrates", -1.0),
    ("leans", -1.2),
    ("adds", -0.2),
    ("conditions", -0.4),
    ("concedes", -0.8),
)


@dataclass(slots=True, eq=False)
class Candidate:
    """A sentence that could be a claim: where it stands, and how much speaks for it.

    `block` numbers the paragraph and `index` the sentence in it; `chapter` is the id of the section of the highest
    level that it stands in; `listed` says that its paragraph is an item of a list. `stems` are its telling words, cut
    short so that endings do not matter; `titled` and `headed` are the shares that it has of those of the paper's title
    and of its section's heading. `within` is the part of an abstract in parts that it stands in.
    """

    line: Line
    section: str | None
    chapter: str | None
    part: Part
    block: int
    index: int
    of: int
    stems: frozenset[str]
    weight: float = 0.0
    titled: float = 0.0
    about_text: bool = False
    headed: float = 0.0
    listed: bool = False
    within: Part | None = None

    @property
    def key(self) -> str:
        """The id of its sentence."""
        return self.line.sentence.id

    @property
    def text(self) -> str:
        """The sentence as it most likely reads."""
        return self.line.text


def candidates_of(document: Document, prose: Sequence[Paragraph], cues: Cues) -> list[Candidate]:
    """The sentences of a paper that could be claims, in its order, weighed."""
    outline = _outline(document, cues)
    abstracts = [section.start for section in document.sections if outline[section.id][1] == "abstract"]
    # before a headed abstract stand the names, the series and the terms of use
    front = min(abstracts, default=0)
    headings = {section.id: _stems_of_text(section.title, cues) for section in document.sections}
    titles = {section.id: _part_by_heading(section.title, cues, early=True) for section in document.sections}
    found: list[Candidate] = []
    labelled: Part | None = None
    for block, paragraph in enumerate(p for p in prose if p.kind in ("paragraph", "item")):
        section = paragraph.section.id if paragraph.section else None
        chapter, part = outline[section] if section else (None, None)
        if part == "back" or _is_in_another_tongue(paragraph, cues):
            continue
        if paragraph.lines[0].sentence.start < front:
            continue
        spoken = _in_speech(paragraph)
        for index, line in enumerate(paragraph.lines):
            # "Methods: …": an abstract may name its own parts
            if part != "abstract" or label_of(line.text, cues)[1] != line.text:
                labelled = label_of(line.text, cues)[0]
            within = (labelled or titles[section]) if part == "abstract" and section else None
            own = frozenset(stems(line.words, cues))
            if len(own) >= _FEWEST_STEMS and index not in spoken and _could_be(line, cues):
                headed = _share(headings[section], own) if section else 0.0
                of = len(paragraph.lines)
                here = "method" if within == "method" else part or "body"
                listed = paragraph.kind == "item" or bool(_LISTED.match(paragraph.lines[0].text))
                place = (line, section, chapter, here, block, index, of, own)
                found.append(Candidate(*place, headed=headed, listed=listed, within=within))
    unheaded = sum(candidate.section is None for candidate in found)
    highest = min((section.level for section in document.sections), default=0)
    tops = {section.id for section in document.sections if section.level == highest}
    untitled = len(document.sections) < 2 or unheaded > _UNHEADED * len(found)
    _tell_ends(found, cues, untitled=untitled, chapters=tops if len(tops) > 1 else set())
    _weigh(found, document.title or "", cues)
    return found


def label_of(text: str, cues: Cues) -> tuple[Part | None, str]:
    """What a sentence is by the label before it (`Methods: We counted …`), and the sentence without it."""
    label = _LABEL.match(text)
    part = _part_by_heading(label[1], cues, early=True) if label else None
    named = label and (part or label[1].casefold().startswith(everywhere("headings-own-work")))
    return part, text[label.end() :] if label and named else text


def _tell_ends(found: Sequence[Candidate], cues: Cues, *, untitled: bool, chapters: Collection[str]) -> None:
    """Say which part of the paper its beginning and end are where no heading does; `chapters` stand beside others."""
    own = [candidate for candidate in found if candidate.section is None] if untitled else []
    ends = own or found
    opening, last = (ends[0].block, ends[-1].block) if ends else (0, 0)
    parts = {candidate.part for candidate in found}
    unheaded = [candidate for candidate in found if candidate.section is None and not untitled]
    short = len(unheaded) <= _LONGEST_ABSTRACT and any(_tells_of_itself(c.text, cues) for c in unheaded)
    for candidate in unheaded:
        candidate.part = "abstract" if short else "introduction"
    if "abstract" not in {candidate.part for candidate in found}:
        for candidate in _unnamed_abstract(found, cues):
            # what stands in a chapter is a part of it
            if candidate.part == "introduction" or candidate.section not in chapters:
                candidate.part = "abstract"
    for candidate in _behind_abstract(found):
        candidate.part = "introduction"
    opened = sum(candidate.part == "introduction" for candidate in unheaded) >= _FEWEST_OF_ABSTRACT
    if "introduction" not in parts and not opened:
        # what follows a method or a background opens nothing
        first = next((c for c in found if c.section and c.part != "abstract"), None)
        chapter = first.chapter if first and first.part == "body" else None
        for candidate in (candidate for candidate in found if candidate.part == "body"):
            in_first_chapter = chapter is not None and candidate.chapter == chapter
            if (candidate.block == opening and last > opening) if untitled else in_first_chapter:
                candidate.part = "introduction"
    # a discussion closes a paper, and what stands behind it is how it was done
    if parts.isdisjoint(("abstract", "conclusion", "discussion")) and last > opening:
        closing = [c for c in found if c.block == last and c.part in ("body", "introduction")]
        # where sections have headings, the last one is one of them
        if untitled or any(_tells_of_itself(c.text, cues) or cues.opening("sums-up", c.text) for c in closing):
            for candidate in closing:
                candidate.part = "conclusion"
    for part, most in _MOST_OF_A_PAPER.items():
        of_part = [candidate for candidate in found if candidate.part == part]
        if len(of_part) > most * len(found) and (part == "introduction" or len(of_part) > _LONGEST_ABSTRACT):
            for candidate in of_part:  # a chapter, or a paper, that is all introduction makes its case there
                candidate.part = "body"


def _behind_abstract(found: Sequence[Candidate]) -> list[Candidate]:
    """What goes on without a heading behind an abstract of one paragraph, and is too long to be a part of it."""
    abstract = [candidate for candidate in found if candidate.part == "abstract"]
    if len(abstract) <= 2 * _LONGEST_ABSTRACT or abstract[0].of < _FEWEST_OF_ABSTRACT:
        return []
    return [candidate for candidate in abstract if candidate.block > abstract[0].block]


def _unnamed_abstract(found: Sequence[Candidate], cues: Cues) -> list[Candidate]:
    """The first paragraph of a long text, where it stands for an abstract: it tells of the paper itself."""
    if len(found) <= _LONG:
        return []
    first = next((c.block for c in found[: int(_BEGINNING * len(found))] if c.of >= _FEWEST_OF_ABSTRACT), None)
    opening = [
        candidate for candidate in found if candidate.block == first and candidate.part in ("body", "introduction")
    ]
    return opening if any(_tells_of_itself(candidate.text, cues) for candidate in opening) else []


def _tells_of_itself(text: str, cues: Cues) -> bool:
    """Whether a sentence speaks of the paper that it stands in: what it does, finds, or is for."""
    doing = cues.own_doing.match(text) or cues.presentation.match(text)
    return bool(doing or any(cues.find(name, text) for name in ("finds", "aims", "announces")))


def _stems_of_text(text: str, cues: Cues) -> frozenset[str]:
    return frozenset(stems(re.findall(r"\w+", text.lower()), cues))


def _share(of: frozenset[str], others: frozenset[str]) -> float:
    """How much of a title or heading a sentence has; 0 where that has too few telling words to say anything."""
    return len(of & others) / len(of) if len(of) >= _FEWEST_STEMS else 0.0


def stems(words: Iterable[str], cues: Cues) -> Iterator[str]:
    """The telling words, cut to their beginnings; of "d'outils" only the noun."""
    whole = (_ELIDED.sub("", word) for word in words)
    return (word[:_STEM] for word in whole if len(word) >= _SHORTEST and word not in cues.small_words)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's telling words that the other has too, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _could_be(line: Line, cues: Cues) -> bool:
    """Whether it is one whole sentence of prose that says something, in the paper's own words.

    One that ends with a colon does where it says what the reasons behind it are for.
    """
    text = _CITED_BEHIND.sub("", line.text.strip())
    letters = [at for at, letter in enumerate(text) if letter.isalpha()]
    if not letters or not _FEWEST_WORDS <= len(line.words) <= _MOST_WORDS or text.endswith(("…", "...")):
        return False
    # what begins small or ends without a stop is a heading, or was cut off
    end = text[letters[-1] + 1 :]
    ends = "." in end or "!" in end or (":" in end and cues.counts_reasons(text))
    if text[letters[0]].islower() or "?" in text or not ends:
        return False
    if _SPEAKER.match(text) or len(line.own_words) < _OWN * len(line.words):
        return False
    # "?? shows": a cross-reference that was never resolved
    return line.is_prose and "??" not in text and not _QUOTED.fullmatch(text) and _is_balanced(text)


def _in_speech(paragraph: Paragraph) -> set[int]:
    """The numbers of the sentences that stand, wholly or in part, in a speech of several: ‘I read. I never wrote.’

    What begins a speech that ends nowhere is one of them.
    """
    spoken: set[int] = set()
    since: int | None = None
    for number, line in enumerate(paragraph.lines):
        closed = [match.start() for match in _CLOSES_SPEECH.finditer(line.text)]
        opened = max((match.start() for match in _OPENS_SPEECH.finditer(line.text)), default=-1)
        last = closed[-1] if closed else -1
        if since is not None and last > opened:
            spoken.update(range(since, number + 1))
            since = None
        elif since is None and closed and opened < 0:
            spoken.add(number)  # it began in a paragraph before
        elif since is None and opened > last and not _ENDS_SPEECH.search(line.text, opened):
            since = number
    return spoken | ({since} if since is not None else set())


def _is_in_another_tongue(paragraph: Paragraph, cues: Cues) -> bool:
    """Whether it is the paper once more, for readers of another tongue, or what others say in theirs."""
    told = tell_tongue(line.text for line in paragraph.lines)
    return told is not None and told.code != cues.tongue


def _is_balanced(text: str) -> bool:
    quoted = text.count('"') % 2 == 0 and text.count("«") == text.count("»")
    # the end of a quotation that began in an earlier sentence; ”so” do some tongues quote
    if "„" not in text and 0 <= text.find("”") < text.find("“"):
        return False
    unopened = text.count("”") - text.count("“") - text.count("„")
    quoted = quoted and not (unopened > 0 and unopened % 2)
    return quoted and text.count("(") == text.count(")") and text.count("“") <= text.count("”") + text.count("„")


def _outline(document: Document, cues: Cues) -> dict[str, tuple[str, Part | None]]:
    """Section id → the chapter it stands in, and what part of the paper it is by its own heading or one above it.

    The chapter is the section of the highest level that holds it, a lone title above all others not counted.
    """
    highest = min((section.level for section in document.sections), default=0)
    lone = sum(section.level == highest for section in document.sections) == 1
    found: dict[str, tuple[str, Part | None]] = {}
    around: list[Section] = []
    titles = Counter(section.title.casefold() for section in document.sections)
    last: tuple[str, Part | None] | None = None
    named = _parts_by_headings(document, cues)
    for section in document.sections:
        part = named[section.id]
        if last and part is None and titles[section.title.casefold()] > 1:
            # a running head that was taken for a heading: what follows goes on with what stands before
            found[section.id] = last
            continue
        around = [outer for outer in around if section.start < outer.end and outer.level < section.level]
        above = found[around[-1].id][1] if around else None
        if above == "back":  # a table of contents may have been set as if all chapters stood under it
            above = None
        around.append(section)
        chapter = around[1] if lone and len(around) > 1 and around[0].level == highest else around[0]
        found[section.id] = last = chapter.id, part or above
    return found


def _parts_by_headings(document: Document, cues: Cues) -> dict[str, Part | None]:
    """Section id → what part of the paper it is by its own heading, and by those of the others."""
    early = _EARLY * len(document.text)
    sections = sorted(document.sections, key=lambda section: section.start)
    parts = {section.id: _part_by_heading(section.title, cues, early=section.start < early) for section in sections}
    # "Purpose", "Results", "Conclusion" before the introduction: an abstract in sections
    closed = next((n for n, s in enumerate(sections) if parts[s.id] == "conclusion" and s.start < early), None)
    if closed is not None and "introduction" in [parts[section.id] for section in sections[closed:]]:
        beside = [s for s in sections[: closed + 1] if s.level == sections[closed].level]
        parts.update({section.id: "abstract" for section in beside if parts[section.id] != "method"})
    return parts


def _part_by_heading(title: str, cues: Cues, *, early: bool) -> Part | None:
    plain = _NUMBERING.sub("", title, count=1).casefold()
    if plain.startswith(cues.words("headings-abstract")):
        # "Summary" opens a paper or closes it
        return "abstract" if early else "conclusion"
    if len(plain.split()) <= _LONGEST_HEADING and any(
        f" {word}" in plain for word in cues.words("headings-conclusion")
    ):
        return "conclusion"
    # "Conflicts of interest" closes a paper, "Conflict in the towns" does not, and neither does "Conflict" in a title
    whole = next((part for part, name in _WHOLE_HEADINGS if plain.rstrip(" .:") in cues.words(name)), None)
    named = (part for part, name in _HEADINGS if plain.startswith(cues.words(name)))
    return whole or (next(named, None) if len(plain.split()) <= _LONGEST_HEADING else None)


def _weigh(found: Sequence[Candidate], title: str, cues: Cues) -> None:
    named = _stems_of_text(title, cues)
    topic = _topic(found, named)
    for candidate in found:
        line, text = candidate.line, candidate.text
        candidate.about_text = cues.is_about_text(text)
        weight = _OF_PART[candidate.part] - _ABOUT_TEXT * candidate.about_text
        weight += sum(worth for name, worth in _SIGNS if cues.find(name, text))
        weight += sum(worth for name, worth in _OPENINGS if cues.opening(name, text))
        weight += 1.0 * bool(cues.draws(text))
        # An abstract begins with what everybody knows; other paragraphs begin with their point.
        weight += (0.6 if candidate.part != "abstract" else -0.6) * (candidate.index == 0)
        weight += 0.3 * (candidate.index == candidate.of - 1)
        weight += 0.3 * bool(signs_of_assertion(text, cues.tongue))
        # "It remains unclear whether", said at the beginning, is what the paper sets out from.
        weight -= 1.5 * (candidate.part in ("abstract", "introduction") and bool(cues.find("limits", text)))
        # what is cited where a paper says what it argues is the work of others
        weight -= 1.0 * (candidate.part in ("abstract", "introduction", "conclusion") and bool(line.marks))
        weight -= 1.2 * bool(cues.presentation.match(text))
        weight -= 1.0 * bool(_LISTED.match(label_of(text, cues)[1]))
        weight -= 0.8 * (len(line.words) < 8) + 0.8 * (len(line.words) > 45)
        weight += 1.5 * candidate.headed
        weight += 3 * fsum(topic.get(stem, 0.0) for stem in candidate.stems) / sqrt(4 + len(candidate.stems))
        candidate.weight = weight
        candidate.titled = _share(named, candidate.stems)


def _topic(found: Sequence[Candidate], named: frozenset[str]) -> dict[str, float]:
    """Stem → 0 to 1: how much the paper is about it, by how often it stands where the paper says what it is about."""
    counts: Counter[str] = Counter()
    for candidate in found:
        share = 3 if candidate.part in ("abstract", "conclusion") else 1
        counts.update(dict.fromkeys(sorted(candidate.stems), share))
    counts.update(dict.fromkeys(sorted(named), 3))
    best = counts.most_common(_TOPIC)
    return {stem: times / best[0][1] for stem, times in best} if best and best[0][1] > 1 else {}

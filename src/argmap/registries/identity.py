"""Is a registry's record the work that an entry describes? Told by titles, persons and years; when unsure, unsure.

Only an entry's own identifier can lead to an accusation: of Crossref's search hits 1 to 2 in 100 are another work, and
records under one title may be its review, its correction or a supplement. Titles are compared after folding by the
normalized indel similarity of rapidfuzz; a person is shared where any name of two letters or more is, so that initials,
swapped names and the order of East Asian names accuse nobody.

It is not the sameness of `sources.duplicates`, where one hand wrote both entries and titles agree to the letter, nor
that of marks and works in a paper (`manuscript.stages.matching`), where a family name and a year are all there is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from argmap.registries.records import Record
from argmap.sources.source import Source
from argmap.tongues.letters import STROKED, without_marks
from argmap.tongues.lists import lists_of_all

SAME_BY_SEARCH, SAME_BY_ID, OTHER = 0.90, 0.80, 0.50
"""Titles: as alike as one work's, found by searching or by its identifier; and certainly different."""
SAME_WORDS, SHORT = 0.97, 5
_TELLING = 12
_OTHER_NUMBER = 0.85
_LONG_NAME, _SPELT_ALIKE = 5, 0.75
_SUBTITLE = re.compile(r"\s*(?::|\?|\s[–—-]\s|\.\s)\s*")
_NO_WORKS = frozenset({"peer-review", "component", "grant", "journal", "journal-issue", "journal-volume", "database"})
_DATA = frozenset({"dataset", "software"})
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһԛԝӏ" "αεορτυχιν",
    "aeopcyxijsdhqwl" "aeoptuxiv",
)  # fmt: skip
Outcome = Literal["same", "another", "unclear"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an entry a record is: `title` 0 to 1; how many of `cited` persons are `shared`, where both name some.

    `cited` are the authors, or the editors of a work without: a record seldom says who edited what a chapter stands
    in. `meet` says whether anyone is shared, editors too. `years_apart` is the distance to the nearest year of the
    record; None where one of them has none.
    """

    title: float
    shared: int
    cited: int
    meet: bool
    persons_known: bool
    years_apart: int | None

    @property
    def half_shared(self) -> bool:
        """Whether at least half of the persons cited are among those of the record."""
        return self.persons_known and self.shared * 2 >= self.cited > 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What a record is to an entry; `sure` where that can be no accident."""

    outcome: Outcome
    sure: bool = False


def compare(source: Source, record: Record) -> Likeness:
    """How like the entry the record is."""
    here, there = (*source.authors, *source.editors), (*record.persons, *record.editors)
    cited, named = persons_of(source.authors) or persons_of(source.editors), persons_of(there)
    known = bool(cited and named) and script_of(here) == script_of(there)
    shared = sum(1 for person in cited if any(_share(person, other) for other in named)) if known else 0
    meet = bool(shared) or (known and any(_share(p, other) for p in persons_of(source.editors) for other in named))
    year = year_of(source)
    apart = min((abs(year - other) for other in record.years), default=None) if year else None
    return Likeness(title_likeness(source.title, record), shared, len(cited), meet, known, apart)


def judge_by_identifier(source: Source, record: Record) -> Judged:
    """What the record of the entry's own identifier is to it."""
    like = compare(source, record)
    if like.title >= SAME_BY_ID:
        return Judged("same", sure=True)
    if like.meet:
        return Judged("same")
    whole = (source.container, source.fields.get("booktitle"))
    parts = [likeness(name, record.title) for name in whole if name]
    parts += [likeness(source.title or "", name) for name in record.containers]
    if not source.title or not record.title or max(parts, default=0.0) >= SAME_BY_ID:
        return Judged("unclear")  # a chapter cited by the identifier of its book, or a book by that of a chapter
    one_script = script_of([source.title]) == script_of([record.title])
    if source.is_draft and stands_in(record.title, source.note or ""):
        return Judged("unclear")  # the paper names that work there; argmap took another for the one that is meant
    if like.persons_known and one_script:
        # a translation, or a body in place of the persons who wrote for it, has the year of its work
        return Judged("another", sure=like.title <= OTHER and (like.years_apart or 0) > 1)
    return Judged("unclear")


def judge_hit(source: Source, record: Record) -> Judged:
    """What a record that was found by searching is to the entry. ``another``: the very title, by other persons."""
    if not may_be_work(source, record):
        return Judged("unclear")
    like = compare(source, record)
    short = len(fold(source.title or "").split()) < SHORT
    near = like.years_apart is not None and like.years_apart <= 1
    if like.title >= SAME_BY_SEARCH and like.half_shared and (near or (like.years_apart is None and not short)):
        return Judged("same")
    beside = (like.years_apart or 0) > 1 or begin_apart(source.pages, record.pages)
    if like.title >= SAME_WORDS and not short and like.persons_known and not like.meet and not beside:
        return Judged("another")  # a reply may have the very title, and then has pages of its own
    return Judged("unclear")


def begin_apart(cited: str | None, has: str | None) -> bool:
    """Whether both name pages, as plain numbers, and begin with another: a reply begins where the first one ends."""
    here, there = page_range(cited or ""), page_range(has or "")
    return here is not None and there is not None and here[0] != there[0]


def page_range(pages: str) -> tuple[int, int] | None:
    """First and last page, where they are plain numbers: `123–45` is 123 to 145."""
    found = re.fullmatch(r"\s*(?:pp?\.?\s*)?(\d{1,6})(?:\s*[-–—]+\s*(\d{1,6}))?\s*", pages)
    if not found:
        return None
    first, last = found[1], found[2] or found[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (int(first), int(last)) if int(first) <= int(last) else None


def agree(one: Record, other: Record) -> bool:
    """Whether two registries name the same persons: half of those of the shorter list or more."""
    few, many = sorted((persons_of(one.persons), persons_of(other.persons)), key=len)
    return bool(few) and sum(1 for person in few if any(_share(person, p) for p in many)) * 2 >= len(few)


def may_be_work(source: Source, record: Record) -> bool:
    """Whether the record is of a kind that can be the work, and not something about it."""
    if record.type in _NO_WORKS or record.notice_of:
        return False
    if record.type in _DATA and source.type not in (*_DATA, "misc", "online"):
        return False
    title, cited = fold(record.title), fold(source.title or "")
    return not any(title.startswith(words) and not cited.startswith(words) for words in _folded("about-a-work"))


def title_likeness(title: str | None, record: Record) -> float:
    """How alike the titles are, 0 to 1, with or without their subtitles; the best of all ways to read them."""
    if not title or not record.title:
        return 0.0
    full = f"{record.title}: {record.subtitle}" if record.subtitle else record.title
    best = max(likeness(title, record.title), likeness(title, full))
    if best >= SAME_WORDS:
        return best
    heads = [(_head(title), full), (title, _head(record.title))]
    return max([best, *(likeness(one, other) for one, other in heads if len(fold(one).split()) > 2)])


def stands_in(title: str, words: str) -> bool:
    """Whether the words have the title in them, folded, which is long enough to be no accident."""
    wanted = fold(title)
    return len(wanted) >= _TELLING and f" {wanted} " in f" {fold(words)} "


def goes_on(one: str, other: str) -> bool:
    """Whether one title is the other with something behind it, which names no number that the other has not.

    "(special report)", ", exhibition catalogue", ", in: The Social World of Luke-Acts"; but not ", part 2".
    """
    short, long = sorted((fold(one), fold(other)), key=len)
    rest = long.removeprefix(f"{short} ")
    return len(short) >= _TELLING and rest != long and not re.search(r"\d", rest)


def _head(title: str) -> str:
    head = _SUBTITLE.split(title.strip(), maxsplit=1)[0]
    return head if len(fold(head).split()) > 2 else title


def likeness(one: str, other: str) -> float:
    """How alike two titles are after folding, 0 to 1."""
    one, other = fold(one), fold(other)
    if one == other:
        return 1.0 if one else 0.0
    from rapidfuzz.distance import Indel  # most titles agree to the letter, and then nothing needs it

    # what was set with or without a hyphen or a space is the same
    closed = Indel.normalized_similarity(one.replace(" ", ""), other.replace(" ", ""))
    alike: float = max(Indel.normalized_similarity(one, other), closed)
    numbers, others = re.findall(r"\d+", one), re.findall(r"\d+", other)
    # part 1 is not part 2, nor this year's workshop the last
    return min(alike, _OTHER_NUMBER) if numbers and others and numbers != others else alike


@cache
def fold(text: str) -> str:
    """Words for comparison: lower case, no markup, marks or look-alike letters of other scripts; no words around a
    title that say what became of it.
    """
    text = re.sub(r"<[^<>]{1,200}>", "", html.unescape(html.unescape(text)))
    text = without_marks(unicodedata.normalize("NFKC", text).casefold()).translate(_LOOK_ALIKE).translate(STROKED)
    text = text.replace("&", " and ")
    # a letter that was set apart by its LaTeX, "G\'abor" as "g abor", would be two words
    words = " ".join(re.findall(r"[^\W_]+", text.replace("'", "").replace("’", "")))
    for mark in _marks():
        words = words.removeprefix(f"{mark} ").removesuffix(f" {mark}")
    return words


@cache
def _marks() -> tuple[str, ...]:
    lists = lists_of_all("registries")
    return tuple(sorted(lists["retracted"] | lists["withdrawn"] | lists["marks"], key=lambda mark: (-len(mark), mark)))


@cache
def _folded(name: str) -> tuple[str, ...]:
    return tuple(sorted(lists_of_all("registries")[name]))


def says_taken_back(title: str) -> Literal["retraction", "withdrawal"] | None:
    """What a record's title says before or behind itself of what became of the work; a hint, no more."""
    plain = " ".join(re.findall(r"\w+|[][():]", title.casefold()))
    lists = lists_of_all("registries")
    for name, nature in (("retracted", "retraction"), ("withdrawn", "withdrawal")):
        for mark in lists[name]:
            # "RETRACTED: On …", "[Retracted] On …", "On … (Retracted article)"; "Retracted science" is a title
            if re.match(rf"(?:[\[(] ?)?{mark} ?[\]):]", plain) or re.search(rf"[\[(] ?{mark} ?[\])]\Z", plain):
                return "retraction" if nature == "retraction" else "withdrawal"
    return None


def persons_of(names: Iterable[str]) -> list[list[str]]:
    """The names of each person, folded, without particles and initials; who has none other is left out."""
    dropped = lists_of_all("references")["particles"] | _others()
    persons = []
    for name in names:
        tokens = [re.sub(r"([aou])e", r"\1", token) for token in fold(re.sub(r"\b0\d\d\d\b", "", name)).split()]
        kept = [token for token in tokens if (len(token) > 1 or _ideograph(token)) and token not in dropped]
        if kept:
            persons.append(kept)
    return persons


@cache
def _others() -> frozenset[str]:
    return frozenset(word for words in lists_of_all("citing")["others"] for word in fold(words).split())


def _ideograph(name: str) -> bool:
    return name >= "\u2e80"


def _share(one: Sequence[str], other: Sequence[str]) -> bool:
    if not set(one).isdisjoint(other) or "".join(one) == "".join(other):
        return True
    # WHO is the World Health Organization; "zhangwei" is "wei zhang"
    for short, long in ((one, other), (other, one)):
        if len(short) == 1 and len(long) > 1:
            if short[0] == "".join(word[0] for word in long):
                return True
            if short[0] in ("".join(long), "".join(reversed(long))):
                return True
    return any(_spelt_alike(name, named) for name in one for named in other)


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names may be one, misspelt or written otherwise in another tongue: Dostoevskij, Dostoyevsky."""
    if min(len(one), len(other)) < _LONG_NAME or one[0] != other[0]:
        return False
    from rapidfuzz.distance import Indel

    alike: float = Indel.normalized_similarity(one, other)
    return alike >= _SPELT_ALIKE


def script_of(texts: Iterable[str]) -> str:
    """The script of most of the letters; names and titles in two scripts cannot be compared."""
    counted: dict[str, int] = {}
    for letter in "".join(texts):
        if letter.isalpha():
            name = "latin" if letter < "\u0250" else unicodedata.name(letter, "?").split()[0].lower()
            counted[name] = counted.get(name, 0) + 1
    return max(counted, key=lambda name: (counted[name], name)) if counted else ""


def year_of(source: Source) -> int | None:
    """The last year that the entry names."""
    years = re.findall(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)", source.year or "")
    return int(years[-1]) if years else None

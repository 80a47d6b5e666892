"""Weighs what the rules read in a reference against what the learned tagger sees there, field by field.

Each reading gets the probability that it is right, by how sure its reader is and how the two differ. The probabilities
were measured on references that others segmented by hand and neither rules nor weights were made from
(`benchmarks/training/weigh_references.py`); they stand beside the weights. Then those are taken of which most are
likely to be right among all that do not claim the same words for two fields. The certainty of a field is that.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from argmap.ground.patterns import later
from argmap.sources.references.imprint import DOCUMENT_NUMBER
from argmap.sources.references.issuers import issuer_words
from argmap.sources.references.opinions import (
    CLOSING,
    LABELS,
    NAMES,
    QUOTES,
    YEAR_SEEN,
    Opinion,
    Value,
    join_lists,
    opinions,
    plain,
    words_in,
)
from argmap.sources.references.same_author import names_same_author
from argmap.sources.references.tagging import Tagged, load, tag
from argmap.sources.references.titles import SUBTITLED, TOWN
from argmap.sources.references.words import any_of
from argmap.tongues.lists import lists_of

WEIGHED = ("authors", "editors", "title", "container", "year", "volume", "pages", "publisher", "place")
# Shorter texts are left to the rules.
_FEW = 6
# What is likelier wrong than right is said with its certainty, what is hardly ever right is not.
_LEAST = 0.25
_HEAD = 25
_SHAPED = 0.9
_NO_OTHER_SHAPE = 0.99  # what stands around the container leaves it no other end: "112 Harv. L. Rev. 44 (2003)"
_TOLD_BY_WORDS = 0.97  # the words before them say who they are: "Ann Ried, ed. by B. Moos"
_NOTHING = 0.001
_UNTITLED = 0.3  # what the others must add for a work to be given no title
_WORTH = 0.05  # what a reading must add for another one to be given up for it
_NUMBERS = frozenset({"year", "volume", "pages"})
_BY_SHAPE = frozenset({"year", "volume"})  # which the rules know better where they read any
_OPENED = "".join(QUOTES) + "([’'"
_CLOSED = frozenset('“”»«"’')

_PAGES = later(r"\W*(?:[A-Za-z]{0,2}\d|[ivxlc]+\b)", re.IGNORECASE)
# a title that ends within a quotation or a day: `The so-called „Heron`, `Order of the council of 17`
_TORN = re.compile(r"„[^“”„]*\Z|\b(?:vom|am)\s\d{1,2}(?:\.\s?\d{1,2})?\Z")

# what names the day that was cut off: "Interview in „Monitor“ am"
_DAY_AHEAD = re.compile(r"\s(?:vom|am)\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_DATED = re.compile(r"\s?\((?:1[4-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Rival:
    """A reading of a field: how it stands to the other reader's, how sure both readers are, how sure the rules are of
    their least sure field, where it stands, and what is seen of its form.
    """

    name: str
    value: Value
    relation: str
    mine: float
    theirs: float
    least: float
    start: int
    end: int
    form: tuple[float, ...]

    @property
    def case(self) -> str:
        """What its probability depends on besides: the field, whose reading it is, and how the two differ."""
        return f"{self.name} {self.relation}"

    def probability(self) -> float:
        """How probably it is right."""
        level, *slopes = load().trust.get(self.case) or [0.0] * (1 + len(self.evidence()))
        return 1 / (1 + math.exp(-(level + sum(map(float.__mul__, slopes, self.evidence())))))

    def evidence(self) -> tuple[float, ...]:
        """The logits of how sure rules and tagger are of it, and the rules of their least sure field; then its form."""
        return logit(self.mine), logit(self.theirs), logit(self.least), *self.form


def logit(share: float) -> float:
    """The logarithm of the odds, of shares between .02 and .999."""
    share = min(max(share, 0.02), 0.999)
    return math.log(share / (1 - share))


def rivals(read: Mapping[str, Value], certainty: Mapping[str, float], text: str) -> Iterator[Rival]:
    """What rules and tagger read in each field; one reading where they agree. `read` may have the issue, too."""
    words = tag(text)
    seen = opinions(text, words)
    whole = _as_note(read, certainty, text)
    join_lists(seen, text)
    _mend_torn(seen, read, whole, text, certain=certainty.get("title", 0.5) >= SUBTITLED)
    least = min((certainty.get(name, 0.5) for name in read if name in WEIGHED), default=0.5)
    for name in WEIGHED:
        trust = certainty.get(name, 0.5)
        told = min(trust, certainty.get("editors", 0.5)) >= _TOLD_BY_WORDS
        mine, theirs = read.get(name), seen.get(name)
        at = _place(name, mine, text) if mine else (0, 0)
        if theirs and _says_nothing(name, mine, theirs, read, text, told=told):
            theirs = None
        if theirs and mine:
            mine, theirs = _as_far_as_whole(name, mine, theirs, whole, read, text, trust=trust)
        apart = _apart((at, (theirs.start, theirs.end)), name, text, words, read) if mine and theirs else _ALIKE

        def rival(
            value: Value,
            relation: str,
            sure: float,
            span: tuple[int, int],
            name: str = name,
            trust: float = trust,
            apart: tuple[float, ...] = apart,
        ) -> Rival:
            form = _form(name, value, span, text, words)
            return Rival(name, value, relation, trust, sure, least, *span, (*form, *apart))

        if theirs is None:
            if mine:
                yield rival(mine, "mine alone", _support(at, words, name) if isinstance(mine, str) else 0.5, at)
            continue
        there = (theirs.start, theirs.end)
        if not mine:
            yield rival(theirs.value, "theirs alone", theirs.probability, there, trust=0.5)
        elif _same(name, mine, theirs.value):
            yield rival(mine, "both", theirs.probability, at if name in NAMES else there)
        else:
            how = _difference(name, mine, theirs.value)
            yield rival(mine, f"mine {how}", theirs.probability, at)
            if name not in _BY_SHAPE and (name != "container" or trust < _NO_OTHER_SHAPE):
                yield rival(theirs.value, f"theirs {how}", theirs.probability, there)


def _says_nothing(
    name: str, mine: Value | None, theirs: Opinion, read: Mapping[str, Value], text: str, *, told: bool
) -> bool:
    """Whether what the tagger read in a field is none of its business, or cannot be the field.

    `told`: whether words of the reference itself say whose the rules' reading is.
    """
    other = read.get(NAMES.get(name, ""))
    return bool(
        # whether they wrote or edited is told by the marks behind the names, which the rules know
        (other and _same(name, theirs.value, other))
        or (_cuts_a_name(theirs, mine, text) if mine else not _may_be(name, theirs, read, text))
        or (isinstance(theirs.value, str) and _is_unopened(theirs.value))  # "Uppsala University]. DiVA"
        or (name in ("editors", "container") and mine and told)
        # it knows nothing of the entry above, whose names the dash stands for
        or (name == "authors" and names_same_author(text))
    )


def _as_far_as_whole(
    name: str,
    mine: Value,
    theirs: Opinion,
    whole: tuple[int, int] | None,
    read: Mapping[str, Value],
    text: str,
    *,
    trust: float,
) -> tuple[Value | None, Opinion | None]:
    """Both readings of a field, without one that tears apart what the other has whole."""
    if whole and _tears(theirs, name, str(mine), whole, text, certain=trust >= SUBTITLED):
        return mine, None
    if _falls_short(name, theirs, mine, read, text):
        if name not in NAMES:
            return mine, None
        theirs = replace(theirs, value=mine)
    if name != "title":
        return mine, theirs
    if _leaves_a_word(theirs, str(mine), read, text):
        return mine, None
    mine_torn, theirs_torn = (_TORN.search(str(value)) for value in (mine, theirs.value))
    if theirs_torn:
        return mine, theirs if mine_torn else None
    return None if mine_torn else mine, theirs


def weigh(
    read: Mapping[str, Value], certainty: Mapping[str, float], text: str
) -> tuple[dict[str, Value], dict[str, float]]:
    """The fields and their certainty after the tagger was heard; `read` has those that the rules saw something of."""
    if len(text.split()) < _FEW:
        return dict(read), dict(certainty)  # it knows too little of what is short
    fields: dict[str, list[tuple[float, Rival]]] = {}
    for rival in rivals(read, certainty, text):
        probability = rival.probability()
        if probability >= _LEAST or _is_kept(rival):
            fields.setdefault(rival.name, []).append((probability, rival))
    numbers = [max(of, key=lambda pair: pair[0]) for name, of in fields.items() if name in _NUMBERS]
    _, phrases = _likeliest([of for name, of in fields.items() if name not in _NUMBERS], [])
    chosen = [*numbers, *phrases]
    if "title" in fields and not any(rival.name == "title" for _, rival in phrases):
        chosen += _cut_title(max(fields["title"], key=lambda pair: pair[0]), phrases, text)
    sure = {name: share for name, share in certainty.items() if name not in WEIGHED}
    sure |= {rival.name: round(probability, 2) for probability, rival in chosen}
    read_now = {rival.name: rival.value for _, rival in chosen}
    if isinstance(title := read_now.get("title"), str):
        read_now["title"] = _DAY_AHEAD.sub("", title)
    return read_now, sure


def _is_kept(rival: Rival) -> bool:
    """Whether a reading is given however unlikely it is, if no other claims its words: a title, for to say that a work
    has none would be wrong, and what the rules know by its shape.
    """
    alone = rival.relation == "mine alone"
    agreed = rival.relation == "both" and rival.name in _NUMBERS  # "2002 Jul 25;347(4):284–7"
    shaped = rival.mine >= _SHAPED
    return rival.name == "title" or (alone and (rival.name in _NUMBERS or shaped)) or (agreed and shaped)


def _likeliest(
    fields: Sequence[Sequence[tuple[float, Rival]]], taken: list[tuple[int, int]]
) -> tuple[float, list[tuple[float, Rival]]]:
    """Of each field one reading or none, so that no two claim the same words and most can be expected to be right."""
    if not fields:
        return 0.0, []
    best, chosen = _likeliest(fields[1:], taken)
    best -= _UNTITLED if fields[0][0][1].name == "title" else 0.0
    for probability, rival in fields[0]:
        if any(rival.start < end and start < rival.end for start, end in taken):
            continue
        sum_, others = _likeliest(fields[1:], [*taken, (rival.start, rival.end)])
        sum_ += max(probability - _WORTH, _NOTHING)
        if sum_ > best:
            best, chosen = sum_, [(probability, rival), *others]
    return best, chosen


def _cut_title(
    title: tuple[float, Rival], others: Sequence[tuple[float, Rival]], text: str
) -> Iterator[tuple[float, Rival]]:
    """What of a title stands before the words that another field has of it: `The dam of “Weirs”, Bern` and Bern."""
    probability, rival = title
    ends = [other.start for _, other in others if rival.start < other.start < rival.end]
    before = text[rival.start : min(ends, default=rival.start)].rstrip(" .,:;/([–-")
    apart = all(other.end <= rival.start or other.start > rival.start for _, other in others)
    if apart and len(re.findall(r"[^\W\d_]{3,}", before)) > 1:
        yield probability, replace(rival, value=before, end=rival.start + len(before))


def _place(name: str, value: Value, text: str) -> tuple[int, int]:
    """Where the words of a reading stand, nowhere if that is not told: the imprint is behind a title that may have its
    words, and editors who are not at the head may be named there as authors, too.
    """
    if isinstance(value, str):
        start = text.rfind(value) if name in ("publisher", "place") else text.find(value)
        return (start, start + len(value)) if start >= 0 else (0, 0)
    starts, at = [], 0
    if name == "editors":  # who wrote a part may have edited the whole
        at = max(0, text.rfind(value[0].partition(",")[0]))
    for family in (person.partition(",")[0] for person in value):
        if (start := text.find(family, at)) >= 0:
            starts.append(start)
            at = start + len(family)
    return (starts[0], at) if starts and (name == "authors" or starts[0] < _HEAD) else (0, 0)


def _as_note(read: Mapping[str, Value], certainty: Mapping[str, float], text: str) -> tuple[int, int] | None:
    """Where the title of what the rules read as a note from end to end stands: `Ann Ried, The dam. A history, Bern 90`
    or `…, The dam. In: …`, with nothing between the title and the place or the work that it stands in.
    """
    title = str(read.get("title", ""))
    if not title or certainty.get("title", 0.0) < TOWN or not ("authors" in read or "editors" in read):
        return None
    start = text.find(title)
    behind = text[start + len(title) :]
    place = re.escape(str(read.get("place", "")))
    closed = _inside_next().match(behind) or (place and re.match(rf"[,.]\s{place}", behind))
    return (start, start + len(title)) if start > 0 and closed else None


def _tears(theirs: Opinion, name: str, mine: str, whole: tuple[int, int], text: str, *, certain: bool) -> bool:
    """Whether the tagger's names run into the title of such a note, or its title is a piece of that: what is left of it
    before would be one more name, behind it a publisher, a series or half an ordinal number.
    """
    start, end = whole
    if name in NAMES:
        return start < theirs.end <= end
    if name != "title" or theirs.value == mine:
        return False
    if mine.endswith(str(theirs.value)):
        return not text[start : theirs.start].rstrip().endswith(":")
    whole_title = mine.lstrip(_OPENED)
    more = whole_title.removeprefix(str(theirs.value))
    if more == whole_title:
        return False
    ordinal = more[:1] == "." and whole_title[: -len(more)][-1:].isdigit()
    return certain or ordinal or more[:1].isalnum() or more[:1] in _CLOSED


def _mend_torn(
    seen: dict[str, Opinion], read: Mapping[str, Value], whole: tuple[int, int] | None, text: str, *, certain: bool
) -> None:
    """Take back what the tagger reads within a title of the rules that its own tears apart: where it ends without a
    mark and the imprint stands behind (`The model | New York: a history, Bern`), or behind a quotation with which the
    title of a note begins (`“The heron”. | The banks of Ulm, Bern 1990`).
    """
    mine, theirs = str(read.get("title", "")), seen.get("title")
    start = text.find(mine) if mine else -1
    if theirs is None or start < 0 or theirs.start < start or theirs.end >= start + len(mine):
        return
    unmarked = "place" in read and re.match(r"\s[^\W\d_]", text[theirs.end : theirs.end + 2])
    if unmarked or (whole and mine[0] in QUOTES and _tears(theirs, "title", mine, whole, text, certain=certain)):
        for name in ("publisher", "place", "container"):
            other = seen.get(name)
            if other and start <= other.start and other.end <= start + len(mine):
                del seen[name]
        del seen["title"]


def _leaves_a_word(theirs: Opinion, mine: str, read: Mapping[str, Value], text: str) -> bool:
    """Whether the tagger's title leaves a word of that of the rules to nobody, behind the one name that they read:
    `Carl Halm, Locks, Weir: A quarrel`.
    """
    names, left = read.get("authors", ()), mine.removesuffix(str(theirs.value))
    at = theirs.start - len(left)
    if len(names) != 1 or not re.fullmatch(r"(?:[^\W\d_]+(?:,|\s[-–])\s)+", left) or not text.startswith(left, at):
        return False
    return set(_LETTERS.findall(text[:at])) == set(_LETTERS.findall(names[0]))


def _is_unopened(value: str) -> bool:
    """Whether a bracket is closed in a value that was opened before it."""
    return any(value.count(closing) > value.count(opening) for opening, closing in CLOSING.items())


@cache
def _inside_next() -> re.Pattern[str]:
    return re.compile(rf"[.,?!]*\s(?i:{any_of('inside')}):\s")


def _cuts_a_name(theirs: Opinion, mine: Value, text: str) -> bool:
    """Whether the tagger's names end within one that the rules read whole: `Márquez` of `García Márquez, Gabriel`."""
    for person in mine if isinstance(mine, tuple) else ():
        family, _, given = person.partition(", ")
        for whole in (f"{family}, {given}", f"{family} {given}", f"{given} {family}") if given else ():
            start = text.find(whole)
            if start >= 0 and start < theirs.end < start + len(whole.rstrip(".")):
                return True
    return False


def _may_be(name: str, theirs: Opinion, read: Mapping[str, Value], text: str) -> bool:
    """Whether what the tagger alone reads can be that: editors are called so, and no number is read twice, glued to a
    bracket, or part of the number of a document.
    """
    if name == "editors":
        return _editing().search(text) is not None
    if any(match.start() <= theirs.start < match.end() for match in DOCUMENT_NUMBER.finditer(text)):
        return False
    if name == "title" and "authors" in read and _DATED.match(text, theirs.end):
        return theirs.start > 0  # "Council of dikes (2004)": it stands where names do
    if name == "container":
        return not _reported().match(text, theirs.end)  # its issuer stands before the number of a report
    if name == "place":
        return issuer_words().publisher.search(str(theirs.value)) is None
    if name not in ("pages", "volume"):
        return True
    if name == "pages" and not _PAGES.match(str(theirs.value)):
        return False  # SAND2011-123
    if name == "volume" and (read.get("issue") == theirs.value or _counted().search(text, 0, theirs.start)):
        return False
    again = any(_same(name, theirs.value, read[other]) for other in _NUMBERS & read.keys())
    return not again and not re.match(r"[\w)\]/-]", text[theirs.start - 1 : theirs.start])


def _falls_short(name: str, theirs: Opinion, mine: Value, read: Mapping[str, Value], text: str) -> bool:
    """Whether the tagger's title begins behind a colon of that of the rules, where those have read the names, its
    journal ends before the last word of an abbreviated one, it has fewer names than are joined by "and", a name that
    runs into the title, or the author among the editors: `Weirs: a history`, `Commun. ACM 21`, `Ann Ried, Otto Moos
    and Karl Halm`.
    """
    if isinstance(mine, tuple):
        families, seen = _families(mine), _families(theirs.value)
        more = words_in(theirs.value) - words_in(mine)
        if len(mine) == len(theirs.value) and more and words_in(mine) < words_in(theirs.value):
            return more <= words_in((str(read.get("title")), str(read.get("container"))))
        if name == "editors":
            return not seen.isdisjoint(_families(read.get("authors", ()))) and seen != families
        return len(mine) > 2 and seen < families and _joined_names(mine, text)
    if not isinstance(theirs.value, str):
        return False
    if name == "title":
        named = "authors" in read or "editors" in read
        return named and mine.endswith(theirs.value) and text[: theirs.start].endswith(": ") and mine != theirs.value
    volume = read.get("volume")
    return name == "container" and volume is not None and f"{theirs.value}. " in mine and f"{mine} {volume}" in text


def _families(names: Value) -> set[str]:
    return {name.partition(",")[0] for name in names} if isinstance(names, tuple) else set()


def _joined_names(names: tuple[str, ...], text: str) -> bool:
    last = re.escape(names[-1].partition(",")[0])
    return re.match(rf"[^\d\"“„:]*\s{any_of('joiners')}\s[^\d\"“„:,]*\b{last}\b", text) is not None


@cache
def _counted() -> re.Pattern[str]:
    """What stands before the number of a report, which is no volume."""
    return re.compile(rf"[.,(;]\s(?i:{any_of('kinds.report')})\.?\s(?:(?i:{any_of('issue')})\.?\s)?\Z")


@cache
def _reported() -> re.Pattern[str]:
    return re.compile(
        rf"[^\d\"“”]{{0,80}},\s(?i:{any_of('kinds.report')})\.?\s(?:(?i:{any_of('issue')})\.?\s)?[\w/-]*\d"
    )


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{any_of('inside')})\s?:?\Z")


@cache
def _editing() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{any_of('editor_marks')})(?!\w)")


def _difference(name: str, mine: Value, theirs: Value) -> str:
    """How the first reading stands to the second: it has more at its end or head, less, or other words."""
    if name in _NUMBERS:
        return "other"
    if name in NAMES:
        names, others = words_in(mine), words_in(theirs)
        return "longer" if others < names else "shorter" if names < others else "other"
    own, other = _joined(mine), _joined(theirs)
    if own.startswith(other):
        return "longer"
    if other.startswith(own):
        return "shorter"
    return "with more before" if own.endswith(other) else "with less before" if other.endswith(own) else "other"


def _support(at: tuple[int, int], words: Sequence[Tagged], name: str) -> float:
    """How surely the tagger reads these words as the field, although not as one stretch; .5 where it is not found."""
    within = [word for word in words if at[0] <= word.start < at[1]]
    if not within:
        return 0.5
    return sum(w.probability if LABELS.get(w.label, w.label) == name else 1 - w.probability for w in within) / len(
        within
    )


def _form(name: str, value: Value, at: tuple[int, int], text: str, words: Sequence[Tagged]) -> tuple[float, ...]:
    """What is seen of a reading: whether it begins without a mark before it, within a word, and ends without one behind
    it; how surely the tagger reads its words so, and no others; digits, length, and where it stands.
    """
    said = value if isinstance(value, str) else " ".join(value)
    digits, length = float(any(c.isdigit() for c in said)), math.log(1 + len(said.split()))
    start, end = at
    if end <= start:
        return 0.0, 0.0, 0.0, 0.0, digits, length, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0
    before, behind = text[:start].rstrip(), text[end:].lstrip(" '’")
    elsewhere = (
        word.probability
        for word in words
        if LABELS.get(word.label, word.label) == name and not start <= word.start < end
    )
    return (
        float(before[-1:].isalnum()),
        float(start > 0 and not text[start - 1].isspace() and text[start - 1] not in _OPENED),
        float(behind[:1].isalnum()),
        logit(_support(at, words, name)),
        digits,
        length,
        logit(1 - max(elsewhere, default=0.0)),
        start / len(text),
        float(YEAR_SEEN.search(text, 0, start) is not None),
        float(before[-1:] == ":"),
        float(before[-1:] == ","),
        float(_inside().search(before) is not None),
    )


_ALIKE = (0.0,) * 9


def _apart(
    spans: tuple[tuple[int, int], tuple[int, int]],
    name: str,
    text: str,
    words: Sequence[Tagged],
    read: Mapping[str, Value],
) -> tuple[float, ...]:
    """What is seen of the words that one of two readings has more at its end: their number, how surely the tagger reads
    them as the field or as none, whether the rules read another field there, the mark before them, and the tongue.
    """
    (start, mine), (there, theirs) = spans
    first, last = sorted((mine, theirs))
    more = [word for word in words if first <= word.start < last]
    if start != there or mine <= start or not more or name in NAMES or name in _NUMBERS:
        return _ALIKE
    mark = text[first : more[0].start].strip()[:1]
    others = [
        place
        for other, value in read.items()
        if other != name and isinstance(value, str) and (place := _place(other, value, text))[1] > place[0]
    ]
    claimed = any(begin < last and first < end for begin, end in others)
    nothing = sum(word.probability for word in more if word.label == "other") / len(more)
    return (
        math.log(1 + len(more)),
        logit(_support((first, last), words, name)),
        nothing,
        float(claimed),
        float(mark == "."),
        float(mark == ","),
        float(mark == "("),
        float(mark in (":", "?", "!")),
        float(_german().search(text) is not None),
    )


@cache
def _german() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lists_of('de', 'references')['telling'])})\b")


def _same(name: str, mine: Value, theirs: Value) -> bool:
    if name in NAMES:
        return words_in(mine) == words_in(theirs)
    if name in _NUMBERS:
        return re.findall(r"\d+", str(mine))[:2] == re.findall(r"\d+", str(theirs))[:2]
    return _joined(mine) == _joined(theirs)


def _joined(value: Value) -> str:
    return re.sub(r"[\W_]+", "", plain(value))

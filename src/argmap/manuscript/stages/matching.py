"""Finds the work that names and a year point at, among those a paper lists.

Names are compared without case, accents and particles' whims; a year with a letter must agree in the letter. Where
two works fit equally well, both are given: the paper does not say which. Where no name fits, parts of names and the
first words of an entry are tried, since an entry may have been read wrongly; and `Shelf.nearest` tells what a name may
be a slip of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, count, islice, pairwise
from operator import itemgetter

from argmap.manuscript.document import Reference
from argmap.manuscript.mending import with_accents
from argmap.manuscript.stages.names import uninflected
from argmap.tongues.letters import STROKED, without_marks

_PARTICLES = re.compile(
    r"^(?:(?:v[ao]n|de[rnls]?|las?|los?|le|du|di|da|al|el|ten|ter|te|zu|zur|vom|dos|das|do)\s+)+", re.IGNORECASE
)
# U.S. Department of Education, UK Ministry of Defence: one of the two may say whose it is, or write it otherwise
_STATE = re.compile(r"^(?:(?:[A-Z]\.\s?){2,3}|US|USA|UK)\s+(?=\S+\s)")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*|\s+[–—-]\s+|\s*[/:]\s*")
# begun only where a run of signs begins, so that thousands of them are looked at once
_LABEL = re.compile(r"(?<!\W)\W*\d{1,4}[\].)]+\s+")
_MOST_NEAR = 100  # Works whose titles begin alike: more are no list of works, and would take long to tell apart.
_DRAWN_AS_ONE = ("ffi", "ffl", "ff", "fi", "fl", "ft", "tt", "ti")
_FRONT = 200  # signs of an entry in which its names and its year stand
_BEGINNING = 12  # letters of a name of which its slips are told; the whole is compared afterwards
_SHORTEST_STEM, _LONGEST_ENDING = 4, 2
# A Chinese, Japanese or Korean name: the family's and the given one without a blank between.
_IN_CHARACTERS = re.compile(r"[\u3041-\u30fe\u3400-\u9fff\uac00-\ud7a3]{2,6}")
_SMALL = frozenset(("the", "of", "for", "and", "on", "in", "a", "an", "&"))


@lru_cache(maxsize=65536)  # a long list of works is gone through by several readers
def fold_name(name: str) -> str:
    """A name without case, accents, apostrophes and hyphens."""
    flat = name if name.isascii() else without_marks(with_accents(name).casefold().translate(STROKED))
    return re.sub(r"[^\w\s]|_", "", flat.casefold()).strip()


class Shelf:
    """The works known so far, found by their authors and years. It is false where it is empty."""

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        self._works: list[Reference] = []
        self._by_family: dict[str, list[int]] = {}
        self._by_part: dict[str, list[int]] = {}
        self._by_title: dict[tuple[str, str], list[int]] = {}
        self._by_title_alone: dict[str, list[int]] = {}
        self._by_id: dict[str, Reference] = {}
        self._lacking: dict[str, bool] = {}
        # what was worked out of the works together; a list may have thousands of one author, and as many citations
        self._by_year: dict[tuple[str, str], dict[str, list[tuple[int, Reference]]]] = {}
        self._by_word: dict[str, dict[str, list[Reference]]] = {}
        self._bodies: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        self._spelled: dict[str, list[tuple[int, int]]] = {}
        self._names_by_rest: dict[str, list[str]] = {}
        self._firsts: dict[tuple[str, str | None], tuple[tuple[bool, int, int], ...]] = {}
        for reference in references:
            self.add(reference)

    def __bool__(self) -> bool:
        return bool(self._works)

    def add(self, work: Reference) -> None:
        """Put one more work on the shelf."""
        at = len(self._works)
        self._works.append(work)
        for known in (
            self._lacking,
            self._by_year,
            self._by_word,
            self._bodies,
            self._spelled,
            self._names_by_rest,
            self._firsts,
        ):
            known.clear()
        self._by_id[work.id] = work
        if work.title:
            alone = fold_name(re.split(r"\s\[|[:.?!]\s", work.title, maxsplit=1)[0])
            self._by_title_alone.setdefault(alone, []).append(at)
            for name in (work.authors or work.editors)[:1]:
                self._by_title.setdefault(_title_key(name, work.title), []).append(at)
        whole = _keys(work)
        for shelf, keys in ((self._by_family, whole), (self._by_part, _parts(work) - whole)):
            for key in keys:
                shelf.setdefault(key, []).append(at)

    def find(self, authors: Sequence[str], year: str | None, others: bool = False) -> tuple[str, ...]:
        """Ids of the works by these authors (family names) of this year, best fitting only.

        `others` says that the citation names more authors as "et al.". A film, a law or a page is cited by its title as
        well, whoever its entry names: (Halloween, 1978).
        """
        if not authors:
            return ()
        for by in (self._by, self._by_a_part, self._by_what_is_left):
            works = self._of_year(by, authors[0], year) if year else by(authors[0])
            scored: list[tuple[float, str]] = []
            for work in works:
                fit = _year_fit(year, work.year) or _year_in_text(year, work)
                score = fit + _author_fit(authors, work, others)
                if fit > 0 and score > 0:
                    scored.append((score, work.id))
            if scored:
                best = max(score for score, _ in scored)
                return tuple(name for score, name in scored if score == best)
        if not year or len(authors) != 1:
            return ()
        titled = (self._works[at] for at in self._by_title_alone.get(fold_name(authors[0]), ()))
        return tuple(work.id for work in titled if _year_fit(year, work.year) > 0)

    def _of_year(self, by: Callable[[str], list[Reference]], name: str, year: str) -> list[Reference]:
        """The works found under a name that may be of a year: those with it in their entry, and those of no year."""
        dated = self._by_year.get((by.__name__, name))
        if dated is None:
            dated = self._by_year[by.__name__, name] = {}
            for at, work in enumerate(by(name)):
                listed = work.year or ""
                named = {listed[:4], *re.findall(r"\d{1,4}", f"{listed} {work.text}")}
                for key in named if listed[:1].isdigit() else ("",):
                    dated.setdefault(key, []).append((at, work))
        found = dated.get(year[:4], []) if year[:1].isdigit() else []
        return [work for _, work in sorted(found + dated.get("", []), key=itemgetter(0))]

    def find_inflected(self, authors: Sequence[str], year: str | None) -> tuple[str, ...]:
        """Ids of the works by a single author whose name is inflected in the sentence.

        ``Hoxhës`` for ``Hoxha``; ``des Statistischen Bundesamtes`` for ``Statistisches Bundesamt``.
        """
        if len(authors) != 1:
            return ()
        words = fold_name(authors[0]).split()
        if len(words) > 1:
            # a word and its inflected form begin alike
            starts = [tuple(word[:_SHORTEST_STEM] for word in words[-n:]) for n in range(2, len(words) + 1)]
            near = sorted(body for start in starts for body in self._bodies_by_start().get(start, ()))
            names: Iterable[str] = (body for _, body in near if _is_inflected(words, fold_name(body).split()))
        else:
            names = (name for name in uninflected(authors[0]) if self._by_family.get(fold_name(name)))
        return next(filter(None, (self.find((name,), year) for name in names)), ())

    def _bodies_by_start(self) -> dict[tuple[str, ...], list[tuple[int, str]]]:
        """The first authors of the works, in order, by how each of their words begins."""
        if not self._bodies:
            bodies = dict.fromkeys((work.authors or work.editors or ("",))[0] for work in self._works)
            for at, body in enumerate(bodies):
                start = tuple(word[:_SHORTEST_STEM] for word in fold_name(body).split())
                self._bodies.setdefault(start, []).append((at, body))
        return self._bodies

    def find_titled(self, author: str, words: str) -> tuple[str, ...]:
        """Ids of the one work by an author, or of that one whose title the words name, where no year is cited."""
        by_word = self._by_word.get(author)
        if by_word is None:
            by_word = self._by_word[author] = {}
            for name in self.find((author,), None):
                work = self._by_id[name]
                by_word.setdefault("", []).append(work)
                if told := _first_telling(work.title or ""):
                    by_word.setdefault(told, []).append(work)
        found = by_word.get("", [])
        if len(found) > 1:
            found = [work for word in set(fold_name(words).split()) for work in by_word.get(word, ())]
        return (found[0].id,) if len(found) == 1 else ()

    def lists(self, name: str, whole: bool = False) -> bool:
        """Whether the first author or editor of a work has this family name, `whole` with no word more or less."""
        if whole:
            return fold_name(name) in self._by_family
        return bool(self._by(name))

    def nearest(self, authors: Sequence[str], year: str | None) -> Reference | None:
        """The work whose first name is most like the first of `authors` (family names), or None where none is near.

        For a name that no work has: a slip (`Ylijoke` for `Ylijoki`), another spelling (`Mueller`, `Tschechow`), half
        of a double name, a second author named first, a first name before the family name. Letters are counted as
        edits (optimal string alignment), at most one in five, or one in eight where the year differs too. Of equally
        near works that of the same year wins.
        """
        cited = authors[0].partition(",")[0].split() if authors else []
        if not cited or not self._works:
            return None
        from rapidfuzz.distance import OSA  # loaded only where a name is missing

        spelled = {_sounds(" ".join(cited)), _sounds(cited[-1])}
        halves = _halves(authors[0])
        best: tuple[float, bool, int, int] | None = None
        for name in self._names_near(spelled | halves):
            listed = _sounds(name)
            wanted = min(spelled, key=lambda name: (OSA.distance(name, listed), name))
            longer = max(len(wanted), len(listed))
            if longer < 3 and wanted != listed:
                continue
            edits = float(OSA.distance(wanted, listed))
            if edits and halves & _halves(name):
                edits = 1.0  # half of a double name
            if edits > max(1, longer // 5):
                continue
            for same_year, place, at in self._first_of(name, year):
                allowed = max(1, longer // 5) if same_year else longer // 8
                rank = (edits, not same_year, place, at)
                if edits <= allowed and (best is None or rank < best):
                    best = rank
        return self._works[best[3]] if best else None

    def _names_near(self, spellings: Iterable[str]) -> Iterable[str]:
        """The family names of authors and editors that may be slips of a spelling, or share a half with it."""
        if not self._names_by_rest:
            for name in self._places_of_names():
                for rest in set().union(*map(_rests, {_sounds(name), *_halves(name)})):
                    self._names_by_rest.setdefault(rest, []).append(name)
        rests = set().union(*map(_rests, spellings))
        return dict.fromkeys(name for rest in rests for name in self._names_by_rest.get(rest, ()))

    def _first_of(self, name: str, year: str | None) -> Iterable[tuple[bool, int, int]]:
        """The first work of a name in a year, and in any other as its first author: whether it is the year, whether
        the name stands behind another (1), and which work."""
        if (name, year) not in self._firsts:
            of_name = (
                (bool(_year_fit(year, self._works[at].year)), min(place, 1), at)
                for at, place in self._places_of_names()[name]
            )
            firsts: dict[bool, tuple[bool, int, int]] = {}
            for one in of_name:
                if (one[0] or not one[1]) and (one[0] not in firsts or one < firsts[one[0]]):
                    firsts[one[0]] = one
            self._firsts[name, year] = tuple(firsts.values())
        return self._firsts[name, year]

    def _places_of_names(self) -> dict[str, list[tuple[int, int]]]:
        """The family names of all authors and editors: in which works, and as the how-manieth."""
        if not self._spelled:
            for at, work in enumerate(self._works):
                for place, name in enumerate((*work.authors, *work.editors)):
                    self._spelled.setdefault(name.split(",")[0], []).append((at, place))
        return self._spelled

    def find_short(self, short: Reference) -> str | None:
        """The work that a short form in a note stands for: author, and year or a piece of the title."""
        if not short.authors:
            return None
        families = [author.split(",")[0] for author in short.authors]
        if short.year:
            found = self.find(families, short.year)
            return self._whole(found[-1]) if found else None
        works = [work for work in self._by(families[0]) if _author_fit(families, work) > -1]
        if short.title:
            works = [work for work in works if _title_fit(short.title, work.title or work.text)]
        return self._whole(works[-1].id) if works else None

    def find_same(self, work: Reference) -> str | None:
        """The earlier reference that names the same work: first author, title, and no other year."""
        names = work.authors or work.editors
        if not names or not work.title:
            return None
        for at in self._by_title.get(_title_key(names[0], work.title), ()):
            other = self._works[at]
            years = other.year is None or work.year is None or other.year[:4] == work.year[:4]
            if years and other.title and _same_title(work.title, other.title):
                return self._whole(other.id)
        return None

    def _whole(self, name: str) -> str:
        work = self._by_id.get(name)
        return work.short_for if work is not None and work.short_for else name

    def works_of(self, name: str) -> list[Reference]:
        """The works whose first author or editor has this family name."""
        return self._by(name)

    def _by(self, name: str) -> list[Reference]:
        folded = fold_name(name)
        found = self._by_family.get(folded)
        if not found:
            found = self._by_family.get(fold_name(_PARTICLES.sub("", name)))
        if not found:
            found = self._by_family.get(fold_name(_STATE.sub("", name)))
        if not found and " " in folded:
            found = self._by_family.get(folded.rsplit(" ", 1)[-1]) or self._by_family.get(_acronym(name))
            found = found or self._by_turned(folded)
        return [self._works[k] for k in found or ()]

    def _by_turned(self, folded: str) -> list[int]:
        """Works of `Nagy, I.` for `nagy istvan`: in many tongues the family name stands first."""
        family, given = folded.split(" ", 1)
        firsts = (
            (at, (self._works[at].authors or self._works[at].editors or ("",))[0])
            for at in self._by_family.get(family, ())
        )
        return [at for at, first in firsts if fold_name(first.partition(",")[2])[:1] == given[0]]

    def _by_a_part(self, name: str) -> list[Reference]:
        """Works that the name fits less exactly: in another spelling of ä, ö, ü, in part, or as an acronym."""
        folded, bare = fold_name(name), fold_name(_PARTICLES.sub("", name))
        keys = dict.fromkeys((folded, bare, _without_e(folded), _in_one(folded)))
        found = [at for key in keys for shelf in (self._by_part, self._by_family) for at in shelf.get(key, ())]
        if not found and name.isupper() and 2 < len(name) < 9:
            bodies = (
                (at, (work.authors or work.editors)[0])
                for at, work in enumerate(self._works)
                if work.authors or work.editors
            )
            fits = {at: _is_acronym_of(name, body) for at, body in bodies if "," not in body}
            found = [at for at, words in fits.items() if words and words == max(fits.values())]
        return [self._works[k] for k in dict.fromkeys(found)]

    def _by_what_is_left(self, name: str) -> list[Reference]:
        """Works whose first name lost the letters that a font draws as one: `Gri ths` or `Griths` for Griffiths.

        Where nothing shows the gap, the letters must be lost throughout: Homann and Hoffmann are two names.
        """
        folded = fold_name(name)
        found: dict[int, Reference] = {}
        for letters in (sign for sign in _DRAWN_AS_ONE if sign in folded):
            before, _, behind = folded.partition(letters)
            left = [f"{before} {behind}".strip(), *([before + behind] if self._lacks(letters) else ())]
            for at in (at for key in left for shelf in (self._by_part, self._by_family) for at in shelf.get(key, ())):
                # of Fisher "sher" is left, and Sher is another
                if before or _LABEL.sub("", self._works[at].text, count=1)[:1].islower():
                    found[at] = self._works[at]
        return list(found.values())

    def _lacks(self, letters: str) -> bool:
        """Whether letters stand in no work of the shelf."""
        if letters not in self._lacking:
            self._lacking[letters] = not any(letters in work.text.casefold() for work in self._works)
        return self._lacking[letters]


def one_list(stated: Sequence[Reference], printed: Sequence[Reference]) -> tuple[Reference, ...]:
    """The works that a file states (the records of a reference manager) and those of its printed list, each work once.

    A record and the entry printed from it are one work: it keeps the fields of the record, and has the words, the
    number and the place of the entry. They are told by the title, the year and the first author's name, which all stand
    in the entry however it is set. Of a list that the file states in part, all entries stand in its order.
    """
    begun: dict[tuple[str, ...], list[int]] = {}
    for k, work in enumerate(stated):
        title = _main_title(work)
        if work.origin == "bibliography" and title:
            begun.setdefault(tuple(title[:2]), []).append(k)
    works = list(stated)
    left: list[Reference] = []
    for entry in printed:
        # with its authors: a dash stands for those of the entry above
        words = fold_name("; ".join((entry.text, *entry.authors))).split()
        near = (k for start in (*pairwise(words), *zip(words)) for k in begun.get(start, ()))
        at = next((k for k in islice(near, _MOST_NEAR) if _printed_from(works[k], words)), None)
        if at is None:
            left.append(entry)
            continue
        begun[tuple(_main_title(works[at])[:2])].remove(at)
        works[at] = replace(works[at], text=entry.text, label=entry.label, start=entry.start, end=entry.end)
    taken = {work.id for work in works}
    free = (f"r{number}" for number in count(1) if f"r{number}" not in taken)
    left = [replace(entry, id=next(free)) for entry in left]
    return tuple(
        sorted((*works, *left), key=lambda work: (work.origin == "list", work.origin == "list" and work.start))
    )


def _main_title(work: Reference) -> list[str]:
    """The words of a title up to its subtitle, which lists set in many ways."""
    return fold_name(re.split(r"[:.?!]\s", work.title or "", maxsplit=1)[0]).split()


def _printed_from(record: Reference, words: Sequence[str]) -> bool:
    entry = f" {' '.join(words)} "
    # without "de", "d'" or "van", which lists set before the name, behind it or not at all
    family = max(fold_name(record.authors[0].split(",")[0]).split(), key=len, default="") if record.authors else ""
    dated = record.year is None or record.year[:4] in entry
    return dated and f" {' '.join(_main_title(record))} " in entry and family in entry


def _keys(work: Reference) -> set[str]:
    """Under what first names a work may be cited: its first author's family name, an acronym, its first editor."""
    keys: set[str] = set()
    for name in (work.authors or work.editors)[:1]:
        family = name.split(",")[0]
        keys.add(fold_name(family))
        keys.add(fold_name(_PARTICLES.sub("", family)))
        if "," not in name:
            keys.add(_acronym(name))
            keys.add(fold_name(_STATE.sub("", name)))
            # "World Health Organization (WHO)", "BMAS – Bundesministerium …", "ISO/IEC"
            keys.update(fold_name(part) for part in _ASIDE.split(name) if part)
            loud = re.match(r"[A-Z]{2,10}\b", name)
            if loud:
                keys.add(fold_name(loud[0]))
            words = fold_name(name).split()
            if 1 < len(words) < 4:
                keys.add(words[-1])
    if not keys:
        keys = _first_words(work.title or work.text, 6)
        if work.container:
            keys.add(fold_name(work.container))
    return {key for key in keys if len(key) > 1}


def _parts(work: Reference) -> set[str]:
    """Under what else it may be found: a part of a double name, ü for ue, the words that its entry begins with."""
    keys = _first_words(_LABEL.sub("", work.text, count=1), 4)
    for name in (work.authors or work.editors)[:1]:
        family = _PARTICLES.sub("", name.split(",")[0])
        words = re.split(r"[\s-]+", family)
        keys.add(_without_e(fold_name(family)))
        keys.add(_in_one(fold_name(name.split(",")[0])))
        if "," in name:
            keys.update(fold_name(word) for word in (words[0], words[-1]))
            if re.fullmatch(r"[^,]+, [^\W\d_]\.?", name):  # "Stuart M. Shieber. A title" taken for a name turned round
                keys.update(fold_name(word) for word in _LABEL.sub("", work.text, count=1).split()[2:3])
        else:
            keys |= _first_words(name, 6) - _first_words(name, 1)
    return {key for key in keys if len(key) > 2} | _families_in_characters(work)


def _families_in_characters(work: Reference) -> set[str]:
    """Under what first names a work may be cited whose author is written as one word: `田中` for `田中太郎`."""
    names = (name for name in (work.authors or work.editors)[:1] if _IN_CHARACTERS.fullmatch(name))
    return {fold_name(name[:length]) for name in names for length in range(1, min(3, len(name) - 1) + 1)}


def _first_words(text: str, most: int) -> set[str]:
    head = fold_name(" ".join(text.split()[: most + 2])).split()
    return {" ".join(head[:n]) for n in range(1, most + 1) if head[:n]}


def _without_e(folded: str) -> str:
    """`mueller` as `muller`, which is how `müller` is folded."""
    return re.sub(r"([aou])e", r"\1", folded)


def _in_one(folded: str) -> str:
    """`costa lima` as `costalima`, which is how `Costa-Lima` is folded."""
    return folded.replace(" ", "")


def _is_inflected(words: Sequence[str], listed: Sequence[str]) -> bool:
    """Whether the last of some words differ from those of a body's name, two or more, in endings alone."""

    def fits(one: str, other: str) -> bool:
        stem = max(_SHORTEST_STEM, max(len(one), len(other)) - _LONGEST_ENDING)
        return one == other or (min(len(one), len(other)) >= stem and one[:stem] == other[:stem])

    return 1 < len(listed) <= len(words) and all(map(fits, words[-len(listed) :], listed))


def _is_acronym_of(short: str, name: str) -> int:
    """How many words of a name capitals (`BMAS`, `BKA`) take up: all, in turn, with no letter that it has not, or 0."""
    initials = [word[0].upper() for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]
    letters, upper = iter(short), iter(name.upper())
    fits = short[0] == name[:1].upper() and all(c in letters for c in initials) and all(c in upper for c in short)
    return len(initials) if fits else 0


# Spellings of one sound in the ways in which names are taken over into the Latin alphabet, longest first.
_SPELLINGS = (
    *(("tsch", "c"), ("tch", "c"), ("sch", "s"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ph", "f")),
    *(("th", "t"), ("ck", "k"), ("ts", "z"), ("tz", "z"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"), ("q", "k")),
)


@lru_cache(maxsize=65536)
def _sounds(name: str) -> str:
    """A name as its sounds are written most simply: without particles, accents, spaces and double letters."""
    sounds = _without_e(fold_name(_PARTICLES.sub("", name)))
    for spelling, sound in _SPELLINGS:
        sounds = sounds.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", sounds.replace(" ", ""))


def _rests(sounds: str) -> frozenset[str]:
    """What is left of a name when as many letters are struck out of its beginning as a slip of it may change.

    Two names that are within so many edits of each other, a swap of neighbours being one, share one of these
    (symmetric deletes, Garbe 2012), so that slips are looked up and not looked for.
    """
    beginning = sounds[:_BEGINNING]
    kept = range(len(beginning), len(beginning) - max(1, len(sounds) // 4) - 1, -1)
    return frozenset("".join(letters) for number in kept for letters in combinations(beginning, max(number, 0)))


def _halves(name: str) -> set[str]:
    """The telling parts of a double name (`Jones Luong`, `Müller-Stein`), or the name where it is one."""
    return {half for half in map(_sounds, re.split(r"[\s-]+", _PARTICLES.sub("", name))) if len(half) > 2}


def _acronym(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def _year_fit(cited: str | None, listed: str | None) -> float:
    """3 for the same year and letter, 2 where one side has no letter, 0 where they differ."""
    if cited is None:
        return 1.0
    if listed is None:
        return 0.5 if not cited[:1].isdigit() else 0.0
    if cited == listed:
        return 3.0
    if cited[:1].isdigit() and listed[:1].isdigit():
        if cited[:4] != listed[:4]:
            return 3.0 if cited[:4] in re.findall(r"\d{4}", listed) else 0.0
        return 2.0 if len(cited) == 4 or len(listed) == 4 else 0.0
    return 2.0 if not cited[:1].isdigit() and not listed[:1].isdigit() else 0.0


def _year_in_text(cited: str | None, work: Reference) -> float:
    """2 where an entry has the year beside its own (1961/1937) or in brackets at its front, 1 where its imprint ends
    with it (", p. 3-9, 2019."), 0.5 where no year of it could be read and this one stands somewhere in it.
    """
    if not cited or not cited[:4].isdigit():
        return 0.0
    if work.year is None:
        return 0.5 if re.search(rf"(?<!\d){re.escape(cited)}(?!\d)", work.text) else 0.0
    own = re.escape(work.year)
    beside = rf"(?<!\d){re.escape(cited)}\]?\s?[/\[(]\s?{own}(?!\d)|(?<!\d){own}\]?\s?[/\[(]\s?{re.escape(cited)}(?!\d)"
    front = work.text[:_FRONT]
    if re.search(rf"\({re.escape(cited)}\)", front) or re.search(beside, front):
        return 2.0
    return 1.0 if re.search(rf", {re.escape(cited)}\s?\.", work.text) else 0.0


def _author_fit(cited: Sequence[str], work: Reference, others: bool = False) -> float:
    """How well the further authors agree: against the work where a second one is named and is not there."""
    listed = {fold_name(name.split(",")[0]) for name in (*work.authors, *work.editors)}
    last_words = {name.rsplit(" ", 1)[-1] for name in listed if name} | {_in_one(name) for name in listed}
    further = [fold_name(name) for name in cited[1:]]
    if not further:
        alone = len(listed) == 1
        return 1.5 if alone != others else 0.2
    hits = sum(
        name in listed or name.rsplit(" ", 1)[-1] in last_words or _in_one(name) in last_words for name in further
    )
    return 1.0 if hits == len(further) else -2.0 if hits == 0 and len(listed) > 1 else -0.5


def _title_fit(short: str, title: str) -> bool:
    """All telling words of a short title stand in the title."""
    told = set(fold_name(title).split())
    words = [word for word in fold_name(short).split() if word not in _SMALL]
    return bool(words) and all(word in told for word in words)


def _first_telling(title: str) -> str:
    """The word by which a citation without a year names a title (`Smith, Weirs 7`): its first telling one, folded."""
    return next((word for word in fold_name(title).split() if word not in _SMALL), "")


def _title_key(name: str, title: str) -> tuple[str, str]:
    return fold_name(name.split(",")[0]), " ".join(fold_name(title).split()[:2])


def _same_title(one: str, other: str) -> bool:
    first, second = fold_name(one).split(), fold_name(other).split()
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= 2 and longer[: len(shorter)] == shorter

"""What the learned tagger reads in each field of a reference, put together from its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from argmap.sources.references.names import read_names
from argmap.sources.references.tagging import Tagged
from argmap.sources.references.titles import without_tail
from argmap.sources.references.words import any_of, word_lists

_DOUBTED = 0.8  # how sure the tagger must be of what follows a title for it to be no end of a list in that
LABELS = {"author": "authors", "editor": "editors"}
NAMES = {"authors": "editors", "editors": "authors"}
CLOSING = {"(": ")", "[": "]"}
QUOTES = {"“": "[”“]", "„": "[“”]", '"': '"', "«": "»", "»": "«", "‘": r"’(?![^\W\d_])"}
YEAR_SEEN = re.compile(r"\b(?:1[4-9]|20)\d\d(?:[-–/]\d{2,4})?[a-z]?\b")
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the tagger reads in a field, the probability of its least sure word, and where it stands."""

    value: Value
    probability: float
    start: int
    end: int


def opinions(text: str, tagged: Sequence[Tagged]) -> dict[str, Opinion]:
    """The tagger's reading of each field; of a field that stands in several stretches the longest."""
    found: dict[str, Opinion] = {}
    for label, words in _stretches(tagged):
        name = LABELS.get(label, label)
        stretch = _clean(text, words[0].start, words[-1].end)
        if label == "title" and (mark := QUOTES.get(text[: words[0].start].rstrip()[-1:])):
            whole = stretch
            stretch, *behind = re.split(mark, stretch, maxsplit=1)
            stretch = stretch.rstrip(" .,")  # what opens in quotes ends with them
            if behind and (inside := _named_inside().match(behind[0])):  # “Dikes,” in Ferries and fog
                at = words[0].start + len(whole) - len(behind[0]) + inside.start("work")
                sure = min(word.probability for word in words)
                found.setdefault("container", Opinion(inside["work"], sure, at, at + len(inside["work"])))
        if label == "title":
            stretch = without_tail(_closed(stretch, text, words[0].start))[0]  # "[Internet]", "(2nd ed.)"
        value: Value = _names_in(stretch) if name in NAMES else _number(name, stretch)
        before = found.get(name)
        if value and (before is None or (name != "title" and len(value) > len(before.value))):
            start = words[0].start
            end = start + len(stretch) if text.startswith(stretch, start) else words[-1].end
            found[name] = Opinion(value, min(word.probability for word in words), start, end)
    return found


def _closed(stretch: str, text: str, start: int) -> str:
    """A title with the mark that closes a quotation at its end: `Evidence from a „natural experiment“`."""
    opened = stretch.rfind("„") > max(stretch.rfind("“"), stretch.rfind("”"))
    if not opened or not text.startswith(stretch, start) or _volume_named().search(stretch):
        return stretch
    behind = re.match(r"[“”](?=[.,;:?!]|\Z)", text[start + len(stretch) :])
    return stretch + behind[0] if behind else stretch


def join_lists(seen: dict[str, Opinion], text: str) -> None:
    """Give the title back the rest of a list that its words begin, where the tagger half thinks that somebody or some
    place follows: `Ministers of Brazil, China and India, 14 March`, `History: smiths, weavers, coopers, Bern 1990`; and
    whatever it thinks behind a "between".
    """
    title = seen.get("title")
    for name in ("publisher", "place", "container"):
        other = seen.get(name)
        if title is None or other is None or text[title.end : other.start] != ", ":
            continue
        before, more = str(title.value), str(other.value)
        listed = _listed().fullmatch(more) is not None
        if not (listed and _between().search(before)):
            listed = listed or (more.isalpha() and re.search(r"(?:[\s(]|\A)[^\W\d_]+, [^\W\d_]+\Z", before) is not None)
            if not listed or other.probability >= _DOUBTED or text[other.end : other.end + 2] not in (", ", "; "):
                continue
        seen["title"] = replace(title, value=text[title.start : other.end], end=other.end)
        del seen[name]
        return


@cache
def _volume_named() -> re.Pattern[str]:
    return re.compile(rf"\.\s(?i:{any_of('volume')})\.?\s[IVX\d]")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{any_of('between')})\s[^\s,]+\Z")


@cache
def _listed() -> re.Pattern[str]:
    """The end of a list of names or things: `China, Russia and India`; not `Duncker & Humblot`."""
    return re.compile(
        rf"[^\d,.:()&]{{2,40}}(?:,\s[^\d,.:()&]{{2,40}}){{0,4}},?\s{any_of('joiners')}\s[^\d,.:()&]{{2,40}}"
    )


@cache
def _named_inside() -> re.Pattern[str]:
    return re.compile(rf"[\s,.]*(?i:{any_of('inside')})\s?:?\s(?P<work>[^\W\d_a-z].+)")


def _names_in(stretch: str) -> tuple[str, ...]:
    """The names of a stretch that is nothing but names; if they are not read as one list, they are read one by one."""
    stretch = _around_names().sub("", stretch)
    found = _list_of_names(stretch)
    if found and not words_in(stretch) - words_in(found) - _no_names():
        return found
    parts = [part for piece in _parting().split(stretch) for part in _each(piece) if part]
    each = tuple(name for part in parts for name in _list_of_names(part) or ())
    return each if len(words_in(each)) > len(words_in(found)) else found


def _each(piece: str) -> list[str]:
    """`Ling Tony Chen, R. Drach` as two; `Chen, L. T.` as one."""
    parts = [part.strip() for part in piece.split(",")]
    return parts if all(re.search(r"[^\W\d_]{2}", part) and " " in part for part in parts) else [piece]


def _number(name: str, stretch: str) -> str:
    """The year of a date, the volume without the issue behind it; other stretches as they stand."""
    if name == "year" and (year := YEAR_SEEN.search(stretch)):
        return year.group()
    return re.split(r"\s?[,;(]", stretch, maxsplit=1)[0] if name == "volume" else stretch


def _list_of_names(stretch: str) -> tuple[str, ...]:
    names = read_names(f"{stretch.strip(' ,')}. ")
    return names.names if names else ()


@cache
def _around_names() -> re.Pattern[str]:
    """What stands before and behind the names of editors."""
    marks = any_of("editor_marks")
    return re.compile(
        rf"\A\W*(?:(?i:{any_of('inside')})\s?:?\s)?(?:(?i:{marks})\.?\s(?:by\s)?)?|[,(\s]+\(?(?i:{marks})\.?\W*\Z"
    )


@cache
def _parting() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:;|/|\s{any_of('joiners')}\s)\s*")


@cache
def _no_names() -> frozenset[str]:
    """The words that stand among names and are none."""
    return words_in(tuple(word for name in ("joiners", "others", "editor_marks") for word in word_lists()[name]))


def _stretches(words: Sequence[Tagged]) -> list[tuple[str, list[Tagged]]]:
    stretches: list[tuple[str, list[Tagged]]] = []
    for word in words:
        if stretches and stretches[-1][0] == word.label and not word.begins:
            stretches[-1][1].append(word)
        else:
            stretches.append((word.label, [word]))
    return stretches


def _clean(text: str, start: int, end: int) -> str:
    """The stretch with the bracket, the question mark or the stop of a last abbreviation that belong to it."""
    value = text[start:end]
    if behind := _role().search(f". {value}"):
        return value[: max(0, behind.start() - 2)]
    for opening, closing in CLOSING.items():
        if value.count(opening) > value.count(closing) and text[end : end + 1] == closing:
            return value + closing
        if value.count(opening) > value.count(closing):
            value = value[: value.rindex(opening)].rstrip(" .,:;")
            return value or text[start:end]
    return value + text[end] if text[end : end + 1] in "?!" and end < len(text) else value


@cache
def _role() -> re.Pattern[str]:
    """The translator and the like behind a title, who are in no field."""
    return re.compile(rf"\s?[.,;(\[]\s?(?i:{any_of('other_roles', 'editor_marks')})\s(?=[^\W\d_a-z])")


def plain(value: Value) -> str:
    """In small letters without accents."""
    text = unicodedata.normalize("NFKD", value if isinstance(value, str) else " ".join(value)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def words_in(value: Value) -> frozenset[str]:
    """The words of three letters or more."""
    return frozenset(re.findall(r"[^\W_]{3,}", plain(value)))

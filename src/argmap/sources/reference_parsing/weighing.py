"""Weighs what the rules read in a reference against what the learned tagger sees there, field by field.

Where both say the same, the rules' reading stands. Where they differ, the tagger is believed only as far as it was
right about 1,394 references that others segmented by hand, of the training set of GROBID and of papers of EXCITE, from
which neither rules nor weights were learned: sure of every word of a title, it was right eight times in ten and the
rules hardly ever; less sure, each was wrong half the time, so the rules' reading stands with less certainty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from argmap.sources.reference_parsing.names import read_names
from argmap.sources.reference_parsing.tagging import Tagged, tag
from argmap.sources.reference_parsing.words import any_of

_NEVER = 2.0
# From which probability on the tagger's value is taken: where the rules read none, where they are unsure of theirs, and
# where they are fairly sure. Of what they are surer of than that, the tagger changes nothing.
_LEAST = {
    "authors": (0.97, _NEVER, _NEVER),
    "editors": (0.97, _NEVER, _NEVER),
    "title": (0.97, 0.95, 0.99),
    "container": (0.97, 0.7, 0.99),
    "year": (0.9, _NEVER, _NEVER),
    "volume": (0.7, _NEVER, _NEVER),
    "pages": (0.8, 0.9, _NEVER),
    "publisher": (0.99, 0.97, _NEVER),
    "place": (0.99, 0.97, _NEVER),
}
_FAIRLY_SURE, _SURE = 0.85, 0.95
# How often a value that was taken was right, by that probability: of numbers, and of names and titles.
_NUMBERS = frozenset({"year", "volume", "pages"})
_RIGHT_NUMBERS = ((0.97, 0.95), (0.9, 0.75), (0.0, 0.75))
_RIGHT_WORDS = ((0.99, 0.85), (0.97, 0.75), (0.9, 0.6), (0.0, 0.5))
# These are right less than half the time where the tagger sees something else, though it is not sure enough of it.
_DISPUTED, _DISPUTED_CERTAINTY = frozenset({"title", "container"}), 0.55
# Shorter texts are left to the rules.
_FEW = 6
# Below this certainty such a field was right in one case of twenty if the tagger surely read its words as another.
_SURELY = 0.8
_DROPPED, _UNSEEN = frozenset({"container", "publisher"}), 0.75
_LABELS = {"author": "authors", "editor": "editors"}
_IMPRINT = frozenset({"publisher", "place"})
_ROLES = {"authors": ("editors",), "editors": ("authors",)}
_CLOSING = {"(": ")", "[": "]"}
_QUOTES = {"“": "[”“]", "„": "[“”]", '"': '"', "«": "»", "»": "«", "‘": r"’(?![^\W\d_])"}

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the tagger reads in a field, and the probability of its least sure word."""

    value: Value
    probability: float


def opinions(text: str, tagged: Sequence[Tagged]) -> dict[str, Opinion]:
    """The tagger's reading of each field; of a field that stands in several stretches the longest."""
    found: dict[str, Opinion] = {}
    for label, words in _stretches(tagged):
        name = _LABELS.get(label, label)
        stretch = _clean(text, words[0].start, words[-1].end)
        if label == "title" and (mark := _QUOTES.get(text[: words[0].start].rstrip()[-1:])):
            stretch = re.split(mark, stretch, maxsplit=1)[0].rstrip(" .,")  # what opens in quotes ends with them
        value: Value = stretch
        if name in ("authors", "editors"):
            names = read_names(f"{stretch}. ")
            if names is None:
                continue
            value = names.names
        before = found.get(name)
        if value and (before is None or (name != "title" and len(value) > len(before.value))):
            found[name] = Opinion(value, min(word.probability for word in words))
    return found


def weigh(
    read: Mapping[str, Value], certainty: Mapping[str, float], text: str
) -> tuple[dict[str, Value], dict[str, float]]:
    """The fields and their certainty after the tagger was heard; `read` has those that the rules saw something of."""
    words = tag(text)
    seen = opinions(text, words)
    fields, sure = dict(read), dict(certainty)
    if len(words) < _FEW or not any(name in both for name in ("authors", "editors") for both in (read, seen)):
        return dict(read), dict(certainty)  # it knows too little of what is short or begins without a name
    other_names = _other_names(read, seen)
    for name, least in _LEAST.items():
        mine, theirs, trust = read.get(name), seen.get(name), sure.get(name, 0.0)
        if theirs is None:
            if mine and name in _DROPPED and trust < _UNSEEN and _elsewhere(mine, text, words):
                del fields[name]
                sure.pop(name, None)
        elif mine and (trust >= _SURE or _same(name, mine, theirs.value)):
            continue
        elif any(_same(name, theirs.value, read[role]) for role in _ROLES.get(name, ()) if role in read):
            continue  # whether they wrote or edited is told by the marks behind the names, which the rules know
        elif (
            not (name == "title" and other_names)
            and theirs.probability >= least[0 if not mine else 1 if trust < _FAIRLY_SURE else 2]
            and not _beheads(theirs.value, mine)
            and not _swallows(name, theirs.value, mine, {n: v for n, v in read.items() if n in seen or n in _IMPRINT})
        ):
            fields[name] = theirs.value
            shares = _RIGHT_NUMBERS if name in _NUMBERS else _RIGHT_WORDS
            sure[name] = next(right for step, right in shares if theirs.probability >= step)
        elif mine and name in _DISPUTED:
            sure[name] = min(trust, _DISPUTED_CERTAINTY)
    title, container = fields.get("title"), fields.get("container")
    if (
        title
        and "title" not in seen
        and container != read.get("container")
        and _joined(title) in _joined(container or "")
    ):
        del fields["title"]  # chemists and physicists name no titles: it was the first half of the journal
        sure.pop("title", None)
    return fields, sure


def _other_names(read: Mapping[str, Value], seen: Mapping[str, Opinion]) -> bool:
    """Whether the two read other names at the head: a title begins where the names end, so it hangs on them."""
    mine, theirs = read.get("authors"), seen.get("authors")
    return bool(mine and theirs and not _same("authors", mine, theirs.value))


def _elsewhere(mine: Value, text: str, words: Sequence[Tagged]) -> bool:
    """Whether the tagger surely reads these words as another field."""
    start = text.find(str(mine))
    within = [word.probability for word in words if start <= word.start < start + len(mine) and word.label != "title"]
    return start < 0 or (bool(within) and sum(within) / len(within) >= _SURELY)


def _beheads(theirs: Value, mine: Value | None) -> bool:
    """Whether the tagger's value is the end of a phrase that the rules read whole: *Studies* of *Turkish Studies*."""
    if not (isinstance(theirs, str) and isinstance(mine, str)):
        return False
    before = mine[: mine.rfind(theirs)].rstrip() if theirs in mine else ""
    return before[-1:].isalnum()


def _swallows(name: str, theirs: Value, mine: Value | None, read: Mapping[str, Value]) -> bool:
    """Whether the tagger's value runs on into another field that the rules read."""
    others = (value for other, value in read.items() if other != name)
    whole, own = _joined(theirs), _joined(mine or "")
    return any(
        len(part) > 3 and part in whole and part not in own
        for value in others
        for part in map(_joined, [value] if isinstance(value, str) else value)
    )


def _stretches(words: Sequence[Tagged]) -> list[tuple[str, list[Tagged]]]:
    stretches: list[tuple[str, list[Tagged]]] = []
    for word in words:
        if stretches and stretches[-1][0] == word.label:
            stretches[-1][1].append(word)
        else:
            stretches.append((word.label, [word]))
    return stretches


def _clean(text: str, start: int, end: int) -> str:
    """The stretch with the bracket, the question mark or the stop of a last abbreviation that belong to it."""
    value = text[start:end]
    if behind := _role().search(f". {value}"):
        return value[: max(0, behind.start() - 2)]
    for opening, closing in _CLOSING.items():
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


def _same(name: str, mine: Value, theirs: Value) -> bool:
    if name in ("authors", "editors"):
        return _letters(mine) == _letters(theirs)
    if name in ("pages", "volume", "year"):
        return re.findall(r"\d+", str(mine))[:2] == re.findall(r"\d+", str(theirs))[:2]
    return _joined(mine) == _joined(theirs)


def _plain(value: Value) -> str:
    text = unicodedata.normalize("NFKD", value if isinstance(value, str) else " ".join(value)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def _letters(value: Value) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]{3,}", _plain(value)))


def _joined(value: Value) -> str:
    return re.sub(r"[\W_]+", "", _plain(value))

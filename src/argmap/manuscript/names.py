"""Reads the authors of a citation off the words that stand before its year."""

from __future__ import annotations

import re
from typing import NamedTuple

from argmap.manuscript.wordlists import word_list

_NEAR = re.compile(r"[^\s()\[\]]+")
_OTHERS = re.compile(r"(?:al|colleagues|others)\.?,?(?:['’]s?)?")
_ET_AL = re.compile(
    r",?\s*\b(?:et\.?\s?al\.?|and others|and colleagues|u\.\s?a\.|ve diğerleri|et collaborateurs)\s*,?$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’](?:s)?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[-–]?){1,4}|[^\W\d_]")
_BETWEEN = re.compile(r"\s+(?:and|&|und|et|y|e|ve|dhe|with)\s+|\s*&\s*|\s*,\s*(?:and\s+|&\s*)?", re.IGNORECASE)
_MOST_WORDS = 14


class Named(NamedTuple):
    """Authors read from a citation: family names or an organisation, and whether nothing else could be meant."""

    names: tuple[str, ...]
    sure: bool
    start: int = 0


def authors_in(before: str) -> Named | None:
    """The authors in the words before a year inside a bracket; None where they do not read like authors."""
    words = _without_lead(before.strip())
    comma = words.endswith(",")
    words = words.rstrip(" ,(:[")
    several = bool(_ET_AL.search(words))
    words = _ET_AL.sub("", words).strip(" ,")
    if not words or len(words.split()) > _MOST_WORDS or re.search(r"\d|(?<!\b[^\W\d_])[.!?]\s+[^\W\d_]{4,}", words):
        return None
    names = [name for name in _BETWEEN.split(words) if name and not _INITIALS.fullmatch(name.strip())]
    if _is_organisation(words):
        names = [words]
    if comma and len(names) == 1 and re.fullmatch(r"[a-z][\w.-]{2,30}", names[0]):
        # `(pandas, 2020)`: a project that writes itself small; only a reference of that name bears it out
        return None if names[0] in word_list("citing")["not-authors"] else Named((names[0],), False)
    if not names or not all(_is_name(name) for name in names):
        return None
    if len(names) == 1 and names[0].casefold().rstrip(".") in word_list("citing")["not-authors"]:
        # `(Winter et al., 2011)` is an author, `(Winter, 2011)` may be one, `(Winter 2011)` is a season
        return Named((names[0],), several) if several or comma else None
    sure = comma or several or len(names) > 1
    return Named(tuple(_family(name) for name in names), sure)


def _without_lead(words: str) -> str:
    """Cut "see also", "e.g.," or "quoted in" off the front, and all that stands before "quoted in"."""
    inner = re.search(r"\b(?:quoted|cited|qtd\.?)\s(?:in|by)\s", words, re.IGNORECASE)
    if inner:
        return words[inner.end() :]
    leads = word_list("citing")["leads"]
    for _ in range(3):
        for length in (4, 3, 2, 1):
            head = words.split(None, length)
            if len(head) <= length:
                continue
            lead = " ".join(head[:length]).casefold().replace(",", "").strip(".:")
            if lead in leads:
                words = head[length]
                break
        else:
            break
    return words


def _is_organisation(words: str) -> bool:
    """Several capitalised words tied by "of" or "for": one name, commas and "and" included."""
    small = word_list("citing")["organisation-words"]
    parts = words.split()
    return (
        len(parts) > 2
        and any(p in ("of", "for", "on") for p in parts)
        and all(p.strip(",")[:1].isupper() or p.strip(",") in small or p == "&" for p in parts)
    )


def _is_name(name: str) -> bool:
    words = name.split()
    small = word_list("citing")["organisation-words"]
    if not words or len(words) > 8:
        return False
    last = words[-1]
    capital = 0
    for word in words:
        if word[0].isupper() or (word[0] in "'’‘" and word[1:2].isupper()) or _prefixed(word):
            capital += 1
        elif word.casefold() not in small:
            return False
    if words[0].casefold() in word_list("citing")["not-authors"] and len(words) == 2:
        return False
    return capital > 0 and any(c.isalpha() for c in last) and not last.isdigit()


def _prefixed(word: str) -> bool:
    """al-Rasheed, d'Alembert, eBay: lower case at first, then a capital."""
    return bool(re.match(r"[a-zšž]{1,3}[-'’][^\W\d_]|[a-z][A-Z]", word)) and any(c.isupper() for c in word)


def _family(name: str) -> str:
    """The name as cited, without initials, possessive and stray points."""
    words = [w for w in _POSSESSIVE.sub("", name.strip()).split() if not _INITIALS.fullmatch(w)]
    return " ".join(words).strip(" .,") or name.strip()


def authors_before(text: str, bracket: int) -> Named | None:
    """The authors named in the running text right before a bracket that holds only a year.

    `start` of the result is where the first name stands. A lone capitalised word is handed on as not sure.
    """
    words = list(_NEAR.finditer(text, max(0, bracket - 160), bracket))
    if not words or text[words[-1].end() : bracket].strip():
        return None
    small, openers = word_list("citing")["name-words"], word_list("abbreviations")["openers"]
    leads = word_list("citing")["leads"]
    last = len(words) - 1
    several = bool(last and _OTHERS.fullmatch(words[last][0]) and words[last - 1][0] in ("et", "and", "&"))
    k = first = last - 1 if several else last + 1
    k = last - 2 if several else last
    while k >= 0:
        word = words[k][0]
        bare = _POSSESSIVE.sub("", word.strip(",\"“”‘’'"))
        if not bare or (k < last and word.endswith((".", ";", ":", "?", "!")) and not _INITIALS.fullmatch(word)):
            break
        if bare[0].isupper() or _prefixed(bare):
            if bare.casefold() in openers or bare.casefold() in leads:
                break
            first = k
        elif bare not in ("and", "&", "et", "und", "y", "ve", "dhe") and bare not in small:
            break
        k -= 1
    if first > last or (several and first > last - 2):
        return None
    start = words[first].start()
    named = _POSSESSIVE.sub("", text[start : words[-1].end()])
    plain = _ET_AL.sub("", named).strip(" ,")
    names = [plain] if _is_organisation(plain) else [name for name in _BETWEEN.split(plain) if name]
    if not names or not all(_is_name(name) for name in names):
        return None
    if names[-1].split()[-1].casefold().rstrip(".") in word_list("citing")["not-authors"]:
        return None
    return Named(tuple(_family(name) for name in names), several or len(names) > 1, start)

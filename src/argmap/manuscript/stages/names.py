"""Reads the authors of a citation off the words that stand before its year.

The small words around names (signals, "et al.", what joins two names) are data by language: ``data/citing.*.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from argmap.tongues.lists import lists_of_all
from argmap.tongues.telling import is_small_word, tell_tongue

_SHORT_TOWN = re.compile(r"[^\W\d_a-z][a-zà-ÿ]{2,8}\.")
_NEAR = re.compile(r"[^\s()\[\]]+")
# "Ó" is no initial: it is part of the family name behind it.
_INITIALS = re.compile(r"(?:[^\W\d_]\.[-–]?){1,4}|(?![ÓÒ])[^\W\d_]")
# A.Beck: a space is missing
_GLUED = re.compile(r"(?<![^\s.])[^\W\d_a-zß-öø-ÿ]\.(?=[^\W\d_a-zß-öø-ÿ][^\W\d_]{2})")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,2}|[*_]{1,2}(?!\w)")
# "World Health Organization [WHO]"
_SHORT_NAME = re.compile(r"\s[(\[][^\W\d_a-z][\w&.-]{1,14}(?:,\s[^\d()\[\]]{2,20})?[)\]]$")
_QUOTED = re.compile(r"[“\"„«]([^“”„\"«»]{3,90})[”“\"»]")
_MOST_WORDS = 14
_LONGEST_LEAD = 5
_NEIGHBOURHOOD = 1000


class Named(NamedTuple):
    """Authors read from a citation: family names or an organisation, and whether nothing else could be meant.

    `guessed` says that they do not look like names, so that only a work of theirs in the list makes them authors.
    """

    names: tuple[str, ...]
    sure: bool
    start: int = 0
    guessed: bool = False


def authors_in(before: str) -> Named | None:
    """The authors in the words before a year inside a bracket; None where they do not read like authors.

    A remark may stand before them, and a signal between: "(which others deny, see also Smith 2010)".
    """
    named = _authors_alone(before)
    if named is None or named.guessed:
        *_, signal = (None, *_signalled().finditer(before))
        named = (_authors_alone(before[signal.end() :]) if signal else _behind_a_remark(before)) or named
    return named


def _behind_a_remark(before: str) -> Named | None:
    """The authors behind a remark without a signal, whom only the list bears out: "(as we do, Lee et al., 2010)",
    "(scenario 3 in Lee et al., 2010)".
    """
    ends = list(re.finditer(rf",\s|\s[–—-]{{1,3}}\s|\s{_written('before-names')}\s", before))[-_MOST_WORDS:]
    tails = (_authors_alone(before[end.end() :]) for end in ends)
    named = next((tail for tail in tails if tail and not tail.guessed), None)
    return named._replace(sure=False, guessed=True) if named else None


def _authors_alone(before: str) -> Named | None:
    words = _without_lead(_EMPHASIS.sub("", before).strip(" ,;"), keep_comma=before.rstrip().endswith(","))
    if quoted := _QUOTED.fullmatch(words.rstrip(" ,")):  # (“Dams Today,” 2010): a work without an author
        return Named((quoted[1].strip(" ,."),), False, guessed=True)
    comma, colon = words.endswith(","), words.endswith(":")
    words = _SHORT_NAME.sub("", words.rstrip(" ,(:["))
    several = names_others(words)
    words = _others().sub("", words).strip(" ,") if several else words
    if not words or len(words.split()) > _MOST_WORDS or re.search(r"\d|(?<!\b[^\W\d_])[.!?]\s+[^\W\d_]{4,}", words):
        return None
    if ":" in words or _is_a_time(words):
        return None
    if not (comma or several) and _is_a_place(words):
        return Named((words,), False, guessed=True)
    names = [name for name in _between().split(words) if name and not _INITIALS.fullmatch(name.strip())]
    if _is_organisation(words):
        names = [words]
    if words.casefold() in lists_of_all("citing")["nobody"]:
        return None  # (Source: author, 2012)
    if not names or not all(_is_name(name) for name in names):
        return _guessed(words)
    if len(names) == 1 and names[0].casefold().rstrip(".") in lists_of_all("citing")["not-authors"]:
        # `(Winter et al., 2011)` is an author, `(Winter, 2011)` may be one, `(Winter 2011)` is likely a season
        return Named((names[0],), several, guessed=not several and not comma)
    sure = comma or several or len(names) > 1
    # "(Start: 1990)" labels a year
    return Named(tuple(_family(name) for name in names), sure and not colon, guessed=colon)


def _is_a_place(words: str) -> bool:
    """``Basel``, ``Berlin/New York``, ``Lond.``: where an edition named in the text came out, in its year."""
    towns = [town.strip() for town in re.split(r"[/–]|\s-\s", words)]
    return bool(_SHORT_TOWN.fullmatch(words)) or lists_of_all("references")["places"].issuperset(towns)


def _is_a_time(words: str) -> bool:
    """``March-September``, ``im Jahr``, ``end of May``: a month or the like behind another one or a small word."""
    lists = lists_of_all("citing")
    *before, last = re.split(r"[\s–-]+", words.rstrip("."))
    small = {word for word in before if word.islower()} - lists["joiners"] - lists["particles"]
    months = {word.casefold() for word in before} & lists["not-authors"]
    return last.casefold() in lists["not-authors"] and bool(small or months)


def _guessed(words: str) -> Named | None:
    """`infas`, `pandas`, `bell hooks`: names that write themselves small; or a name behind a signal not known."""
    parts = words.split()
    if len(parts) <= 2 and all(re.fullmatch(r"[a-zß-öø-ÿ][\w.-]{2,30}", part) for part in parts):
        return None if parts[0] in lists_of_all("citing")["not-authors"] else Named((words,), False, guessed=True)
    while parts and parts[0].islower() and parts[0] not in lists_of_all("citing")["particles"]:
        parts.pop(0)
    names = [name for name in _between().split(" ".join(parts)) if name and not _INITIALS.fullmatch(name)]
    if len(parts) == len(words.split()) or not names or not all(_is_name(name) for name in names):
        return None
    return Named(tuple(_family(name) for name in names), False, guessed=True)


def names_others(words: str) -> bool:
    """Whether a citation says in any tongue that its work has more authors: "et al.", "u. a.", "ve diğerleri"."""
    return _others().search(words) is not None


def told_in_person(words: str) -> bool:
    """Whether a citation says that its author was told so, as in "pers. comm.": of that there is no entry."""
    return _in_person().search(words) is not None


def cites_again(words: str) -> str | None:
    """The place cited where a bracket says no more than "ibid." or the like, empty where it names none; else None."""
    found = _again().fullmatch(words)
    return found["place"].strip(" ,:;") if found else None


def is_same_author(words: str) -> bool:
    """Whether the words before a year are "idem", "ders." or the like: the author named before."""
    return _same_author().fullmatch(_without_lead(words.strip(" ,;"))) is not None


def _written(*sections: str) -> str:
    """A group that matches one word of these sections of the data; a full stop inside may have a space behind."""
    words = sorted({word for section in sections for word in lists_of_all("citing")[section]}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\.\ ", r"\.\s?").replace(r"\ ", r"\s") for word in words) + ")"


@cache
def _possessive() -> re.Pattern[str]:
    """What an apostrophe parts from a name: Smith’s, Yılmaz’a."""
    return re.compile(rf"['’](?:{'|'.join(sorted(lists_of_all('citing')['endings-apart']))})?$")


def uninflected(name: str) -> list[str]:
    """What a name may be the inflected form of: ``Hoxha`` of ``Hoxhës``, the longest ending first."""
    endings = sorted(lists_of_all("citing")["endings"], key=len, reverse=True)
    stems = [name[: -len(ending)] for ending in endings if name.endswith(ending) and len(name) > len(ending) + 2]
    return [stem + vowel for stem in stems for vowel in ("", "a", "i", "u", "e", "ë")]


@cache
def _others() -> re.Pattern[str]:
    # "Masonetal.", as printed without spaces
    return re.compile(
        rf"(?:,\s*|(?<!\S))[*_]{{0,2}}(?:&\s)?{_written('others')}(?!\w)\.?[*_]{{0,2}}(?:['’]s?)?(?!\w)"
        r"|(?<=[^\W\d_]{3})etal\.(?=\s*(?:,|\(|\Z))",
        re.IGNORECASE,
    )


@cache
def _in_person() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_written('told-in-person')}(?!\w)", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    # a lone capital is an initial and joins nothing; "A/B" are two authors where the second begins like a name
    words = [form for word in lists_of_all("citing")["joiners"] for form in {word, word.upper() if word[1:] else word}]
    joiner = rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})"
    return re.compile(
        rf"\s+{joiner}\s+|\s*&\s*|\s*,\s*(?:{joiner}\s+|&\s*)?|\s*/-?\s*(?=[^\W\d_a-zß-öø-ÿ]|[a-z]+\s[A-Z])"
    )


@cache
def _again() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{_written('leads')}\.?,?\s)?{_written('ibid', 'op-cit', 'loc-cit')}(?!\w)\.?(?P<place>[:,;]?\s?"
        r"(?:(?:[^\W\d_]{1,4}\.|[Ss]|§)\s?)?[\d–—, -]{0,20}(?:ff?\.?)?)\s*",
        re.IGNORECASE,
    )


@cache
def _same_author() -> re.Pattern[str]:
    return re.compile(rf"{_written('same-author')}\.?", re.IGNORECASE)


@cache
def _quoted_in() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_written('quoted-in')}(?!\w)[.:]?\s+", re.IGNORECASE)


@cache
def _signalled() -> re.Pattern[str]:
    """A signal behind the end of a remark: ", but see"."""
    signals = sorted(lists_of_all("references")["signals"], key=lambda word: (-len(word), word))
    return re.compile(rf"[,.:;–—]\s+(?:[^\W\d_]{{1,4}}\s)?(?:{'|'.join(map(re.escape, signals))})\.?,?\s")


@cache
def _leads() -> frozenset[str]:
    return frozenset(_bare(lead) for lead in lists_of_all("citing")["leads"])


def _bare(words: str) -> str:
    return " ".join(re.sub(r"[.,:]", " ", words).replace("’", "'").casefold().split())


def _without_lead(words: str, keep_comma: bool = False) -> str:
    """Cut "see also", "e.g.," or "quoted in" off the front, and all that stands before "quoted in"."""
    if keep_comma:
        words += ","
    inner = _quoted_in().search(words)
    if inner and inner.end() < len(words):
        return words[inner.end() :]
    for _ in range(4):
        for length in range(_LONGEST_LEAD, 0, -1):
            head = words.split(None, length)
            if len(head) > length and is_lead(" ".join(head[:length])) and not _leads_the_names(*head):
                words = head[length]
                break
        else:
            break
    return words


def is_lead(words: str) -> bool:
    """Whether words may stand in a citation before its author: "see also", "vgl."."""
    return _bare(words) in _leads()


def _leads_the_names(first: str, *rest: str) -> bool:
    """Whether a word that may be a signal is the first of several names: `Shih, Pittinsky, & Ambady`."""
    return (
        len(rest) == 1
        and first.endswith(",")
        and _begins_like_a_name(first)
        and not is_lead(rest[0].split(",")[0])
        and len(_between().split(_others().sub("", rest[0]).strip(" ,"))) > (0 if names_others(rest[0]) else 1)
    )


def _is_organisation(words: str) -> bool:
    """Several capitalised words tied by "of" or "for": one name, commas and "and" included."""
    small = lists_of_all("citing")["organisation-words"]
    parts = words.split()
    return (
        len(parts) > 2
        and any(p in ("of", "for", "on", "für", "pour", "para", "per", "për") for p in parts)
        and all(_begins_like_a_name(p.strip(",")) or p.strip(",") in small or p == "&" for p in parts)
    )


def _is_name(name: str) -> bool:
    words = name.split()
    small = lists_of_all("citing")["organisation-words"]
    if not words or len(words) > 8:
        return False
    last = words[-1]
    capital = 0
    for word in words:
        if _begins_like_a_name(word) or (word[0] in "'’‘" and _begins_like_a_name(word[1:])) or _prefixed(word):
            capital += 1
        elif word.casefold() not in small and word not in lists_of_all("citing")["particles"]:
            return False
    if words[0].casefold() in lists_of_all("citing")["not-authors"] and len(words) == 2:
        return False
    return capital > 0 and any(c.isalpha() for c in last) and not last.isdigit()


def _begins_like_a_name(word: str) -> bool:
    """With a capital, or in a script that has none."""
    return word[:1].isalpha() and not word[0].islower()


def _prefixed(word: str) -> bool:
    """al-Rasheed, d'Alembert, eBay: lower case at first, then a capital."""
    return bool(re.match(r"[a-zšž]{1,3}[-'’][^\W\d_]|[a-z][A-Z]", word)) and any(c.isupper() for c in word)


def _family(name: str) -> str:
    """The name as cited, without initials, possessive and stray points."""
    parted = _GLUED.sub(r"\g<0> ", _possessive().sub("", name.strip()))
    words = [w for w in parted.split() if not _INITIALS.fullmatch(w)]
    return " ".join(words).strip(" .,") or name.strip()


def authors_before(text: str, bracket: int) -> Named | None:
    """The authors named in the running text right before a bracket that holds only a year.

    `start` of the result is where the first name stands. A lone capitalised word is handed on as not sure, a lone
    small one as guessed.
    """
    words = list(_NEAR.finditer(text, max(0, bracket - 160), bracket))
    if not words or text[words[-1].end() : bracket].strip():
        return None
    small = lists_of_all("citing")["name-words"]
    abbreviations = lists_of_all("abbreviations")
    openers = abbreviations["openers"] | lists_of_all("citing")["openers"]
    joiners = lists_of_all("citing")["joiners"]
    last = len(words) - 1
    ends = (m for m in _others().finditer(text, words[0].start(), bracket) if not text[m.end() : bracket].strip(" ,"))
    if others := next(ends, None):  # "Smith et al. (2010)": the names end before it
        last = sum(word.start() < others.start() for word in words) - 1
    k, first = last, last + 1
    while k >= 0:
        word = words[k][0]
        bare = _possessive().sub("", _EMPHASIS.sub("", word).strip(",\"“”‘’'"))
        if not bare or (k < last and word.endswith((".", ";", ":", "?", "!")) and not _INITIALS.fullmatch(word)):
            break
        if _begins_like_a_name(bare) or _prefixed(bare):
            # "z. B. Vogt (2011)": the capital is no initial
            short = (words[k - 1][0] + word).casefold().rstrip(".") if k and _INITIALS.fullmatch(word) else ""
            opens = bare.casefold() in openers or is_lead(bare)
            if short in abbreviations["never-ends"] or (opens and not _names_amid(words, k)):
                break
            first = k
        elif bare != "&" and bare not in joiners and bare not in small:
            break
        k -= 1
    if first > last:
        return _doubtful_before(words, last, bool(others))
    particles = _particles_before(text, words, first)
    first -= particles
    start = words[first].start()
    named = _possessive().sub("", _EMPHASIS.sub("", text[start : words[last].end()]))
    plain = named.strip(" ,")
    parts = [name for name in _between().split(plain) if name and not _INITIALS.fullmatch(name)]
    names = [plain] if _is_organisation(plain) else parts
    if not names or not all(_is_name(name) for name in names) or plain.casefold() in lists_of_all("citing")["nobody"]:
        return None
    if names[-1].split()[-1].casefold().rstrip(".") in lists_of_all("citing")["not-authors"]:
        return None
    sure = bool(others) or len(names) > 1 or particles > 1 or (particles == 1 and _is_foreign(text, words[first]))
    return Named(tuple(_family(name) for name in names), sure, start)


def _names_amid(words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word that may open a sentence is a name where it stands.

    So is the "A" of `Yahyavi, A, 2013`, and a capital within a sentence that goes on with further names: "replicating
    Shih, Pittinsky and Ambady", where *shih* is Albanian for "see". No sentence opens behind "and": "Rot and Von Aue".
    """
    word, before = words[at][0], words[at - 1][0] if at else ""
    lists = lists_of_all("citing")
    if word.casefold() in lists["particles"] and (before == "&" or before in lists["joiners"]):
        return True
    if _INITIALS.fullmatch(word.strip(",")):
        return before.endswith(",") and _begins_like_a_name(before)
    return word.endswith(",") and at < len(words) - 1 and before[:1].islower() and before[-1].isalpha()


def _doubtful_before(words: Sequence[re.Match[str]], last: int, others: bool) -> Named | None:
    """The word before the bracket where only the list can make it an author.

    `infas (2007)` is written small; *Das*, *See* and *So* may open a sentence, and are family names too.
    """
    word = words[last][0] if last >= 0 and not others else ""
    name = _possessive().sub("", word)
    if not re.fullmatch(r"[a-zß-öø-ÿ][\w-]{2,30}|[^\W\d_a-zß-öø-ÿ][^\W\d_]+", name):
        return None
    if name.casefold() in lists_of_all("citing")["not-authors"]:
        return None
    return Named((name,), False, words[last].start(), True)


def _is_foreign(text: str, particle: re.Match[str]) -> bool:
    """Whether the sentences about a particle are of a tongue that has no such word: "van" in an English paragraph."""
    near = text[max(0, particle.start() - _NEIGHBOURHOOD) : particle.start() + _NEIGHBOURHOOD]
    told = tell_tongue([near])
    return told is not None and not is_small_word(particle[0], told.code)


def _particles_before(text: str, words: list[re.Match[str]], first: int) -> int:
    """How many particles before a name belong to it: "de la" of `de la Cruz`.

    In a text that uses such a word in its own sentences ("el libro de la casa"), it may be a word like any other.
    """
    particles = lists_of_all("citing")["particles"]
    count = 0
    while count < min(first, 3) and words[first - 1 - count][0] in particles:
        count += 1
    if not count:
        return 0
    own = "|".join(re.escape(words[first - 1 - k][0]) for k in range(count))
    near = text[max(0, words[first].start() - _NEIGHBOURHOOD) : words[first].start() + _NEIGHBOURHOOD]
    return 0 if re.search(rf"\b(?:{own})\s+(?!(?:{own})\s)[^\W\d_A-Z]{{2,}}", near) else count

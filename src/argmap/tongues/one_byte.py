"""Which one-byte encoding a text was written in: what the file says of itself, else whose letters make words.

Each word that holds a letter beyond ASCII speaks for an encoding where one tongue of that encoding has all its letters,
in places where that tongue has them. Statistics of bytes need pages of text; a bibliography has a dozen such names.
Where the words speak for two encodings alike, the other is told beside the one chosen.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from argmap.tongues.lists import lists_of

# Dashes, quotation marks and spaces beyond ASCII lie in the same bytes in all these encodings.
_WORD = re.compile(rb"[A-Za-z\x8a\x8c-\x90\x9a\x9c-\x9f\xa1-\xa6\xa8-\xaa\xac\xae-\xb6\xb8-\xba\xbc-\xff]+")
_MOST_WORDS = 5_000
_ENOUGH = 0.7
_CASED = 0.9
# Where a letter stands that another encoding has in its byte: õ and ã in diphthongs, ñ before a vowel; a č or ŕ that
# ends a word as è and à do, a ů after i; a ğ after no vowel.
_MISPLACED = {
    "cp1252": re.compile(
        r"ã(?!o|e|i|s$|$)|õ(?!e)|ñ(?![aiouáéíóú])|[ðþ](?=[cjqwxz])|æ$|[aiou]è$|È[aeiouáéíóú]|[a-zà-ÿ][À-ÖØ-Þ]"
    ),
    "cp1254": re.compile(r"(?<![aeıioöuüâîûAEIİOÖUÜ])[Ğğ]"),
    "cp1250": re.compile(r"(?<![aeiouyrlnáéíóúýě])č$|ŕ$|iů"),
}
_TURKISH_BYTES = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_ICELANDIC_VOWELS = re.compile(rb"[\xc1\xc6\xcd\xd3\xda\xe1\xe6\xed\xf3\xfa]")
# No word of Icelandic begins with eth or ends with thorn, as many of Turkish begin or end with these bytes' letters.
_NOT_ICELANDIC = re.compile(rb"^[\xd0\xf0]|\xfe$")
_CYRILLIC = re.compile(
    r"(?P<capital>[А-ЯЁІЇЄҐЎЂЈЉЊЋЏЃЌЅ][а-яёіїєґўђјљњћџѓќѕ]+)|[а-яёіїєґўђјљњћџѓќѕ]+|[А-ЯЁІЇЄҐЎЂЈЉЊЋЏЃЌЅ]+"
)
# A sigma of its own form ends words.
_GREEK = re.compile(r"[Α-ΩΆΈ-Ώ]?[α-ρσ-ωά-ώΐΰ]*[α-ρςτ-ωά-ώ]|[Α-Ω]+|[ΌΉ]")
# Letters without points, those that only end a word at its end, those that never do not there.
_HEBREW = re.compile(rb"(?:[\xe0-\xe9\xec\xf1\xf2\xf7-\xfa]|[\xeb\xee\xf0\xf4\xf6](?=.))*[\xe0-\xfa]")
_HEBREW_END = re.compile(rb"[\xea\xed\xef\xf3\xf5]\Z")
# How many words with the bytes that Turkish and Icelandic share tell one from the other by what they lack.
_TELLING = 4

_IN_MARKUP = rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{2,40})"
_IN_LATEX = (
    rb"^[^%\n]{0,200}\\(?:usepackage\s*\[(?:[^\]]{0,60},)?\s*([\w-]{2,40})\s*\]\s*\{inputenc|inputencoding\{([\w-]+))\}"
)
_IN_REMARK = rb"^%+\s*(?:!TEX\s+)?encoding\s*[:=]\s*([\w.-]{2,40})|-\*-[^\n]{0,80}coding:\s*([\w.-]{2,40})"
_DECLARED = re.compile(rb"|".join((_IN_MARKUP, _IN_LATEX, _IN_REMARK)), re.IGNORECASE | re.MULTILINE)
_DECLARED_WITHIN = 8_192
# Names that Python does not know, and names that stand for more than they say (Encoding Standard of the WHATWG).
_NAMES = {"ansinew": "cp1252", "applemac": "mac_roman", "isolatin": "cp1252"}
_MEANT = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "ascii": "cp1252"}


class Guess(NamedTuple):
    """An encoding, and others that fit as well but make other letters of the same bytes."""

    encoding: str
    rivals: tuple[str, ...] = ()
    declared: bool = False

    @property
    def told(self) -> str:
        """The encoding as a message names it, with what speaks for it or against."""
        if self.declared:
            return f"{self.encoding}, as it says itself"
        return (
            f"{self.encoding}, though {' and '.join(self.rivals)} would fit as well" if self.rivals else self.encoding
        )


def declared_encoding(data: bytes) -> Guess | None:
    """The encoding that a file names in its head, where all its bytes can be read in it."""
    for found in _DECLARED.finditer(data[:_DECLARED_WITHIN]):
        name = next(group for group in found.groups() if group).decode("ascii").lower()
        try:
            codec = codecs.lookup(_NAMES.get(name, name))
            encoding = _MEANT.get(codec.name, codec.name)
            if codec.name.startswith("utf") or len(data.decode(encoding)) != len(data):
                continue
        except (LookupError, UnicodeDecodeError):
            continue
        return Guess(encoding, declared=True)
    return None


def guess_by_words(data: bytes) -> Guess | None:
    """The likeliest of `cp1252`, `cp1254`, `cp1250`, `iso8859_2`, `cp1251`, `koi8_r`, `cp1253` and `cp1255`.

    None where its words are in none of them.
    """
    words = [word for word in _WORD.findall(data) if not word.isascii()][:_MOST_WORDS]
    latin = [word for word in words if _letters(word)]
    if not words:
        return Guess("cp1252")
    if len(latin) < _ENOUGH * len(words):
        return _guess_of_other_letters(words)
    counts = {encoding: sum(_speaks_for(word, encoding) for word in latin) for encoding in _alphabets()}
    # Turkish and Icelandic share six bytes, and both letters in the rest: their words tell them apart by other vowels.
    shared = {word for word in latin if _TURKISH_BYTES.search(word)}
    icelandic = sum(1 for word in latin if _ICELANDIC_VOWELS.search(word))
    of_shared = sum(_speaks_for(word, "cp1252") for word in shared)
    counts["cp1254"] = sum(
        _speaks_for(word, "cp1254") or (word not in shared and _speaks_for(word, "cp1252")) for word in latin
    )
    unsure = bool(of_shared) and len(shared) < _TELLING and not any(_NOT_ICELANDIC.search(word) for word in shared)
    if icelandic * 3 > len(latin):
        counts["cp1254"] = 0
    elif shared:
        counts["cp1252"] -= of_shared
    reach = {encoding: (count, _of_one_tongue(latin, encoding)) for encoding, count in counts.items()}
    best = max(reach, key=reach.__getitem__)
    if counts[best] < _ENOUGH * len(latin):
        return None
    rivals = [
        encoding
        for encoding in reach
        if encoding != best
        and (encoding != "iso8859_2" or best == "cp1250")  # where that fits, what is written nowadays fits too
        and (reach[encoding] == reach[best] or (best == "cp1254" and encoding == "cp1252" and unsure))
        and any(word.decode(encoding, errors="replace") != word.decode(best, errors="replace") for word in latin)
    ]
    return Guess(best, tuple(rivals))


def _guess_of_other_letters(words: Sequence[bytes]) -> Guess | None:
    """`cp1251` or `koi8_r`, whose capitals lie where the other's small letters do, `cp1253` or `cp1255`; else None.

    Greek and Hebrew lie in the same bytes: of Greek, the accented letters read as capitals within words; Hebrew has no
    words with a capital, and five letters with a form of their own that stands at the end of words alone.
    """
    for encoding in ("cp1251", "koi8_r"):
        found = [_CYRILLIC.fullmatch(word.decode(encoding, errors="replace")) for word in words]
        read = [match for match in found if match]
        if len(read) >= _CASED * len(words) and any(match["capital"] for match in read):
            return Guess(encoding)
    greek = [word for word in words if _GREEK.fullmatch(word.decode("cp1253", errors="replace"))]
    if len(greek) >= _CASED * len(words) and any(word.decode("cp1253")[0].isupper() for word in greek):
        return Guess("cp1253")
    hebrew = [word for word in words if _HEBREW.fullmatch(word)]
    if len(hebrew) >= _CASED * len(words) and any(_HEBREW_END.search(word) for word in hebrew):
        return Guess("cp1255")
    return None


@cache
def _alphabets() -> Mapping[str, tuple[frozenset[str], ...]]:
    """For each encoding the letters beyond ASCII of the tongues that are written in it."""
    return {encoding: tuple(map(frozenset, written)) for encoding, written in lists_of("mul", "alphabets").items()}


def _letters(word: bytes) -> bool:
    """Whether a word can be one of Latin letters: not all of them lie beyond ASCII. One alone may, as `É`."""
    beyond = sum(1 for byte in word if byte > 0x7F)
    return beyond * 4 <= len(word) * 3 or len(word) == 1


def _beyond(word: bytes, encoding: str) -> set[str]:
    return {letter.lower()[:1] for letter in word.decode(encoding, errors="replace") if letter > "\x7f"}


def _speaks_for(word: bytes, encoding: str) -> bool:
    misplaced = _MISPLACED.get(encoding)
    if misplaced and misplaced.search(word.decode(encoding, errors="replace")):
        return False
    return any(_beyond(word, encoding) <= alphabet for alphabet in _alphabets()[encoding])


def _of_one_tongue(words: Sequence[bytes], encoding: str) -> int:
    """How many of the words the one tongue of an encoding has that has most of them."""
    letters = [_beyond(word, encoding) for word in words if _speaks_for(word, encoding)]
    return max(sum(beyond <= alphabet for beyond in letters) for alphabet in _alphabets()[encoding])

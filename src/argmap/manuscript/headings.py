"""What makes a line a heading, and the sections that headings open.

The rules are those a reader uses without knowing the language: a short line, set apart, that begins like a title and
does not end like a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from argmap.manuscript.document import Block, Section
from argmap.tongues.lists import lists_of_all

_NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|appendix)\s+)?((?:\d{1,2}|[IVX]{1,5}|[A-H])(?:\.\d{1,2}){0,4})"
    r"(?:[.):]?\s+(?=\S)|(?<=\d)[.)](?=[^\W\d_]{3}))",
    re.IGNORECASE,
)
_CALLED_NUMBER = re.compile(
    r"(?:[^\W\d_]{4,12}\s)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5})\s{0,3}[.:)–—-]\s{1,3}(?=\S)"
)
_ENDS_LIKE_PROSE = re.compile(r"[.!?]['\"”’»)\]]*\d{1,3}$|[.,;:…]['\"”’»)\]]*$|[-–]$")
_MARK_AT_END = re.compile(r"[⁰¹²³⁴-⁹]+$|\[\d+\]$")
_NOT_A_TITLE = re.compile(r"https?://|www\.|@|\(\d{4}[a-z]?\)|^\W*\d[\d.,%\s]*$|^[•*–—\-·]\s")
_LONGEST = 110
_MOST_WORDS = 16
_LONGEST_SLUG = 60
_SPACED_OUT = 16
# R E F E R E N C E S
_DRAWN_OUT = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){5,}(?!\w)")


def looks_like_heading(words: str) -> bool:
    """A short line that begins with a capital, a digit or a number and does not end like a sentence."""
    if not words or len(words) > _LONGEST or words[0].islower():
        return False
    bare = _MARK_AT_END.sub("", words).strip()
    if not bare or bare.count(" ") >= _MOST_WORDS or _ENDS_LIKE_PROSE.search(bare) or _NOT_A_TITLE.search(bare):
        return False
    numbered = _NUMBERED.match(bare)
    title = bare[numbered.end() :] if numbered else bare
    first = next((c for c in title if c.isalnum()), "")
    if not first or sum(c.isalpha() for c in title) < 3:
        return False
    return first.isupper() or (bool(numbered) and first.isalpha()) or not first.isascii()


def heading_number(words: str) -> str | None:
    """The printed number of a heading (``2.1``), or None. A lone letter or roman numeral needs its full stop."""
    found = _NUMBERED.match(words)
    if not found:
        return None
    number = found[1]
    if not number[0].isdigit() and not re.match(re.escape(number) + r"[.):]\s", words[found.start(1) :]):
        return None
    return number


def heading_level(words: str) -> int:
    """1 for ``Introduction`` and ``2 Method``, 2 for ``2.1 Sample``, and so on."""
    number = heading_number(words)
    return 1 if number is None else number.count(".") + 1


def without_number(words: str) -> str:
    """A heading without its printed number; "Part 2: Method" keeps it, being so named."""
    found = _NUMBERED.match(words)
    if heading_number(words) is None or found is None or found.start(1) > 0:
        return words
    return words[found.end() :]


def plain_title(words: str) -> str:
    """A heading as it is looked up in word lists: no number, no markup, no colon, lower case.

    ``Chapter 6 : References`` loses its number too, whatever a chapter is called in the paper's tongue.
    """
    words = unicodedata.normalize("NFC", words)  # text pulled out of a PDF sets accents as signs of their own
    bare = " ".join(without_number(words.strip().lstrip("#*").strip()).strip(" .:*#").casefold().split())
    called = _CALLED_NUMBER.match(bare)
    if bare >= "\u3040" and len(bare) <= _SPACED_OUT:
        bare = bare.replace(" ", "")  # 参 考 文 献: short titles are drawn out with blanks
    bare = _DRAWN_OUT.sub(lambda word: word[0].replace(" ", ""), bare)
    # A Turkish capital İ becomes an i with a dot of its own in lower case.
    return (bare[called.end() :] if called else bare).replace("\u0307", "")


def without_aside(title: str) -> str:
    """A heading without what stands in brackets behind it: "References (selected)", "Bibliography (APA)"."""
    return _ASIDE.sub("", title) if ")" in title else title


_ASIDE = re.compile(r"\s\([^()]{1,60}\)$")


def heads_references(words: str) -> bool:
    """Whether a heading says in any tongue that a list of references stands below it, of these and of other things.

    Of two things the list stands first, or both are lists: "Background and Literature" heads a part of the paper.
    """
    names = lists_of_all("headings")["references"]
    title = without_aside(plain_title(words))
    parts = [part.rstrip("-") for part in _joined_by().split(title)]
    if title in names or parts[0] in names:
        return True
    return not names.isdisjoint(parts) and (lists_of_all("headings")["notes"] | names).issuperset(parts)


def begins_text(words: str) -> bool:
    """Whether a line is a heading that every paper has (abstract, introduction), or stands above its contents."""
    return plain_title(words) in _of_every_paper()


@cache
def _of_every_paper() -> frozenset[str]:
    return lists_of_all("title-pages")["contents"].union(*lists_of_all("headings").values())


@cache
def _joined_by() -> re.Pattern[str]:
    joiners = "|".join(sorted(map(re.escape, lists_of_all("citing")["joiners"])))
    return re.compile(rf"\s(?:{joiners}|&)\s")


def slug(words: str, taken: dict[str, int]) -> str:
    """A short id made of the words in ASCII, unique among `taken` (which counts what was given)."""
    flat = unicodedata.normalize("NFKD", words.replace("ı", "i").replace("ß", "ss").replace("ø", "o").replace("đ", "d"))
    plain = re.sub(r"[^a-z0-9]+", "-", flat.encode("ascii", "ignore").decode().lower()).strip("-")
    base = plain if len(plain) <= _LONGEST_SLUG else plain[:_LONGEST_SLUG].rpartition("-")[0] or plain[:_LONGEST_SLUG]
    base = base or "section"
    name = base
    while name in taken:
        taken[base] += 1
        name = f"{base}-{taken[base]}"
    taken[name] = 1
    return name


def sections_of(blocks: Sequence[Block], end: int, title_of: Callable[[Block], str]) -> tuple[Section, ...]:
    """The sections that the heading blocks open. `end` is the length of the text; `title_of` reads a heading."""
    headings = [block for block in blocks if block.kind == "heading"]
    ends = [end] * len(headings)
    open_at: list[int] = []
    for k, block in enumerate(headings):
        while open_at and (headings[open_at[-1]].level or 1) >= (block.level or 1):
            ends[open_at.pop()] = block.start
        open_at.append(k)
    taken: dict[str, int] = {}
    sections = []
    for block, after in zip(headings, ends, strict=True):
        title = without_number(title_of(block))
        sections.append(Section(slug(title, taken), title, block.level or 1, block.start, after, block.end))
    return tuple(sections)

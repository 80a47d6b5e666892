"""Makes one line of a reference as it was printed, and takes out what can be told by its own shape.

DOI, ISBN, address and date of access are found first and removed, so that their digits and full stops cannot be
mistaken for years, pages and sentence ends.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from argmap.ground.patterns import later
from argmap.sources.identifiers import bare_doi
from argmap.sources.references.words import any_of

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BROKEN_ADDRESS = later(r"((?:https?://|www\.|\b10\.\d{4,9}/)\S*)[ \t]*[\r\n]+[ \t]*(?=(\S+))")
# An address with a space in it: "https://www.example.org/ a/b.html", "<http://example.org /a/b>".
_SPACED_ADDRESS = later(
    r"((?:https?://|www\.)[^\s<>]*[\w/=-])(?<!\.html)(?<!\.htm)(?<!\.pdf)(?<!\.php)\s"
    r"(?=/\w|(?!https?:|www\.)[\w./%-]+\.(?:html?|pdf|php|aspx?|cfm|jsp)\b)"
)
_HYPHENATED = later(r"(?<=\w)[-‐¬][ \t]*[\r\n]+[ \t]*(?=\w)")
_DOI = re.compile(
    (
        r"[(\[]?\b(?:https?://)?(?:(?:dx\.)?doi\.org/|doi\s*[:=]?\s*)?(?:https?://(?:dx\.)?doi\.org/)?"
        r"(10\.\d{4,9}/(?:[^\s\"<>”]|<[\w:.-]{1,20}>)+)"  # <693::AID-…>
    ),
    re.IGNORECASE,
)
_URL = re.compile(r"<?\b(?:https?://|ftp://|www\.)[^\s<>\"”]+>?", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s*:?\s*((?:97[89][-–\s]?)?\d[\d\-–\s]{7,14}[\dXx])\b")
_MEDIUM = re.compile(r"(?<=[.\d])\s(?:Print|Web|Druck|Kindle|PDF|PDF file)\.?\s*\Z|\s\[(?:Internet|Online|PDF)\]")
_MARKUP = re.compile(r"</?(?:italic|bold|emph?|strong|su[bp]|[bi])>")
_ISSN = re.compile(r"\be?-?ISSN\s*:?\s*\d{4}-\d{3}[\dXx]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lifted:
    """A folded reference without its identifiers, and these; `accessed` says that a date of access stood there."""

    text: str
    doi: str | None = None
    url: str | None = None
    isbn: str | None = None
    accessed: bool = False


def fold(text: str) -> str:
    """The reference on one line: words joined over line ends, ligatures as letters, white space folded."""
    text = unicodedata.normalize("NFC", text).translate(_DROPPED)
    if "</" in text:
        text = _MARKUP.sub("", text)
    for ligature, letters in _LIGATURES.items():
        if ligature in text:
            text = text.replace(ligature, letters)
    if "\n" in text or "\r" in text:
        text = _BROKEN_ADDRESS.sub(_join_address, text)
        text = _HYPHENATED.sub(lambda m: "" if _joins_without_hyphen(text, m) else "-", text)
    text = " ".join(text.split())
    return _SPACED_ADDRESS.sub(r"\1", text) if "://" in text or "www." in text else text


def _join_address(match: re.Match[str]) -> str:
    head, follows = match.group(1), match.group(2)
    goes_on = head[-1] in "/-_=&?%" or follows[0] in "/-_=&?%#" or (head[-1] == "." and follows[0].islower())
    return head if goes_on else head + " "


def _joins_without_hyphen(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1].islower() and text[match.end()].islower()


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    accessed = re.compile(
        rf"[\[(]?\b{any_of('accessed')}\.?:?\s+(?=.{{0,14}}\d)(?:\d{{4}}\s[^\W\d]+\.?\s\d{{1,2}}|[^;()\[\]]{{0,30}}?"
        rf"(?:(?:1[4-9]|20)\d\d(?!\d)|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}))[\])]?[,.]?(?:\s(?:from|at)\b)?",
        re.IGNORECASE,
    )
    dangling = re.compile(rf"(?:^|(?<=[\s.,;(\[])){any_of('available')}\.?\s*:?\s*\x00", re.IGNORECASE)
    # …/article.Acesso em: the space behind the address is missing
    glued = re.compile(rf"(?<=[\w/][.,;])(?={any_of('accessed')}\b[:\s])", re.IGNORECASE)
    return accessed, dangling, glued


def lift(text: str) -> Lifted:
    """Takes identifiers, addresses and the date of access out of a folded reference."""
    accessed, dangling, glued = _patterns()
    if "//" in text or "10." in text:
        text = glued.sub(" ", text)
    doi = url = isbn = None
    if match := _DOI.search(text):
        doi = bare_doi(_trimmed(match.group(1))).rstrip("/") or None
        kept = match.start() + len(match.group(0)) - (len(match.group(1)) - len(_trimmed(match.group(1))))
        text = f"{text[: match.start()]}\x00{text[kept:]}"
    if match := _URL.search(text):
        found = _trimmed(match.group(0).strip("<>"))
        url = found
        text = (
            f"{text[: match.start()]}\x00{text[match.start() + len(found) + (match.group(0)[0] == '<') :].lstrip('>')}"
        )
        text = _URL.sub("\x00", text)
    if match := _ISBN.search(text):
        isbn = re.sub(r"[^\dXx]", "", match.group(1)).upper()
        text = f"{text[: match.start()]}\x00{text[match.end() :]}"
    text = _ISSN.sub("\x00", text)
    text, dates = accessed.subn("\x00", text)
    text = _MEDIUM.sub("", text)
    if "\x00" in text:
        for _ in range(2):
            text = dangling.sub("\x00", text)
        text = re.sub(r"\s*(?:[\[(]\s*)?\x00[\s.,;)\]\x00]*", lambda m: ". " if m.end() < len(text) else " ", text)
        text = re.sub(r"([.,;:])\s*\.", r"\1", text)
    return Lifted(" ".join(text.split()), doi, url, isbn, bool(dates))


def without_access(text: str) -> str:
    """A folded reference without the date on which it was looked up, whose words are none of the work's."""
    return " ".join(_patterns()[0].sub(" ", text).split())


def _trimmed(found: str) -> str:
    """An address without the punctuation that follows it; a closing bracket stays where it was opened inside."""
    while found and (
        found[-1] in ".,;:'’\"”" or (found[-1] in ")]}" and found.count(found[-1]) > found.count(_OPENS[found[-1]]))
    ):
        found = found[:-1]
    return found


_OPENS = {")": "(", "]": "[", "}": "{"}

"""DOI, ISBN and ISSN: are they written as such, and do their check digits agree.

Check digits after ISO 2108 (ISBN), ISO 3297 (ISSN); the form of a DOI after the DOI Handbook, 2.2. Whether an
identifier is registered can only be told with a network and is not asked here.
"""

from __future__ import annotations

import html
import re
from typing import Literal

from argmap.ground.patterns import later

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/\S+\Z")
# Many publishers resolve DOIs at addresses of their own.
_DOI_PREFIX = later(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|https?://[^\s/]+/(?:[a-z]+/){0,4}(?=10\.\d)|doi:\s*|info:doi/)",
    re.IGNORECASE,
)
# `DOI: https://doi.org/10…` has a label and an address, as many journals print it, and not two prefixes.
_LABEL = later(r"\Adoi\b:?\s*(?=https?://)", re.IGNORECASE)
_RESOLVER = r"https?://(?:dx\.|www\.)?doi\.org/"
_DOUBLED = re.compile(
    rf"(?:{_RESOLVER}(?:{_RESOLVER}|doi: ?)|doi: ?doi: ?)(?:{_RESOLVER}|doi: ?){{0,3}}10\.[0-9]{{4,9}}/\S{{1,300}}",
    re.IGNORECASE,
)
_LONGEST_DOI = 2_000
_ESCAPED = re.compile(r"%(3[acACeE]|5[bdBD]|2[389fF])")
_ISBN_PREFIX = re.compile(r"isbn(?:-1[03])?:?\s*", re.IGNORECASE)
_ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9X]\Z", re.IGNORECASE)


def identifier_problem(kind: Literal["doi", "isbn", "issn"], value: str) -> str | None:
    """What is wrong with an identifier, as a sentence without a full stop; None where nothing is.

    Several ISBNs in one field, separated by commas, semicolons or slashes, are each looked at.
    """
    if kind == "doi":
        problem = doi_problem(value)
        return f"the DOI {value} is not well formed: {problem}" if problem else None
    test = isbn_problem if kind == "isbn" else issn_problem
    for part in re.split(r"[,;/]", re.sub(r"\([^()]*\)", "", value)):
        problem = test(part) if part.strip() else None
        if problem:
            return f"the {kind.upper()} {part.strip()} cannot be right: {problem}"
    return None


def doubled_doi(text: str) -> str | None:
    """The first DOI in `text` that stands behind two prefixes, such as ``https://doi.org/https://doi.org/``, whole."""
    found = _DOUBLED.search(text)
    return found[0].rstrip(".,;)") if found else None


def bare_doi(text: str) -> str:
    """The DOI without a resolver's address or ``doi:`` in front; lower case, since DOIs ignore case."""
    return _read_doi(text)[0]


def _read_doi(text: str) -> tuple[str, int]:
    """The bare DOI and how many prefixes stood before it. The brackets of a SICI may come escaped, once or twice."""
    doi, prefixes = _LABEL.sub("", html.unescape(html.unescape(text.strip())), count=1), 0
    while found := _DOI_PREFIX.match(doi):
        doi, prefixes = doi[found.end() :].lstrip(), prefixes + 1
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), doi).lower(), prefixes


def doi_problem(text: str) -> str | None:
    """What is wrong with a DOI, as a clause; None where nothing is."""
    doi, prefixes = _read_doi(text)
    if prefixes > 1:
        return f"it has {prefixes} prefixes where one is enough"
    if not doi.startswith("10."):
        return "it does not begin with 10."
    if not _DOI.match(doi):
        return "it is not of the form 10.NNNN/suffix"
    if doi[-1] in ".,;":
        return f"it ends with {doi[-1]!r}, which hardly belongs to it"
    return None


def asked_doi(text: str) -> str:
    """A DOI as it is asked for: bare, in lower case, without the stop of the sentence; empty where it is none.

    One that is too long for an address is none: nobody could have registered it.
    """
    if len(text) > _LONGEST_DOI:
        return ""
    doi = bare_doi(re.sub(r"%3b", ";", text, flags=re.I)).rstrip(".,;:")
    if doi.count("(") < doi.count(")"):
        doi = doi.removesuffix(")")
    return "" if doi_problem(doi) else doi


def isbn_problem(text: str) -> str | None:
    """What is wrong with an ISBN of 10 or 13 digits, as a clause; None where nothing is."""
    digits = _ISBN_PREFIX.sub("", text.strip(), count=1).upper().replace("-", "").replace(" ", "")
    digits = re.sub("[‐‑–]", "", digits)
    if re.fullmatch(r"[0-9]{13}", digits):
        if not digits.startswith(("978", "979")):
            return "an ISBN of 13 digits begins with 978 or 979"
        expected = str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits[:12])) % 10)
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        value = -sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
        expected = "X" if value == 10 else str(value)
    else:
        return "it has neither 10 nor 13 digits"
    return None if digits[-1] == expected else f"its check digit is {digits[-1]}, but should be {expected}"


def issn_problem(text: str) -> str | None:
    """What is wrong with an ISSN, as a clause; None where nothing is."""
    issn = re.sub(r"issn(?:-l)?:?\s*", "", re.sub("[‐‑–]", "-", text.strip()), count=1, flags=re.IGNORECASE)
    if not _ISSN.match(issn):
        return "it is not of the form NNNN-NNNN"
    digits = issn.upper().replace("-", "")
    value = -sum(int(d) * (8 - i) for i, d in enumerate(digits[:7])) % 11
    expected = "X" if value == 10 else str(value)
    return None if digits[-1] == expected else f"its check digit is {digits[-1]}, but should be {expected}"

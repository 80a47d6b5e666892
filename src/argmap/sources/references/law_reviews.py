"""Reads what American law reviews cite: ``Ann Ried, Salt and Dues, 12 Yale L.J. 1, 3 (1999)``; ``Ann Ried, The Dam 43
(2d ed. 1999)``.

Commas part everything there and nothing stands in quotation marks, so that the names are told from the title by their
number and shape, and the journal by the volume before it and its stops.
"""

from __future__ import annotations

from functools import lru_cache

from argmap.sources.references.fields import YEAR, Said
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.names import read_names
from argmap.sources.references.words import any_of, capitals


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    capital = f"[{capitals()}]"
    word = rf"(?:{capital}\.-?){{1,3}}|{capital}[\w’'-]*[^\W\d_.]"
    name = (
        rf"(?:{word})(?:\s(?:(?:{any_of('particles')})\s)?(?:{word})){{1,3}}(?:,?\s(?:Jr|Sr)\.|,?\sI{{2,3}}(?=[,\s]))?"
    )
    names = rf"(?P<names>{name}(?:(?:,\s{name}){{0,4}},?\s&\s{name})?(?:\set\sal\.)?)"
    pages = r"\d{1,4}(?:[-–]\d{1,4})?"
    title = r"(?P<title>[^\d_\W][^()\[\]\"“”]{3,250}?)"
    edition = rf"(?:[^()]{{0,80}}?,?\s)?(?P<year>{YEAR})"
    return Grammar(
        article=pattern(
            rf"{names},\s{title},\s(?P<volume>\d{{1,4}})\s(?P<container>{capital}[\w’'&.-]*(?:\s[\w’'&.-]+){{0,8}})"
            rf"\s(?P<pages>{pages}),?(?:\s(?P<locator>{pages}(?:,\s{pages})*))?\s\({edition}\)[.;]?\s*\Z",
            form=rf"[^()]{{12,400}}\s\d{{1,4}}\s[^()\d]{{2,80}}\s\d[\d\s,–-]{{0,30}}\([^()]{{0,90}}{YEAR}\)",
        ),
        # Ann Ried, Court Rejects Dam, N.Y. Times, June 5, 2013, at A1
        newspaper=pattern(
            rf"{names},\s{title},\s(?P<container>{capital}[\w.’']*(?:\s(?:{capital}[\w.’']*|&)){{0,4}}),\s(?i:{any_of('months')})\.?"
            rf"\s\d{{1,2}},\s(?P<year>{YEAR})(?:,\sat\s(?P<locator>[A-Z]{{0,2}}\d{{1,3}}))?\.?\s*\Z",
            form=rf"[^()]{{12,400}},\s[^\W\d_]{{3,9}}\.?\s\d{{1,2}},\s{YEAR}",
        ),
        book=pattern(
            rf"{names},\s(?P<title>[^\d_\W](?:[^()\[\]\"“”,\d]|,\s(?![A-Z])){{3,200}}?)"
            rf"\s(?P<locator>(?!{YEAR}\b){pages}(?:,\s{pages})*)\s\({edition}\)[.;]?\s*\Z",
            form=rf"[^()]{{12,300}}\s\d[\d\s,–-]{{0,30}}\([^()]{{0,90}}{YEAR}\)[.;]?\s*\Z",
        ),
    )


def read_law_reviewed(text: str) -> Said | None:
    """The article or book that the whole text cites as American lawyers do, or None."""
    known = _grammar()
    match = known.article.match(text)
    if match and "." not in match["container"] and not match["container"].isupper():
        return None
    kind = "article" if match else "book"
    if match is None and (match := known.newspaper.match(text)):
        kind = "newspaper"
    match = match or known.book.match(text)
    if match is None:
        return None
    names = read_names(f"{match['names']},")
    if names is None or names.layout == "body":
        return None
    said = {name: value.strip(" .,") for name, value in match.groupdict().items() if value and name != "names"}
    return Said({**said, "kind": kind, "authors": names.names})

"""Takes out what only one manner of citing has, so that the others' rules read the rest.

The dash between Italian and Hungarian authors, the quotation marks of a journal, "Art." before the heading of a
dictionary, "Comment," before an article in a law review, the version of a data set, the town of a newspaper.
"""

from __future__ import annotations

import re
from functools import lru_cache

from argmap.ground.patterns import later
from argmap.sources.references.fields import YEAR
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.words import any_of

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_STAR = re.compile(r"(?<=\w)\s?\*+(?=[,;.])|(?:(?<=^)|(?<=,\s))\*(?=[^\W\d_])")  # Zhao Y*, that names share a rank
# "Ann Ried, Il molo, «Rivista di storia» 12 (1990)": Italian quotes journals as others do titles
_QUOTED_JOURNAL = re.compile(r"(?<=,\s)«(?P<name>[^«»]{2,150})»(?=,?\s(?:\d|[IVXLC]+(?:[,.]|\s[(\d])))")
# "A. Ried – B. Moos, Il molo"
_DASHED = re.compile(r"((?:[A-Z]\.\s?){1,3}[A-Z][\w’'-]+)\s[–—]\s(?=(?:[A-Z]\.\s?){1,3}[A-Z])")
# "Ried A. – Moos B.: Lodě"
_DASHED_BEHIND = later(
    rf"\A(?:{_CAPITAL}[\w’'-]+\s(?:{_CAPITAL}\.\s?){{1,3}}[–—-]\s){{1,6}}{_CAPITAL}[\w’'-]+\s(?:{_CAPITAL}\.\s?){{1,3}}(?=[:,(])"
)
_INITIALS_BEHIND = later(rf"(?<=\w)\s(?=(?:{_CAPITAL}\.\s?){{1,3}}(?:;|\Z))")
# "Ried, A. – Moos, B., Il molo", "Ried, Anna – Moos, Béla: Hajók"
_TURNED = rf"{_CAPITAL}[\w’'-]+,\s(?:(?:{_CAPITAL}\.\s?){{1,3}}|{_CAPITAL}[\w’'-]+(?:\s{_CAPITAL}\.)?)"
_DASHED_TURNED = later(rf"\A(?:{_TURNED}\s?[–—-]\s){{1,6}}(?={_TURNED}\s?[,:(])")
_BETWEEN = later(r"(?<=\S)\s?[–—-]\s")
# "flowmesh (0.9.2) [Computer software]"
_VERSION = re.compile(r"\s\(v?\d{1,4}(?:\.\d{1,4}){1,3}\)(?=\s\[)")
# "99, 101 n.4 (1993)": the note on the page pointed at
_NOTE_ON_PAGE = re.compile(rf"(?<=\d)\snn?\.\s?\d{{1,4}}(?:[–-]\d{{1,4}})?(?=\s\({YEAR}\))")
# "LOUIS HART, TORTS AND TIDES 44 (2d ed. 2001)": the page stands before the imprint
_LOUD = later(
    rf"(?P<work>[^a-zß-öø-ÿ]{{8,160}}?)\s(?P<page>\d{{1,4}}(?:[–-]\d{{1,4}})?)\s"
    rf"\((?P<imprint>(?:\d{{1,2}}(?:d|st|nd|rd|th)\s(?:rev\.\s)?ed\.\s)?{YEAR})\)\.?\s*\Z"
)


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    months = any_of("months")
    dated = rf"(?:\d{{1,2}}\.?\s{months}\.?|{months}\.?\s\d{{1,2}},)\s{YEAR}"
    return Grammar(
        # "Prof. Dr. Anna Ried: Die Salzstraße"
        academic=pattern(
            rf"\A(?:(?i:{any_of('academic_titles')})\.\s?)+(?=(?:{_CAPITAL}[\w.’'-]*\s){{1,3}}{_CAPITAL}[\w’'-]+[,.:])",
            hears=["academic_titles"],
        ),
        # "In einem Interview mit der Zeitung vom 3.2.2009"
        piece=pattern(
            rf"\A(?:{any_of('piece_leads')})\s(?=(?:{any_of('pieces')})\b(?!:))", re.IGNORECASE, hears=["pieces"]
        ),
        # "Karl Lenz, Art. „Salz“, in: …", "L. Ferri, voce «Sale», in …"
        heading=pattern(rf"([,:])\s(?:{any_of('headings')})\.?:?\s(?=[„“\"«‘'])", re.IGNORECASE, hears=["headings"]),
        # "[w:] Rzeki Polski": Polish and Russian set "in" within brackets
        in_squares=pattern(rf"(?<=\s)\[(?:{any_of('inside')})(?:(?<=:)|:)\](?=\s)", re.IGNORECASE, form=r"[^\[]*\["),
        # "Peter Grau, Comment, Wharf Rights, 60 U. Chi. L. Rev. 99"
        designation=pattern(
            rf"(?<=,\s)(?:{any_of('designations')}),\s(?=[^\d]{{3,200}},\s\d{{1,3}}\s{_CAPITAL}[^\d(),]{{1,60}}\.\s\d)",
            hears=["designations"],
        ),
        # "“Tolls Rise.” Evening Chronicle (Hull), May 3, 1901, 4."
        town=pattern(rf"(?<=\w)\s\((?-i:{_CAPITAL})[^()\d]{{2,30}}\)(?=,\s{dated})", re.IGNORECASE, hears=["months"]),
        page_of_day=pattern(
            rf"(,\s{dated}),\s(?=[A-Z]?\d{{1,3}}(?:[–-]\d{{1,3}})?\.?\s*\Z)", re.IGNORECASE, hears=["months"]
        ),
    )


def without_manners(text: str) -> str:
    """A folded reference without what one manner of citing alone has."""
    known = _grammar()
    text = known.piece.sub("", known.academic.sub("", text, count=1), count=1)
    text = _DASHED.sub(r"\1, ", _QUOTED_JOURNAL.sub(r"\g<name>", _STAR.sub("", text)))
    if (loud := _LOUD.match(text)) and ", " in loud["work"]:
        return f"{loud['work']} ({loud['imprint']}), {loud['page']}"
    if names := _DASHED_BEHIND.match(text):
        text = _INITIALS_BEHIND.sub(", ", _BETWEEN.sub("; ", names[0])) + text[names.end() :]
    if names := _DASHED_TURNED.match(text):
        text = _BETWEEN.sub("; ", names[0]) + text[names.end() :]
    text = known.in_squares.sub("in:", _NOTE_ON_PAGE.sub("", _VERSION.sub("", text)))
    text = known.designation.sub("", known.heading.sub(r"\1 ", text, count=1), count=1)
    if text[:1] in "\"“‘'„«":
        text = known.page_of_day.sub(r"\1, p. ", known.town.sub("", text, count=1))
    return text

"""Finds where the title ends: at its closing quotation mark, at the full stop, or at the comma before the imprint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from argmap.sources.references.fields import YEAR
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.imprint import DOCUMENT_NUMBER
from argmap.sources.references.words import any_of, capitals, word_lists

_CLOSES = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", '"': '"', "'": "'’", "”": "”", "’": "’"}


# "Reactions at surfaces. 1. Oxidation of rivets": the number of a part
_PART = re.compile(r"(?:[IVX]{1,4}|\d{1,2})\.\s[^\W\d_]")
_BEHIND_PART = re.compile(r"[.?!]\s(?:[IVX]{1,4}|\d{1,2})\Z")


# the words that may follow a title in small letters
_BEHIND_TITLES = (
    "inside", "editor_marks", "other_roles", "volume", "issue", "pages", "available", "accessed", "unpublished",
    "kinds.thesis", "months", "signals", "joiners",
)  # fmt: skip
TOWN = 0.86
"""How sure the end of a title is before a town and the year."""
SUBTITLED = 0.97
"""How sure it is if a second sentence stands before these: there it is no series."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title, what follows it, whether it stood in quotation marks."""

    text: str | None
    rest: str
    quoted: bool = False
    certainty: float = 0.0


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    cap = f"[{capitals()}]"
    mark = r"(?:/|(?<!\w{5})\.)?"  # St. Gallen, Frankfurt a. M., Berlin/Köln
    day = rf"(?:vom\s|v\.\s)?\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?i:{any_of('months')})\.?)\s?{YEAR}"
    return Grammar(
        stop=pattern(
            rf"(?P<mark>[.?!])(?P<close>[\"”’)“]?)\s+(?=[{capitals()}\d(\[\"“„«‘']|{any_of('inside')}\s{cap}"
            rf"|{any_of('volume', 'pages')}\.?\s\d|arXiv)"
        ),
        edition=pattern(
            rf"[,.]\s\(?\d{{1,2}}(?:st|nd|rd|th|e|\.|ª)?(?:,?\s[a-zà-ÿ][\w-]*\.?){{0,4}}?\s(?i:{any_of('editions')})\b\.?\)?",
            hears=["editions"],
        ),
        abbreviation=pattern(
            rf"(?:(?:^|[\s(.\-]){cap}\.[\s-]?|(?:^|\s){cap}[\w’'.-]*\s){cap}\.$|^{cap}\.$|\b(?:vs|v|St|Dr|Mr|Mrs|Prof|Sr|Jr|No|no|vol|Vol|ed|cf|ca|c|Bd|Nr|Inc|Ltd|Co"
            rf"|approx|Mt|Ft|U\.S|U\.K)\.$|(?:^|[\s./])[a-z]\.$|^\d{{1,2}}\.$|\s(?:{any_of('inside')})\s{cap}\.$"
        ),
        # "im 20. Jahrhundert", "Berlin 11. 12. 2007", "S. 18"
        counted=pattern(
            rf"(?<!\d)\d{{1,2}}\.\s(?:\d{{1,2}}\.|{any_of('centuries', 'months')})(?!\w)"
            rf"|(?<![\w.]){any_of('pages', 'volume')}\.\s\d",
            re.IGNORECASE,
        ),
        # "in:" with its colon names the work that the title is part of, wherever it stands
        inside=pattern(
            rf"\s(?=//\s)|(?:[,.;:]|(?P<mark>[?!“”\"»])|(?=\s))\s?,?\s?(?=(?i:{any_of('inside')})\s?:\s?(?:[\"“„«‘'\d{capitals()}]|{any_of('same_author')}\b))"
        ),
        # ", 112 Harv. L. Rev. 44, 51 (2003)": the volume before the journal, as American lawyers cite
        lawyers=pattern(
            rf",\s(?=\d{{1,3}}\s{cap}[^\d(),]{{0,60}}\.\s\d{{1,5}}(?:,\s\d[\d–-]{{0,10}})?\s\({YEAR}\)\.?\s*\Z)",
            form=r".*\(\d{4}\)\.?\s*\Z",
        ),
        pages_behind=pattern(rf"[.,]\s(?P<pages>(?:(?i:{any_of('pages')})\.?[\s-]?)?\d{{1,4}}\s?[-–]\s?\d{{1,4}})\Z"),
        report=pattern(
            rf",?\s\(?(?:{any_of('kinds.report')})\.?\s(?:(?:{any_of('issue')})\.?\s?)?(?!{YEAR}\)?$)[\w/-]*\d[\w/-]*\)?$",
            re.IGNORECASE,
            hears=["kinds.report"],
        ),
        # a second sentence that is no series: `Das Kaiserreich. Eine Einführung`, `Declaration. Resolution 61/295`
        subtitle=pattern(
            rf"(?:(?i:{any_of('subtitle_openings')})\s[^.\d()\"“”«»]{{3,150}}?|Resolution\s[\w/-]+(?:\s\([IVXLC\d]+\))?)"
            rf"(?P<end>[.?!]\s+(?=\S)|,\s(?={cap}[^,.:()]{{1,40}}:\s))"
        ),
        # "Organisation. Grundlagen der Gestaltung. Wiesbaden: Gabler"; a series has the capitals of a name
        second=pattern(
            rf"(?P<title>(?=[^.]*\s(?!(?:of|the|in|and|for|on|to)\s)[^\W\d_A-Z]{{3}}){cap}[\w’'-]*\s[^.\d()\"“”«»:]{{8,150}})[.?!]\s+(?={cap}[^.:()\d]{{1,40}}:\s{cap}[^:]{{1,60}}\Z"
            rf"|{cap}[\w/’'-]*(?:\s[\w/’'().-]+){{0,3}},?\s{YEAR}\s?(?:\([^()]{{1,20}}\))?\.?\s*\Z)"
        ),
        untitled=pattern(
            rf"(?P<journal>(?:{cap}[\w&’-]{{0,12}}\.?,?\s(?:of\s|and\s|&\s)?){{1,7}})(?:{YEAR},\s)?(?:[Vv]ol\.\s?)?[A-Z]?\d{{1,4}}[A-Z]?"
            rf"\s?[(,:][^“”\"]{{1,60}}\Z"
        ),
        issuer=pattern(
            rf"(?<!\w)(?:(?i:{any_of('bodies.publishers', 'kinds.conference', 'series', 'kinds.report')})"
            rf"|{any_of('other_roles', 'editor_marks')})(?!\w)"
        ),
        # ”. A history of dikes, Bern 1990; ”: A history, in: …; ”. A history, “Ufer”
        behind_quoted=pattern(
            rf"[.:]\s{cap}[\w’'-]*(?:,?\s[\w/’'–-]+){{2,20}}?(?P<end>[,.]\s(?=(?i:{any_of('inside')}):\s|{cap}[\w’'/.-]*(?:\s{cap}[\w’'.-]*){{0,2}},?\s"
            rf"{YEAR}(?:[,;]|\.?\s*\Z))|,\s(?=[“„«]))"
        ),
        opening=pattern(rf"\s{any_of(*_BEHIND_TITLES)}(?!\w)", re.IGNORECASE),
        # Ufer und Statistik 12/2004; Arbeitsbericht Nr. 3
        numbered=pattern(rf"\s(?:\d{{1,3}}\s?/\s?{YEAR}|(?i:{any_of('volume', 'issue')})\.?\s\d[\d/]{{0,8}})\s*\Z"),
        issue_behind=pattern(rf",\s(?P<issue>[^,.:;\d]{{3,40}}\s\d{{1,3}}/{YEAR})\Z", form=r".*\d/\d{4}\Z"),
        # ". Inaugural-Dissertation zur Erlangung …", ". Dissertation submitted in partial fulfilment …"
        thesis=pattern(
            rf"(?<=[^\s.]{{2}})\.\s(?i:inaugural-?\s?)?(?i:{any_of('kinds.thesis')})\w*\.?\s(?i:{any_of('thesis_statements')})\s.*",
            hears=["thesis_statements"],
        ),
        tail=pattern(r"\s(?:\((?P<inner>[^()\[\]]{1,60})\)|\[(?P<square>[^\[\]]{1,160})\])$"),
        comma_end=pattern(
            rf",?\s\((?!(?-i:[a-zà-ÿ]+)\s\d{{4}}\))(?=[^()]*\b{YEAR}[a-z]?\)|[^()]*:\s[^()]*{any_of('undated')}\.?\))"
            rf"|,\s(?=(?:(?i:{any_of('volume', 'issue')})\.?\s(?:\d|[IVXLC]+[,.])|"
            rf"(?:{any_of('inside')})\s{cap}|(?i:{any_of('editor_marks', 'other_roles')})\.?\s{cap}|\d{{1,2}}"
            rf"(?:st|nd|rd|th)\sed|(?i:{any_of('pages')})\.?\s\d))"
        ),
        journal=pattern(
            rf",\s(?=(?:The\s)?{cap}[^,.()]{{1,80}}(?:,\s(?i:{any_of('volume')})|,?\s\d{{1,4}}\s?[(:,]"
            rf"|,\s\d{{1,4}}\s?[(,:]))"
        ),
        # ", Proc. 4th Conf. on …", ", J. Approx. Theory 72", ", MIT Press.", ", Ph.D. thesis"
        container=pattern(
            rf",\s(?=(?i:to\sappear|submitted|in\spress|thesis)\b|(?:{cap}[\w’'-]*\.?\s|\d{{1,2}}(?:st|nd|rd|th)\s|of\s|the\s|on\s|and\s|in\s){{0,6}}?"
            rf"(?:Proc\b|Proceedings\b|Conf\.|Conference\son|Symposium\son|Symp\.|Workshop\son|Trans\.|Transactions\son|Journal\b|J\.|Lett\.)"
            rf"|(?:{cap}[\w’-]{{0,10}}\.\s?(?:of\s|and\s|&\s)?){{1,6}}(?:{cap}[\w-]{{0,12}})?,?\s?[A-Z]?\d{{1,4}}\b"
            rf"|(?:{cap}[\w’'-]*\.?\s(?:(?:and|&|of)\s)?){{0,3}}(?:Publishers|Press|Verlag|Springer|Wiley|Elsevier)\b[^,.]{{0,25}}(?:,|\.?\s*\Z)"
            rf"|(?:[\w.’'-]+\s){{0,2}}(?i:{any_of('kinds.thesis')})(?!\w))"
        ),
        by=pattern(
            rf",\s(?={cap}[^,()]{{3,40}}\s\((?i:{any_of('editor_marks', 'other_roles')})\.?\s?[)a])"
            rf"|,\s(?=(?i:{any_of('inside')})\s(?:{cap}\.[\s-]?){{1,3}}{cap})"
            rf"|(?:,\s|\s(?=\())(?=\(?(?i:{any_of('editor_marks', 'other_roles')})\.?\s(?:by\s)?{cap}[\w.’'-]*\s{cap})"
        ),
        # , Paris, l’Harmattan, 2007
        place_first=pattern(rf",\s(?={any_of('places')},\s(?:l[’'])?{cap}[^,]{{1,40}}(?:,|\.?\s*\Z))"),
        in_brackets=pattern(rf"\([^()]*:\s[^()]*\b{YEAR}[a-z]?\)"),
        press=pattern(rf"{cap}[^,.:()\d]{{1,30}}(?:\sa\.\s?M\.)?:\s{cap}"),
        # , Die Woche, 22.1.1999
        newspaper=pattern(rf",\s(?={cap}[^,.:()\d]{{1,50}},?\s{day})"),
        imprint=pattern(
            rf"[,.]\s(?={cap}[^,.:()]{{1,40}}(?:,\s[A-Z]{{2,3}}){{0,2}}(?:\s\({cap}[\w.]{{1,12}}\))?:\s{cap}|{cap}[^,.:()]{{1,60}}[,.]\s(?:{cap}[^,.:"
            rf"()]{{1,40}}[,.]\s)?{YEAR}[a-z]?\b|{YEAR}[a-z]?[.,]?\s*$)"
        ),
        # , Frankfurt a. M. 1975, S. 125; , Berlin/Köln 1997
        town=pattern(
            rf"[,.]\s(?={cap}[\w’'-]*+{mark}(?:[\s/-]{{0,2}}(?:{cap}?[\w’'-]++{mark}|\(\w+\))){{0,4}},?\s(?:{YEAR}[a-z\d]?|{any_of('undated')}\.?)"
            rf"(?:\s\([^()]{{1,60}}\))?(?:[,;]|\.?\s*\Z|\.\s[^\W\d_]))"
        ),
        # "Ried, A. 1999: Ufer und Deich, Weinheim-Basel."
        last_place=pattern(rf",\s(?={cap}[\w’'.-]+(?:[/-]{cap}[\w’'.-]+)?(?:\s(?:{cap}[\w’'-]+|a\.\s?M))?[.;]?\s*\Z)"),
        # "The dam of “Weirs”, Bern"
        behind_quotes=pattern(rf"(?<=[“”»\"]),\s(?={cap}[\w’'./-]+(?:\s{cap}[\w’'-]+)?[.;]?\s*\Z)"),
        # , OECD Publishing, Paris.
        publisher=pattern(
            rf",\s(?=[^,]{{0,60}}\b(?i:{any_of('bodies.publishers')})\b[^,]{{0,40}},\s{cap}[^,.\d]{{2,30}}\.?\s*\Z)"
        ),
    )


def read_title(rest: str, *, comma_style: bool) -> Title:
    """The title at the beginning of what follows names and year."""
    text = rest.lstrip(" .,;:")
    if not text:
        return Title(None, "")
    if _untitled(text):
        return Title(None, text, True)
    if (text[0] in _CLOSES or text.startswith(("``", "''"))) and (found := _quoted(text)):
        return found
    closes = any(mark in text[1:] for mark in _CLOSES.get(text[0], ""))
    if not text[0].isalnum() and text[0] not in "¿¡[(<�@#$*" and not closes:
        text = text.lstrip("\"“”„«»‘’'` ")
    if inside := _grammar().inside.search(text):
        title, kept = without_tail(text[: inside.end("mark") if inside["mark"] else inside.start()].strip(" .,"))
        if title and title.count("(") == title.count(")"):
            after = text[inside.end() :]
            if (by := _grammar().by.search(title)) and by.start() > 3:  # "Der Damm, übers. von Anna Ried, in: …"
                title = title[: by.start()].rstrip(" ,")
            if pages := _grammar().pages_behind.search(title):  # "Der Damm. S. 3–9 in: …"
                title, after = title[: pages.start()], f"{after.rstrip(' .')}, {pages['pages']}"
            return Title(title, f"{kept} {after.removeprefix('// ')}".strip(), after.startswith("//"), 0.96)
    if lawyers := _grammar().lawyers.search(text):
        return Title(text[: lawyers.start()], text[lawyers.end() :], certainty=0.95)
    return _until_comma(text, place_last=True) if comma_style else _until_stop(text)


def _quoted(text: str) -> Title | None:
    opening = text[:2] if text[:2] in ("``", "''") else text[0]
    closing = "''" if len(opening) == 2 else _CLOSES[opening]
    depth = 0
    for index in range(len(opening), len(text)):
        if len(opening) == 2:
            ends = text.startswith("''", index)
        else:
            ends = text[index] in closing and not _is_apostrophe(text, index)
        if text[index] == opening and not ends and opening in "“«„‘":
            depth += 1
        elif ends and depth:
            depth -= 1
        elif ends:
            title = text[len(opening) : index].strip()
            after = text[index + (2 if len(opening) == 2 else 1) :]
            if _goes_on(title, after):
                return None
            if not title.endswith((".", ",", "?", "!")) and (more := _grammar().behind_quoted.match(after)):
                at = len(text) - len(after)
                return Title(text[: at + more.start("end")], after[more.end() :], False, 0.9)
            return Title(title.rstrip(".,;: ") or None, after, True, 0.96)
    return None


def _goes_on(quoted: str, after: str) -> bool:
    """Whether what stands in quotation marks is a part of a title, `‘Heron 5’ country report`: without a mark between
    them small letters follow that do not open what comes behind titles.
    """
    return (
        not quoted.endswith((".", ",", "?", "!"))
        and re.match(r"\s[^\W\d_]{2,}\s[^\W\d_]", after) is not None
        and after[1].islower()
        and _grammar().opening.match(after) is None
    )


def _is_apostrophe(text: str, index: int) -> bool:
    """A single mark closes only before punctuation, "in" or the end, and never inside a word."""
    if text[index] not in "'’":
        return False
    after = text[index + 1 : index + 2]
    if after.isalnum():
        return True
    if not after or after in ",.;:)]?!" or text[index - 1 : index] in (".", ",", "?", "!"):
        return False
    # "workers' rights": a later closing mark before punctuation shows that this one is not the end
    return bool(re.search(r"['’](?:[,.;:]|$|\sin\s)", text[index + 1 :])) or not re.match(
        r"\s(?:\(|[A-Zİ\d]|in[\s:])", text[index + 1 :]
    )


def _untitled(text: str) -> bool:
    """Whether a journal and its numbers are all that stands behind the names: `Phys. Lett. B428 (1998) 105`."""
    match = _grammar().untitled.match(text)
    if match is None:
        return False
    words = match["journal"].strip(" ,").split()
    short = [word for word in words if word.endswith(".")]
    return " ".join(words).isupper() or (bool(short) and all(len(w) < 9 for w in short) and "," not in "".join(words))


def _until_stop(text: str) -> Title:
    """A title that ends at a full stop, a question mark, or where a bracket with the imprint begins."""
    known = _grammar()
    end = rest_from = len(text)
    certainty = 0.55
    if stop := _first_stop(text):
        end = stop.start() + (stop.group("mark") in "?!")
        rest_from = stop.end()
        certainty = 0.9
        if more := known.subtitle.match(text, rest_from):
            end, rest_from, certainty = more.start("end"), more.end(), 0.8
        elif (second := known.second.match(text, rest_from)) and not known.issuer.search(second["title"]):
            end, rest_from, certainty = second.end("title"), second.end(), 0.75
    title = text[:end].rstrip(" .")
    rest = text[rest_from:]
    by = known.by.search(text)
    if by and 3 < by.start() < end and rest_from < len(text) and "(" not in text[: by.start()]:  # ", trans. Ann Ried"
        title, rest, certainty = text[: by.start()].rstrip(" ,"), text[by.end() :], 0.85
    elif (
        ", " in title
        and (match := known.container.search(title))
        and match.start() > 8
        and "(" not in title[: match.start()]
    ):  # "(1994) Robots, Proc. …"
        title, rest, certainty = title[: match.start()], f"{title[match.end() :]}. {rest}", 0.75
    if rest_from == len(text) or len(title) > 250:
        return _until_comma(text)
    if match := re.search(rf"\s\((?=[^()]*:\s[^()]*\b{YEAR}[a-z]?\))", title):
        return Title(title[: match.start()], title[match.start() :] + ". " + rest, False, 0.85)
    title, kept = without_tail(title)
    return Title(title or None, f"{kept} {rest}".strip() if kept else rest, False, certainty)


def ends_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial; a few words before it tell."""
    known = _grammar()
    before = text[max(0, stop - 40) : stop + 1]
    return bool(known.abbreviation.search(before)) or any(
        m.start() <= stop < m.end() for m in known.counted.finditer(text, max(0, stop - 12), stop + 20)
    )


def without_tail(title: str) -> tuple[str, str]:
    """A title without "(2nd ed.)", "[Computer software]", "(pp. 2–3)" behind it, and what of that is worth reading."""
    kept = ""
    if issue := _grammar().issue_behind.search(title):  # "Ufer und Deich, aktuell 1/2014"
        title, kept = title[: issue.start()], issue["issue"]
    if thesis := _grammar().thesis.search(title):
        title = title[: thesis.start()]
    if (number := DOCUMENT_NUMBER.search(title)) and number.start() and number.end() == len(title):
        title = title[: number.start()]
    if (report := _grammar().report.search(title)) and report.start():
        title = title[: report.start()]
    if (edition := _grammar().edition.search(title)) and edition.end() == len(title):
        title = title[: edition.start()]
    for _ in range(3):
        match = _grammar().tail.search(title)
        if match is None:
            break
        inner = match.group("inner") or match.group("square")
        is_more = re.search(
            (
                rf"(?i)\b(?:{any_of('editions', 'volume', 'pages', 'editor_marks', 'other_roles')})\b\.?|^version"
                rf"|^latest$|^v\d|dissertation|thesis"
            ),
            inner,
        )
        # "(Stand 20.10.95)", "(Schriften zur Rechtsgeschichte 12)", "(= Quellen 7)"
        is_more = is_more or re.match(rf"(?i:{any_of('as_of')})\s\d|(?:=\s|{any_of('series_heads')}\s).*\d\Z", inner)
        if not is_more and match.group(0)[1] == "(":
            break
        if is_more and re.search(r"(?i)\bpp?\b|\beds?\b|dissertation|thesis|\bvol", inner):
            kept = f"{match.group(0).strip()} {kept}"
        title = title[: match.start()]
    return title.rstrip(" ,"), kept


def _until_comma(text: str, *, place_last: bool = False) -> Title:
    """A title that ends at the comma or bracket before journal or imprint, as in notes.

    `place_last` says that a lone name behind the last comma is the place: the year stood before or is lacking.
    """
    known = _grammar()
    text = known.edition.sub(
        lambda m: "." if re.match(rf"\s[{capitals()}]", m.string[m.end() :]) else "", text, count=1
    )
    ends: list[tuple[int, int, float]] = []
    if match := known.comma_end.search(text):
        ends.append((match.start(), match.end() - match.group(0).endswith("("), 0.7))
    if match := known.by.search(text):
        ends.append((match.start(), match.end(), 0.7))
    for border, certainty in (
        (known.journal, 0.8),
        (known.newspaper, 0.85),
        (known.town, TOWN),
        (known.container, 0.8),
        (known.imprint, 0.75),
        (known.publisher, 0.75),
        (known.place_first, 0.8),
    ):
        if border is known.imprint and known.in_brackets.search(text):
            continue  # "Ufer, Nordsee: Ein Streit (Bern: Aare, 1989)"
        if match := border.search(text):
            ends.append((match.start(), match.end(), certainty))
    last = known.last_place if place_last else known.behind_quotes
    if not ends and (match := last.search(text)):
        ends.append((match.start(), match.end(), 0.6))
    if not ends:
        stop = _first_stop(text)
        if stop:
            return Title(text[: stop.start()], text[stop.end() :], False, 0.6)
        title, kept = without_tail(text.strip(" .,;"))
        return Title(title or None, kept, False, 0.45)
    start, after, certainty = min(ends)
    title, _ = without_tail(text[:start].strip(" .,"))
    stop = _first_stop(title)
    if (
        stop
        and certainty == TOWN
        and len(title[stop.end() :].split()) > 1
        and _is_subtitle(title[stop.end() :], text[after:])
    ):
        return Title(title, text[after:], False, SUBTITLED)  # "Der Damm. Eine Grenze, Bern 1990"
    if stop and known.subtitle.match(text, stop.end()):
        return Title(title, text[after:], False, 0.75)
    if stop and not text[after:].startswith("(") and not _is_subtitle(title[stop.end() :], text[after:]):
        return Title(
            title[: stop.start()] + (stop.group("mark") if stop.group("mark") in "?!" else ""),
            title[stop.end() :] + ", " + text[after:],
            False,
            0.4,
        )
    return Title(title or None, text[after:], False, min(certainty, 0.8) if stop else certainty)


def _is_subtitle(second: str, imprint: str) -> bool:
    """Whether a second sentence before place and year alone is a subtitle, and no series, no publisher, no issue of a
    journal and no first of two towns.
    """
    known = _grammar()
    if second.strip() in word_lists()["places"] or known.numbered.search(second):
        return False
    printed = known.town.match(f", {imprint}") or known.press.match(imprint)
    return printed is not None and not known.issuer.search(second)


def _first_stop(text: str) -> re.Match[str] | None:
    """The first full stop, question or exclamation mark that ends a sentence."""
    known = _grammar()
    return next(
        (
            stop
            for stop in known.stop.finditer(text)
            if not (stop["mark"] == "." and ends_abbreviation(text, stop.start()))
            and (not _PART.match(text, stop.end()) or known.edition.match(text, stop.start()))
            and not (stop["mark"] == "." and _BEHIND_PART.search(text[max(0, stop.start() - 7) : stop.start()]))
            and text.count("(", 0, stop.start()) <= text.count(")", 0, stop.start())
        ),
        None,
    )

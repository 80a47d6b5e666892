"""Takes apart what follows the title: the work it stands in, volume and number, pages, publisher and place.

Numbers are found by the shapes that the styles give them (``9(1), 19–28``, ``9, no. 1 (2018): 19–28``,
``vol. 9, no. 1, pp. 19–28``, ``2018;9(1):19-28``); the words before the first of them name the journal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from argmap.sources.reference_parsing.grammar import Grammar, pattern
from argmap.sources.reference_parsing.names import Names, read_names, turn_round
from argmap.sources.reference_parsing.words import any_of, capitals, word_lists

# COM(2014) 700 final, A/RES/61/295
DOCUMENT_NUMBER = re.compile(
    r"[,.]?\s\(?(?:[A-Z][A-Z\d_]{1,8}\s?\(\d{4}\)\s?\d{1,5}(?:/\d)?(?:\s(?:final|def))?|[A-Z]{1,5}(?:/[A-Z\d.]{1,12}){1,5}(?<=\d))\)?"
    r"(?=[\s.,;)]|$)"
)
YEAR = r"(?:1[4-9]\d\d|20\d\d)"
PAGE = r"(?:[A-Za-z]{0,2}\d{1,7}(?:[.:]\d{1,4})?|[ivxlc]{1,8})"
PAGES = (
    rf"(?:{PAGE}(?:\s?(?:[-–—‐−]|--)\s?{PAGE})?(?:\s?ff?\b\.?)?(?:\s?[,&]\s?(?!{YEAR}(?!\s?[-–—‐−\d]))\d{{1,5}}"
    rf"(?:\s?[-–—‐−]\s?\d{{1,5}})?(?!\d|[.,]?\s?[:(]))*)"
)


_PLACE = rf"(?:[{capitals()}][\w’'-]+\.?(?:\s(?:[{capitals()}][\w’'-]+|am|an\sder|bei|im|de|du|la|upon|on)\.?){{0,2}}(?:\sa\.\s?(?:M|d)\.?)?)"


@dataclass(slots=True)
class Imprint:
    """What was found after the title. `certainty` holds a number from 0 to 1 for each field that is filled."""

    editors: tuple[str, ...] = ()
    year: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    publisher: str | None = None
    place: str | None = None
    pages: str | None = None
    locator: str | None = None
    inside: bool = False
    certainty: dict[str, float] = field(default_factory=dict)

    def fill(self, name: str, value: str | None, certainty: float) -> None:
        """Fills an empty field; what was found first, by the surer sign, stays."""
        value = value.strip(" .,;:") if value else None
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.certainty[name] = certainty


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    flags = re.IGNORECASE
    vol, iss, pp, months = any_of("volume"), any_of("issue"), any_of("pages"), any_of("months")
    when = (
        rf"(?:(?:\d{{1,2}}\.?\s)?{months}\.?(?:[-–/\s]{{1,3}}{months}\.?)?,?\s(?:\d{{1,2}},?\s)?)?"
        rf"(?P<year>{YEAR}[a-z]?)"
    )
    issue_number = r"[\w./–-]{1,12}"
    return Grammar(
        # What a text must have for the shape of that name: cheap to compile, and it spares the dear one.
        needs_date=pattern(rf"(?:\d\.?\s\S+|\S\s\d{{1,2}}),?\s(?={YEAR})"),
        needs_editors=pattern(rf"[,.(\s]\(?{any_of('editor_marks')}(?!\w)", flags),
        needs_medical=pattern(rf"{YEAR}[^;]{{0,40}};"),
        needs_divided=pattern(rf"\d[./,]\s?{issue_number}\s?\("),
        needs_numbered=pattern(rf"\([^()]{{0,60}}{YEAR}[a-z]?\)", flags),
        needs_numbered_without_year=pattern(rf"\d,?\s(?:{iss})\.?\s?[\w./–-]", flags),
        needs_issue_only=pattern(rf"\b(?:{iss})\.?\s?\d"),
        # 2018;9(1):19-28 and 2018 Jan 5;9:19
        medical=pattern(
            (
                rf"(?P<year>{YEAR})(?:\s{months}\.?(?:[-–]{months})?(?:\s\d{{1,2}})?)?\s?;\s?"
                rf"(?P<volume>\d{{1,4}})\s?(?:\((?P<issue>[^()]{{1,20}})\))?(?:\s?:\s?(?P<pages>e?{PAGES}))?"
            ),
            flags,
        ),
        # abs/1712.01815
        preprint=pattern(r"(?P<volume>\babs/\d{4}\.\d{4,5})"),
        # vol. 9, no. 1, 2018, pp. 19-28
        labelled=pattern(
            (
                rf"\b(?:{vol})\.?\s?(?P<volume>\d{{1,4}}|[IVXLC]{{1,7}}\b)(?:\s?[,.;:/]?\s?(?:{iss})\.?\s?"
                rf"(?P<issue>{issue_number}?)(?=[\s,.;:()]|$))?"
            ),
            flags,
        ),
        # 9.1 (2018): 19-28; 9, 1 (May 2018), 19-28; 9/1 (2018)
        divided=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b\d{{1,4}})(?:\.|/|,\s?)(?P<issue>{issue_number})\s?\({when}\)(?:\s?[:,]\s?"
                rf"(?:{pp}\.?\s?)?(?P<pages>{PAGES}))?"
            ),
            flags,
        ),
        # 9, no. 1 (May 2018): 19-28 and 9 (2018), no. 1: 19-28
        numbered=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b\d{{1,4}})(?:,?\s(?:{iss})\.?\s?(?P<issue>{issue_number}))?,?\s?\({when}\)(?:(?:,?\s(?:{iss})"
                rf"\.?\s?|\s(?=\d{{1,2}}[,:]))(?P<later>\w{{1,8}}(?:[-–/]\w{{1,4}})?))?(?:(?:\s?[:,]\s?|\s(?=[\dS]))(?:{pp}\.?\s?)?"
                rf"(?P<pages>{PAGES}))?"
            ),
            flags,
        ),
        # 9(1), 19-28; 9 (1): pp. 19-28; 9(1)
        issue_in_brackets=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b\d{{1,4}})\s?\((?!{YEAR}\))(?P<issue>[^()\s]{{1,12}}(?:\s[^()\s]{{1,8}})?)\)"
                rf"(?:\s?[:,.]\s?(?:{pp}\.?\s?)?(?P<pages>(?!{YEAR}(?!\d|\s?[-–]))(?:Article\s)?{PAGES}))?"
            ),
            flags,
        ),
        # Journal 9, no. 1: 19-28
        numbered_without_year=pattern(
            (
                rf"(?P<volume>(?<![–—\d.-])(?<!p\.\s)\b\d{{1,4}}),?\s(?:{iss})\.?\s?(?P<issue>{issue_number}?)(?=[\s,.;:()]|$)"
                rf"(?:\s?[:,]\s?(?:{pp}\.?\s?)?(?P<pages>{PAGES}))?"
            ),
            flags,
        ),
        # , 85, 217-228 and 85: 217-228 and 85:217
        bare=pattern(
            rf"(?:(?<=,\s)|(?<=\w\s)|(?<=\.\s))(?P<volume>(?!{YEAR}\b)\d{{1,4}})\s?(?:,\s|:\s?)(?:{pp}\.?\s)?"
            rf"(?P<pages>(?!{YEAR}(?![\d]|\s?[-–])){PAGES})(?=[\s.,;)]|$)"
        ),
        # 17 259-273
        spaced=pattern(rf"(?<=[^\W\d][.,]\s)(?P<volume>\d{{1,4}})\s(?P<pages>\d{{1,5}}[-–]\d{{1,5}})(?=[,.;]|\s*\Z)"),
        # Nr. 4/1996, 47/2009, 2010/1
        slashed=pattern(
            rf"(?:\b(?:{vol}|{iss})\.?\s?)?(?:(?<![\d/.-])(?P<volume>\d{{1,3}})\s?/\s?(?P<year>{YEAR})(?![\d/-])"
            rf"|(?<![\d/.-])(?P<this>{YEAR})\s?/\s?(?P<issue>\d{{1,2}})(?![\d/-]))",
            flags,
        ),
        # no volume: no. 12 (2018): 19-28
        issue_only=pattern(
            rf"\b(?:{iss})\.?\s?(?P<issue>\d{{1,5}}(?:[-–/]\d{{1,4}})?)\b(?:\s?\({when}\))?(?:\s?:\s?"
            rf"(?P<pages>{PAGES}))?"
        ),
        pages=pattern(
            rf"(?:,\s(?:{any_of('signal_words')}))?[(,;:\s]\s?(?<![\w])(?P<mark>{pp})(?:\.\s?|\s|(?=\d))(?P<pages>(?=[\divxlcA-Z]){PAGES})\)?(?=[\s,.;:)\]]|$)",
            flags,
        ),
        total=pattern(rf",?\s\b(?P<total>\d{{1,4}}(?:\s?\+\s?\d+)?)\s?(?:{pp})\b\.?(?!\s?\d)", flags),
        inside=pattern(rf"(?:{any_of('inside')})(?:\s?:)?\s(?=[{capitals()}\"“„«‘'0-9])", flags),
        same_editors=pattern(rf"(?i:{any_of('same_author')})\b\.?(?:(?P<more>\s?/\s?)|[,:])"),
        edited=pattern(
            (
                rf"[,.(\s]\s?\(?(?:{any_of('editor_marks')})\.?\s(?P<names>[{capitals()}][^()\d:]{{2,150}}?)(?P<end>\)"
                rf"|[,.]?\s(?=\()|,\s(?={vol}|{pp}|\d)|(?<!\s[A-Z])(?<!\.[A-Z])\.\s|[,.]?$)"
            ),
            flags,
        ),
        editors_after=pattern(
            rf"\((?P<names>[{capitals()}][^()]{{2,150}}?),?\s(?:{any_of('editor_marks')})\.?\s?(?:[;,][^()]*)?\)", flags
        ),
        translated=pattern(
            # "IEEE Trans. Softw. Eng." has no translator: the capital needs punctuation before it
            rf"(?:[,.;]\s\(?|\s\(|\s(?![A-Z])|\A\s)(?<!Phil\.\s)(?!Trans\.\s[A-Z]\w+\.\s)(?i:{any_of('other_roles')})\.?\s(?:by\s)?[{capitals()}]"
            rf"[\w.�’' -]{{2,60}}?(?=[,;)(]|(?<!\s[A-Z])(?<!\.[A-Z])\.\s|\.?$)\)?"
        ),
        named_editors=pattern(rf"(?P<role>,?\s\(?(?i:{any_of('editor_marks')})\.?\)?)(?=[.,;:)]|\s[{capitals()}(]|$)"),
        number_of_report=pattern(
            (
                rf"[,.]?\s\(?(?:[{capitals()}]\w+\s){{0,2}}(?:{any_of('kinds.report')})\.?\s(?:"
                rf"(?:{iss})\.?\s?)?(?!{YEAR}\b)[\w/-]*\d[\w/-]*\)?(?=[\s.,;)]|$)"
            ),
            flags,
        ),
        numeric_date=pattern(
            rf"(?:,?\s(?:vom|v\.|of|du|del))?\s\d{{1,2}}\.\s?(?:/\s?\d{{1,2}}\.\s?)?\d{{1,2}}\.\s?(?={YEAR}(?!\d))"
        ),
        date=pattern(rf"\b(?:(?:\d{{1,2}}\.?\s(?:{months})\.?|(?:{months})\.?\s\d{{1,2}}),?\s)(?={YEAR})", flags),
        edition=pattern(
            (
                rf"[,.;]?\s\(?(?:\d{{1,2}}(?:st|nd|rd|th|ème|e|\.|ª|a)?(?:\s\w+(?=\s))?|[Ff]irst|[Ss]econd|[Tt]hird|[Rr]evised"
                rf"|[Rr]ev\.)\s?(?:{any_of('editions')})\b\.?(?:,?\s?(?:rev|vol)\.?)?\)?[,.]?"
            ),
            flags,
        ),
        imprint=pattern(
            rf"(?P<place>[{capitals()}][^():;\d]{{1,60}}?(?:\s\([{capitals()}][\w.\s]{{1,15}}\))?"
            rf"(?:;\s[{capitals()}][^():;\d]{{1,30}}?)?)\s?:\s"
            rf"(?P<publisher>[^():;]{{2,120}}?)(?:[,;]?\s(?P<year>[cC©]?\s?{YEAR}[a-z]?|n\.d\.))?\.?\s*\Z"
        ),
        when=pattern(
            (
                rf"[,.;(\s]\s?(?:{when}|(?P<other>(?:{any_of('undated', 'unpublished')})\.?))(?:,?\s"
                rf"(?:\d{{1,2}}\s)?{months}\.?(?:\s\d{{1,2}})?)?\)?\s*[.,]?\s*\Z"
            ),
            flags,
        ),
        bracketed=pattern(rf"\((?P<inner>[^()]*?\b{YEAR}[a-z]?)\)"),
        reprint=pattern(r"\s?[(\[](?:original\s(?:work|edition)|first\spublished|originally)\b[^()\[\]]*[)\]]", flags),
        # 76–136 (p. 79); and the chapter that a numbered style points at
        pinpoint=pattern(rf"(?<=\d)\s\((?:{pp})\.?\s(?P<pages>{PAGES})\)\s*\Z", flags),
        part=pattern(r"(?<=\d),\s(?:ch|chap|sec|art|§)s?\.?\s[\d.–-]+\s*\Z", flags),
        day=pattern(rf"(?:\d{{1,2}}\.?\s(?:{months})|(?:{months})\.?\s\d{{1,2}})\.?", flags),
        places=lambda: frozenset(word_lists()["places"]),
        held=pattern(
            r"(?P<container>[^,:]{8,150}),\s(?P<place>(?:[^,:.\d]{2,40},\s(?:[A-Z]{2},\s)?)?(?P<last>[^,:\d]{2,30}))"
        ),
        newspaper=pattern(rf"(?<!\w){any_of('kinds.newspaper')}(?!\w)", flags),
        month=pattern(rf"[,.]?\s(?:\d{{1,2}}\.?\s)?(?:{months})\b\.?(?:\s\d{{1,2}}(?!\d))?[.,]?\s*\Z", flags),
        # the name of a place: "Sydney", "San Jose", "CA", "D. C"
        place=pattern(rf"(?:{_PLACE}(?:[/-]{_PLACE})*|[A-Z]{{2}}|D\.\s?C)(?:\s\([{capitals()}]\w+\))?"),
        dangling=pattern(rf"[.,]?\s(?:{vol}|{iss})\Z", flags),
        sentence_end=pattern(
            r"(?<=[^\s.]{3})(?<!Proc)(?<!Int)(?<!Conf)(?<!Symp)(?<!Trans)(?<!Assoc)(?<!Adv)(?<!Rev)\.\s+|\s\.\s|(?<=\))\.?\s"
        ),
        abbreviated=pattern(r"[^,]{0,80}?\b(?:Proc|Conf|Symp|Int|Intl|Trans|Rec|Annu)\.\s[^,]*,"),
        series=pattern(rf"(?<!\w)(?:{any_of('series')})(?!\w)", flags),
        publisher=pattern(rf"(?<!\w)(?:{any_of('bodies.publishers', 'bodies.words')})(?!\w)", flags),
        gathering=pattern(
            (
                rf"(?<!\w){any_of('kinds.conference')}(?!\w)|\b(?:arXiv|Journal|Review|Revue|Zeitschrift|Annals|Letters"
                rf"|Bulletin|Magazine|Quarterly)\b"
            ),
            flags,
        ),
        role_words=pattern(rf"[(,]?\s?(?:{any_of('editor_marks')})\.?\)?", flags),
    )


def read_imprint(tail: str, *, note: bool = False, comma_style: bool = False, in_quotes: bool = False) -> Imprint:
    """Reads what stands after authors, year and title.

    `comma_style` says that commas divide the parts and not full stops; `note` that the reference is in the style of
    a note, where a single page is the page cited; `in_quotes` that the title stood in quotation marks, so that the
    tail begins with the work it is part of.
    """
    known = _grammar()
    found = Imprint()
    text = f" {tail.strip(' .,;:')} " if tail.strip(" .,;:()") else ""
    if not text:
        return found
    text = DOCUMENT_NUMBER.sub("", known.edition.sub(" ", known.reprint.sub("", text), count=1))
    if match := known.pinpoint.search(text):
        found.fill("locator", match.group("pages"), 0.85)
        text = text[: match.start()] + " "
    text = known.part.sub("", known.translated.sub(" ", text, count=1))
    if known.needs_editors.search(text):
        text = _take_editors_after(text, found)
    text = known.total.sub(" ", text, count=1)
    if match := known.number_of_report.search(text):
        text = f"{text[: match.start()]}. {text[match.end() :]}"
        if in_quotes and not known.imprint.match(text.strip(" .,")):
            # Who issued it stands in abbreviations, with commas of their own.
            found.fill("year", _year_in(text), 0.9)
            return found
    if known.needs_date.search(text):
        text = known.date.sub("", text)
    text = known.numeric_date.sub(", ", text)
    if match := known.inside.match(text.lstrip()):
        with_colon = ":" in match[0]
        comma_style = comma_style or with_colon
        found.inside = True
        text = " " + text.lstrip()[match.end() :]
        if names := read_names(text.strip(), role_expected=True):
            _fill_editors(found, names, 0.9)
            text = " " + text.strip()[names.end :].lstrip(" ,.:")
        elif match := known.same_editors.match(text.strip()):  # "in: Dies./Anna Ried, Ufer"
            more = read_names(text.strip()[match.end() :]) if match["more"] else None
            if more:
                _fill_editors(found, more, 0.7)
            text = " " + text.strip()[match.end() + (more.end if more else 0) :].lstrip(" ,.:")
        elif with_colon and (names := _unmarked_editors(text.strip())):
            _fill_editors(found, names, 0.7)
            text = " " + text.strip()[names.end :].lstrip(" ,.:")
    elif in_quotes and (match := re.search(r"(?<=[,.\s])\s?[Ii]n:?\s(?=[A-Z\"“])", text[:4])):
        text = text[match.end() :]
    if not found.editors and known.needs_editors.search(text):
        text = _take_edited_by(text, found)
    if not found.editors and known.needs_editors.search(text):
        text = _take_named_editors(text, found)
    text, before = _take_numbers(text, found, note)
    text = _take_pages(text, found, note)
    if before is not None:
        text = f"{text[:before]}\x01{text[before:]}" if before <= len(text) else text
    _read_places_and_names(text, found, in_quotes or found.inside, comma_style)
    return found


def _unmarked_editors(text: str) -> Names | None:
    """Editors that no word marks, `In: Ried, Anna/Moos, B.: Ufer`: where their form leaves no doubt that they are names."""
    names = read_names(text)
    if names is None or names.layout in ("body", "compact") or text[names.end : names.end + 1] not in (",", ":"):
        return None
    return names if len(names.names) > 1 or names.layout != "direct" else None


def _fill_editors(found: Imprint, names: Names, certainty: float) -> None:
    if not found.editors:
        found.editors = names.names
        found.certainty["editors"] = min(certainty, names.certainty)


def _take_editors_after(text: str, found: Imprint) -> str:
    """`(F. Loizides & B. Schmidt, Eds.; pp. 87–90)`: the editors are taken, the rest of the bracket stays."""
    match = _grammar().editors_after.search(text)
    if match is None:
        return text
    names = read_names(match.group("names") + ",")
    if names is None or names.layout == "body":
        return text
    _fill_editors(found, names, 0.9)
    rest = text[match.end("names") : match.end()]
    rest = _grammar().role_words.sub("", rest, count=1).lstrip(" ;,")
    return f"{text[: match.start()]} {'(' + rest if rest != ')' else ''} {text[match.end() :]}"


def _take_edited_by(text: str, found: Imprint) -> str:
    match = _grammar().edited.search(text)
    if match is None:
        return text
    names = read_names(match.group("names") + ",")
    if names is None or names.layout == "body":
        single = match.group("names").strip()
        if len(single.split()) != 2:
            return text
        names = Names((turn_round(single),), 0, "direct", 0.6)
    _fill_editors(found, names, 0.88)
    left_over = match.group("names")[names.end :] if names.end else ""
    divider = "," if match.group("end").startswith(",") or left_over.startswith(",") else ". "
    return f"{text[: match.start()]}{divider} {left_over.lstrip(' ,')}{match.group('end')}{text[match.end() :]}"


def _take_named_editors(text: str, found: Imprint) -> str:
    """`Turkey in World Politics, B. Rubin and K. Kirişci, Eds.`: names before the word for editors."""
    for role in _grammar().named_editors.finditer(text):
        for comma in re.finditer(r",\s", text[: role.start()]):
            names = read_names(text[comma.end() : role.end()], role_expected=True)
            if names and comma.end() + names.end >= role.end() - 1:
                _fill_editors(found, names, 0.85)
                rest = text[role.end() :].lstrip(" .,)")
                return f"{text[: comma.start()]}. {rest}" if rest else f"{text[: comma.start()]} "
    return text


_SHAPES = {
    "medical": (0.97, "needs_medical"),
    "preprint": (0.9, ""),
    "labelled": (0.95, ""),
    "divided": (0.95, "needs_divided"),
    "numbered": (0.95, "needs_numbered"),
    "issue_in_brackets": (0.95, ""),
    "numbered_without_year": (0.93, "needs_numbered_without_year"),
    "bare": (0.85, ""),
    "spaced": (0.85, ""),
    "slashed": (0.8, ""),
    "issue_only": (0.85, "needs_issue_only"),
}
"""The shapes of volume, issue and pages in the order in which they are tried: how sure each is, and what it needs."""


def _take_numbers(text: str, found: Imprint, note: bool) -> tuple[str, int | None]:
    """Finds volume, number, year and pages by their shape; gives back the text without them and where they stood."""
    known = _grammar()
    for name, (certainty, needed) in _SHAPES.items():
        if needed and not getattr(known, needed).search(text):
            continue
        match = getattr(known, name).search(text)
        if match is None:
            continue
        parts = match.groupdict()
        found.fill("volume", parts.get("volume"), certainty)
        found.fill("issue", parts.get("issue") or parts.get("later"), certainty)
        found.fill("year", parts.get("year") or parts.get("this"), 0.95)
        if pages := parts.get("pages"):
            _fill_pages(found, pages, certainty, note)
        return f"{text[: match.start()]} {text[match.end() :]}", match.start()
    return text, None


def _fill_pages(found: Imprint, pages: str, certainty: float, note: bool) -> None:
    single = not re.search(r"[-–—‐−]", pages)
    if note and single:
        found.fill("locator", pages, 0.8)
    else:
        found.fill("pages", pages, certainty if not single else min(certainty, 0.7))


def _take_pages(text: str, found: Imprint, note: bool) -> str:
    known = _grammar()
    if match := known.pages.search(text):
        _fill_pages(found, match.group("pages"), 0.95, note)
        keep = ")" if match.group(0).endswith(")") and not match.group(0).startswith("(") else ""
        # "Proceedings of …, pp. 62–68 Sydney": what follows is no part of the name before
        follows = re.match(rf"\s?[{capitals()}]", text[match.end() :])
        text = f"{text[: match.start()]}{keep}{',' if follows else ''} {text[match.end() :].lstrip(' ,' if follows else '')}"
    if (
        not found.pages
        and not found.locator
        and (match := re.search(rf"\b{YEAR}[a-z]?\)\s?[,:]\s?(?P<pages>{PAGES})[.,]?\s*$", text))
    ):
        found.fill("locator" if note else "pages", match.group("pages"), 0.85)
        text = f"{text[: match.start('pages')].rstrip(' ,:')} "
    ranged = r"[,.:]\s(?P<pages>\d{1,5}\s?[-–—]\s?\d{1,5})(?=\s*[.,]|\s*$)"
    if not found.pages and not found.locator and (match := re.search(ranged, text)):
        found.fill("pages", match.group("pages"), 0.8)
        before = text[: match.start()].strip()
        found.inside = found.inside or bool(known.gathering.search(before)) or not known.imprint.match(before)
        text = f"{text[: match.start()]}. {text[match.end() :]}"
    return text


def _read_places_and_names(text: str, found: Imprint, part_of_a_work: bool, comma_style: bool) -> None:
    """Container, place, publisher and year from the words that are left. U+0001 marks where the numbers stood."""
    known = _grammar()
    head, marked, rest = text.partition("\x01")
    if match := known.bracketed.search(rest if marked else head):
        inner = re.sub(rf"^{YEAR};\s", "", match.group("inner"))
        source = rest if marked else head
        if imprint := known.imprint.match(inner.strip()):
            _fill_imprint(found, imprint, 0.93)
        else:
            words = inner.rpartition(",")[0]
            found.fill("publisher" if known.publisher.search(words) or "," not in words else "place", words, 0.6)
            found.fill("year", _year_in(inner), 0.9)
        source = f"{source[: match.start()]} . {source[match.end() :]}"
        head, rest = (head, source) if marked else (source, rest)
    if marked:
        if match := known.when.search(rest):
            found.fill("year", match.group("year") or match.group("other"), 0.9)
            rest = rest[: match.start()]
        found.fill("year", _year_in(rest), 0.8)
        head = re.sub(rf",?\s(?:\(?{YEAR}\)?)[,.\s]*$", lambda m: _note_year(found, m), head)
        container, publisher = head, ""
        if found.inside and not known.gathering.search(head) and (split := re.search(r"\.\s(?=\S)", head)):
            container, publisher = head[: split.start()], head[split.end() :]
        container = known.dangling.sub("", container.strip(" .,;:("))
        found.fill("container", _without_imprint(container, found), 0.9)
        tail = rest.strip(" .,;:()")
        if imprint := known.imprint.match(tail or publisher.strip()):
            _fill_imprint(found, imprint, 0.85)
        elif known.publisher.search(tail):
            found.fill("publisher", known.month.sub("", " " + tail), 0.6)
        return
    _read_without_numbers(head, found, part_of_a_work, comma_style)


def _note_year(found: Imprint, match: re.Match[str]) -> str:
    found.fill("year", match.group(0).strip(" ,.()"), 0.9)
    return ""


def _year_in(text: str) -> str | None:
    years = re.findall(rf"(?<![\d/–-]){YEAR}[a-z]?(?![\d/–-])", text)
    return years[-1] if years else None


def _fill_imprint(found: Imprint, match: re.Match[str], certainty: float) -> None:
    place = match.group("place")
    if ". " in place and not re.search(r"\b[A-Z]\.\s?[A-Z]?\.?$", place):
        place = place.rpartition(". ")[2]
    found.fill("place", place, certainty)
    found.fill("publisher", match.group("publisher"), certainty)
    if match.group("year"):
        found.fill("year", match.group("year").lstrip("cC© "), certainty)


def _read_without_numbers(text: str, found: Imprint, part_of_a_work: bool, comma_style: bool) -> None:
    known = _grammar()
    text = text.strip()
    if match := known.when.search(" " + text):
        found.fill("year", match.group("year") or match.group("other"), 0.92)
        text = (" " + text)[: match.start()].strip()
    # "Proc. 12th Int. Conf. Autom. Reason., Nancy": up to the comma the full stops are those of abbreviations
    comma = text.find(",") if known.abbreviated.match(text) else 0
    parts = known.sentence_end.split(text[comma:])
    parts[0] = text[:comma] + parts[0]
    segments = [s for part in parts if (s := part.strip(" .,;()")) and not known.day.fullmatch(s)]
    if not segments:
        return
    if found.inside and comma_style and len(segments) > 1 and not known.imprint.match(segments[-1]):
        # in notes a comma is before place and year: a full stop stands before a subtitle alone
        segments = [". ".join(segments)]
    last = segments[-1]
    if not part_of_a_work and not known.imprint.match(last):
        part_of_a_work = bool(known.gathering.search(last)) or bool(
            known.newspaper.search(last) and not known.publisher.search(last) and "," not in last
        )
    if (
        (match := known.imprint.match(last))
        and not found.publisher
        and not (found.inside and len(segments) == 1 and known.gathering.search(last))
    ):
        _fill_imprint(found, match, 0.93)
        segments.pop()
    elif part_of_a_work and not found.publisher and len(segments) == 1 and (split := _last_comma(last)):
        container, publisher = split
        if known.publisher.search(publisher):
            found.fill("publisher", publisher, 0.75)
            segments = [container]
    elif not found.publisher and (len(segments) > 1 or not part_of_a_work):
        split = _last_comma(last)
        if split:
            first, second = (bool(known.publisher.search(part)) for part in split)
            place_first = comma_style if first == second else second
            if first == second and split[1] in known.places:
                place_first = False
            found.fill("publisher", split[place_first], 0.7)
            found.fill("place", split[not place_first], 0.65)
        else:
            place = last in known.places
            found.fill("place" if place else "publisher", last, 0.8 if known.publisher.search(last) or place else 0.5)
        segments.pop()
    # What is left behind an unquoted title is a subtitle or a series: nothing tells which.
    if segments and part_of_a_work:
        whole = ". ".join(segments) if found.inside and comma_style else segments[0]
        found.fill("container", _without_imprint(whole, found, dated=comma_style and bool(found.year)), 0.85)


def _without_imprint(text: str, found: Imprint, *, dated: bool = False) -> str:
    """The name of a work or a gathering without the publisher, the place and the series behind its commas.

    A name alone counts as a place behind the name of a gathering, or where the year followed (`dated`).
    """
    known = _grammar()
    open_to_places = dated or bool(known.gathering.search(text))
    if open_to_places:
        text = re.sub(rf"(?<=\))\s(?=[{capitals()}][\w’'-]+,)", ", ", text)
    parts = re.split(r",\s+", text)
    places: list[str] = []
    publisher = None
    while len(parts) > 1:
        last = parts[-1].strip(" .")
        if known.publisher.search(last) and not known.gathering.search(last) and not publisher:
            publisher = last
        elif (last in known.places or (open_to_places and known.place.fullmatch(last))) and len(places) < 3:
            places.insert(0, last)
        elif not known.series.search(last):
            break
        parts.pop()
    found.fill("publisher", publisher, 0.75)
    found.fill("place", ", ".join(places), 0.75)
    return ", ".join(parts)


def _last_comma(text: str) -> tuple[str, str] | None:
    match = re.match(r"(.+), ([^,]+(?:, [A-Z]{2})?)$", text) if ", " in text else None
    if match and re.fullmatch(r"[A-Z]{2}", match.group(2)) and ", " in match.group(1):
        before, _, place = match.group(1).rpartition(", ")
        return before, f"{place}, {match.group(2)}"
    return (match.group(1), match.group(2)) if match else None

"""Takes a reference apart into fields, each with a certainty from 0 to 1, in the styles scholars write in.

Rules of punctuation do it, in the order in which styles write: identifiers first, then names, year, title, and the
rest (`reference_parsing`); where they are unsure, a learned tagger is heard. What is not seen is None: nothing is
completed, corrected or looked up. Words come from the tongues' lists, so that languages can be added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from argmap.sources.references.documents import read_document
from argmap.sources.references.east_asian import read_east_asian
from argmap.sources.references.fields import YEAR, Imprint
from argmap.sources.references.folding import fold, lift, without_access
from argmap.sources.references.imprint import read_imprint, without_extent, without_pointer
from argmap.sources.references.kinds import tell_kind, thesis_school
from argmap.sources.references.law_reviews import read_law_reviewed
from argmap.sources.references.legal import Legal, read_commentary, read_legal, read_resolution
from argmap.sources.references.manners import without_manners
from argmap.sources.references.names import Names, grammar, read_names
from argmap.sources.references.periodicals import Issue, read_issue
from argmap.sources.references.same_author import read_same_author, read_unknown_author
from argmap.sources.references.short_forms import (
    Short,
    ShortForm,
    behind_sentence,
    read_ibid,
    read_short_form,
    split_quoted,
    without_signal,
)
from argmap.sources.references.splitting import split_references
from argmap.sources.references.titles import Title, read_title
from argmap.sources.references.weighing import WEIGHED, weigh
from argmap.sources.references.words import any_of
from argmap.tongues.lists import lists_of_all

__all__ = ["ParsedReference", "ShortForm", "parse_reference", "split_references"]

_LONGEST = 4_000
_FEW = 8  # words
_OF_FEW = 0.7
_OF_NOBODY = 0.4
_OF_A_COMMENTARY = ("authors", "title", "editors", "year", "locator")
_NOTHING: dict[str, tuple[str, ...]] = {"authors": (), "editors": ()}
_SAME = 12  # letters
# a family name alone, as notes of lawyers and historians have it
_FAMILY = re.compile(r"(?P<name>[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)?),\s(?=[^\W\d_]{3,})")
_LABEL = re.compile(
    r"\s*(?:(?:\[\s?[\w+.:-]{1,20}\s?\]|\(?\d{1,4}[.)]|\d{1,3}[–-]|[•▪–-])\s+(?=\S)|[\[［]\d{1,4}[\]］](?=[^\W\d_]|[“\"]))"
)
_KEY = re.compile(r"\s*\[\s?[^\W\d_][^\W\d_+]{0,9}\+?(\d\d)[a-z]?\s?\]\s")  # [Knu84], [Lee+10b]
_SHORT_TITLE = re.compile(
    r"(?P<name>[^\W\d_][^\d.,;:()\[\]\"“”]{1,60})\s(?P<year>(?:1[4-9]|20)\d\d[a-z]?)\s?[=:–—-]?\s(?=[^\W\d_a-z])"
)
# Der Damm, Bern 1990
_TOWN_AND_YEAR = re.compile(r",\s(?P<place>[^\W\d_a-z][^,.:()\d]{1,40})\s(?P<year>(?:1[4-9]|20)\d\d)$")
# The Dike, 1990, Bern: Aare
_DATED = re.compile(r",\s(?P<year>(?:1[5-9]|20)\d\d)$")
_SPACED_COLON = re.compile(r"(?<=[\w.)\]]) :(?=\s)")  # Paris : Seuil
# "The Mole[J]. Ports", "The Mole[C]//Ports and Salt": by GB/T 7714 a letter tells the kind of work
_LETTER_OF_KIND = re.compile(
    r"\s?[\[［](?:EB|[MJDCNRSP])(?:/OL)?[\]］](?:(?P<within>//\s?)|(?P<stop>[．。]\s?)|(?=[.,]|\s|$))"
)
# "Cfr.<http://…", "< http://…", "p.29": set without the blank, or with one too many
_GLUED = re.compile(r"(?<=\.)(?=<)|(?<=[\s,(]p\.)(?=\d)|(?<=[\s,(]pp\.)(?=\d)")
_LOOSE_ADDRESS = re.compile(r"<\s+(?=https?:|www\.)")
# "Ried, La geografia del sale (1949)", "M. L. Ried, Salt and Dues (1973)": a name, a title and the year, and no more
_NAME_TITLE_YEAR = re.compile(
    r"(?P<name>(?P<initials>(?:[^\W\d_a-z]\.[\s-]?)+)?[^\W\d_a-z][^\W\d_][\w’'-]*),\s+(?P<title>[^\d().,;:]{8,160}?)\s*"
    r"\((?P<year>(?:1[4-9]|20)\d\d)\)\.?$"
)
_BARE_NUMBER = re.compile(r"\d{1,3}\s(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """The fields of one reference. `text` is as given; the others are None or empty where nothing was seen.

    Authors and editors are written ``Family, Given``; bodies as they stand. `year` keeps its letter (``2010a``) and
    may be ``n.d.``. `pages` are those of the work in its container, `locator` the place that a note points at.
    `kind` is article, book, chapter, thesis, report, conference, newspaper, dataset, web, case, law, archive, standard
    or classic. `short_form` tells a pointer back at a fuller reference, and `note` the number of the note that it
    points at; `quoted` is what stood before "quoted in", the fields being those of the work after it. `others` says
    that the names end in "et al.".
    """

    text: str
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    year: str | None = None
    title: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    publisher: str | None = None
    place: str | None = None
    pages: str | None = None
    doi: str | None = None
    isbn: str | None = None
    url: str | None = None
    kind: str | None = None
    locator: str | None = None
    short_form: ShortForm | None = None
    quoted: str | None = None
    others: bool = False
    note: int | None = None
    certainty: Mapping[str, float] = field(default_factory=dict)


@lru_cache(maxsize=4096)  # a paper that is being written is read again and again, and most of its list is as it was
def parse_reference(text: str, above: tuple[str, ...] = ()) -> ParsedReference:
    """The fields of a reference in any of the common styles, as far as they can be seen. Never raises.

    In a list, `above` are the names of the entry before, for which a dash or *idem* may stand in this one.
    """
    parsed = _parse(text, above)
    key = _KEY.match(text)
    if key is None or (parsed.year or "")[2:4] == key[1]:
        return parsed
    said = re.search(rf"(?<![\d/.-])(?:1[4-9]|20){key[1]}(?![\d/-])", text[key.end() : _LONGEST])
    return replace(parsed, year=said[0], certainty={**parsed.certainty, "year": 0.9}) if said else parsed


def _parse(text: str, above: Sequence[str]) -> ParsedReference:
    folded = without_manners(_SPACED_COLON.sub(":", fold(text[:_LONGEST]))).rstrip(" ;")
    folded = _LOOSE_ADDRESS.sub("<", _GLUED.sub(" ", folded))
    if back := _points_back(folded):
        return _from_short(text, back, None)
    if names := read_same_author(folded, above):
        return _read_in_full(text, folded, None, names)
    if legal := read_legal(folded):  # "42 U.S.C. § 1983": its number is no label
        return _from_legal(text, legal, None)
    if label := _LABEL.match(folded):
        folded = folded[label.end() :]
    elif (number := _BARE_NUMBER.match(folded)) and _begins_with_a_name(folded[number.end() :]):
        folded = folded[number.end() :]
    if names := read_same_author(folded, above):
        return _read_in_full(text, folded, None, names)
    if head := _under_short_title(folded):
        full = parse_reference(folded[head.end() :])
        return replace(full, text=text, year=head["year"], certainty={**full.certainty, "year": 0.9})
    folded = _reprinted().sub(r"\1", without_signal(behind_sentence(folded)))
    if names := read_same_author(folded, above):
        return _read_in_full(text, folded, None, names)
    quoted: str | None = None
    if (parts := split_quoted(folded)) and len(parts[1]) > 3:
        quoted, folded = parts[0] or None, without_signal(parts[1])
    if commentary := read_commentary(folded):
        said = {name: value for name in _OF_A_COMMENTARY if (value := getattr(commentary, name))}
        return _from_fields(text, {**said, "kind": "book"}, commentary.certainty, quoted)
    if document := read_document(folded):
        return _from_fields(text, document.fields, document.certainty, quoted)
    if work := read_east_asian(folded):
        return _from_fields(text, work.fields, work.certainty, quoted)
    if reviewed := read_law_reviewed(folded):
        return _from_fields(text, reviewed.fields, reviewed.certainty, quoted)
    if (plain := _NAME_TITLE_YEAR.fullmatch(folded)) and _is_worded(plain["title"], bool(plain["initials"])):
        names = read_names(plain["name"])
        said = {"authors": names.names if names else (plain["name"],), "title": plain["title"], "year": plain["year"]}
        return _from_fields(text, {**said, "kind": "book"}, _OF_A_PLAIN_ONE, quoted)
    folded = _LETTER_OF_KIND.sub(
        lambda letter: ". In: " if letter["within"] else ". " if letter["stop"] else "", folded
    )
    if short := read_short_form(folded):
        return _from_short(text, short, quoted)
    if legal := read_legal(folded):
        return _from_legal(text, legal, quoted)
    if issue := read_issue(folded):
        return _from_issue(text, issue, quoted)
    return _read_in_full(text, folded, quoted)


_OF_A_PLAIN_ONE = 0.6


def _is_worded(title: str, has_initials: bool) -> bool:
    """Whether words behind a name are a title and no given names or a second author: one of them is an everyday word.

    Behind a name with initials a second would have some too.
    """
    words = title.split()
    lists = lists_of_all("citing")
    joining = lists["joiners"] | lists["particles"] | lists["others"] | {"&"}
    worded = any(word.islower() and word.isalpha() and word not in joining and len(word) > 2 for word in words)
    return len(words) > 1 and (worded or (has_initials and len(words) > 2))


def _points_back(text: str) -> Short | None:
    """`See id. at 14`: a word that is *the same author* too, with nothing but a place behind it."""
    short = read_ibid(without_signal(text))
    year = short and short.locator and re.fullmatch(YEAR, short.locator)
    return None if year else short


def _under_short_title(text: str) -> re.Match[str] | None:
    """`Ager 1989a` before `S. Ager, "Judicial …"`: the short title by which a list has its entry, said again in it."""
    short = _SHORT_TITLE.match(text)
    if short is None:
        return None
    again = re.escape(re.split(r"[\s/&]+", short["name"])[-1])
    return short if re.match(rf"[^\d()\"“]{{0,60}}\b{again}\b", text[short.end() :], re.IGNORECASE) else None


def _begins_with_a_name(text: str) -> bool:
    """Whether a number without a full stop before this is the number of a note and not part of a title."""
    names = read_names(text)
    return bool(names and names.layout != "body" and names.certainty >= 0.8)


def _from_short(text: str, short: Short, quoted: str | None) -> ParsedReference:
    if len(short.authors) == 1 and not short.title and _works_by_name().search(short.authors[0]):
        short = replace(short, authors=(), title=short.authors[0])  # "SIPRI Yearbook 1997"
    fields = {"authors": short.authors, "year": short.year, "title": short.title, "locator": short.locator}
    certainty = {name: short.certainty for name, value in fields.items() if value}
    certainty["short_form"] = short.certainty
    return ParsedReference(
        text,
        authors=short.authors,
        year=short.year,
        title=short.title,
        locator=short.locator,
        short_form=short.form,
        quoted=quoted,
        others=short.others,
        note=short.note,
        certainty=_damped(certainty, text),
    )


def _from_legal(text: str, legal: Legal, quoted: str | None, names: Names | None = None) -> ParsedReference:
    fields = {"title": legal.title, "year": legal.year, "locator": legal.locator, "kind": legal.kind}
    certainty = {name: legal.certainty for name, value in fields.items() if value}
    if names:
        certainty["authors"] = names.certainty
    lifted = lift(text)
    return ParsedReference(
        text,
        authors=names.names if names else (),
        year=legal.year,
        title=legal.title,
        doi=lifted.doi,
        url=lifted.url,
        kind=legal.kind,
        locator=legal.locator,
        quoted=quoted,
        certainty=_damped(certainty, text),
    )


def _from_fields(text: str, fields: Mapping[str, Any], certainty: float, quoted: str | None) -> ParsedReference:
    lifted = lift(text)
    sure = _damped(dict.fromkeys(fields, certainty), text)
    return ParsedReference(text, doi=lifted.doi, url=lifted.url, quoted=quoted, certainty=sure, **fields)


def _from_issue(text: str, issue: Issue, quoted: str | None) -> ParsedReference:
    said = {"locator": issue.locator, "volume": issue.number, "kind": issue.daily}
    certainty = dict.fromkeys(("title", "year", *(name for name, value in said.items() if value)), 0.8)
    return ParsedReference(
        text,
        year=issue.year,
        title=issue.name,
        volume=issue.number,
        kind="newspaper" if issue.daily else None,
        locator=issue.locator,
        quoted=quoted,
        certainty=_damped(certainty, text),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the title, and `rest`, the text from there on.

    `closed` says that a year ends the head; `comma_style` that commas part what follows, as notes have it.
    """

    names: Names | None
    year: str | None
    rest: str
    closed: bool
    comma_style: bool


def _read_in_full(text: str, folded: str, quoted: str | None, names: Names | None = None) -> ParsedReference:
    lifted = lift(folded)
    head = _read_head(lifted.text, names)
    names = head.names
    if names and names.layout == "body" and (legal := read_resolution(head.rest)):
        return _from_legal(text, replace(legal, year=head.year or legal.year), quoted, names)
    title = _read_title_behind(head, is_addressed=bool(lifted.url or lifted.doi))
    thesis = thesis_school(title.rest)
    imprint = _read_imprint_behind(title, head, thesis)
    if not head.year and not imprint.year:
        title = _without_date(title, imprint)
    if imprint.publisher and _original().search(folded):
        imprint.certainty["publisher"] = 0.9  # "(C. D. C. Reeve, Trans.). Hackett. (Original work published 1921)"
    if imprint.pages and not (imprint.container or imprint.inside or imprint.editors or title.quoted):
        # A book has no pages of its own: what is named is the place cited.
        imprint.locator, imprint.pages = imprint.locator or imprint.pages, None
        imprint.certainty["locator"] = imprint.certainty.pop("pages", 0.8)
    kind = tell_kind(folded, title, imprint, lifted, bool(thesis), body=names is not None and names.layout == "body")
    edited = names is not None and names.editors
    named = names.names if names else ()
    certainty = {
        **({"editors" if edited else "authors": names.certainty} if names and named else {}),
        **({"title": title.certainty} if title.text else {}),
        **imprint.certainty,
        **({"year": 0.97} if head.year else {}),
        **({"doi": 0.99} if lifted.doi else {}),
        **({"isbn": 0.99} if lifted.isbn else {}),
        **({"url": 0.97} if lifted.url else {}),
        **({"kind": kind[1]} if kind else {}),
    }
    parsed = ParsedReference(
        text,
        authors=() if edited else named,
        editors=named if edited else imprint.editors,
        year=head.year or imprint.year,
        title=title.text,
        container=imprint.container,
        volume=imprint.volume,
        issue=imprint.issue,
        publisher=imprint.publisher,
        place=imprint.place,
        pages=imprint.pages,
        doi=lifted.doi,
        isbn=lifted.isbn,
        url=lifted.url,
        kind=kind[0] if kind else None,
        locator=imprint.locator,
        quoted=quoted,
        others=bool(names and names.others),
        certainty=certainty,
    )
    parsed = _weighed(parsed, without_extent(without_access(without_pointer(folded))))
    return replace(parsed, certainty=_damped(_sober(parsed, folded), text))


def _read_head(text: str, names: Names | None) -> _Head:
    names = names or read_unknown_author(text) or read_names(text)
    year, rest, closed, mark = _year_after_names(text[names.end :] if names else text, names)
    divider = rest.lstrip()[:1] if names and not closed else ""
    if names and names.editors and divider and divider not in ",:":
        divider = text[names.end - 1]  # the mark behind "(Hg.)," was read with it
    inverted = names is not None and names.layout == "inverted"
    return _Head(names, year, rest, closed, divider == "," or mark == ":" or (divider == ":" and inverted))


def _read_title_behind(head: _Head, *, is_addressed: bool) -> Title:
    title = read_title(head.rest, comma_style=head.comma_style)
    if title.text and _pages_alone().match(title.text):  # "Doe (2014), S. 3 und S. 57–58"
        return replace(title, text=None, rest=f"{title.text}, {title.rest}")
    if not title.text:
        return title
    # "Doe, J. (2015). Title. https://…": nothing but the address follows, so the title is all that stands there
    whole = head.closed and not title.rest and not title.quoted and is_addressed
    plain = len(title.text) < 200 and not re.search(r",\s[^\W\d_a-z]", title.text)  # no comma before a journal
    sure = max(title.certainty, 0.9) if whole and plain else title.certainty
    return replace(title, certainty=sure if head.names or head.year else min(sure, 0.7))


def _read_imprint_behind(title: Title, head: _Head, thesis: Mapping[str, str | None] | None) -> Imprint:
    if thesis is None:
        note = head.comma_style and head.names is not None and head.names.layout == "direct"
        return read_imprint(title.rest, note=note, comma_style=head.comma_style, in_quotes=title.quoted)
    imprint = Imprint()
    for name, value in thesis.items():
        imprint.fill(name, value, 0.9)
    return imprint


def _without_date(title: Title, imprint: Imprint) -> Title:
    """The title without the year, or the place and the year, that ended it: they go to the imprint."""
    if title.text and (town := _TOWN_AND_YEAR.search(title.text)):
        imprint.fill("place", town["place"], 0.75)
        imprint.certainty["place"] = 0.75
        imprint.fill("year", town["year"], 0.85)
        return replace(title, text=title.text[: town.start()])
    if title.text and imprint.place and (dated := _DATED.search(title.text)):
        imprint.fill("year", dated["year"], 0.85)
        return replace(title, text=title.text[: dated.start()])
    return title


def _sober(parsed: ParsedReference, text: str) -> dict[str, float]:
    """The certainty, that of the title lowered where others' references show it too high: where nobody is named, what
    is not surely a title is a piece of a sentence or a note; and of a few words any may be title or name.
    """
    sure = dict(parsed.certainty)
    title = sure.get("title", 0.0)
    if len(text.split()) < _FEW:
        sure |= {"title": min(title, _OF_FEW)} if title else {}
    elif not (parsed.authors or parsed.editors) and 0 < title < 0.8:
        sure["title"] = round(_OF_NOBODY * title, 2)
    return sure


def _weighed(parsed: ParsedReference, text: str) -> ParsedReference:
    """The reading of the rules after the tagger was heard: a page that a note cites counts as pages to it."""
    pages = "locator" if parsed.locator and not parsed.pages else "pages"
    read = {name: value for name in WEIGHED if (value := getattr(parsed, pages if name == "pages" else name))}
    if parsed.issue:
        read["issue"] = parsed.issue
    certainty = dict(parsed.certainty)
    certainty["pages"] = certainty.pop(pages, 0.8)
    fields, sure = weigh(read, certainty, text)
    if "pages" not in read and "pages" in fields and not fields.get("container"):
        pages = "locator"
    if "pages" in sure:
        sure[pages] = sure.pop("pages")
    changed: dict[str, Any] = {
        pages if name == "pages" else name: fields.get(name, _NOTHING.get(name)) for name in WEIGHED
    }
    family = _FAMILY.match(text) if not changed["authors"] and not changed["editors"] else None
    title = str(changed["title"] or "")
    if family and title != read.get("title") and title and text.startswith(title[:_SAME], family.end()):
        # "Ried, Der Damm, Bern 1990": what stands before the title and is no part of it
        changed["authors"], sure["authors"] = (family["name"],), round(_OF_FEW * sure.get("title", 0.5), 2)
    for name in changed["authors"] or ():
        # "Ried, Anna von: Der Damm": a first name is no beginning of a title
        if (given := name.partition(", ")[2]) and title.startswith(f"{given}: "):
            changed["title"] = title.removeprefix(f"{given}: ")
    held = {name: value for name, value in sure.items() if changed.get(name, getattr(parsed, name, None))}
    return replace(parsed, **changed, certainty=held)


@lru_cache(maxsize=1)
def _pages_alone() -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of('pages')})\.?\s?\d[^\W\d]?|\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?\s*(?:[,;]|\.?\Z)")


@lru_cache(maxsize=1)
def _reprinted() -> re.Pattern[str]:
    """`Leipzig 1887 (ND Graz 1969)`: of a reprint neither place nor year are the work's."""
    return re.compile(
        rf"((?:1[4-9]|20)\d\d)\s[(\[](?:{any_of('reprints')})\.?\s[^()\[\]]{{0,40}}(?:1[4-9]|20)\d\d[)\]]"
    )


@lru_cache(maxsize=1)
def _original() -> re.Pattern[str]:
    return re.compile(rf"\((?i:{any_of('originals')})\s")


@lru_cache(maxsize=1)
def _works_by_name() -> re.Pattern[str]:
    return re.compile(rf"\s(?i:{any_of('reference_works')})\Z")


@lru_cache(maxsize=1)
def _year_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    years = rf"(?P<year>(?:1[4-9]\d\d|20\d\d)(?:[-–/]\d{{2,4}})?[a-z]?|(?i:{any_of('undated', 'unpublished')})\.?)"
    day = rf"(?:,?\s(?:\d{{1,2}}\.?\s)?(?i:{any_of('months')})\b[^)\]]{{0,20}})?"
    when = rf"(?:,?\s(?:\d{{1,2}}\.?\s)?(?i:{any_of('months')})\b[^)\]]{{0,20}}|,\s[^()\[\]]{{1,30}})?"
    bracketed = re.compile(
        rf"(?:\s?\([^\W\d_a-z][^()\d]{{2,30}}\)\.?)?\s?[.,]?\s?(?:\[(?:1[4-9]|20)\d\d\]\s)?[(\[](?:(?:1[4-9]|20)\d\d\s?/\s?)?{years}{when}(?:\s?\[[^\]]*\])?\s?[)\]](?P<mark>\s?[.,:;])?"
    )
    first_published = r"(?:[(\[](?:1[4-9]|20)\d\d[)\]]\s)?"
    again = r"(?:\s?[(\[](?:1[4-9]|20)\d\d[)\]])?"
    bare = re.compile(
        rf"\s?[.,:]{{0,2}}\s{first_published}{years}{again}{day}(?:(?P<mark>[.,:;])\s|\s(?=[^\W\d_a-z][\w’'-]*\s))"
    )
    return bracketed, bare


def _year_after_names(rest: str, names: Names | None) -> tuple[str | None, str, bool, str]:
    """The year that follows the names, the text after it, whether it closes the head, and the mark behind it."""
    bracketed, bare = _year_patterns()
    if names is None:
        return None, rest, False, ""
    spaced = rest if rest[:1] in " .,:" else f" {rest}"
    match = bare.match(spaced)
    if match:
        rest = spaced
    else:
        match = bracketed.match(rest)
    if match is None:
        return None, rest, False, ""
    return match.group("year"), rest[match.end() :], True, (match.group("mark") or "").strip()


def _damped(certainty: dict[str, float], text: str) -> dict[str, float]:
    """Damaged, cut off or headless text makes everything read from it less sure."""
    factor = 1.0
    if "\ufffd" in text:
        factor *= 0.9
    stripped = text.strip()
    if stripped.endswith(",") or (
        stripped and stripped[0].islower() and not grammar().particle.match(stripped.split()[0])
    ):
        factor *= 0.8
    return {name: value if name in _TOLD_BY_SHAPE else round(value * factor, 2) for name, value in certainty.items()}


_TOLD_BY_SHAPE = ("doi", "isbn")

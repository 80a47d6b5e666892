"""Recognises references that point back at a fuller one: `Sülkü 2010: 11`, `ibid., 12`, `Miller, op. cit., p. 4`.

A short form must account for the whole text; anything left over makes it an ordinary reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from argmap.sources.references.documents import read_document
from argmap.sources.references.fields import PAGES, YEAR
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.names import grammar, read_names, turn_round
from argmap.sources.references.periodicals import read_issue
from argmap.sources.references.words import any_of, capitals, word_lists

_PLAIN_NAMES = r"[A-Z][^\W\d_]+(?: (?:and|&) [A-Z][^\W\d_]+)?"
_PLAIN_PEOPLE = re.compile(_PLAIN_NAMES)
_PLAIN_AUTHOR_DATE = re.compile(rf"({_PLAIN_NAMES}) ({YEAR}[a-z]?)(?:[:,] (\d{{1,5}}(?:[-–]\d{{1,5}})?))?\.?\Z")
_BEFORE_FIGURES = re.compile(r"[^\d:()\"“”]*")
_LONGEST_FORM = 160
_MOST_LEADING = 5  # words
# what a note says of the place it points at: "(arguing that dams should wait)", "(Halm, J., dissenting)"
_REMARK = re.compile(r",?\s\((?=[^()]*[^\W\d_]{2})(?:[^()]|\([^()]{0,200}\)){4,1200}\)(?=[.;,]?\s*\Z)")
# "Ried, M., Il sale", "Ried, Maria. …": what belongs to the name before it
_GIVEN = re.compile(r"(?:[^\W\d_a-z]\.[\s-]?)+(?=,|\Z)")
_GIVEN_BEHIND_CAPITALS = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:\s[^\W\d_]+){0,3}(?=[.,]|\Z)")
_SENTENCE = 40  # characters
_TOLD = 0.8
ShortForm = Literal["author-date", "author-page", "author-title", "ibid", "op-cit", "loc-cit"]


@dataclass(frozen=True, slots=True)
class Short:
    """A short form and what it says. `certainty` is that of its kind; the fields it fills are as sure as that.

    `note` is the number of the note that it says gives the work in full.
    """

    form: ShortForm
    certainty: float
    authors: tuple[str, ...] = ()
    year: str | None = None
    title: str | None = None
    locator: str | None = None
    others: bool = False
    note: int | None = None


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    names = grammar()
    joiner, others = any_of("joiners"), any_of("others")
    word = rf"(?:(?:{any_of('particles')})\s)*{names.word}(?:\s(?:{any_of('particles')}\s)*{names.word}){{0,3}}"
    strict = (
        rf"(?:(?:(?:[{capitals()}]\.\s?){{1,3}})?{word}(?:(?:(?:,\s"
        rf"|\s?[;/]\s?){word}){{0,5}}(?:,?\s{joiner}\s|\s?/\s?){word})?(?P<others>,?\s(?i:(?:&\s|and\s)?{others})\b\.?)?)"
    )
    # Compiling is dear: the long pattern for names stands in one expression only, which judges what this finds.
    people = r"(?P<people>[^\W\d_][^\d:()\"“”]{1,110}?)"
    place = rf"(?i:{any_of('pages', 'places_in_work', 'volume')})"
    pages = rf"(?:[IVXLC]{{1,6}}[:.,]\s?)?{PAGES}"
    named = rf"(?:(?i:{any_of('signal_words')})\.?\s)?"  # S. 447 ff., hier S. 448
    locator = rf"(?:at\s)?{named}(?P<locator>(?:{place}\.?\s?)?{pages}"
    locator = rf"{locator}(?:[,;]\s{named}(?:{place}\.?\s?)?{pages}|\s{place}\.?\s?{pages})*)"  # § 3 Rn. 22
    # fol. 12v; lib. II, cap. IX, núm. 4; dosja 13, fl. 5; [25]
    count = (
        r"(?:\d{1,5}[a-z]{0,2}(?:[/.:]\d{1,5}){0,3}(?:\s?[-–]{1,2}\s?\d{1,5}[a-z]{0,2})?(?:\s?ff?\b)?"
        r"|\[\d{1,4}\]|(?i:[ivxlc]{1,8})(?!\w))"
    )
    step = rf"(?:(?i:{any_of('note_places', 'leaves', 'places_in_work', 'pages', 'volume')})(?:\.\s?|\s))?{count}\.?"
    again = rf"(?i:{any_of('op_cit', 'loc_cit', 'earlier')})(?:\.,\s|\.\s?|,?\s)"
    sure_locator = rf"(?P<locator>{place}\.?\s?{pages}(?:,\s(?:{place}\.?\s?)?{pages})*)"
    year = rf"(?P<year>{YEAR}[a-z]?|(?i:{any_of('undated', 'unpublished')})\.?)"
    end = r"\s?[.;,]?\)?[.;,]?\s*\Z"
    return Grammar(
        people=pattern(strict),
        ibid=pattern(
            rf"\(?(?i:{any_of('ibid')})(?![\w])\.?[,;:]?\s?{locator.replace('?P<locator>', '?P<locator>', 1)}?{end}",
            form=rf"\(?(?i:{any_of('ibid')})",
        ),
        op_cit=pattern(
            rf"(?:{people}[,.]?\s)?(?i:(?P<op>{any_of('op_cit')})|{any_of('loc_cit')})(?![\w])\.?[,;:]?\s?"
            rf"(?:{locator})?{end}",
            form=rf"(?is:.*?{any_of('op_cit', 'loc_cit')})",
        ),
        # Doe, supra note 12, at 45; Doe (n 12) 45; Doe, a.a.O. (Fn. 12), S. 45; Doe, Short Title (Fn. 12);
        # Doe, supra note 12, at 45 (arguing that …)
        cross=pattern(
            rf"(?:(?!{again}){people}(?:,\s(?:[\"“„«‘'](?P<quoted>[^\"”“»]{{3,90}}?)[,.]?[\"”“»’'],?|(?P<plain>[{capitals()}][^,.()\d\"“”]{{2,60}}))?)?"
            rf",?\s)?(?P<again>{again})?[(\[]?(?:{again})?(?i:{any_of('note_words')})(?![^\W\d_])\.?\s?(?P<note>\d{{1,4}})"
            rf"(?P<close>[)\]])?,?\s?(?:{locator})?(?:\s\([a-z][^()]{{4,120}}\))?{end}",
            form=rf"(?is:.*?(?:^|[\s(\[.]){any_of('note_words')}\.?\s?\d)",
        ),
        ibid_first=pattern(rf"\(?(?i:{any_of('ibid')})(?!\w)\.?[,;:]?", hears=["ibid"]),
        again=pattern(
            rf"[,.;:]\s(?i:(?P<op>{any_of('op_cit')})|(?P<loc>{any_of('loc_cit')})|{any_of('given_before')})(?!\w)\.?[,;:]?",
            hears=["op_cit", "loc_cit", "given_before"],
        ),
        # Katz, 389 U.S. at 353
        reported=pattern(
            rf"(?P<name>[{capitals()}][^,;:()\d]{{2,60}}),\s\d{{1,4}}\s(?:[A-Z][\w.]{{0,5}}\s?){{1,4}}(?:\d[a-z]{{1,2}}\s)?at\s"
            rf"(?P<locator>\d{{1,5}}(?:[-–]\d{{1,5}})?){end}",
            form=r"[^,]{3,61},\s\d{1,4}\s[A-Z].{1,24}\sat\s\d",
        ),
        places=pattern(
            rf"\s?(?:(?:at\s)?{named}(?P<places>{step}(?:(?:,|;)?\s(?:{joiner}\s)?{named}{step}){{0,6}}))?{end}"
        ),
        author_date=pattern(
            rf"\(?{people}(?:,?\s[(\[]?|[(\[]){year}(?:\d(?=\)))?[)\]]?(?:\s?[,:;]\s?{locator}"
            rf"|\s{sure_locator.replace('locator', 'sure')})?{end}",
            form=rf"\(?[^\W\d_][^\d:()\"“”]{{1,110}}?(?:,?\s[(\[]?|[(\[])"
            rf"(?:{YEAR}|(?i:{any_of('undated', 'unpublished')}))",
        ),
        author_page=pattern(
            rf"{people},\s(?:{sure_locator}|(?P<bare>{PAGES})){end}",
            form=r"[^\W\d_][^\d:()\"“”]{1,110}?,\s[^(\"“”]*\Z",
        ),
        author_title=pattern(
            rf"{people},\s(?:[\"“„«‘'](?P<quoted>[^\"”“»]{{3,90}}?)[,.]?[\"”“»’'],?|(?P<plain>[{capitals()}][^,."
            rf"()\d\"“”]{{2,60}}),)\s{locator}{end}",
        ),
        publisher=pattern(
            rf"(?<!\w)(?!(?i:universit)){any_of('bodies.publishers')}\Z", re.IGNORECASE, hears=["bodies.publishers"]
        ),
        quoted=pattern(rf"(?:^|[,.;:(]?\s?\(?)\b(?i:{any_of('quoted_in')})\.?:?\s", re.IGNORECASE, hears=["quoted_in"]),
        signal=pattern(
            rf"\(?(?:(?:{any_of('signals')})(?![\w])[.,:]{{0,2}}\s(?:(?:{any_of('signal_words')})(?![\w])[.,:]?\s)*"
            rf"|(?:{any_of('opening_signals')})(?![\w])[.,:]?\s|so\s(?-i:(?=[A-Z]{{2}})))(?=\S)",
            re.IGNORECASE,
        ),
        # The dam was old. See Ann Ried, …
        aside=pattern(
            rf"[.!?“”\"„]\s(?:{any_of('signals')})(?![\w])\.?\s?[,:]?\s(?=[{capitals()}])",
            re.IGNORECASE,
            hears=["signals"],
        ),
        # for a critical view see Doe
        lead=pattern(
            rf"[^\W\d_][^\d.,;:()\"“„«»]{{0,100}}?\s(?={any_of('signals')}\s[{capitals()}\"“„«])",
            hears_alone=["signals"],
        ),
        # (see) the excellent account by Doe; (cf.) for all figures: Doe
        about=pattern(
            rf"[^\W\d_][^\d.,;:()\"“”„«»]{{0,100}}?(?:\s(?:{any_of('by_words')})|:)\s(?=[{capitals()}\"“„«])"
        ),
        within=pattern(
            rf"(?:{any_of('within')})(?![\w])|(?:{any_of('within_numbered')})\.?\s(?:\d|[IVX]+\b)",
            re.IGNORECASE,
            hears=["within", "within_numbered"],
        ),
    )


def without_signal(text: str) -> str:
    """The reference without "see also", "for a critical view cf." and the like before it."""
    known = _grammar()
    if (lead := known.lead.match(text)) and read_names(text[: lead.end() - 1]) is None:
        text = text[lead.end() :]
    for _ in range(3):
        match = known.signal.match(text)
        if match is None:
            break
        rest = text[match.end() :]
        if rest[:1].islower() and not _small_start(rest) and not points_within(rest):
            about = known.about.match(rest)
            names = read_names(rest[about.end() :]) if about else None
            if about is None or names is None or names.layout == "body":
                break
            return rest[about.end() :]
        text = rest
    return _without_lead(text)


def _without_lead(text: str) -> str:
    """`aus juristischer Sicht Hoppe 2004` without the words before its author; only short forms can be told so."""
    head = text.split(" ", _MOST_LEADING + 1) if text[:1].islower() and not _small_start(text) else []
    for k in range(len(head) - 2, 0, -1):
        rest = " ".join(head[k:])
        held = head[k - 1].endswith(("-", ",", "/")) or head[k - 1] in _small_words()
        if not held and rest[:1].isupper() and (short := read_short_form(rest)) and short.form == "author-date":
            return rest
    return text


def _small_start(text: str) -> bool:
    """A reference may begin with a small letter: ibid., a particle, an address, another signal."""
    known = _grammar()
    return bool(
        known.ibid.match(text)
        or known.signal.match(text)
        or re.match(rf"{any_of('particles')}\s|https?:|www\.", text)
        or known.op_cit.match(text)
    )


def behind_sentence(text: str) -> str:
    """`Ann Ried, …` of `The dam was old. See Ann Ried, …`: what a signal names behind a sentence that names no work."""
    match = _grammar().aside.search(text)
    if match is None or match.start() < _SENTENCE or re.search(r"\d{3}", text[: match.start()]):
        return text
    names, before = read_names(text[match.end() :]), read_names(text)
    told = names is not None and names.layout != "body" and names.certainty >= _TOLD
    if read_issue(text[match.end() :]):
        return text[match.end() :]
    return text[match.end() :] if told and (before is None or before.layout == "body") else text


def points_within(text: str) -> bool:
    """Whether a text, its signal taken off, points at a part of the paper itself: `note 12 above`, `Abschnitt 3`."""
    return _grammar().within.match(text) is not None


def split_quoted(text: str) -> tuple[str, str] | None:
    """`X, quoted in Y` as X and Y, or None."""
    match = _grammar().quoted.search(text)
    if match is None or not text[match.end() :].strip():
        return None
    return text[: match.start()].strip(" .,;:("), text[match.end() :].strip()


def read_short_form(text: str) -> Short | None:
    """The short form that the whole of a folded text is, or None."""
    known = _grammar()
    if back := read_ibid(text):
        return back
    if len(text) > _LONGEST_FORM and len(text := _without_remark(text)) > _LONGEST_FORM:
        return None
    if crossing := _read_cross(text):
        return crossing
    if (match := known.op_cit.match(text)) and (who := _people(match.group("people"))):
        form: ShortForm = "op-cit" if match.group("op") else "loc-cit"
        return Short(form, 0.97, who.names, locator=_clean(match.group("locator")), others=who.others)
    if earlier := _read_given_before(text):
        return earlier
    if match := known.reported.match(text):
        return Short("op-cit", 0.9, (match["name"],), locator=match["locator"])
    if (match := _PLAIN_AUTHOR_DATE.match(text)) and not known.publisher.search(match[1]):
        who = _people(match[1])
        assert who is not None, "plain names are names"
        return Short("author-date", 0.95, who.names, match[2], None, match[3], who.others)
    names_first = _begins_with_nothing_but_names(text)
    if names_first and (match := known.author_date.match(text)) and (who := _people(match.group("people"))):
        locator = match.group("locator") or match.group("sure")
        if not known.publisher.search(match.group("people")):
            return Short("author-date", 0.95, who.names, match.group("year"), None, _clean(locator), who.others)
    last = text.rstrip(" .;,)")[-1:]
    if not (last.isdigit() or last in "ivxlcIVXLCf"):
        return None  # neither of the forms below ends in anything but a page
    if names_first and (match := known.author_page.match(text)) and (who := _people(match.group("people"), longest=8)):
        page = match.group("locator") or match.group("bare")
        if not re.fullmatch(YEAR, page) or match.group("locator"):
            certainty = 0.8 if match.group("locator") else 0.65
            return Short("author-page", certainty, who.names, None, None, _clean(page), who.others)
    if (
        not re.search(rf"\b{YEAR}\b", text)
        and (match := known.author_title.match(text))
        and (who := _people(match.group("people"), longest=6))
    ):
        title = match.group("quoted") or match.group("plain")
        return Short("author-title", 0.75, who.names, None, title.strip(), _clean(match.group("locator")), who.others)
    return None


def read_ibid(text: str) -> Short | None:
    """`Ibid., fol. 14`, `Id. at 12 (Halm, J., dissenting)`: the word alone, and where in the work that was named."""
    known = _grammar()
    first = known.ibid_first.match(text)
    if first is None or read_document(text):
        return None  # Lc 6,20 is a place in a gospel and no "loco citato"
    if (match := known.ibid.match(text)) and len(text) <= _LONGEST_FORM:
        return Short("ibid", 0.98, locator=_clean(match.group("locator")))
    found = known.places.fullmatch(_without_remark(text)[first.end() :])
    return Short("ibid", 0.95, locator=_clean(found["places"])) if found else None


def read_place(text: str) -> str | None:
    """`cap. VII, núm. VI, 185`: where in a work, if that is all a text says."""
    found = _grammar().places.fullmatch(_without_remark(text))
    return _clean(found["places"]) if found else None


def _without_remark(text: str) -> str:
    return _REMARK.sub("", text)


def _read_given_before(text: str) -> Short | None:
    """`C. Ried, Il sale, cit., p. 60`; `RIED, Carla. Op. cit.`: a name, maybe a title, a word for "given before"."""
    known = _grammar()
    words = _without_remark(text)
    for match in known.again.finditer(words):
        if match[0][2:3].isupper() and "." not in match[0][2:]:
            continue  # "The Iron, Age": with a capital and without a stop it is a word like others
        found = known.places.fullmatch(words[match.end() :])
        head = words[: match.start()]
        if not found or not head:
            continue
        form: ShortForm = "loc-cit" if match["loc"] else "op-cit"
        if re.search(rf"(?<!\d){YEAR}(?!\d)", head):
            dated = read_short_form(head)  # Ried (1991), op. cit., p. 4
            return replace(dated, form=form, locator=_clean(found["places"])) if dated and dated.year else None
        if named := _name_and_title(head):
            return Short(form, 0.9, named[0].names, None, named[1], _clean(found["places"]), named[0].others)
    return None


def _name_and_title(head: str) -> tuple[_People, str | None] | None:
    """The names and the title that stand before a word for "given before"; the title may be left out."""
    name, comma, rest = head.partition(", ")
    given = _GIVEN.match(rest) or (_GIVEN_BEHIND_CAPITALS.match(rest) if name.isupper() else None)
    if given:
        family, rest = name, rest[given.end() :].lstrip(" .,")
        return _People((f"{family}, {given[0].strip()}",)), rest.strip(' .,“”"«»„') or None
    if (who := _people(head, longest=8)) and (not comma or len(who.names) > 2 or " " in name):
        return who, None
    who, title = _people(name, longest=8), rest.strip(' .,“”"«»„')
    return (who, title) if who and who.names and title[:1].isupper() else None


def _read_cross(text: str) -> Short | None:
    """`Doe, supra note 12, at 45`: the author may be left out where a word says that the work was given before."""
    match = _grammar().cross.match(text) or _grammar().cross.match(_without_remark(text))
    if match is None or not (match["again"] or (match["people"] and match["close"])):
        return None
    who = _people(match["people"], longest=8)
    title = (match["quoted"] or match["plain"] or "").strip() or None
    if who is None and match["again"] and not title:
        who, title = _People(), match["people"].strip(" ,")  # Companies by Value, supra note 5
    if who is None:
        return None
    return Short("op-cit", 0.95, who.names, None, title, _clean(match["locator"]), who.others, int(match["note"]))


def _begins_with_nothing_but_names(text: str) -> bool:
    """Whether every word in small letters before the first figure is one that may stand among names or pages.

    It spares the dear patterns for what is plainly a sentence or a title.
    """
    for word in _BEFORE_FIGURES.match(text)[0].split():  # type: ignore[index]  # it matches at least nothing
        bare = word.strip(".,;&[]").replace(".", "")
        small = bare[:1].islower() and not any(mark in bare for mark in "'’ʼ`\ufffd")
        if small and bare.lower() not in _small_words() and not re.fullmatch("[ivxlc]+", bare):
            return False
    return True


@cache
def _small_words() -> frozenset[str]:
    lists = ("particles", "joiners", "others", "pages", "places_in_work", "volume", "undated", "unpublished")
    written = [word.replace(".", "").rstrip("*").lower() for name in lists for word in word_lists()[name]]
    return frozenset((*written, *(w.replace(" ", "") for w in written), *(p for w in written for p in w.split())))


def _clean(locator: str | None) -> str | None:
    """A locator without the word for pages before it; other words ("ch. 3", "n. 4") belong to it."""
    if not locator:
        return None
    return (
        re.sub(rf"^(?:{any_of('pages')})\.?\s?(?=[\divxlcIVXLC])", "", locator.strip(" .,;:()"), flags=re.IGNORECASE)
        or None
    )


@dataclass(frozen=True, slots=True)
class _People:
    """The names of a short form, and whether "et al." follows them."""

    names: tuple[str, ...] = ()
    others: bool = False


def _people(words: str | None, longest: int = 30) -> _People | None:
    """Who is named: family names stay alone, `W. Miller` is turned round. None where the words are no names."""
    if not words:
        return _People()
    others, people = False, words
    if not _PLAIN_PEOPLE.fullmatch(words):
        match = _grammar().people.fullmatch(words)
        if match is None or len(words.split()) > longest:
            return None
        others = bool(match.group("others"))
        people = words[: match.start("others")] if others else words
    if grammar().body.search(people):
        return _People((people.strip(" ,"),), others)
    read = read_names(people)
    if read and read.layout in ("initials-first", "initials-last") and read.end >= len(people) - 1:
        return _People(read.names, others)
    joiners = any_of("joiners")
    parts = [p.strip(" ,;") for p in re.split(rf",\s(?:{joiners}\s)?|;\s|\s?/\s?|\s(?:{joiners})\s", people)]
    return _People(tuple(turn_round(p) if re.match(rf"[{capitals()}]\.", p) else p for p in parts if p), others)

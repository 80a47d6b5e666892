"""Takes apart what follows the title: the work it stands in, volume and number, pages, publisher and place.

The numbers are found first, by their shapes; the words before the first of them name the journal.
"""

from __future__ import annotations

import re
from functools import lru_cache

from argmap.sources.references.fields import PAGES, YEAR, Imprint, dated_year
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.issuers import Issuer, cut_issuer, issuer_words, read_issuer
from argmap.sources.references.names import Names, read_names, turn_round
from argmap.sources.references.numbers import take_numbers, take_pages
from argmap.sources.references.words import any_of, capitals

# COM(2014) 700 final, A/RES/61/295
DOCUMENT_NUMBER = re.compile(
    r"[,.]?\s\(?(?:[A-Z][A-Z\d_]{1,8}\s?\(\d{4}\)\s?\d{1,5}(?:/\d)?(?:\s(?:final|def))?|[A-Z]{1,5}(?:/[A-Z\d.]{1,12}){1,5}(?<=\d))\)?"
    r"(?=[\s.,;)]|$)"
)


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    flags = re.IGNORECASE
    vol, iss, pp, months = any_of("volume"), any_of("issue"), any_of("pages"), any_of("months")
    return Grammar(
        # what a text must have for any of the patterns of editors: it spares them
        needs_editors=pattern(rf"[,.(\s]\(?{any_of('editor_marks')}(?!\w)", flags, hears=["editor_marks"]),
        total=pattern(rf",?\s\b(?P<total>\d{{1,4}}(?:\s?\+\s?\d+)?)\s?(?:{pp})\b\.?(?!\s?\d)", flags),
        extent=pattern(rf"[.,;:]?\s(?:[xivlc]+\s?[,+]\s?)?\d{{1,4}}\s?(?!ff?\b)(?:{pp})\.?\s*\Z", flags),
        inside=pattern(rf"(?:{any_of('inside')})(?:\s?:)?\s(?=[{capitals()}\"“„«‘'0-9])", flags),
        same_editors=pattern(
            rf"(?i:{any_of('same_author')})\b\.?(?:(?P<more>\s?/\s?)|(?:\s?\((?:{any_of('editor_marks')})\.?\))?[,:])"
        ),
        edited=pattern(
            (
                rf"[,.(\s]\s?\(?(?:{any_of('editor_marks')})\.?\s(?P<names>[{capitals()}][^()\d:]{{2,150}}?)(?P<end>\)|;\s"
                rf"|[,.]?\s(?=\()|,\s(?=(?:{vol}|{pp})(?![^\W\d_])|\d)|:\s(?=\d)"
                rf"|,\s(?=[{capitals()}][^,.:()\d]{{1,40}}[:,]?\s(?:[^,.:()\d]{{2,40}},?\s)?{YEAR}(?![\d-]))"
                rf"|,\s(?=[{capitals()}][^,.:()\d]{{1,40}}:\s[{capitals()}])|(?<!\s[A-Z])(?<!\.[A-Z])\.\s|[,.]?$)"
            ),
            flags,
        ),
        one_editor=pattern(
            rf"(?P<editor>(?-i:[{capitals()}])\w+(?:\s(?-i:[{capitals()}])[\w.]*){{0,2}}\s(?-i:[{capitals()}])[\w-]+),\s"
            rf"(?-i:[{capitals()}])\.\s(?:[{capitals()}]\.\s)?(?-i:[{capitals()}])\w+(?:\s[^,]+)?",
            flags,
        ),
        # 112 Harv. L. Rev. 44, 51 (2003)
        lawyers=pattern(
            rf"\s?(?P<volume>\d{{1,3}})\s(?P<container>[^\d(),]{{1,60}}\.)\s(?P<pages>\d{{1,5}})"
            rf"(?:,\s(?P<locator>\d[\d–-]{{0,10}}))?\s\((?P<year>{YEAR})\)?\s*",
            form=r"\s?\d{1,3}\s\D",
        ),
        # (2001) 117 LQR 402, 405; [2001] CLJ 402
        british=pattern(
            rf"\s?[(\[](?P<year>{YEAR})[)\]]\s(?:(?P<volume>\d{{1,3}})\s)?(?P<container>(?:[A-Z]\.?){{2,7}})"
            rf"\s(?P<pages>\d{{1,5}})(?:,\s(?P<locator>\d[\d–-]{{0,10}}))?\s*",
            form=rf"\s?[(\[]{YEAR}[)\]]\s",
        ),
        editors_after=pattern(
            rf"\((?P<names>[{capitals()}][^()]{{2,150}}?),?\s(?:{any_of('editor_marks')})\.?\s?(?:[;,][^()]*)?\)", flags
        ),
        translated=pattern(
            # "IEEE Trans. Softw. Eng." has no translator: the capital needs punctuation before it
            rf"(?:[,.;]\s\(?|\s\(|\s(?![A-Z])|\A\s)(?<!Phil\.\s)(?!Trans\.\s[A-Z]\w+\.\s)(?i:{any_of('other_roles')})\.?\s(?:by\s)?[{capitals()}]"
            rf"[\w.�’' -]{{2,60}}?(?=[,;)(]|(?<!\s[A-Z])(?<!\.[A-Z])\.\s|\.?$)\)?",
            hears=["other_roles"],
        ),
        named_editors=pattern(rf"(?P<role>,?\s\(?(?i:{any_of('editor_marks')})\.?\)?)(?=[.,;:)]|\s[{capitals()}(]|$)"),
        number_of_report=pattern(
            (
                rf"[,.]?\s\(?(?P<series>(?:(?-i:[{capitals()}])[\w&/-]*\s(?:{any_of('joiners')}\s|for\s|of\s|für\s)?){{0,6}}"
                rf"(?:(?-i:[{capitals()}])\w*-)?(?:{any_of('kinds.report')})s?)\.?,?\s(?:"
                rf"(?:{iss})\.?\s?)?(?P<number>(?!{YEAR}\b)[\w/-]*\d[\w/-]*)\)?(?=[\s.,;)]|$)"
            ),
            flags,
            hears=["kinds.report"],
        ),
        report=pattern(rf"{any_of('kinds.report')}s?", flags),
        numeric_date=pattern(
            rf"(?:,?\s(?:vom|v\.|of|du|del))?\s\d{{1,2}}\.\s?(?:/\s?\d{{1,2}}\.\s?)?\d{{1,2}}\.\s?(?={YEAR}(?!\d))"
        ),
        date=pattern(
            rf"\b(?:(?:\d{{1,2}}\.?\s(?:{months})\.?|(?:{months})\.?\s\d{{1,2}}),?\s)(?={YEAR})",
            flags,
            form=rf"(?:\d\.?\s\S+|\S\s\d{{1,2}}),?\s(?={YEAR})",
        ),
        edition=pattern(
            (
                rf"(?P<before>[,.;]?)\s\(?(?:\d{{1,2}}(?:st|nd|rd|th|ème|e|\.|ª|a)?(?:,?\s\w+(?=\s)|(?:,?\s(?-i:[a-zà-ÿ])[\w-]*\.?){{1,4}}?(?=\s))?|[Ff]irst|[Ss]econd|[Tt]hird|[Rr]evised"
                rf"|[Rr]ev\.)\s?(?:{any_of('editions')})\b\.?(?:,?\s?(?:rev|vol)\.?)?\)?[,.]?"
            ),
            flags,
            hears=["editions"],
        ),
        when=pattern(
            (
                rf"[,.;(\s]\s?(?:{dated_year()}|(?P<other>(?:{any_of('undated', 'unpublished')})\.?))(?:,?\s"
                rf"(?:\d{{1,2}}\s)?{months}\.?(?:\s\d{{1,2}})?)?\)?\s*[.,]?\s*\Z"
            ),
            flags,
        ),
        bracketed=pattern(rf"\((?P<inner>[^()]*?\b(?:{YEAR}[a-z]?|{any_of('undated')}\.?))\)"),
        first_printed=pattern(rf"\A\s\[{YEAR}\][,.]?(?=\s)"),
        titled_before=pattern(
            rf"[^,.:()\d]{{2,80}},\s(?:{any_of('editor_marks')})\.?\s(?:(?<=\sv\.\s)|(?<=\s(?:von|par)\s)|(?<=\s(?:by|de)\s))",
            flags,
        ),
        reprint=pattern(r"\s?[(\[](?:original\s(?:work|edition)|first\spublished|originally)\b[^()\[\]]*[)\]]", flags),
        # 76–136 (p. 79); and the chapter that a numbered style points at
        pinpoint=pattern(
            rf"(?<=\d)\s\((?:{pp})\.?\s(?P<pages>{PAGES})\)\s*\Z", flags, form=r"(?<=\d)\s\((?s:.*)\)\s*\Z"
        ),
        named_before=pattern(rf"[,:]?\s(?:{any_of('op_cit', 'loc_cit')})\.?(?=[\s,.;]|$)", flags),
        part=pattern(r"(?<=\d),\s(?:ch|chap|sec|art|§)s?\.?\s[\d.–-]+\s*\Z", flags),
        day=pattern(rf"(?:\d{{1,2}}\.?\s(?:{months})|(?:{months})\.?\s\d{{1,2}})\.?", flags, hears=["months"]),
        newspaper=pattern(rf"(?<!\w){any_of('kinds.newspaper')}(?!\w)", flags, hears=["kinds.newspaper"]),
        month=pattern(
            rf"[,.]?\s(?:\d{{1,2}}\.?\s)?(?:{months})\b\.?(?:\s\d{{1,2}}(?!\d))?[.,]?\s*\Z", flags, hears=["months"]
        ),
        behind=pattern(r",?\s(?P<volume>(?=[IVXLC]{2}|[IVX],)[IVXLC]{1,7}|(?<=[^\W\d]\s)\d{1,3}),?\Z"),
        dangling=pattern(rf"[.,]?\s(?:{vol}|{iss})\Z", flags),
        of_a_series=pattern(
            rf"\s*,?\s?(?:of|in)\s[^.,]*?(?:{any_of('series')})[^.,]*[.,]?\s*", flags, hears=["series"]
        ),
        # not behind an initial or an abbreviation, but behind "CA." and "Systems 7."
        sentence_end=pattern(
            r"(?:(?<=[^\s.]{3})|(?<=,\s[A-Z]{2})|(?<=\s\d)|(?<=\s\d\d)|(?<=D\.\sC))(?<!Proc)(?<!Int)(?<!Conf)(?<!Symp)"
            r"(?<!Trans)(?<!Assoc)(?<!Adv)(?<!Rev)(?<!Dept)(?<!Univ)\.\s+|\s\.\s|(?<=\))\.?\s"
        ),
        abbreviated=pattern(r"[^,]{0,80}?\b(?:Proc|Conf|Symp|Int|Intl|Intern|Trans|Rec|Annu)\.\s[^,]*"),
        unpublished=pattern(rf"\d{{1,4}}|{any_of('unpublished')}\.?|submitted\b.*|reprinted\b.*|preprint", flags),
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
    if match := known.lawyers.fullmatch(text) or known.british.fullmatch(text):
        for name, value in match.groupdict().items():
            found.fill(name, value, 0.99)
        return found
    text = known.first_printed.sub("", text)  # »Ufer« [1872], in: …
    text = known.reprint.sub("", text)
    # editors before the edition end where it stood
    divided = r"\g<before> " if known.needs_editors.search(text) else " "
    text = DOCUMENT_NUMBER.sub("", known.edition.sub(divided, text, count=1))
    if match := known.pinpoint.search(text):
        found.fill("locator", match.group("pages"), 0.85)
        text = text[: match.start()] + " "
    text = without_pointer(text)
    text = known.part.sub("", known.translated.sub(" ", text, count=1))
    if known.needs_editors.search(text):
        text = _take_editors_after(text, found)
    text = known.total.sub(" ", text, count=1)
    if match := known.number_of_report.search(text):
        text = f"{text[: match.start()]}. {text[match.end() :]}"
        if not known.report.fullmatch(match["series"]):  # GIGA Working Paper No. 12; "Technical Report 12" is no name
            found.fill("container", match["series"], 0.6)
            found.fill("volume", match["number"], 0.6)
        if in_quotes and not issuer_words().imprint.match(text.strip(" .,")):
            # Who issued it stands in abbreviations, with commas of their own.
            found.fill("year", _year_in(text), 0.9)
            return found
    of_a_person = None
    text = known.date.sub("", text)
    text, days = known.numeric_date.subn(", ", text)
    in_quotes = in_quotes or bool(days)  # what has a day is a newspaper, whether "in" names it or not
    if match := known.inside.match(text.lstrip()):
        with_colon = ":" in match[0]
        comma_style = comma_style or with_colon
        found.inside = True
        text = f" {text.lstrip()[match.end() :]}"
        of_a_person = known.titled_before.match(text.strip())  # "in: Anna Ried, hrsg. v. B. Moos", a book about her
        text = _take_editors_of_whole(text, found, of_a_person=bool(of_a_person), with_colon=with_colon)
    elif in_quotes and (match := re.search(r"(?<=[,.\s])\s?[Ii]n:?\s(?=[A-Z\"“])", text[:4])):
        text = text[match.end() :]
    if not found.editors and known.needs_editors.search(text):
        text = _take_edited_by(text, found)
        if found.inside and of_a_person and found.editors:
            found.certainty["editors"] = 0.97
    if not found.editors and known.needs_editors.search(text):
        text = _take_named_editors(text, found)
    text, before = take_numbers(text, found, note)
    text = take_pages(text, found, note)
    if before is not None:
        text = f"{text[:before]}\x01{text[before:]}" if before <= len(text) else text
    whole = text
    _read_places_and_names(text, found, in_quotes or found.inside, comma_style)
    found.fill("year", _year_in(whole), 0.7)
    if of_a_person and found.container and found.editors:
        found.certainty["container"] = 0.97
    return found


def _take_editors_of_whole(text: str, found: Imprint, *, of_a_person: bool, with_colon: bool) -> str:
    """What follows the editors whom the words after "in" begin with; all of it where they begin with none."""
    whole = text.strip()
    names, end, sure = None if of_a_person else read_names(whole, role_expected=True), 0, 0.9
    if names is None and (match := _grammar().same_editors.match(whole)):  # "in: Dies./Anna Ried, Ufer"
        names, end, sure = read_names(whole[match.end() :]) if match["more"] else None, match.end(), 0.7
    elif names is None and with_colon:
        names, sure = _unmarked_editors(whole), 0.7
    if names:
        _fill_editors(found, names, sure)
        end += names.end
    return f" {whole[end:].lstrip(' ,.:')}" if end else text


def without_pointer(text: str) -> str:
    """A reference without *op. cit.* and the like, which stand where a work was named before."""
    return str(_grammar().named_before.sub("", text))


def without_extent(text: str) -> str:
    """A reference without how many pages its work has: `312 p.`, `190 S.` at the end."""
    return str(_grammar().extent.sub("", text))


def _unmarked_editors(text: str) -> Names | None:
    """Editors that no word marks, `In: Ried, Anna/Moos, B.: Ufer`, where their form tells that they are names."""
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
    if one := _grammar().one_editor.fullmatch(match.group("names")):  # "Edited by Ann Moos, A. B. Ried, 1991"
        names = read_names(one["editor"] + ",")
    if names is None or names.layout == "body":
        single = match.group("names").strip()
        if len(single.split()) != 2:
            return text
        names = Names((turn_round(single),), 0, "direct", 0.6)
    _fill_editors(found, names, 0.88)
    left_over = match.group("names")[names.end :] if names.end else ""
    divider = "," if match.group("end").startswith(",") or left_over.startswith(",") else ". "
    if match.group("end").startswith(";") and "(" in match.group(0):  # "(ed. J. Moos; Bern: Aare, 1991)"
        return f"{text[: match.start()]} ({text[match.end() :]}"
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


def _read_places_and_names(text: str, found: Imprint, part_of_a_work: bool, comma_style: bool) -> None:
    """Container, place, publisher and year from the words that are left. U+0001 marks where the numbers stood."""
    known, words = _grammar(), issuer_words()
    head, marked, rest = text.partition("\x01")
    if match := known.bracketed.search(rest if marked else head):
        inner = re.sub(rf"^{YEAR};\s", "", match.group("inner"))
        source = rest if marked else head
        if imprint := issuer_words().imprint.match(inner.strip()):
            _fill_imprint(found, imprint, 0.93)
        else:
            named = known.month.sub("", inner.rpartition(",")[0])
            held = "," in named or named in words.places or words.gathering.search(head)
            found.fill("publisher" if words.publisher.search(named) or not held else "place", named, 0.6)
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
        if found.inside and not words.gathering.search(head) and (split := re.search(r"\.\s(?=\S)", head)):
            # "Ufer. Gesammelte Aufsätze, Bd. 1, Bern 1990" has its printer behind the volume
            behind = head[split.end() :].strip(" .,;:(")
            followed = comma_style and found.volume
            if not followed or words.publisher.search(behind) or ":" in behind or behind in words.places:
                container, publisher = head[: split.start()], head[split.end() :]
        container, issuer = cut_issuer(known.dangling.sub("", container.strip(" .,;:(")))
        found.fill("container", _undated(container, found), 0.8)
        _fill_issuer(found, issuer)
        tail = known.of_a_series.sub("", rest).strip(" .,;:()")
        if imprint := issuer_words().imprint.match(tail or publisher.strip()):
            _fill_imprint(found, imprint, 0.85)
        else:
            _read_issuers([s for part in known.sentence_end.split(tail) if (s := part.strip(" .,;()"))], found, True)
        return
    _read_without_numbers(head, found, part_of_a_work, comma_style)


def _read_issuers(segments: list[str], found: Imprint, place_first: bool) -> None:
    """Publisher and place of the last sentences, `San Jose, CA. AAAI Press`; a name that nothing tells is neither."""
    words = issuer_words()
    for segment in segments[-2:]:
        if words.gathering.search(segment) or not (words.publisher.search(segment) or "," in segment):
            if segment in words.places:
                found.fill("place", segment, 0.8)
            continue
        places = segment.split(", ")
        if all(words.place.fullmatch(part) or words.region.fullmatch(part) for part in places) and (
            words.region.fullmatch(places[-1]) or places[-1] in words.places
        ):
            found.fill("place", segment, 0.8)
        elif words.publisher.search(segment):
            _fill_issuer(found, read_issuer(segment, place_first=place_first))


def _fill_issuer(found: Imprint, issuer: Issuer) -> None:
    if issuer.publisher and re.search(rf"[{capitals()}]", issuer.publisher):
        found.fill("publisher", issuer.publisher, issuer.certainty)
    if issuer.place and not issuer.place[0].islower():
        found.fill("place", issuer.place, issuer.certainty)


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
    known, words = _grammar(), issuer_words()
    text = text.strip()
    if match := known.when.search(" " + text):
        found.fill("year", match.group("year") or match.group("other"), 0.92)
        text = (" " + text)[: match.start()].strip()
    segments = _sentences(text)
    if not segments:
        return
    if found.inside and comma_style and len(segments) > 1 and not issuer_words().imprint.match(segments[-1]):
        # in notes a comma is before place and year: a full stop stands before a subtitle alone
        segments = [". ".join(segments)]
    last = segments[-1]
    if not part_of_a_work and not issuer_words().imprint.match(last):
        part_of_a_work = bool(words.gathering.search(last)) or bool(
            known.newspaper.search(last) and not words.publisher.search(last) and "," not in last
        )
    if (
        (match := issuer_words().imprint.match(last))
        and not found.publisher
        # alone inside a work, "Ufer, Ulm: Aare" begins with the work
        and not (found.inside and len(segments) == 1 and (words.gathering.search(last) or ", " in match[0]))
    ):
        _fill_imprint(found, match, 0.93)
        segments.pop()
    elif not found.publisher and (len(segments) > 1 or not part_of_a_work) and not words.gathering.search(last):
        _fill_issuer(found, read_issuer(last, place_first=comma_style))
        segments.pop()
        if not found.place and segments and ", " in segments[-1]:  # "San Jose, CA. AAAI Press"
            _read_issuers(segments[-1:], found, comma_style)
            if found.place == segments[-1]:
                segments.pop()
    # What is left behind an unquoted title is a subtitle or a series: nothing tells which.
    if segments and part_of_a_work:
        whole = ". ".join(segments) if found.inside and comma_style else segments[0]
        container, issuer = cut_issuer(whole, dated=comma_style and found.inside)
        found.fill("container", _undated(container, found), 0.8 if found.inside else 0.6)
        _fill_issuer(found, issuer)


def _undated(container: str, found: Imprint) -> str:
    """The name of a journal without the month and the lone volume behind it."""
    known = _grammar()
    container = known.month.sub("", f" {container}").strip(" ,") or container  # the journal October
    match = None if found.volume else known.behind.search(container)
    if match and (found.pages or not match["volume"].isdigit()):
        found.fill("volume", match["volume"], 0.8)
        return container[: match.start()]
    return container


def _sentences(text: str) -> list[str]:
    """The parts between full stops that end no abbreviation, without days, numbers and words such as "in press"."""
    known = _grammar()
    # "Proc. 12th Int. Conf. Autom. Reason., Nancy": up to the comma the full stops are those of abbreviations
    head = known.abbreviated.match(text)
    parts = known.sentence_end.split(text[head.end() :] if head else text)
    parts[0] = (head[0] if head else "") + parts[0]
    return [
        s
        for part in parts
        if (s := part.strip(" .,;()")) and not known.day.fullmatch(s) and not known.unpublished.fullmatch(s)
    ]

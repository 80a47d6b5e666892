"""Reads what lawyers cite: judgments, statutes, treaties and resolutions, which have no authors, publisher or journal.

Only title, year and the paragraph pointed at are taken, and none is sure: the numbers after the title mean other
things in each country. A text counts as legal only where such a number stands behind its title, so that an article
with "v." or "Act" in its title stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.names import turn_round
from argmap.sources.references.words import any_of

_YEAR = r"(?:1[2-9]\d\d|20\d\d)"
_HINT = re.compile(
    r"\sv\.?\s|\b(?:Act|Acts|Code|Law|Statute|Regulation|Directive|Decision|Treaty|Convention|Constitution|Charter"
    r"|Protocol|Resolution)\b"
)


@dataclass(frozen=True, slots=True)
class Legal:
    """What a legal citation says of itself; `certainty` holds for all of it."""

    kind: str
    title: str
    year: str | None = None
    locator: str | None = None
    certainty: float = 0.6


@dataclass(frozen=True, slots=True)
class Commentary:
    """What is cited of a commentary on a law: who wrote the part, the work, who edited it, and the margin number."""

    authors: tuple[str, ...]
    title: str
    editors: tuple[str, ...] = ()
    year: str | None = None
    locator: str | None = None
    certainty: float = 0.8


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    party = r"[A-Z][^,;:()\[\]\"“”\d]{0,80}?(?:,\s(?:Inc|Ltd|Co|Corp|LLC)\.?)?"
    crown = r"R\s\([^()]{2,80}\)"
    # 347 U.S. 483; [1932] AC 562; [1991] ECR I-5357; App. no. 15318/89; (ECtHR, 18 December 1996)
    reporter = (
        rf"\d{{1,4}}\s(?:[A-Z][\w.]{{0,5}}\s?){{1,4}}\s?(?:\d{{1,5}}\b|_{{2,}}|[–—-]{{2,}})|[\[(]{_YEAR}[\])]\s(?:\d{{1,3}}\s)?[A-Z]|App(?:lication|l)?\.?\s(?i:nos?)\.?\s\d"
        r"|\([A-Z][\w. ]{1,20},?\s[^()]{0,20}\d{4}\)|(?:Nos?\.|Case\s[A-Z\d])"
    )
    # Pub. L. No. 88-352; 78 Stat. 241; s 6(1); § 3; OJ L 119/1; 999 UNTS 171
    provision = (
        r"Pub\.?\s?L\.|\d+\s(?:Stat\.|U\.?S\.?C\b|C\.?F\.?R\b|UNTS|U\.N\.T\.S\.|LNTS|I\.?L\.?M\b)|[\[(]?\d{0,4}[\])]?\s?OJ\s[LC]\b"
        r"|(?:ss?|sec|section|arts?|article|para|paras|ch|cap)s?\.?\s\d|§|c\.?\s\d|S\.?I\.?\s\d"
    )
    # the parts of a section: "Abs. 4", "S. 1 Nr. 2", "bis 176b", "(2)", "lit. a"
    section = r"\d{1,4}[a-z]?"
    steps = (
        r"(?:,?\s?(?:(?:Abs|S|Nr|lit|Satz|Absatz|Nummer|Alt|Halbs|Hs|UAbs|paras?)\.?\s?\w{1,4}"
        rf"|(?:bis|und|u\.|i\.\s?V\.\s?m\.|[-–])\s?§{{0,2}}\s?{section}|ff?\.|\(\d\)|[IVX]{{1,4}}\b|{section}\b))"
    )
    capital = r"[^\W\d_a-zß-öø-ÿ]"
    number = r"n[°.ºo]{1,2}\s?\d[\d.]{0,10}(?:/\d+)?"
    judgment = any_of("legal.judgments")
    one = rf"(?:von\s)?{capital}[^\W\d_]+(?:-{capital}[^\W\d_]+)?"
    given = rf"{capital}(?:[^\W\d_]+|\.)"
    journal = rf"{capital}[^\W\d_]{{0,8}}{capital}\s{_YEAR},\s\d"
    name = r"(?:Act|Acts|Code|Law|Statute|Treaty|Convention|Constitution|Charter|Protocol)"
    return Grammar(
        case=pattern(
            rf"(?P<title>(?:(?:Joined\s)?Cases?\s[A-Z\d][\w/–-]{{1,15}},?\s)?(?:{crown}|{party})\sv\.?\s{party})"
            rf"(?:,?\s(?={reporter}))"
        ),
        # Corfu Channel (United Kingdom v. Albania), Merits, Judgment
        dispute=pattern(
            r"(?P<title>[A-Z][^()\"“”:;]{3,200}\s\([A-Z][^()]{1,60}\sv\.?\s[A-Z][^()]{1,60}\)),?\s"
            r"(?=[^()]{0,60}\b(?:Judg(?:e)?ment|Merits|Order|Advisory|I\.?C\.?J\b))"
        ),
        law=pattern(
            rf"(?P<title>[A-Z][^.,;:()\[\]\"“”]{{0,120}}?\b{name}\b(?:\s(?:of|on)\s[^.,;:()\[\]\"“”]{{1,100}}?)?"
            rf"(?:,?\s\(?{_YEAR}\)?)?)(?:\s\([A-Z][A-Za-z]{{1,4}}\))?"
            rf"(?:,\s[^,;()]{{0,25}}{_YEAR})?(?:,?\s\(?(?={provision}))"
        ),
        union=pattern(
            rf"(?P<title>(?:(?:Council|Commission)\s)?(?:Regulation|Directive|Decision)\s(?:\([A-Z]{{2,4}}(?:,\s\w+)?\)\s)?"
            rf"(?:No\.?\s)?(?P<number>\d{{1,4}}/\d{{1,4}})(?:/[A-Z]{{2,4}})?(?:\sof\s[^,;\[\]()]{{1,200}}?)?)"
            rf"(?=,?\s[\[(]?(?:{_YEAR}[\])]\s)?OJ\b|[.;]?\s*\Z|,\s(?:art|rec|p)|\s\()"
        ),
        resolution=pattern(
            rf"(?P<title>(?:(?:UN|UNSC|UNGA|(?:United\sNations\s)?(?:Security\sCouncil|General\sAssembly))\s)?Res(?:olution|\.)\s"
            rf"[\dA-Z][\w/.-]{{0,20}}(?:\s[A-Z](?=[\s,.;:]))?(?:\s\((?:[IVXLC]+|S-[IVX]+|{_YEAR})\))?"
            rf"(?:(?::|,(?!\s\d|\s[A-Z]{{1,4}}/))\s[^.,()\[\]]{{3,200}})?)(?=[.,;(\s]|\Z)"
        ),
        # § 240 Abs. 4 StGB; Art. 5 GG; 42 U.S.C. § 1983
        section=pattern(
            rf"(?P<title>(?:§{{1,2}}|Artt?\.|Article|art\.)\s?{section}\b{steps}{{0,12}}"
            rf"\s(?:{capital}[^\W\d_]{{0,12}}{capital}|{any_of('legal.codes')})\b"
            r"|\d{1,3}\s(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?)\s(?:§{1,2}\s?)?\d[\w.()-]*)"
        ),
        # BGH, Beschl. v. 20.3.2012; OLG Köln NJW 2004, 12; Cass. civ., 12 mars 2003, n° 00-1
        court=pattern(
            rf"(?P<title>(?:{judgment}\.?\s(?:des|der|du|de\sla|del|della|of\sthe)\s)?{any_of('legal.courts')}(?!\w)"
            rf"\.?[^\d;]{{0,60}}?(?:{judgment}(?!\w)|[,:(]?\s(?:vom?\s|v\.\s|de\s)?"
            rf"(?=\d{{1,2}}[.\s]|\d{{1,4}}/\d{{2,4}}|n[°.o]|No\.?\s|E\.\s?\d{{4}}|{journal}))[^;]{{0,160}})",
            hears_alone=["legal.courts"],
        ),
        # BVerfGE 7, 198 (205); BGHZ 12, 3
        # S. Rep. No. 99-541; H.R. 8152; Restatement (Second) of Torts § 652B
        bill=pattern(
            rf"(?P<title>{any_of('legal.bills')}\.?\s(?:No\.\s)?\d{{1,5}}(?:-\d{{1,5}})?)(?=[\s,.;(]|\Z)",
            hears=["legal.bills"],
        ),
        restated=pattern(
            rf"(?P<title>{any_of('legal.restatements')}\s\({capital}[a-z]+\)\s[^§,;()]{{4,60}}?)(?=\s§|,|\s\()",
            hears=["legal.restatements"],
        ),
        series=pattern(rf"(?P<title>{any_of('legal.series')}\s\d{{1,4}}(?:,\s?|\s)\d{{1,5}})", hears=["legal.series"]),
        # Gesetz vom …, Richtlinie 95/46/EG, Ley 39/2015, D.lgs. 30 giugno 2003, n. 196
        act=pattern(
            rf"(?P<title>(?i:{any_of('legal.acts')})(?!\w)\.?(?:[^;,]{{0,200}}?\svom\s\d{{1,2}}\.\s[^,;]{{0,20}}{_YEAR}|[^;,]{{0,60}}?"
            rf"(?:\b(?!{_YEAR}/\d\d\b)\d{{1,4}}/\d{{1,4}}\b(?:/[A-Z]{{2,4}})?"
            rf"|\b(?:vom|of|du|del|dated)\s\d{{1,2}}[.\s][^,;]{{0,20}}{_YEAR}|,?\s{number})))",
            hears_alone=["legal.acts"],
        ),
        # Gesetz zur Änderung …, BGBl. I 2004, 12
        gazette=pattern(
            rf"(?P<title>[^\W\d_a-z][^;:\[\]]{{3,200}}?),?\s\(?{any_of('legal.gazettes')}\.?\s"
            rf"(?=(?:[IVX]{{1,3}}\s|[A-Z]\s)?(?:Nr\.\s|n[°.ºo]{{1,2}}\s)?\d)"
        ),
        numbered=pattern(
            r"(?P<title>(?:Case|Rs\.|Rechtssache|Affaire|Causa|Asunto|Processo)\s[CTF][-–‑]\d{1,4}/\d\d\b[^;]{0,160})"
        ),
        # MüKoBGB/Halm, 8. Aufl. 2018, § 812 Rn. 4; Halm, in: Moos/Ried (Hg.), Kommentar zum Deichgesetz, § 12 Rn. 4
        commentary=pattern(
            rf"(?:(?P<over>{capital}[\w-]*(?:/{capital}[\w-]*){{0,3}})/(?P<author>{one})(?:,\s(?P<work>{capital}[\w-]{{1,20}}))?"
            rf"|(?P<writers>(?:{given}\s){{0,2}}{one}(?:/{one}){{0,3}}),\sin:\s(?:(?P<editors>{one}(?:/{one}){{0,5}})(?:\s\((?i:{any_of('editor_marks')})\.?\))?[,:]\s)?"
            rf"(?P<title>{capital}[^§;]{{1,120}}?))(?:,?\s\d{{1,2}}\.\s?(?i:{any_of('editions')})\.?)?(?:,?\s(?:{capital}[^\W\d]+\s)?(?P<year>{_YEAR}))?"
            rf",?\s(?P<locator>(?:(?:Vor|Einl)\.?\s)?(?:§{{1,2}}|Artt?\.)\s?{section}[^;]{{0,30}}?,?\s(?i:{any_of('margins')})\.?\s?\d[^;]{{0,20}}?)[.;]?\s*\Z"
        ),
        ecli=pattern(r"ECLI:[A-Z]{2}:[\w.]{1,12}:\d{4}:[\w.]+"),
        bracketed=pattern(rf"[\[(][^()\[\]]{{0,40}}?(?P<year>{_YEAR})[\])]"),
        year=pattern(rf"(?<![\d/]){_YEAR}(?![\d/])"),
        paragraph=pattern(r"(?:,|\sat)?\s(?:paras?|§§?|¶¶?)\.?\s?(?P<place>\d{1,4}(?:[-–]\d{1,4})?)\s*\.?\s*\Z"),
    )


def read_legal(text: str) -> Legal | None:
    """The judgment or statute that a reference begins with, or None where it begins with anything else."""
    known = _grammar()
    if match := known.section.match(text):
        return _made("law", match.group("title"), text[match.end() :], first=True)
    if match := known.bill.match(text) or known.restated.match(text):
        return _made("law", match.group("title"), text[match.end() :], first=True)
    if match := known.court.match(text) or known.series.match(text):
        year = next(iter(known.year.findall(match.group("title"))), None)  # NJW 2005, 1577 (1582)
        return _made("case", match.group("title"), text[match.end() :], first=True, year=year)
    if _HINT.search(text):
        if " v" in text and (match := known.case.match(text) or known.dispute.match(text)):
            return _made("case", match.group("title"), text[match.end() :], first=False)
        if match := known.law.match(text):
            return _made("law", match.group("title"), text[match.end("title") :], first=True)
        if match := known.union.match(text):
            first, _, second = match.group("number").partition("/")
            year = next((n for n in (first, second) if known.year.fullmatch(n)), None)
            return _made("law", match.group("title"), text[match.end() :], first=True, year=year)
    if match := known.act.match(text) or known.gazette.match(text):
        return _made("law", match.group("title"), text[match.end() :], first=True)
    if match := known.numbered.match(text):
        return _made("case", match.group("title"), text[match.end() :], first=True)
    if match := known.ecli.search(text):
        return _made("case", text[: match.start()] or match[0], text[match.start() :], first=False)
    return None


def read_commentary(text: str) -> Commentary | None:
    """The part of a commentary on a law that the whole text cites, or None."""
    if ("§" not in text and "Art" not in text) or (match := _grammar().commentary.match(text)) is None:
        return None
    if match["author"]:
        work = f"{match['over']}, {match['work']}" if match["work"] else match["over"]
        return Commentary((match["author"],), work, (), match["year"], match["locator"])
    editors = tuple((match["editors"] or "").split("/")) if match["editors"] else ()
    writers = tuple(turn_round(name) if " " in name else name for name in match["writers"].split("/"))
    return Commentary(writers, match["title"], editors, match["year"], match["locator"])


def read_resolution(rest: str) -> Legal | None:
    """The resolution that follows the body which passed it (`Resolution 2077 (XX): Question of Cyprus`)."""
    text = rest.lstrip(" .,:;")
    if "Res" not in text[:70] or (match := _grammar().resolution.match(text)) is None:
        return None
    return _made("law", match.group("title"), text[match.end() :], first=False)


def _made(kind: str, title: str, tail: str, *, first: bool, year: str | None = None) -> Legal:
    """Statutes carry their year in the name, judgments behind it."""
    known = _grammar()
    named, later = known.year.findall(title), known.year.findall(tail)
    if not first and (match := known.bracketed.search(tail)):
        later = [match.group("year")]
    if year is None:
        years = named[-1:] + later[-1:] if first else later[-1:] + named[-1:]
        year = years[0] if years else None
    place = known.paragraph.search(tail)
    return Legal(kind, title.strip(" ,.;"), year, place.group("place") if place else None)

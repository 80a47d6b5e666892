"""TXT: what was to be replaced before anybody else read it, and stayed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.patterns import later
from argmap.ground.text import shorten
from argmap.manuscript.document import Document
from argmap.project import Project
from argmap.tongues.lists import lists_of_all

# [ref], (see note ), <<insert link here>>
_BRACKETED = re.compile(r"[\[(<{]{1,3}([^\[\](){}<>\n]{1,60})[\])>}]{1,3}")
# \mathit{FN}, T_{ref}: what a command or an index of a formula has in braces
_TAKES_BRACES = re.compile(r"(?:\\[A-Za-z]{1,30}\*?|[_^])\Z")
_SQUARE = re.compile(r"\[\s?([^\[\]\n]{4,240})\]")
_NO_NUMBER_YET = r"(?:[x_.…?]{2,}|0{2,}|\?)"
_BLANK = re.compile(rf"[\s.,:;]*{_NO_NUMBER_YET}?[\s.,:;]*", re.IGNORECASE)
# AB: …, Note to self: …: somebody speaks to somebody who works on the text
_ADDRESSED = later(
    r"(?:[A-Z]{2,3}\d{0,2}|[A-Z][a-z]{2,14}|[Nn]ote to (?:self|the )?\s?\w+|[Aa]uthor(?: query)?|AQ\d*|[Qq]uery|@\w+)"
    r"\s?[:,]\s"
)
_COMMENT_BALLOON = later(
    r"\b(?:Commented|Comment|Kommentiert|Kommentar|Commentaire|Comentario|Commento)\s\[[A-Z]{1,4}\d+\]:"
)
_TODO = later(r"(?:^|(?<=[\[(<{.:!?] )|(?<=[\[(<{]))(?:TODO|FIXME|TO DO)\b(?=\s?[:\-–—\])>}])")
_ONLY_QUESTION_MARKS = re.compile(r"(?<![^\s(\[])\?{3,}(?![^\s)\].,;:])")
_ONLY_CROSSES = later(
    r"(?<![\w/.@#-])(?:[Xx]{2,3}(?=\s?(?:%|percent\b|per cent\b|Prozent\b))|X{4,8}(?![\w/@.-])"
    r"|X{2,4}\s?[-–]\s?X{2,4}(?![\w-]))"
)
# [completar??]
_ASKED = re.compile(r"\[[^\[\]\n]{0,80}\w\?{2,}\s?\]")
# what LaTeX prints for a citation whose key is in no bibliography
_UNCITED = re.compile(r"(?<=\w\s)\[\?(?:,\s?\?)*\]")
# (berg_salt_1991), (noauthor_oil_nodate): a key as reference managers make them
_KEY_LEFT = re.compile(
    r"(?<=[(\[])@?[a-z][a-z'-]*(?:_[a-z0-9-]+)+_(?:(?:1[5-9]|20)\d\d|nodate)[a-z]?"
    r"(?:[;,]\s@?[a-z][a-z'-]*(?:_[a-z0-9-]+)+_(?:(?:1[5-9]|20)\d\d|nodate)[a-z]?)*(?=[)\]])"
)
_SHOWN = 4
_QUOTES = "“”„«»\"'‘’`"


class _LeftOver(NamedTuple):
    """What it is taken for, and the words as they stand, with their place."""

    kind: str
    text: str
    start: int
    end: int


@check("TXT060", "left-over", "warning", "candidate", about="paper")
def left_over(project: Project) -> Iterator[Finding]:
    """Something that only kept a place, or was meant for a co-author or an editor, stands in the text.

    Why: it tells that a citation, a number or a passage never came, and that nobody read the text at the end.

    Example: `[citation needed]`, `(see note )`, `Figure ??`, `(berg_salt_1991)`, `Error! Reference source not found.`,
    `[AB: please check this]`, what a journal's template says where the abstract is to come, or brackets that held an
    abbreviation behind its long form, as in `became a member of the (OIC).`

    Mend: put in what was to come, or take it out. What stands in quotation marks is passed over, and so are papers
    that speak of TODO comments, of chromosomes, or of the twentieth century in Roman numerals.
    """
    document = project.paper
    meant = _meant(document)
    found: dict[str, list[_LeftOver]] = {}
    stretches = list(_stretches(project, document))
    # nearly all phrases stand nowhere: to look for each in the whole is quicker than in every stretch
    whole = "\n".join(text for text, _, _ in stretches).casefold()
    phrases = [phrase for phrase in _words("phrases") if phrase in whole]
    by_keys = any(mark.kind == "key" for mark in document.marks)
    for text, start, end in stretches:
        for left in _left_overs(text, phrases):
            if by_keys and left.text.startswith("@"):
                continue  # so this paper cites
            if left.kind == _KEY and re.search(rf"(?<![\w(\[@;]){re.escape(left.text.casefold())}(?![\w)\];])", whole):
                continue  # what stands outside of brackets too is the name of a variable
            if left.kind in meant and (left.kind != _NO_NUMBER or "?" in left.text):
                continue
            place = _place(document, left.text, start, end)
            if place is not None:
                found.setdefault(left.kind, []).append(left._replace(start=place[0], end=place[1]))
    for kind, places in found.items():
        first, *others = places
        forms = list(dict.fromkeys(left.text for left in places))
        shown = ", ".join(shorten(form, 60) for form in forms[:_SHOWN])
        more = f" and {len(forms) - _SHOWN} more" if len(forms) > _SHOWN else ""
        yield left_over.finding(
            document.place(first.start, first.end),
            f"{kind}: {shown}{more}",
            quote=document.text[first.start : first.end],
            related=[(document.place(left.start, left.end), shorten(left.text, 60)) for left in others],
        )


def _stretches(project: Project, document: Document) -> Iterator[tuple[str, int, int]]:
    """What the paper says in words, as it reads: paragraphs, captions, headings, notes, entries; no code, no table."""
    for paragraph in project.prose:
        lines = paragraph.lines
        yield " ".join(line.text for line in lines), lines[0].sentence.start, lines[-1].sentence.end
    for section in document.sections:
        yield section.title, section.start, section.heading_end
    for note in document.notes:
        yield note.body, note.start, note.end
    for reference in document.references:
        if reference.origin == "list":
            yield reference.text, reference.start, reference.end


def _meant(document: Document) -> frozenset[str]:
    """The kinds that such papers have for a reason."""
    kinds = []
    if "XIX" in document.text:  # where things bear Roman numbers, XX is the twentieth
        kinds.append(_NUMBER)
    if not any(mark.kind == "numeric" for mark in document.marks):
        kinds.append(_UNKNOWN_WORK)  # in an edition [?] marks what could not be read with certainty
    if document.kind in ("latex", "markdown"):
        kinds.append(_NO_NUMBER)  # ?? is also what these readers write for a label that a program turns into a number
    return frozenset(kinds)


def _left_overs(text: str, phrases: Sequence[str]) -> Iterator[_LeftOver]:
    """What is left over in a stretch of text; of two that overlap, the one that begins first."""
    behind = 0
    for left in sorted(_candidates(text, phrases), key=lambda left: (left.start, -left.end)):
        if left.start >= behind and not _is_quoted(text, left.start, left.end):
            behind = left.end
            yield left


def _candidates(text: str, phrases: Sequence[str]) -> Iterator[_LeftOver]:
    folded = text.casefold()
    for phrase in phrases:
        at = folded.find(phrase)
        if at >= 0:
            yield _LeftOver(
                "Left over from a word processor or a template", text[at : at + len(phrase)], at, at + len(phrase)
            )
    for match in _BRACKETED.finditer(text):
        kind = _placeholder(match[1], square=match[0].startswith(("[", "<", "{")))
        if kind and not (match[0][0] == "{" and _TAKES_BRACES.search(text, 0, match.start())):
            yield _LeftOver(kind, match[0], match.start(), match.end())
    for match in _SQUARE.finditer(text):
        if _ADDRESSED.match(match[1]) and _remarks().search(match[1]):
            yield _LeftOver(_REMARK, match[0], match.start(), match.end())
    for kind, signs, pattern in _FORMS:
        if any(sign in text for sign in signs):
            for match in pattern().finditer(text):
                yield _LeftOver(kind, match[0], match.start(), match.end())


_REMARK = "A remark that was not meant for readers"
_TO_COME = "Something was still to come here"
_KEY = "The key of a work stands where it was to be cited"
_BRACKETS = "The brackets are left over, since the sentence needs what they hold"
_UNKNOWN_WORK = "This cites nothing: its work is in no list"
_NUMBER = "A number was still to come here"
_NO_NUMBER = "This points at nothing, since its number never came"


def _placeholder(inside: str, *, square: bool) -> str | None:
    """What a bracket is that holds nothing but `inside`; None where it says something."""
    words = " ".join(inside.casefold().split()).strip(" .:!,;…-–*")
    if words in _words("placeholders") and (square or " " in words or words.endswith("?") or inside.isupper()):
        return _TO_COME
    if _insert_here().fullmatch(words):
        return _TO_COME
    if not square and (inside.isalpha() or inside.strip().isupper()):  # false negatives (FN)
        return None
    pointer = max((p for p in _words("pointers") if words.startswith(p.rstrip("."))), key=len, default=None)
    if pointer is not None and _BLANK.fullmatch(words[len(pointer.rstrip(".")) :]) and " " in inside.strip(" ") + " ":
        return _NO_NUMBER
    return None


@cache
def _words(section: str) -> frozenset[str]:
    return lists_of_all("leftovers")[section]


@cache
def _remarks() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('remarks')})\b|\?\s*$", re.IGNORECASE)


@cache
def _insert_here() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('insert')})\s(?:[\w'’]+\s){{0,5}}(?:{_any('here')})", re.IGNORECASE)


@cache
def _without_number() -> re.Pattern[str]:
    """Figure ??, p. 000, Anm. ???"""
    return re.compile(
        rf"(?<![\w.])(?:{_any('labels')}|{_any('pages')})\.?\s(?:\(\?{{2,}}\)|\?{{2,}}|0{{3,}}|_{{2,}})(?![\w%])",
        re.IGNORECASE,
    )


@cache
def _bare_brackets() -> re.Pattern[str]:
    """A member of the (OIC): an article, and in the brackets what it belongs to. In “bisphenol A (BPA)” stands none."""
    return re.compile(rf"(?<!\w)(?:{_any('articles')})\s\([A-Z]{{2,6}}\)(?=\s?[.,;:!?](?!\w))")


@cache
def _crossed_number() -> re.Pattern[str]:
    """Figure XX, note XXX; a page XX may be one of a preface."""
    return re.compile(rf"(?<![\w.])(?i:{_any('labels')})\.?\sX{{2,3}}(?![\w-])")


def _any(section: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(section), key=len, reverse=True))


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a quotation mark stands right at it: then the text speaks of the words."""
    return any(sign in _QUOTES for sign in (*text[max(0, start - 1) : start], *text[end : end + 1]))


def _place(document: Document, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Where `words` stand in the stretch; all of the stretch where line breaks or markup stand between them."""
    at = document.text.find(words, start, end)
    if at < 0:  # the end of a line stands between, or a mark
        return start, end
    # `TODO` in the marks of code
    return None if document.text[at - 1 : at] == "`" else (at, at + len(words))


# what each form is taken for, and the signs of which a text has one where it stands: nearly all texts have none
_FORMS: tuple[tuple[str, tuple[str, ...], Callable[[], re.Pattern[str]]], ...] = (
    (_REMARK, ("]:",), lambda: _COMMENT_BALLOON),
    ("Something was still to be done here", ("TODO", "FIXME", "TO DO"), lambda: _TODO),
    (_TO_COME, ("???",), lambda: _ONLY_QUESTION_MARKS),
    (_TO_COME, ("??",), lambda: _ASKED),
    (_NUMBER, ("XX", "xx", "Xx", "xX"), lambda: _ONLY_CROSSES),
    (_UNKNOWN_WORK, ("[?",), lambda: _UNCITED),
    (_KEY, ("_",), lambda: _KEY_LEFT),
    (_NO_NUMBER, ("??", "000", "__"), _without_number),
    (_NUMBER, ("XX",), _crossed_number),
    (_BRACKETS, ("(",), _bare_brackets),
)

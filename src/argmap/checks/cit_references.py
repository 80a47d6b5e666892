"""CIT: the works as notes and list give them: short forms, ibid., and entries that lack or repeat something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from argmap.checks.registry import MARKED_UP, Grounds, check
from argmap.checks.works import at_reference, begins_with_person, family, in_list, is_short, name_work
from argmap.findings.finding import Finding
from argmap.ground.message import say
from argmap.ground.patterns import later
from argmap.ground.text import shorten
from argmap.manuscript.account import account_of
from argmap.manuscript.document import Document, Reference
from argmap.project import Project
from argmap.tongues.lists import lists_of_all
from argmap.tongues.prose import any_word, has_words, word_list

if TYPE_CHECKING:
    from argmap.sources.references.grammar import Grammar

_NAMED_FIRST = later(r"\W*([^\W\d_a-zß-ÿ][\w'’-]{2,})[ ,(]")


@cache
def _pointers() -> Grammar:
    """How notes point at what was given before, in the words by which references are read, of all tongues."""
    from argmap.sources.references.grammar import Grammar, pattern
    from argmap.sources.references.words import any_of

    def note(name: str) -> str:
        return rf"{any_of('note_words')}\.?\s*(?P<{name}>\d{{1,3}})(?!\d)"

    back, pages = any_of("earlier", "within"), any_of("pages")
    lead = any_of("signals", "earlier", "within")
    between = any_of("earlier", "within", "signal_words")
    return Grammar(
        # what is a word of other senses in some tongue counts before a page or a stop
        ibid=pattern(
            rf"\W*(?:{any_of('signals')}\.?,?\s)?(?:(?:ibid(?:em)?|idem)\b|{any_of('ibid')}(?=\.|\s*(?:[,;:(\d]|\Z|{pages}(?!\w))))",
            re.IGNORECASE,
        ),
        op_cit=pattern(rf"(?<!\w){any_of('op_cit', 'loc_cit')}(?!\w)", re.IGNORECASE),
        # see note 12 above; supra note 12; vgl. oben Anm. 12; Dawson (n 12) 17
        at_note=pattern(
            rf"(?<!\w){lead}(?!\w)\.?,?\s+(?:{between}\.?\s+)?{note('led')}"
            rf"|(?<!\w){note('said')}\s*,?\s*{back}(?!\w)"
            rf"|\A\W*(?-i:[^\W\d_a-zß-ÿ])[^()\[\]\d]{{2,60}}\s[(\[]{note('set')}[)\]]"
            rf"(?=[\W_]*(?:at\s+)?(?:(?:{pages})\W*)?(?:\d|\Z))",
            re.IGNORECASE,
        ),
        # another work of the same note: "…, 12. See also Carver, …"
        next_work=pattern(rf";|\.\s+{any_of('signals')}\.?\s", re.IGNORECASE),
        # Rubin and Kirişci 2001: 54
        name_and_year=pattern(
            rf"\W*(?:(?i:{any_of('signals')})\.?\s+)?[^\W\d_a-zß-ÿ][\w'’-]+"
            rf"(?:(?:,?\s+{any_of('joiners')}\s+|,\s+)[^\W\d_a-zß-ÿ][\w'’-]+)*(?:\s+{any_of('others')}\.?)?,?\s+"
            r"\(?(?:1[5-9]|20)\d\d[a-z]?\)?"
            rf"(?:\s*[,:]\s*(?:(?i:{pages})\.?\s*)?[\d\s,–-]+)?\W*"
        ),
        # Dawson, Basin, 17.
        name_and_title=pattern(
            rf"\W*([^\W\d_a-zß-ÿ][\w'’-]{{2,}}),\s+[^\W\d_]\S*(?:\s+[^\W\d_]\S*){{0,3}},\s+(?:(?i:{pages})\.?\s*)?\d{{1,4}}\W*"
        ),
    )


# what is known by its title, its parties or its number
# a file of an archive and a place in an ancient work: its mark is all that a reader needs
_KNOWN_BY_MARK = ("archive", "classic")
_WITHOUT_AUTHOR = ("web", "dataset", "case", "law", "software", "film", "report", "archive", "standard", "classic")
_DATED = re.compile(r"\d{4}|\b(?:n\.? ?d|s\. ?[fdal]|o\. ?J|g\. ?d|t\. ?y)\.|\bundated\b", re.IGNORECASE)
# a note that talks about works gives them in passing
_TALKS = re.compile(
    r"\W*(?:see|cf|compare|for|on|in|the|this|these|as|it|there|although|while|also|but|an?|vgl|siehe|zu[rm]?|hierzu|dazu|so|"
    r"voir|sur|pour|cf|véase|ver|sobre|al|para|cfr|si veda|su|per|bkz|shih|id|supra)\b",
    re.IGNORECASE,
)
_LONGEST_NOTE, _FEWEST_LETTERS = 200, 12
_LONGEST_WITHOUT_TITLE = 120


@check("CIT026", "short-form-unexplained", "warning", "candidate", about="paper")
def short_form_unexplained(project: Project) -> Iterator[Finding]:
    """A short form or "op. cit." refers to a work that was not given in full before, or to any of several.

    Why: the reader cannot tell which work is meant.

    Example: note 6 is `Rubin and Kirişci 2001: 54`, and no earlier note names that book.

    Mend: give the work in full at its first mention.
    """
    document = project.paper
    listed = in_list(document)
    yield from _lead_nowhere(document, project.tongue)
    for reference in document.references:
        if reference.origin != "note" or not is_short(reference) or _pointers().ibid.match(reference.text) or listed:
            continue
        full = next((r for r in document.references if r.id == reference.short_for), None)
        # statutes and reports are cited by name and year in full
        if not (
            _pointers().op_cit.search(reference.text)
            or (reference.authors and _pointers().name_and_year.fullmatch(reference.text))
        ):
            continue
        if full is None:
            lost = _bodies_missing(document)
            if _mentioned(document, reference) or _begins_a_sentence(reference, project.tongue):
                continue
            yield at_reference(
                short_form_unexplained,
                document,
                reference,
                say("“{}” is a short form, and no note gives the work in full", shorten(reference.text)),
                because=f"{lost} notes are missing; it may stand in one of them" if lost else None,
            )
        elif full.start > reference.start:
            yield at_reference(
                short_form_unexplained,
                document,
                reference,
                say("“{}” stands before the work is given in full", shorten(reference.text)),
                related=[(document.place(full.start, full.end), "given in full here")],
            )


def _begins_a_sentence(reference: Reference, tongue: str) -> bool:
    """ "Many German 1990": what was read as a name begins with a word of every sentence that is no part of a name."""
    first = re.match(r"\W*([^\W\d_]+)\s+[^\W\d_]", reference.text)
    return first is not None and _begins_sentences(first[1], tongue)


def _begins_sentences(word: str, tongue: str) -> bool:
    """Whether a word with its capital is one of every sentence's, and no part of a name."""
    known = {*word_list("stopwords", tongue)} if has_words(["stopwords"], tongue) else set()
    return word.lower() in known - lists_of_all("citing")["particles"]


def _lead_nowhere(document: Document, tongue: str) -> Iterator[Finding]:
    """*Op. cit.* of an author of several works, a name nobody had before, and a note that is not there or another's."""
    notes = sorted(document.notes, key=lambda note: note.start)
    if _bodies_missing(document) or len({note.number for note in notes}) < len(notes) or in_list(document):
        return
    works = {reference.id: reference for reference in document.references}
    seen: dict[str, set[str]] = {}
    given: dict[int | None, list[Reference]] = {}
    bodies = {note.number: note.body for note in notes if note.number is not None}
    for note in notes:
        named = [works[name] for name in note.references if name in works]
        own = {family(name) for reference in named for name in (*reference.authors, *reference.editors)}
        message = ""
        pointed, first = _pointers().at_note.search(note.body), _NAMED_FIRST.match(note.body)
        number = int(pointed["led"] or pointed["said"] or pointed["set"]) if pointed else 0
        whole = _pointers().name_and_title.fullmatch(note.body)
        if pointed and bodies and number > max(bodies):
            message = say("“{}” points at note {}, and there are {} notes", shorten(note.body), number, len(bodies))
        elif pointed and first and number in bodies and first[1] not in bodies[number]:
            there = [other for other in bodies if other != note.number and first[1] in bodies[other]]
            if there and not _TALKS.match(first[1]) and not _begins_sentences(first[1], tongue):
                message = say("note {0} does not name {1}; note {2} does", number, first[1], there[0])
        elif (
            pointed
            and first
            and len(several := _works_of(first[1], given.get(number, ()))) > 1
            and _is_name_alone(note.body[: pointed.start()], first[1])
        ):
            message = say(
                "note {} gives {} works of {}, and “{}” does not say which is meant",
                number,
                len(several),
                first[1],
                shorten(note.body),
            )
        elif len(named) == 1 and _pointers().op_cit.search(note.body) and not named[0].title:
            titles = set().union(*(seen.get(name, set()) for name in own))
            if len(titles) > 1:
                message = say("“{}” may be any of {} works given before", shorten(note.body), len(titles))
        elif whole and seen and document.text.count(whole[1]) + sum(whole[1] in body for body in bodies.values()) < 3:
            message = say("“{}” is a short form, and {} is named nowhere else", shorten(note.body), whole[1])
        if message:
            place, quote = document.place(note.start, note.end), document.text[note.start : note.end]
            yield short_form_unexplained.finding(place, message, quote=quote)
        given[note.number] = [reference for reference in named if not is_short(reference)]
        for reference in named:
            if reference.title and not is_short(reference):
                for name in (*reference.authors, *reference.editors):
                    seen.setdefault(family(name), set()).add(reference.title)


def _works_of(name: str, works: Sequence[Reference]) -> list[Reference]:
    return [work for work in works if name.casefold() in {family(who) for who in (*work.authors, *work.editors)}]


def _is_name_alone(words: str, name: str) -> bool:
    """Whether a name stands before the pointer at a note, and no title: `Ried, supra note 2`."""
    return re.fullmatch(rf"\W*{re.escape(name)}[\s,(\[]*", words) is not None


def _bodies_missing(document: Document) -> int:
    return sum(mark.kind == "note" and mark.note is None for mark in document.marks)


def _mentioned(document: Document, short: Reference) -> bool:
    """Whether a note before it, read in part only, names its authors and says more of the work than the short form."""
    families = [family(name) for name in (*short.authors, *short.editors)]
    for note in document.notes:
        if note.start >= short.start or not families:
            continue
        words = {re.sub(r"\W", "", word).casefold() for word in note.body.split()}
        if any(name in words for name in families) and len(note.body) > len(short.text) + 15:
            return True
    return False


@check("CIT027", "ibid-without-antecedent", "warning", "candidate", about="paper")
def ibid_without_antecedent(project: Project) -> Iterator[Finding]:
    """ "Ibid." with nothing before it, or after a note that names several works.

    Why: it points at nothing, or nobody can tell at what; often a note between was deleted.

    Example: note 1 is `Ibid., 23`.

    Mend: give the work again.
    """
    document = project.paper
    notes = sorted(document.notes, key=lambda note: note.start)
    works = {reference.id: reference for reference in document.references}
    previous: list[Reference] | None = None
    unread = False
    for note in notes:
        named = [works[name] for name in note.references if name in works]
        if _pointers().ibid.match(re.sub(r"^[\W\d]+", "", note.body)):
            if unread:
                continue
            if previous is not None and len(previous) == 0:
                message = say("“{}” follows a note that cites nothing", shorten(note.body))
            elif previous is None:
                message = say("“{}” has nothing before it", shorten(note.body))
            elif len(previous) > 1:
                message = say("“{}” follows a note that cites {} works", shorten(note.body), len(previous))
            else:
                continue  # and what it points at stays what the next one points at
            yield ibid_without_antecedent.finding(
                document.place(note.start, note.end),
                message,
                quote=document.text[note.start : note.end],
            )
        else:
            # a work that was not read: what an ibid. after it points at is not known
            previous, unread = named, _names_more(note.body, named)


def _names_more(body: str, named: list[Reference]) -> bool:
    """Whether a note may name other works, or fewer, than were read in it.

    It names none and reads as if it did, or is a place in a sacred or ancient work, a file or a law; or several, that
    nothing parts.
    """
    if not named:
        from argmap.sources.references.parse import parse_reference

        first = body.partition("; ")[0]
        return _LIKE_A_WORK.search(body) is not None or parse_reference(first).kind in _SHORTLY_CITED
    if any(reference.kind == "classic" for reference in named):
        return True  # the place tells whether it is meant, or the work beside it
    return len(named) > 1 and len(_pointers().next_work.findall(body)) + 1 != len(named)


_SHORTLY_CITED = ("classic", "archive", "law", "case", "standard")
# a year, a page, a title in quotation marks, another note: something that reads like a work
_LIKE_A_WORK = later(
    r"\b(?:1[4-9]|20)\d\d\b|[“”„«»\"]|\b(?:pp?|S|s)\.\s?\d|\d+\s?[–-]\s?\d+"
    r"|\b(?:supra|infra|note|notes|op|cit|id|ibid|see|cf)\b|§|v\. [A-Z]",
    re.IGNORECASE,
)


@check("CIT028", "reference-incomplete", "warning", "candidate", about="paper")
def reference_incomplete(project: Project) -> Iterator[Finding]:
    """A reference of the paper names no author, no year or no title.

    Why: a reader cannot find the work from what is given.

    Example: `Reshaping the Balkans. IB Tauris, 2006.`

    Mend: add what is missing, or say that it is not known (`n.d.`, `anon.`).
    """
    document = project.paper
    readable = {origin: _are_readable(document, origin) for origin in ("list", "note")}
    for reference in document.references:
        if is_short(reference) or _pointers().ibid.match(reference.text) or reference.kind in _KNOWN_BY_MARK:
            continue
        if reference.origin not in readable or not (readable[reference.origin] or _is_whole_book(reference)):
            continue
        missing = [
            word
            for word, there in (
                ("author", reference.authors or reference.editors or _needs_no_author(reference)),
                ("year", reference.year or _DATED.search(reference.text) or any_word("to-come", reference.text)),
                ("title", reference.title),
            )
            if not there
        ]
        in_note = reference.origin == "note"
        if len(re.sub(r"https?://\S+|\W|\d", "", reference.text)) < _FEWEST_LETTERS:
            continue  # an address alone
        if in_note and (_TALKS.match(reference.text) or len(reference.text) > _LONGEST_NOTE):
            continue
        if in_note and missing and _given_before(document, reference):
            continue
        # what is left when the rest is taken away is one that was not recognised, however short
        if "title" in missing and (_has_rest(reference) or _BEGINS_WITH_NUMBER.search(reference.text)):
            continue
        # an entry that does not end was read in part
        if missing == ["year"] and not reference.text.rstrip().endswith((".", ")", "”", ">", "/")):
            continue
        if missing:
            yield at_reference(
                reference_incomplete,
                document,
                reference,
                f"This reference names no {' and no '.join(missing)}: {shorten(reference.text)}",
                kind="laid out" if document.kind == "pdf" else reference.origin,
            )


# Orwell (1949). 1984. London: Secker
_BEGINS_WITH_NUMBER = re.compile(r"\(\d{4}[a-z]?\)[.,:]?\s\d")


def _has_rest(reference: Reference) -> bool:
    """Whether an entry has words besides those that were read as its names, its years and where it appeared."""
    given = (*reference.authors, *reference.editors, reference.publisher, reference.container)
    rest = re.sub(r"https?://\S+|\([^()]*\)|\d", " ", reference.text)
    for part in (piece for name in given if name for piece in re.split(r"[,.\s]+", name) if piece):
        rest = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", rest)
    return re.search(r"[^\W\d_]{3,}", rest) is not None or len(reference.text) > _LONGEST_WITHOUT_TITLE


def _needs_no_author(reference: Reference) -> bool:
    """Whether a work is known without a person: a law, a file of an archive, a newspaper, a page of the web, a work of
    a body; or begins with a person who was not read as its author.
    """
    return (
        reference.kind in _WITHOUT_AUTHOR
        or begins_with_person(reference)
        or _stands_before_the_year(reference)
        or re.search(r"https?://|www\.|§|\b[A-Z]{3,}\b", reference.text) is not None
        or any_word("needs-no-author", reference.text) is not None
    )


def _stands_before_the_year(reference: Reference) -> bool:
    """Whether words stand before the year and the title behind it: they are authors, read as such or not."""
    before, year, behind = reference.text.partition(reference.year or "(")
    title = reference.title or ""
    return bool(year and title and title[:20] in behind and re.search(r"[^\W\d_]{3,}", before))


def _is_whole_book(reference: Reference) -> bool:
    """Whether title, publisher and year were read and are all that is there: "Reshaping the Balkans. IB Tauris, 2006."

    Such a work was read as a whole, however few of the others were. A sign behind its first word may part a name.
    """
    parts = [reference.title, reference.publisher, reference.year]
    if not all(parts) or re.match(r"\W*[\w’'-]+\s?[^\w\s’'-]", reference.text):
        return False
    rest = reference.text
    for part in parts:
        rest = rest.replace(part or "", "", 1)
    # nothing else, but for the place before the publisher
    return re.fullmatch(r"\W*(?:[^\W\d_]+(?:\s[^\W\d_]+)?\s?:)?\W*", rest) is not None


# below this share of works read with author, year and title the reader is at fault, not the paper
_MOST = 0.7


def _are_readable(document: Document, origin: str) -> bool:
    """Whether nearly all works of the list, or of the notes, could be taken apart."""
    works = [r for r in document.references if r.origin == origin and not is_short(r)]
    whole = sum(bool((r.authors or r.editors) and r.year and r.title) for r in works)
    return whole >= _MOST * len(works) and not account_of(document).alarms


def _given_before(document: Document, reference: Reference) -> bool:
    """Whether an earlier note names the same author: what comes again may be short."""
    words = re.findall(r"[^\W\d_]{3,}", reference.text)
    name = next((word for word in words if word[0].isupper() and word.lower() not in ("see", "the", "also")), None)
    return name is not None and any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", note.body)
        for note in document.notes
        if note.start < reference.start and not note.start <= reference.start < note.end
    )


@check(
    "CIT030",
    "reference-identifier",
    "warning",
    about="paper",
    grounds=Grounds("A check digit is right or wrong whatever stands around it, and the form of a DOI is fixed."),
)
def reference_identifier(project: Project) -> Iterator[Finding]:
    """The DOI of a reference is not well formed, or the check digit of its ISBN is wrong.

    Why: it leads nowhere, or to another work.

    Example: `doi:10.1000` without anything after it; `ISBN 978-0-306-40615-8`.

    Mend: copy it again from the work.
    """
    document = project.paper
    from argmap.sources.identifiers import doubled_doi, identifier_problem

    for reference in document.references:
        written = _DOI.search(reference.text)
        doi = doubled_doi(reference.text) or reference.doi or (written[1].rstrip(".,;)") if written else None)
        problem = identifier_problem("doi", doi) if doi else None
        isbn = _ISBN.search(reference.text)
        wrong = identifier_problem("isbn", isbn[1]) if isbn else None
        if wrong:
            yield at_reference(reference_identifier, document, reference, f"{name_work(reference)}: {wrong}")
        stated = document.kind in MARKED_UP
        # on a page an address breaks at the end of a line, and what comes behind is lost
        if problem and doi and (stated or not _breaks_off(document, reference, doi)):
            yield at_reference(
                reference_identifier,
                document,
                reference,
                f"{name_work(reference)}: {problem}",
                certainty="certain" if stated else "candidate",
            )


# whole numbers only: one that a line break cut in two is no wrong one
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx])(?![\d-])")
_DOI = re.compile(r"(?:doi\.org/|\bdoi:?\s*)(10\.[^\s]+)", re.IGNORECASE)


def _breaks_off(document: Document, reference: Reference, doi: str) -> bool:
    """Whether the DOI stands at the end of a line with more of the entry on the next."""
    words = document.text[reference.start : reference.end]
    at = words.find(doi)
    return (
        at < 0
        or doi.endswith("/")
        or re.match(r"[^\S\n]*[.,]?[^\S\n]*\n[^\S\n]*\S", words[at + len(doi) :]) is not None
    )

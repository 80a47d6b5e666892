"""FTN: the footnote apparatus. Marks in the text, bodies below it, and the numbers that tie them together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from argmap.checks.absence import body_may_be_missing, mark_may_be_missing
from argmap.checks.registry import Grounds, check
from argmap.findings.finding import Finding
from argmap.ground.message import Message, say
from argmap.ground.text import shorten
from argmap.manuscript.account import account_of, pages_in_words, runs_in_words
from argmap.manuscript.document import Document, Mark, Note
from argmap.project import Project

# as many missing bodies in a row as are told one by one; more of them are one fault, not many
_ONE_BY_ONE = 3
_SHOWN = 60


def note_series(document: Document) -> list[list[Mark]]:
    """The numbered note marks in the order of the text, a new list where the numbering starts again at 1.

    Empty where the paper has no notes and the numbers are no sequence: raised numbers may be powers and masses.
    """
    numbers = {mark.number for mark in document.marks if mark.kind == "note" and mark.number}
    if not document.notes and (len(numbers) < 3 or len(numbers) < 0.8 * max(numbers)):
        return []
    series: list[list[Mark]] = []
    for mark in document.marks:
        if mark.kind != "note" or mark.number is None:
            continue
        if not series or (mark.number == 1 and series[-1][-1].number not in (1, None)):
            series.append([])
        series[-1].append(mark)
    return series


def _runs_upward(series: list[Mark]) -> bool:
    """Whether the marks are surely the notes of one sequence: four or more, nearly all in order."""
    falls = sum((one.number or 0) >= (two.number or 0) for one, two in pairwise(series))
    return len(series) >= 4 and falls <= max(1, 0.1 * len(series))


def _in_context(document: Document, mark: Mark) -> str:
    """The mark with the word before it, on one line: a bare ``18`` helps nobody to find it."""
    before = document.text[max(0, mark.start - 40) : mark.start].split("\n")[-1].split(" ")
    return " ".join(before[-2:]) + document.text[mark.start : mark.end]


@check("FTN001", "note-number-gap", "error", "candidate", about="paper")
def note_number_gap(project: Project) -> Iterator[Finding]:
    """A number is missing in the sequence of note marks.

    Why: a note was deleted, or its mark was lost, and what it supported has lost its source.

    Example: mark 18 is followed by mark 20.

    Mend: look in an earlier version for the missing note; renumber only when it is really gone.
    """
    document = project.paper
    bodies = {note.number for note in document.notes}
    for series in note_series(document):
        there = {mark.number for mark in series if mark.number is not None}
        reached = 0
        last: Mark | None = None
        for mark in series:
            assert mark.number is not None, "numbered marks only"
            # where the body is there only the mark is missing, which FTN005 tells
            missing = [n for n in range(reached + 1, mark.number) if n not in there and n not in bodies]
            known = all(body_may_be_missing(document, n) and mark_may_be_missing(document, n) for n in missing)
            if missing and known and mark.number - reached <= 50:
                what = (
                    say("Note {} is missing", missing[0])
                    if len(missing) == 1
                    else say("Notes {} to {} are missing", missing[0], missing[-1])
                )
                where = (
                    say("{} is followed by {}", last.number, mark.number)
                    if last
                    else say("the first mark is {}", mark.number)
                )
                yield note_number_gap.finding(
                    document.place((last or mark).start, (last or mark).end),
                    say("{}: {}", what, where),
                    quote=_in_context(document, last or mark),
                    related=[(document.place(mark.start, mark.end), f"mark {mark.number}")],
                )
            if mark.number > reached:
                reached, last = mark.number, mark


@check("FTN002", "note-out-of-order", "error", "candidate", about="paper")
def note_out_of_order(project: Project) -> Iterator[Finding]:
    """A note mark has a lower number than the one before it.

    Why: a passage was moved without its notes being renumbered, or a number is wrong.

    Example: marks 4, 6, 5.

    Mend: renumber in the order of the text and check that each body still fits its mark.
    """
    document = project.paper
    if document.kind == "markdown":
        return  # its numbers are labels, and are counted anew when it is printed
    for series in filter(_runs_upward, note_series(document)):
        counts: dict[int | None, int] = {}
        for mark in series:
            counts[mark.number] = counts.get(mark.number, 0) + 1
        for before, mark in pairwise(series):
            if (before.number or 0) > (mark.number or 0) and counts[mark.number] == 1:
                yield note_out_of_order.at(
                    document,
                    mark,
                    say("Note {} comes after note {}", mark.number, before.number),
                    related=[(document.place(before.start, before.end), f"mark {before.number}")],
                )


_BY_LABEL = Grounds(
    "A mark and its body are tied by a label that stands in the file; no layout is read.", ("markdown",)
)


@check("FTN003", "note-number-twice", "error", about="paper", grounds=_BY_LABEL)
def note_number_twice(project: Project) -> Iterator[Finding]:
    """Two note marks, or two note bodies, have the same number.

    Why: readers cannot tell which body belongs to which mark.

    Example: mark 7 twice on different pages.

    Mend: renumber one of them, or give both places one note on purpose ("see note 7").
    """
    document = project.paper
    for series in filter(_runs_upward, note_series(document)):
        first: dict[int | None, Mark] = {}
        for mark in series:
            known = first.setdefault(mark.number, mark)
            if known is not mark:
                yield note_number_twice.at(
                    document,
                    mark,
                    say("Note {} is called twice", mark.number),
                    certainty="candidate",  # two places may share a note on purpose
                    related=[(document.place(known.start, known.end), "first here")],
                )
    if document.kind == "pdf" or len(note_series(document)) > 1:
        # numbering that starts again gives every number several bodies; and on a page a numbered list, the lines of a
        # listing and the rows of a table look like bodies
        return
    bodies: dict[int, Note] = {}
    for note in document.notes:
        if note.number is None:
            continue
        body = bodies.setdefault(note.number, note)
        if body is not note:
            yield note_number_twice.at(
                document,
                note,
                say("Two note bodies have the number {}", note.number),
                related=[(document.place(body.start, body.end), "first here")],
            )


@check("FTN004", "mark-without-body", "error", about="paper", grounds=_BY_LABEL)
def mark_without_body(project: Project) -> Iterator[Finding]:
    """A note mark has no note.

    Why: what the sentence rests on cannot be looked up.

    Example: mark 9 in the text, and no note 9 at the foot of the page or at the end.

    Mend: restore the note. Bodies that lost their number (FTN007) may be the ones. Where a body may be there and not
    have been read, this is said once, and no body is called missing.
    """
    document = project.paper
    marks = [mark for mark in document.marks if mark.kind == "note"]
    if not document.notes and not note_series(document):
        return
    if marks and not document.notes:
        yield mark_without_body.finding(
            document.place(marks[0].start, marks[0].end),
            f"What {len(marks)} note mark{'s call' if len(marks) > 1 else ' calls'} could not be checked: "
            "no note could be read in the file",
            quote=_in_context(document, marks[0]),
            severity="note",
            not_checkable=True,
        )
        return
    unread = _unread_bodies(document)
    if unread is not None:
        yield unread
    known = [mark for mark in marks if mark.note is not None or body_may_be_missing(document, mark.number)]
    for run in _runs_without_body(known):
        first, last = run[0], run[-1]
        if len(run) > _ONE_BY_ONE:
            label = say("Note marks {} to {} ({} marks) have no note body", _label(first), _label(last), len(run))
            yield mark_without_body.finding(
                document.place(first.start, first.end),
                label,
                quote=_in_context(document, first),
                kind="laid out" if document.kind == "pdf" else "a run",
                because=_offer(document, run),
                related=[(document.place(mark.start, mark.end), f"mark {_label(mark)}") for mark in run[1:]],
            )
            continue
        for mark in run:
            yield mark_without_body.finding(
                document.place(mark.start, mark.end),
                say("Note mark {} has no note body", _label(mark)),
                quote=_in_context(document, mark),
                kind="laid out" if document.kind == "pdf" else "",
                because=_offer(document, [mark]),
            )


def _unread_bodies(document: Document) -> Finding | None:
    """One finding for all the notes whose bodies may be there and were not read; None where there are none."""
    open_numbers = account_of(document).notes.unread_bodies
    marks = [mark for mark in document.marks if mark.kind == "note" and mark.number in open_numbers]
    if not marks:
        return None
    unread = {mark.number for mark in marks if mark.number is not None}
    pages = sorted({page for mark in marks if (page := document.page_of(mark.start))})
    where = f", called on {pages_in_words(pages)}," if pages else ""
    one = len(unread) == 1
    return mark_without_body.finding(
        document.place(marks[0].start, marks[0].end),
        f"The {'body of note' if one else 'bodies of notes'} {runs_in_words(unread)}{where} may be there and could not "
        f"be read: whether {'it is' if one else 'they are'} missing could not be checked",
        quote=_in_context(document, marks[0]),
        severity="note",
        not_checkable=True,
    )


def _label(mark: Mark) -> str:
    if mark.text.startswith("[^"):  # Markdown's own label is what its author looks for
        return mark.text
    return str(mark.number) if mark.number is not None else mark.text


def _runs_without_body(marks: list[Mark]) -> Iterator[list[Mark]]:
    run: list[Mark] = []
    for mark in marks:
        if mark.note is None:
            run.append(mark)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _offer(document: Document, marks: list[Mark]) -> str | None:
    wanted = {mark.number for mark in marks}
    offers = [note for note in document.notes if note.number is None and wanted & set(note.may_be)]
    if not offers:
        return None
    shown = "; ".join(f"“{shorten(note.body, _SHOWN)}” may be note {_either(note)}" for note in offers[:4])
    return f"bodies without a number: {shown}"


def _either(note: Note) -> Message:
    first, *others = note.may_be
    either = say("{}", first)
    for number in others:
        either = say("{} or {}", either, number)
    return either


@check("FTN005", "body-without-mark", "warning", about="paper", grounds=_BY_LABEL)
def body_without_mark(project: Project) -> Iterator[Finding]:
    """A note stands at the foot or the end, and no mark in the text calls it.

    Why: what it was to support is not known; the mark was lost, or the sentence was cut and the note forgotten.

    Example: a note 12 whose mark is nowhere.

    Mend: put the mark back where it belongs, or take the note out.
    """
    document = project.paper
    called = {mark.note for mark in document.marks}
    numbers = {mark.number for mark in document.marks if mark.kind == "note" and mark.number is not None}
    unseen = []
    for note in document.notes:
        # a body that lost its number is FTN007's; what a sign calls is followed only where the format says so
        if note.id in called or (note.number is None and not (note.label and document.states_notes)):
            continue
        if note.number in numbers and not document.states_notes:
            continue  # a mark calls that number: one of two that look like its body
        if not mark_may_be_missing(document, note.number):
            unseen.append(note)
        else:
            yield body_without_mark.at(
                document,
                note,
                say("No mark in the text calls note {}: {}", note.number or note.label, shorten(note.body, _SHOWN)),
            )
    if unseen:
        missed = [note.number for note in unseen if note.number is not None]
        one = len(missed) == 1
        yield body_without_mark.at(
            document,
            unseen[0],
            f"The {'mark of note' if one else 'marks of notes'} {runs_in_words(missed)} may be there and could not be "
            f"seen: whether the text calls {'it' if one else 'them'} could not be checked",
            severity="note",
            not_checkable=True,
        )


@check("FTN006", "body-cut-short", "warning", "candidate", about="paper")
def body_cut_short(project: Project) -> Iterator[Finding]:
    """A note body seems to begin or end in the middle.

    Why: the reference in it can no longer be followed.

    Example: a note that is only `Office of European Analysis,`.

    Mend: restore the whole note from the author's own file.
    """
    document = project.paper
    for note in document.notes:
        if note.cut_short:
            yield body_cut_short.at(
                document,
                note,
                f"This note seems to be cut short: {shorten(note.body, _SHOWN)}",
                # on a page it may be the reader who lost the rest of it
                kind="laid out" if document.kind == "pdf" else "",
            )


@check("FTN007", "body-unnumbered", "warning", "candidate", about="paper")
def body_unnumbered(project: Project) -> Iterator[Finding]:
    """A note body stands in the text without its number.

    Why: nobody can tell which mark it answers.

    Example: `Rubin and Kirişci 2001: 54` between two paragraphs, with no number before it.

    Mend: give it its number again; the marks without a body that are nearest are named. Of a PDF, only a body that may
    answer such a mark is told of: small type at the foot of a page is printed below tables and for a publisher as well.
    """
    document = project.paper
    for note in document.notes:
        if note.number is None and not note.label and (note.may_be or document.kind != "pdf"):
            message = say("A note body without a number: {}", shorten(note.body, _SHOWN))
            if note.may_be:
                message = say("{}; it may be note {}", message, _either(note))
            yield body_unnumbered.at(document, note, message)


@check("FTN008", "mark-inside-word", "warning", "candidate", about="paper")
def mark_inside_word(project: Project) -> Iterator[Finding]:
    """A note mark stands inside a word, or before the words that it belongs to.

    Why: it is then not clear which statement the note supports.

    Example: `the Bal¹²kans`, or a mark at the beginning of a paragraph.

    Mend: put the mark after the word or the closing punctuation of what it supports.
    """
    document = project.paper
    text = document.text
    starts = {block.start for block in document.blocks if block.kind == "paragraph"}
    for mark in document.marks:
        if mark.kind != "note" or (mark.text.startswith("[") and document.kind != "markdown"):
            continue
        before = text[mark.start - 1 : mark.start]
        after = text[mark.end : mark.end + 1]
        if mark.start in starts and after.isalpha():
            yield mark_inside_word.at(document, mark, f"Note mark {_label(mark)} stands before the words it belongs to")
        elif before.isalpha() and after.isalpha() and after.islower():
            yield mark_inside_word.at(
                document,
                mark,
                f"Note mark {_label(mark)} stands inside a word",
                kind="laid out" if document.kind == "pdf" else "",
            )


@check("FTN009", "note-in-text", "warning", "candidate", about="paper")
def note_in_text(project: Project) -> Iterator[Finding]:
    """A note body stands in the middle of the running text and breaks a sentence or a paragraph.

    Why: in a text taken from a PDF it is read as part of the paper; quotations and claims run across it.

    Example: a sentence that goes on after three lines of footnotes.

    Mend: move the notes to the foot or the end; argmap reads on across them as well as it can.
    """
    document = project.paper
    if document.kind != "text":
        return
    for sentence in document.sentences:
        for (_, left), (right, _) in pairwise(sentence.pieces):
            between = [note for note in document.notes if left <= note.start < right]
            if between:
                yield note_in_text.at(
                    document,
                    between[0],
                    f"Note bodies ({len(between)}) stand inside a sentence: {shorten(sentence.text, _SHOWN)}",
                )

"""FTN: the footnote apparatus. Marks in the text, bodies below it, and the numbers that tie them together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from argmap.checks.prose import short
from argmap.checks.registry import Check, check
from argmap.findings.finding import Finding
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


# formats in which a note's mark is known only by its size and place
_SEEN_BY_SIZE = ("pdf", "text")


def _runs_upward(series: list[Mark]) -> bool:
    """Whether the marks are surely the notes of one sequence: four or more, nearly all in order."""
    falls = sum((one.number or 0) >= (two.number or 0) for one, two in pairwise(series))
    return len(series) >= 4 and falls <= max(1, 0.1 * len(series))


def _at(check_: Check, document: Document, item: Mark | Note, message: str, **more: object) -> Finding:
    quote = document.text[item.start : item.end]
    return check_.finding(document.place(item.start, item.end), message, quote=quote, **more)  # type: ignore[arg-type]


def _in_context(document: Document, mark: Mark) -> str:
    """The mark with the word before it, on one line: a bare ``18`` helps nobody to find it."""
    before = document.text[max(0, mark.start - 40) : mark.start].split("\n")[-1].split(" ")
    return " ".join(before[-2:]) + document.text[mark.start : mark.end]


@check("FTN001", "note-number-gap", "error", about="paper")
def note_number_gap(project: Project) -> Iterator[Finding]:
    """A number is missing in the sequence of note marks.

    Why: a note was deleted, or its mark was lost, and what it supported has lost its source.

    Example: mark 18 is followed by mark 20.

    Mend: look in an earlier version for the missing note; renumber only when it is really gone.
    """
    document = project.document
    if document is None:
        return
    several = note_series(document)
    bodies = {note.number for note in document.notes}
    for series in several:
        there = {mark.number for mark in series if mark.number is not None}
        sure = _runs_upward(series) and len(several) == 1
        reached = 0
        last: Mark | None = None
        for mark in series:
            assert mark.number is not None, "numbered marks only"
            missing = [n for n in range(reached + 1, mark.number) if n not in there]
            if missing and mark.number - reached <= 50:
                what = (
                    f"Note {missing[0]} is missing"
                    if len(missing) == 1
                    else f"Notes {missing[0]} to {missing[-1]} are missing"
                )
                where = f"{last.number} is followed by {mark.number}" if last else f"the first mark is {mark.number}"
                # where its body is there, the mark may stand in the text and not have been seen
                unseen = document.kind in _SEEN_BY_SIZE and bodies.intersection(missing)
                yield note_number_gap.finding(
                    document.place((last or mark).start, (last or mark).end),
                    f"{what}: {where}",
                    quote=_in_context(document, last or mark),
                    certainty="certain" if sure and not unseen else "candidate",
                    because="a note with this number is there" if unseen else None,
                    related=[(document.place(mark.start, mark.end), f"mark {mark.number}")],
                )
            if mark.number > reached:
                reached, last = mark.number, mark


@check("FTN002", "note-out-of-order", "error", about="paper")
def note_out_of_order(project: Project) -> Iterator[Finding]:
    """A note mark has a lower number than the one before it.

    Why: a passage was moved without its notes being renumbered, or a number is wrong.

    Example: marks 4, 6, 5.

    Mend: renumber in the order of the text and check that each body still fits its mark.
    """
    document = project.document
    if document is None:
        return
    for series in note_series(document):
        counts: dict[int | None, int] = {}
        for mark in series:
            counts[mark.number] = counts.get(mark.number, 0) + 1
        certainty = "certain" if _runs_upward(series) else "candidate"
        for before, mark in pairwise(series):
            if (before.number or 0) > (mark.number or 0) and counts[mark.number] == 1:
                yield _at(
                    note_out_of_order,
                    document,
                    mark,
                    f"Note {mark.number} comes after note {before.number}",
                    certainty=certainty,
                    related=[(document.place(before.start, before.end), f"mark {before.number}")],
                )


@check("FTN003", "note-number-twice", "error", about="paper")
def note_number_twice(project: Project) -> Iterator[Finding]:
    """Two note marks, or two note bodies, have the same number.

    Why: readers cannot tell which body belongs to which mark.

    Example: mark 7 twice on different pages.

    Mend: renumber one of them, or give both places one note on purpose ("see note 7").
    """
    document = project.document
    if document is None:
        return
    for series in note_series(document):
        first: dict[int | None, Mark] = {}
        certainty = "certain" if _runs_upward(series) else "candidate"
        for mark in series:
            known = first.setdefault(mark.number, mark)
            if known is not mark:
                yield _at(
                    note_number_twice,
                    document,
                    mark,
                    f"Note {mark.number} is called twice",
                    certainty=certainty,
                    related=[(document.place(known.start, known.end), "first here")],
                )
    if len(note_series(document)) > 1:
        return  # numbering that starts again gives every number several bodies
    bodies: dict[int, Note] = {}
    for note in document.notes:
        if note.number is None:
            continue
        body = bodies.setdefault(note.number, note)
        if body is not note:
            yield _at(
                note_number_twice,
                document,
                note,
                f"Two note bodies have the number {note.number}",
                certainty="candidate" if document.kind in _SEEN_BY_SIZE else "certain",
                related=[(document.place(body.start, body.end), "first here")],
            )


@check("FTN004", "mark-without-body", "error", about="paper")
def mark_without_body(project: Project) -> Iterator[Finding]:
    """A note mark has no note.

    Why: what the sentence rests on cannot be looked up.

    Example: mark 9 in the text, and no note 9 at the foot of the page or at the end.

    Mend: restore the note. Bodies that lost their number (FTN007) may be the ones.
    """
    document = project.document
    if document is None:
        return
    marks = [mark for mark in document.marks if mark.kind == "note"]
    if not document.notes and not note_series(document):
        return
    if marks and not document.notes:
        yield mark_without_body.finding(
            document.place(marks[0].start, marks[0].end),
            f"What {len(marks)} note mark{'s call' if len(marks) > 1 else ' calls'} could not be checked: "
            "the file holds no notes",
            quote=_in_context(document, marks[0]),
            severity="note",
            not_checkable=True,
        )
        return
    for run in _runs_without_body(marks):
        first, last = run[0], run[-1]
        if len(run) > _ONE_BY_ONE:
            label = f"Note marks {_label(first)} to {_label(last)} ({len(run)} marks) have no note body"
            yield mark_without_body.finding(
                document.place(first.start, first.end),
                label,
                quote=_in_context(document, first),
                because=_offer(document, run),
                related=[(document.place(mark.start, mark.end), f"mark {_label(mark)}") for mark in run[1:]],
            )
            continue
        for mark in run:
            yield mark_without_body.finding(
                document.place(mark.start, mark.end),
                f"Note mark {_label(mark)} has no note body",
                quote=_in_context(document, mark),
                because=_offer(document, [mark]),
                certainty="candidate" if _may_be_unread(document, mark) else "certain",
            )


def _may_be_unread(document: Document, mark: Mark) -> bool:
    """Whether a line after the mark begins with its number, so that the body may be there and not have been read."""
    if document.kind not in _SEEN_BY_SIZE or mark.number is None:
        return False
    begins = re.compile(rf"(?m)^[^\S\n]*\[?{mark.number}[\].)]?[^\S\n]+\S")
    return any(begin.start() != mark.start for begin in begins.finditer(document.text))


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
    shown = "; ".join(f"“{short(note.body, _SHOWN)}” may be note {_either(note)}" for note in offers[:4])
    return f"bodies without a number: {shown}"


def _either(note: Note) -> str:
    return " or ".join(str(number) for number in note.may_be)


@check("FTN005", "body-without-mark", "warning", about="paper")
def body_without_mark(project: Project) -> Iterator[Finding]:
    """A note stands at the foot or the end, and no mark in the text calls it.

    Why: what it was to support is not known; the mark was lost, or the sentence was cut and the note forgotten.

    Example: a note 12 whose mark is nowhere.

    Mend: put the mark back where it belongs, or take the note out.
    """
    document = project.document
    if document is None:
        return
    called = {mark.note for mark in document.marks}
    for note in document.notes:
        # a body that lost its number is FTN007's
        if note.id not in called and (note.number is not None or note.label):
            yield _at(
                body_without_mark,
                document,
                note,
                f"No mark in the text calls note {note.number or note.label}: {short(note.body, _SHOWN)}",
                certainty="candidate" if document.kind in _SEEN_BY_SIZE else "certain",
            )


@check("FTN006", "body-cut-short", "warning", "candidate", about="paper")
def body_cut_short(project: Project) -> Iterator[Finding]:
    """A note body seems to begin or end in the middle.

    Why: the reference in it can no longer be followed.

    Example: a note that is only `Office of European Analysis,`.

    Mend: restore the whole note from the author's own file.
    """
    document = project.document
    if document is None:
        return
    for note in document.notes:
        if note.cut_short:
            yield _at(body_cut_short, document, note, f"This note seems to be cut short: {short(note.body, _SHOWN)}")


@check("FTN007", "body-unnumbered", "warning", "candidate", about="paper")
def body_unnumbered(project: Project) -> Iterator[Finding]:
    """A note body stands in the text without its number.

    Why: nobody can tell which mark it answers.

    Example: `Rubin and Kirişci 2001: 54` between two paragraphs, with no number before it.

    Mend: give it its number again; the marks without a body that are nearest are named.
    """
    document = project.document
    if document is None:
        return
    for note in document.notes:
        if note.number is None and not note.label:
            perhaps = f"; it may be note {_either(note)}" if note.may_be else ""
            yield _at(
                body_unnumbered, document, note, f"A note body without a number: {short(note.body, _SHOWN)}{perhaps}"
            )


_CLOSES = ".,;:!?…)]}”’\"'»"


@check("FTN008", "mark-inside-word", "warning", "candidate", about="paper")
def mark_inside_word(project: Project) -> Iterator[Finding]:
    """A note mark stands inside a word, or before the words that it belongs to.

    Why: it is then not clear which statement the note supports.

    Example: `the Bal¹²kans`, or a mark at the beginning of a paragraph.

    Mend: put the mark after the word or the closing punctuation of what it supports.
    """
    document = project.document
    if document is None:
        return
    text = document.text
    starts = {block.start for block in document.blocks if block.kind == "paragraph"}
    for mark in document.marks:
        if mark.kind != "note" or (mark.text.startswith("[") and document.kind != "markdown"):
            continue
        before = text[mark.start - 1 : mark.start]
        after = text[mark.end : mark.end + 1]
        if mark.start in starts and after.isalpha():
            yield _at(
                mark_inside_word, document, mark, f"Note mark {_label(mark)} stands before the words it belongs to"
            )
        elif before.isalpha() and after.isalpha() and after.islower():
            yield _at(mark_inside_word, document, mark, f"Note mark {_label(mark)} stands inside a word")


@check("FTN009", "note-in-text", "warning", about="paper")
def note_in_text(project: Project) -> Iterator[Finding]:
    """A note body stands in the middle of the running text and breaks a sentence or a paragraph.

    Why: in a text taken from a PDF it is read as part of the paper; quotations and claims run across it.

    Example: a sentence that goes on after three lines of footnotes.

    Mend: move the notes to the foot or the end; argmap reads on across them as well as it can.
    """
    document = project.document
    if document is None or document.kind != "text":
        return
    called = {mark.note for mark in document.marks}
    for sentence in document.sentences:
        for (_, left), (right, _) in pairwise(sentence.pieces):
            between = [note for note in document.notes if left <= note.start < right]
            if between:
                yield _at(
                    note_in_text,
                    document,
                    between[0],
                    f"Note bodies ({len(between)}) stand inside a sentence: {short(sentence.text, _SHOWN)}",
                    certainty="certain" if between[0].id in called else "candidate",
                )

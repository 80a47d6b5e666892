"""What the readers understood of a paper, as an outline for people."""

from __future__ import annotations

from argmap.ground.text import shorten
from argmap.manuscript import Document
from argmap.manuscript.account import PARTS, Account, account_of
from argmap.manuscript.document import Note, Reference, Repair

_WIDTH = 76
_SURE = 0.9
_WELL_READ, _POOREST = 0.9, 5


def reading_as_outline(document: Document) -> str:
    """An outline for people: what the paper is made of, and what is missing or was guessed."""
    lines = [document.title or document.path, _counts(document), ""]
    warnings = (*account_of(document).alarms, *document.remarks)
    lines += [f"! {warning}" for warning in warnings]
    if warnings:
        lines.append("")
    lines += _outline(document)
    lines += _reading(account_of(document))
    lines += _apparatus(document)
    lines += _damage(document)
    return "\n".join(lines).rstrip() + "\n"


def _counts(document: Document) -> str:
    listed = sum(1 for r in document.references if r.origin != "note")
    parts = [
        f"read as {document.kind}",
        _some(document.page_count, "page"),
        _some(len(document.sections), "section"),
        _some(len(document.sentences), "sentence"),
        _some(len(document.marks), "citation mark"),
        _some(len(document.notes), "note"),
        _some(listed, "listed reference"),
        _some(len(document.repairs), "damaged word"),
    ]
    return ", ".join(part for part in parts if part)


def _some(count: int | None, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""


def _outline(document: Document) -> list[str]:
    """Sections with the number of their sentences and marks."""
    sentences: dict[str | None, int] = {}
    section_of = {s.id: s.section for s in document.sentences}
    marks: dict[str | None, int] = {}
    for sentence in document.sentences:
        sentences[sentence.section] = sentences.get(sentence.section, 0) + 1
    for mark in document.marks:
        if mark.sentence is not None:
            section = section_of.get(mark.sentence)
            marks[section] = marks.get(section, 0) + 1
    lines = []
    if sentences.get(None):
        lines.append(_row("(before the first heading)", sentences[None], marks.get(None, 0), ""))
    for s in document.sections:
        span = document.place(s.start, s.heading_end)
        where = f"page {span.page}" if span.page else f"line {span.line}"
        lines.append(_row("  " * (s.level - 1) + s.title, sentences.get(s.id, 0), marks.get(s.id, 0), where))
    return [*lines, ""] if lines else []


def _reading(account: Account) -> list[str]:
    """The reading account: what is printed and what it became, by page where a page is poorer than the whole."""
    whole = account.whole
    shares = ", ".join(f"{getattr(whole, part):,} {part}" for part in PARTS if getattr(whole, part))
    lines = ["What was read (words)", f"  {shares or 'nothing'}"]
    if whole.printed:
        lines.append(
            f"  {whole.share:.0%} of the {whole.printed:,} words that another way of reading finds there"
            + (f"; {whole.dropped:,} became nothing" if whole.dropped else "")
        )
    poor = sorted((w for w in account.pages if w.printed and w.share < _WELL_READ), key=lambda words: words.share)
    for words in poor[:_POOREST]:
        lines.append(f"  page {words.page}: {words.share:.0%} of {words.printed:,}")
    if account.tongue:
        name = account.tongue
        lines.append(f"  the tongue is told by its small words: {name.code}, {name.share:.0%} of all words")
    else:
        lines.append("  the tongue could not be told")
    notes, works = account.notes, account.works
    if notes.marks or notes.bodies:
        how = "as the file states them" if notes.stated else "told by their shape and place"
        lines.append(f"  {_some(notes.marks, 'note mark') or 'no note marks'}, {notes.answered} with a body; {how}")
        for numbers, what in ((notes.unread_bodies, "bodies"), (notes.unread_marks, "marks")):
            if numbers:
                lines.append(f"  {what} that may be there and were not read: {_runs(sorted(numbers))}")
    if works.entries or works.announced or works.marks:
        lines.append(
            f"  {works.entries} entries in the list, {works.like_entries} of them like entries; "
            f"{works.led} of {_some(works.marks, 'citation') or '0 citations'} lead to it"
            + ("" if works.proven else ": nothing can be called missing from it")
        )
    lines += [f"  not read: {named.name or 'a bibliography'}: {named.unread}" for named in works.unread]
    return [*lines, ""]


def _row(title: str, sentences: int, marks: int, where: str) -> str:
    return f"{shorten(title, 46):<47} {sentences:>4} sentences {marks:>3} marks  {where}".rstrip()


def _apparatus(document: Document) -> list[str]:
    """Notes and marks that do not meet, and works as they were understood."""
    lines: list[str] = []
    notes = document.notes
    called = {mark.note for mark in document.marks if mark.note}
    missing = sorted(
        {m.number for m in document.marks if m.kind == "note" and m.number and not m.note and not m.references}
    )
    if notes or missing:
        lines.append("Notes")
        lines += [f"  {_note(note, note.id in called)}" for note in notes]
        if missing:
            lines.append(f"  no body for {_runs(missing)}")
        lines.append("")
    works = [reference for reference in document.references if reference.short_for is None]
    if works:
        lines.append("Works (a ? marks what is uncertain)")
        lines += [f"  {_work(reference)}" for reference in works]
        lines.append("")
    loose = [m for m in document.marks if m.kind != "note" and not m.references]
    if loose:
        lines.append("Citations of works that are not found")
        lines += [f"  {_where(document, m.start)}: {m.text}" for m in loose]
        lines.append("")
    return lines


def _note(note: Note, called: bool) -> str:
    label = f"{note.number:>3}" if note.number is not None else f"{note.label:>3}" if note.label else "  ?"
    said = shorten(note.body, _WIDTH)
    if note.number is None and note.may_be:
        said += f"  (no number; may be {_either(note.may_be)})"
    elif not called:
        said += "  (no mark calls it)"
    return f"{label}  {said}"


def _either(numbers: tuple[int, ...]) -> str:
    return " or ".join(map(str, numbers)) if len(numbers) < 4 else f"{numbers[0]} to {numbers[-1]}"


def _runs(numbers: list[int]) -> str:
    """``4, 5, 6, 9`` → ``4–6, 9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _work(reference: Reference) -> str:
    def field(name: str, value: str | None) -> str:
        sure = reference.certainty.get(name, 0.0) >= _SURE
        return f"{value}{'' if sure else '?'}" if value else ""

    names = reference.authors or reference.editors
    who = "; ".join(name.split(",")[0] for name in names[:3]) + (" et al." if len(names) > 3 else "")
    parts = [
        field("authors" if reference.authors else "editors", who),
        field("year", reference.year),
        field("title", reference.title),
    ]
    return shorten(", ".join(part for part in parts if part) or reference.text, _WIDTH)


def _damage(document: Document) -> list[str]:
    """Damaged words once each, with what is proposed; the doubtful ones first."""
    if not document.repairs:
        return []
    seen: dict[tuple[str, str], tuple[Repair, int]] = {}
    for repair in document.repairs:
        key = (repair.lost, repair.proposed)
        seen[key] = (repair, seen[key][1] + 1 if key in seen else 1)
    ordered = sorted(seen.values(), key=lambda pair: (pair[0].confidence, pair[0].start))
    lines = ["Damaged words, the least certain first"]
    for repair, times in ordered[:20]:
        often = f" × {times}" if times > 1 else ""
        lines.append(f"  {repair.lost} → {repair.proposed} ({_percent(repair.confidence)}){often}")
    if len(ordered) > 20:
        lines.append(f"  and {len(ordered) - 20} more words, all as likely or more")
    return [*lines, ""]


def _percent(share: float) -> str:
    """Nothing that is proposed is wholly sure unless the letters are there in another form."""
    return "sure" if share == 1 else f"{min(99, round(100 * share))} %"


def _where(document: Document, offset: int) -> str:
    span = document.place(offset, offset)
    return f"page {span.page}, line {span.line}" if span.page else f"line {span.line}"

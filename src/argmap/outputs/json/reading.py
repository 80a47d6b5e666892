"""What the readers understood of a paper, as one JSON document (docs/schemas/reading.json)."""

from __future__ import annotations

from typing import Any

from argmap.manuscript import Document
from argmap.manuscript.account import PARTS, Account, Words, account_of
from argmap.manuscript.document import Mark, Reference


def reading_as_json(document: Document) -> dict[str, Any]:
    """The document of ``argmap read --format json`` ."""
    return {
        "version": 1,
        "source": document.path,
        "pages": document.page_count,
        "title": document.title,
        "account": {**_account(account_of(document)), "remarks": list(document.remarks)},
        "sections": [
            {"id": s.id, "title": s.title, "level": s.level, **_line_and_page(document, s.start)}
            for s in document.sections
        ],
        "sentences": [
            {"id": s.id, "text": s.text, "section": s.section, **_place(document, s.start)} for s in document.sentences
        ],
        "notes": [
            {
                "id": note.id,
                "number": note.number,
                "body": note.body,
                **_line_and_page(document, note.start),
                "references": list(note.references),
            }
            for note in document.notes
        ],
        "marks": [_mark(document, mark) for mark in document.marks],
        "references": [_reference(document, reference) for reference in document.references],
        "repairs": [
            {
                "lost": repair.lost,
                "proposed": repair.proposed,
                "confidence": repair.confidence,
                **{k: v for k, v in _place(document, repair.start).items() if k != "page"},
            }
            for repair in document.repairs
        ],
    }


def _account(account: Account) -> dict[str, Any]:
    notes, works = account.notes, account.works
    return {
        "alarms": list(account.alarms),
        "words": _words(account.whole),
        "pages": [{"page": words.page, **_words(words)} for words in account.pages],
        "notes": {
            "stated": notes.stated,
            "marks": notes.marks,
            "bodies": notes.bodies,
            "answered": notes.answered,
            "unread_bodies": sorted(notes.unread_bodies),
            "unread_marks": sorted(notes.unread_marks),
        },
        "list": {
            "announced": works.announced,
            "entries": works.entries,
            "like_entries": works.like_entries,
            "citations": works.marks,
            "led": works.led,
            "bibliographies": [{"name": named.name, "unread": named.unread} for named in works.named],
            "proven": works.proven,
        },
        "tongue": account.tongue.code if account.tongue else None,
        "small_words": account.tongue.share if account.tongue else None,
    }


def _words(words: Words) -> dict[str, int | float | None]:
    return {
        "printed": words.printed,
        "read": words.read,
        **{part: getattr(words, part) for part in PARTS},
        "dropped": words.dropped,
        "share": round(words.share, 3) if words.printed else None,
    }


def _place(document: Document, offset: int) -> dict[str, int | None]:
    span = document.place(offset, offset)
    return {"line": span.line, "column": span.column, "page": span.page}


def _line_and_page(document: Document, offset: int) -> dict[str, int | None]:
    span = document.place(offset, offset)
    return {"line": span.line, "page": span.page}


def _mark(document: Document, mark: Mark) -> dict[str, Any]:
    return {
        "text": mark.text,
        "kind": mark.kind,
        "number": mark.number,
        "sentence": mark.sentence,
        **_place(document, mark.start),
        "note": mark.note,
        "references": list(mark.references),
        "locator": mark.locator,
    }


def _reference(document: Document, reference: Reference) -> dict[str, Any]:
    return {
        "id": reference.id,
        "text": reference.text,
        # a work without an author is cited by its editors
        "authors": list(reference.authors or reference.editors),
        "editors": list(reference.editors),
        "year": reference.year,
        "title": reference.title,
        "container": reference.container,
        "publisher": reference.publisher,
        "pages": reference.pages,
        "doi": reference.doi,
        "certainty": dict(reference.certainty),
        **_line_and_page(document, reference.start),
    }

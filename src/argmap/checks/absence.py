"""The one gate before anything in a paper is called missing: it asks the reading account, and no check guesses itself.

A note, an entry, a citation that was not found is missing only where the part that would hold it is known to have been
read. Where it is not, the part is called not checkable, once, and nobody is accused.
"""

from __future__ import annotations

from argmap.manuscript.account import account_of
from argmap.manuscript.document import Document


def body_may_be_missing(document: Document, number: int | None) -> bool:
    """Whether a note body that was not found is known not to be there."""
    return number is None or number not in account_of(document).notes.unread_bodies


def mark_may_be_missing(document: Document, number: int | None) -> bool:
    """Whether a note mark that was not found is known not to be there."""
    return number is None or number not in account_of(document).notes.unread_marks


def entry_may_be_missing(document: Document) -> bool:
    """Whether a work that no entry names is known to be in no list; without a list, in no note."""
    account = account_of(document)
    if account.alarms:
        return False
    if account.works.entries or account.works.announced or account.works.unread:
        return account.works.proven
    return not account.notes.unread_bodies and any(reference.origin == "note" for reference in document.references)


def why_entries_are_unknown(document: Document) -> str:
    """Why nothing can be called missing from the list of references, as the rest of a sentence."""
    works = account_of(document).works
    if works.unread:
        named = works.unread[0]
        return f"the bibliography {named.name} was not read: {named.unread}" if named.name else named.unread or ""
    if not works.entries:
        if works.announced:
            return "a list of references is announced, and no entry of it could be read"
        return "no list of references was found"
    if account_of(document).alarms:
        return "too little of the paper was read"
    return "hardly any could be led to the list as it was read"


def citations_were_read(document: Document) -> bool:
    """Whether a sentence without a citation is known to have none: the marks in the text are read about as the list
    and the notes let expect, where there are any."""
    if account_of(document).alarms:
        return False
    listed, notes = account_of(document).works.entries, account_of(document).notes
    few = len(document.marks) < _MARKS_AN_ENTRY * listed and listed >= _FEWEST
    return not few and not (notes.bodies >= _FEWEST and notes.marks < _MARKS_A_BODY * notes.bodies)


_FEWEST, _MARKS_AN_ENTRY, _MARKS_A_BODY = 5, 0.3, 0.5

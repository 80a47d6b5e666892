"""Keeps of the likely marks those that the numbering, the notes and the references of the paper bear out.

A digit glued to a full stop is a lost superscript only where it fits the running numbering; a lone name with a year
is a citation only where the paper cites in that manner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from argmap.manuscript.document import Note, Reference
from argmap.manuscript.stages.found_mark import FoundMark
from argmap.manuscript.stages.matching import Shelf, fold_name

_WIDEST_GAP = 3
_LOOK_BACK = 60
_A_MANNER = 3
_MOST_OF_A_LIST = 0.6
_NEARLY_ALL = 0.8
_FAR = 1.25
_OFTEN_JOINED = 0.25


def borne_out(
    chains: Sequence[Sequence[FoundMark]], notes: Sequence[Note], references: Sequence[Reference], *, flat: bool
) -> list[list[FoundMark]]:
    """The marks of each paragraph that can be believed, in the same order.

    `flat` is true of formats in which a superscript may have lost its height.
    """
    bodies = {note.number for note in notes if note.number is not None}
    # [ii] calls a note only where notes are labelled so
    labelled = {note.label for note in notes}
    chains = [[m for m in marks if not _is_lettered(m) or m.label in labelled] for marks in chains]
    keys = {ref.label for ref in references if ref.label}
    dated = [m for marks in chains for m in marks if m.kind == "author-date" and m.sure and not m.ibid]
    shelf = Shelf(references)
    believed = _numbered(chains, bodies, flat)
    believed |= _signed(chains, Counter(note.label for note in notes if note.number is None))
    believed |= {id(m) for marks in chains for m in marks if m.kind == "key" and (m.sure or m.label in keys)}
    believed |= _named(chains, shelf, dated)
    believed |= _listed(chains, bodies, keys, dated, references, shelf)
    return [[m for m in marks if id(m) in believed] for marks in chains]


def _named(chains: Sequence[Sequence[FoundMark]], shelf: Shelf, dated: Sequence[FoundMark]) -> set[int]:
    """Ids of the marks by author and year that are sure, or that the list or the others (`dated`) bear out."""
    known = {_key(m) for m in dated}
    return {
        id(m)
        for marks in chains
        for m in marks
        if m.kind == "author-date" and (m.sure or _supported(m, shelf, known, len(dated)))
    }


def _listed(
    chains: Sequence[Sequence[FoundMark]],
    bodies: set[int],
    keys: set[str],
    dated: Sequence[FoundMark],
    references: Sequence[Reference],
    shelf: Shelf,
) -> set[int]:
    """Ids of the numbers that cite entries of the list: those in square brackets, or, where there are none, in round
    ones. `keys` are the labels of the list.
    """
    labels = {int(key) for key in keys if key.isdecimal()}
    numeric = [(k, m) for k, marks in enumerate(chains) for m in marks if m.kind == "numeric"]
    if all(m.guessed for _, m in numeric):
        cites = len(dated) < _A_MANNER and _cite_in_rounds(numeric, labels)
        return {id(m) for _, m in numeric if m.number in labels} if cites else set()
    keyed = sum(m.kind == "key" and m.label in keys for marks in chains for m in marks) >= _A_MANNER
    unnumbered = bool(references) and not labels and (keyed or _cites_by_years(dated, numeric, references, shelf))
    cited: set[int] = set()
    for marks in chains:
        numbers = [m for m in marks if m.kind == "numeric"]
        beyond = _far_beyond(numbers, labels)
        beyond |= {m.group for m in numbers if not (m.sure or m.guessed) and m.number not in labels}
        cited |= {
            id(m)
            for m in numbers
            if not m.guessed and m.group not in beyond and (not unnumbered or (m.number in bodies and not keyed))
        }
    return cited


def _is_lettered(mark: FoundMark) -> bool:
    return mark.kind == "note" and mark.number is not None and (mark.label or "").strip("[]").isalpha()


def _far_beyond(marks: Sequence[FoundMark], labels: set[int]) -> set[int]:
    """The brackets of several numbers that all lie far beyond the end of the list: values, as in `[50, 100, 200]`."""
    numbers: dict[int, set[int]] = {}
    for mark in marks if labels else ():
        numbers.setdefault(mark.group, set()).add(mark.number or 0)
    return {group for group, found in numbers.items() if len(found) > 1 and min(found) > _FAR * max(labels)}


def _cites_by_years(
    dated: Sequence[FoundMark], numeric: Sequence[tuple[int, FoundMark]], references: Sequence[Reference], shelf: Shelf
) -> bool:
    """Whether names and years cite the entries of a list without numbers, so that a number in brackets cites none.

    Most citations are such, or nearly all that are lead to an entry, and the numbers do not go as far as the list does.
    """
    brackets = {(k, m.group) for k, m in numeric if not m.guessed}
    if len(dated) < _A_MANNER or len(dated) >= len(brackets):
        return len(dated) >= _A_MANNER
    reach = max(m.number or 0 for _, m in numeric if not m.guessed)
    led = sum(bool(shelf.find(m.authors, m.year)) for m in dated)
    return led >= _NEARLY_ALL * len(dated) and reach < _MOST_OF_A_LIST * len(references)


def _cite_in_rounds(guessed: Sequence[tuple[int, FoundMark]], labels: set[int]) -> bool:
    """Whether numbers in round brackets cite, where nothing else does.

    They take up most of the list, at the ends of clauses or, where many stand together as in (9,14–20), anywhere: items
    of a sentence and equations stand alone.
    """
    closing = {mark.number for _, mark in guessed if mark.sure} & labels
    if len(closing) < _A_MANNER:
        return False
    together = Counter((k, mark.group) for k, mark in guessed)
    joined = {mark.number for k, mark in guessed if together[k, mark.group] > 1} & labels
    whole = {mark.number for _, mark in guessed} & labels
    return len(closing) >= _MOST_OF_A_LIST * len(labels) or (
        len(whole) >= _NEARLY_ALL * len(labels) and len(joined) >= _OFTEN_JOINED * len(labels)
    )


def _key(mark: FoundMark) -> tuple[str, str | None]:
    return (fold_name(mark.authors[0]) if mark.authors else "", mark.year)


def _supported(mark: FoundMark, shelf: Shelf, believed: set[tuple[str, str | None]], strong: int) -> bool:
    if mark.year is None and strong >= _A_MANNER:
        return False  # a paper that cites by years does not cite by pages
    if mark.guessed and mark.narrative and not shelf.lists(mark.authors[0], whole=True):
        return False  # "the census INE 2011" is no work of INE
    if shelf.find(mark.authors, mark.year) or (mark.narrative and shelf.find_inflected(mark.authors, mark.year)):
        return True
    if mark.guessed:
        return False
    if _key(mark) in believed:
        return True
    if mark.narrative:
        # the author of a listed work with another year is a citation with a mistake in it
        return shelf.lists(mark.authors[0]) if shelf else strong >= _A_MANNER
    return strong >= 2 or bool(shelf)


def _signed(chains: Sequence[Sequence[FoundMark]], labels: Counter[str]) -> set[int]:
    """Ids of the marks that are a sign (†) by which a note below is labelled."""
    marks = [m for found in chains for m in found if m.kind == "note" and m.number is None]
    printed = Counter(m.label for m in marks)
    # stars by the dozen are cells of a table and not calls of one note
    return {id(m) for m in marks if m.sure or printed[m.label] <= 2 * labels[m.label or ""]}


def _numbered(chains: Sequence[Sequence[FoundMark]], bodies: set[int], flat: bool) -> set[int]:
    """Ids of the note marks on the running numbering: sure ones always, others on the best rising chain.

    Before and behind it are numbers that begin again in another chapter.
    """
    marks = [m for found in chains for m in found if m.kind == "note" and m.number is not None]
    accepted = {id(m) for m in marks if m.sure}
    if len(accepted) == len(marks):
        return accepted
    chain = _best_chain(marks, bodies)
    accepted |= _believed(chain, bodies, {m.number for m in marks if m.sure}, flat)
    places = {id(m): k for k, m in enumerate(marks)}
    for stretch in (marks[: places[id(chain[0])]], marks[places[id(chain[-1])] + 1 :]):
        accepted |= _begun_again(stretch, bodies)
    return accepted


def _begun_again(marks: Sequence[FoundMark], bodies: set[int]) -> set[int]:
    """Ids of the marks that count up from 1 one by one, with a body for each number."""
    accepted: set[int] = set()
    run: list[FoundMark] = []
    for mark in marks:
        if mark.number not in bodies or mark.guessed:
            continue
        if mark.number == 1:
            run = [mark]
        elif run and mark.number == (run[-1].number or 0) + 1:
            run.append(mark)
            accepted |= {id(run[-2]), id(mark)}
    return accepted


def _believed(chain: Sequence[FoundMark], bodies: set[int], sure_numbers: set[int | None], flat: bool) -> set[int]:
    plain = [m for m in chain if not m.sure]
    accepted = set()
    for k, mark in enumerate(chain):
        if mark.sure or mark.number in sure_numbers:
            continue
        fits_body = mark.number in bodies and not mark.guessed
        amid_sure = 0 < k < len(chain) - 1 and chain[k - 1].sure and chain[k + 1].sure
        runs = flat and len(plain) >= 3 and not sure_numbers and chain[0].number is not None and chain[0].number <= 3
        if fits_body or amid_sure or runs:
            accepted.add(id(mark))
    return accepted


def _best_chain(marks: Sequence[FoundMark], bodies: set[int]) -> list[FoundMark]:
    """The rising run of numbers with the most weight: superscripts and numbers of note bodies weigh more."""
    weight: list[float] = []
    before: list[int] = []
    for k, mark in enumerate(marks):
        own = 3.0 if mark.sure else 2.0 if mark.number in bodies and not mark.guessed else 1.0
        best, at = 0.0, -1
        for j in range(max(0, k - _LOOK_BACK), k):
            step = (mark.number or 0) - (marks[j].number or 0)
            if 1 <= step <= _WIDEST_GAP and weight[j] - 0.4 * (step - 1) > best:
                best, at = weight[j] - 0.4 * (step - 1), j
        weight.append(own + best)
        before.append(at)
    if not weight:
        return []
    k = max(range(len(weight)), key=weight.__getitem__)
    chain = []
    while k >= 0:
        chain.append(marks[k])
        k = before[k]
    return chain[::-1]

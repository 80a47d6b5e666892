"""A PDF that somebody has read and commented, in: what is marked becomes a claim in the paper's own words.

The words under a mark are looked for in the paper as argmap reads it, so that the anchor is found again there. What is
said of them, and what others answer, becomes notes; a comment beside the text is a claim of the one who wrote it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, NamedTuple

from argmap.exchange.copies import OURS
from argmap.exchange.foreign import Foreign, Statement, folded
from argmap.exchange.letters import Letters, find_line, letters_of
from argmap.exchange.loss import LossReport
from argmap.exchange.paper_words import FEWEST_WORDS, joined, section_of, sentence_around
from argmap.exchange.pdf_annotations import Annotation, Box, annotations_of
from argmap.exchange.threads import threads_of
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.document import Document
from argmap.manuscript.readers.pdf.reader import open_pdf, text_of_page
from argmap.manuscript.reading import read_bytes
from argmap.prose.anchors import Anchor, anchor_at

_ALIKE = 0.75, 1.3
"""Words quoted have so many letters for each one that is marked, at least and at most."""
_BESIDE = 30.0
"""Points between a comment and the words that it stands beside, at most."""
_SIGNS_BESIDE = 15
_UNDER = 8.0
"""Points that a line under words may stand below them."""
_WRITTEN = ("sticky note", "text box", "insertion")
_COMMENTS = "Comments"
_NO_PLACE = "there is no place in a claims file"


def read(data: bytes, name: str) -> tuple[Foreign, LossReport]:
    """Read the comments in a PDF. Raises ArgmapError where it cannot be read, or has no comments."""
    pdf = open_pdf(data, name)
    try:
        made = annotations_of(pdf, name)
        if not made:
            raise ArgmapError(f"{name} has no comments: no highlights, no notes. Nothing was written.")
        document = read_bytes(data, name)
        words = _words_under(pdf, document, made)
    finally:
        pdf.close()
    loss = LossReport()
    statements = tuple(_statements(made, words, document, loss))
    if not statements:
        raise ArgmapError(f"{name} has no comment that can become a claim. {loss.sentence()}")
    paper = PurePath(name).name
    return Foreign("pdf", statements, title=folded(document.title or ""), sidecar={paper: data}, paper=paper), loss


class _Marked(NamedTuple):
    """The words under a mark or beside a comment: as pdfium has them, and as stretches of the paper's text."""

    raw: str
    pieces: tuple[tuple[int, int], ...]


# -- the words under marks ---------------------------------------------------------------------------------------------


def _words_under(pdf: Any, document: Document, made: Sequence[Annotation]) -> dict[int, _Marked]:
    """For each annotation, by its index, the words that it marks or stands beside; none where there are no words."""
    of_page: dict[int, list[int]] = {}
    for k, annotation in enumerate(made):
        if annotation.boxes or annotation.contents:
            of_page.setdefault(annotation.page, []).append(k)
    found: dict[int, _Marked] = {}
    for number, members in of_page.items():
        page = pdf[number - 1]
        page.set_rotation(0)  # pdfium has signs in the order of a page as it is shown
        textpage = page.get_textpage()
        try:
            text, places = text_of_page(textpage), _places(textpage)
        finally:
            textpage.close()
            page.close()
        start, end = document.page_stretches.get(number, (0, 0))
        theirs, ours = letters_of(text), letters_of(document.text[start:end])
        for k in members:
            if signs := _under(made[k].boxes, places) if made[k].boxes else _beside_place(made[k].place, text, places):
                lines = list(_lines(text, signs))
                raw = " ".join(text[first:last].strip() for first, last in lines)
                pieces = tuple(_pieces(lines, theirs, ours, start, document.text))
                found[k] = _Marked(folded(raw), pieces)
    return found


def _places(textpage: Any) -> list[tuple[float, float, int]]:
    """The middle of each sign of a page (upwards, then to the right) and its index, from the foot of the page."""
    found = []
    for k in range(textpage.count_chars()):
        left, bottom, right, top = textpage.get_charbox(k)
        if right > left and top > bottom:
            found.append(((bottom + top) / 2, (left + right) / 2, k))
    return sorted(found)


def _under(boxes: Sequence[Box], places: Sequence[tuple[float, float, int]]) -> list[int]:
    """The signs whose middle is in one of the boxes; where there are none, those that it underlines."""
    for above in (0.0, _UNDER):
        signs: set[int] = set()
        for box in boxes:
            first = bisect_left(places, (box.bottom,))
            last = bisect_left(places, (box.top + above,))
            signs.update(k for _, across, k in places[first:last] if box.left <= across <= box.right)
        if signs:
            return sorted(signs)
    return []


def _beside_place(place: tuple[float, float], text: str, places: Sequence[tuple[float, float, int]]) -> list[int]:
    """The signs of a line that a comment stands beside: those around the nearest one."""
    across, upwards = place
    first, last = bisect_left(places, (upwards - _BESIDE,)), bisect_left(places, (upwards + _BESIDE,))
    # a line has more height than its signs have width: beside is nearer than above
    near = [(2 * abs(up - upwards) + abs(x - across), k) for up, x, k in places[first:last]]
    if not near:
        return []
    nearest = min(near)[1]
    start = max(text.rfind("\n", 0, nearest), text.rfind("\r", 0, nearest)) + 1
    ends = [end for sign in "\r\n" if (end := text.find(sign, nearest)) >= 0]
    return list(range(max(start, nearest - _SIGNS_BESIDE), min(nearest + _SIGNS_BESIDE, *ends, len(text))))


def _lines(text: str, signs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The signs as stretches of a page's text, each on one line."""
    first = last = signs[0]
    for k in signs[1:]:
        between = text[last + 1 : k]
        if "\n" in between or "\r" in between or any(sign.isalnum() for sign in between):
            yield first, last + 1
            first = k
        last = k
    yield first, last + 1


def _pieces(
    lines: Sequence[tuple[int, int]], theirs: Letters, ours: Letters, start: int, text: str
) -> Iterator[tuple[int, int]]:
    """The stretches of the paper's text that these lines are, joined where no word stands between them."""
    at = [find_line(theirs, ours, first, last) for first, last in lines]
    pieces = sorted((start + min(places), start + max(places) + 1) for places in at if places)
    found: list[tuple[int, int]] = []
    for left, right in pieces:
        if found and not any(sign.isalnum() for sign in text[found[-1][1] : left]):
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    if found:
        found[0] = (_without_scrap(text, *found[0])[0], found[0][1])
        found[-1] = (found[-1][0], _without_scrap(text, *found[-1])[1])
    yield from found


def _without_scrap(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without a word at either end of which less than half is marked, as the mouse leaves it."""
    left = right = start
    while left > 0 and text[left - 1].isalnum():
        left -= 1
    while right < end and text[right].isalnum():
        right += 1
    if left < start and right < end and right - start < start - left:
        start = right
    left = right = end
    while left > start and text[left - 1].isalnum():
        left -= 1
    while right < len(text) and text[right].isalnum():
        right += 1
    if right > end and left > start and end - left < right - end:
        end = left
    return start, end


# -- what becomes of each ----------------------------------------------------------------------------------------------


def _statements(
    made: Sequence[Annotation], words: Mapping[int, _Marked], document: Document, loss: LossReport
) -> Iterator[Statement]:
    ids = _ids(made, words)
    for root, members in threads_of([one.answers for one in made]).items():
        thread = [root, *members]
        on_words = next((k for k in thread if k in words and made[k].boxes and (k == root or made[k].grouped)), None)
        kept = [k for k in thread if _tell(made[k], made[root], k == on_words, loss, ids[k])]
        if not kept:
            continue
        said = [made[k] for k in kept if made[k].contents]
        id = ids[root if root in kept else kept[0]]
        if on_words is None:
            yield _beside(id, said, _sentence_of(document, words.get(root)))
        elif on_words in kept:
            yield _on_words(id, made[on_words], words[on_words], said, document, loss)
        else:  # replies to a finding of argmap: told already
            told = _on_words(id, made[on_words], words[on_words], said, document, LossReport())
            yield replace(told, tags=("comment",), notes=(f"On {folded(made[on_words].author)}.", *told.notes))


def _tell(one: Annotation, root: Annotation, on_words: bool, loss: LossReport, id: str) -> bool:
    """Tell what becomes of an annotation; whether it goes into the claim."""
    is_root = one is root
    kind = one.kind if is_root or one.grouped else "answer"
    if one.author.startswith(OURS):
        loss.lose("argmap finding", id, "argmap makes its own findings anew")
    elif one.state:
        loss.lose("review state", id, _NO_PLACE)
    elif one.hidden:
        loss.lose(kind, id, "readers do not show what is hidden")
    elif on_words:
        return True  # told when its words are looked for
    elif one.contents:
        if kind == "answer" or kind in _WRITTEN:
            loss.keep(kind)
        else:
            why = "no words stand there" if one.boxes else "there is no place for drawings"
            loss.change(kind, id, f"{why}; what is said became a claim")
        return True
    elif one.boxes:
        loss.lose(kind, id, "no words stand there")
    else:
        loss.lose(kind, id, "no words were written" if kind in (*_WRITTEN, "answer") else _NO_PLACE)
    return False


def _on_words(
    id: str, mark: Annotation, marked: _Marked, said: Sequence[Annotation], document: Document, loss: LossReport
) -> Statement:
    anchor = _anchor(document, marked.pieces)
    section = (section_of(document, anchor.start) if anchor else "") or _page(mark.page)
    sentence, notes = marked.raw, _notes(said)
    quotes: tuple[str, ...] = (marked.raw,)
    if anchor is None:
        loss.change(mark.kind, id, "no such words are found in the paper as argmap reads it")
    elif not _is_all_of(anchor.selected, marked.raw):
        loss.change(mark.kind, id, "the lines do not stand together in the paper as argmap reads it")
        sentence = folded(" ".join(document.text[left:right] for left, right in marked.pieces))
        of_parts = [_anchor(document, [piece]) for piece in marked.pieces]
        quotes = tuple(part.text for part in of_parts if part and len(part.text.split()) >= FEWEST_WORDS)
        quotes = quotes or (anchor.text,)
    elif len(anchor.selected.split()) < FEWEST_WORDS:
        loss.change(mark.kind, id, "fewer than four words make no claim; the sentence became it")
        around = sentence_around(document, anchor) or anchor
        sentence, quotes = folded(around.text), (around.text,)
        notes = (f"Marked: “{anchor.selected}”.", *notes)
    else:
        loss.keep(mark.kind)
        sentence, quotes = joined(document, anchor, anchor.selected).rstrip(",;: "), (anchor.text,)
    return Statement(id, sentence, quotes=quotes, tags=(mark.kind,), notes=notes, section=section)


def _beside(id: str, said: Sequence[Annotation], sentence: str) -> Statement:
    """A comment that marks no words: what it says is claimed by the one who wrote it."""
    first, *others = said
    where = f"{_page(first.page)}, beside: “{sentence}”" if sentence else f"{_page(first.page)}."
    notes = (where, *_notes(others))
    author = _name(first.author)
    return Statement(id, folded(first.contents), said_by=author, tags=("comment",), notes=notes, section=_COMMENTS)


def _anchor(document: Document, pieces: Sequence[tuple[int, int]]) -> Anchor | None:
    if not pieces:
        return None
    try:
        return anchor_at(document, pieces[0][0], pieces[-1][1], pieces)
    except ArgmapError:
        return None


def _is_all_of(quoted: str, marked: str) -> bool:
    letters = len(letters_of(marked).text)
    return _ALIKE[0] * letters <= len(letters_of(quoted).text) <= _ALIKE[1] * letters


def _name(author: str) -> str:
    return folded(author).rstrip(" ,;:")


def _sentence_of(document: Document, words: _Marked | None) -> str:
    """The sentence in which the middle of these words stands; empty where they are of none."""
    for start, end in words.pieces if words else ():
        for sentence in document.sentences:
            if sentence.start <= (start + end) // 2 < sentence.end:
                return folded(sentence.text)
    return ""


def _notes(said: Sequence[Annotation]) -> tuple[str, ...]:
    notes = []
    for one in said:
        paragraphs = [words for words in map(folded, one.contents.splitlines()) if words]
        author = _name(one.author)
        if author and paragraphs:
            paragraphs[0] = f"{author}: {paragraphs[0]}"
        notes += paragraphs
    return tuple(notes)


def _page(number: int) -> str:
    return f"Page {number}"


def _ids(made: Sequence[Annotation], words: Mapping[int, _Marked]) -> list[str]:
    """The name of each annotation, or one made of its page, its kind, and its words or its place; each one once."""
    times: Counter[str] = Counter()
    ids = []
    for k, one in enumerate(made):
        of = words[k].raw if k in words and one.boxes else f"{one.place[0]:.0f} {one.place[1]:.0f}"
        sum_of = hashlib.sha256(of.encode("utf-8", "replace")).hexdigest()[:8]
        id = folded(one.name) or f"page-{one.page}-{one.kind.replace(' ', '-')}-{sum_of}"
        times[id] += 1
        ids.append(id if times[id] == 1 else f"{id}-{times[id]}")
    return ids

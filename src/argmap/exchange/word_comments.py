"""A Word file given back with comments on its words (ECMA-376 part 1, 17.13.4), in a copy of the file.

The words are looked for in the runs of the body, paragraph by paragraph, and runs are cut where a comment begins or
ends. Only the body can have comments: what is said of a note stands on the word that calls it. What has no words, or is
not found, stands in comments at the beginning.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from argmap.exchange.copies import AUTHOR, Marked, PageNote, in_body, in_comment
from argmap.exchange.letters import find_line, letters_of
from argmap.exchange.office import check_package
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import read_limited
from argmap.ground.packed import name_of, without_times
from argmap.manuscript.document import Document

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _RUN, _TEXT = f"{_WORD}p", f"{_WORD}r", f"{_WORD}t"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_READ = frozenset(("del", "moveFrom", "Fallback"))


def comment_docx(data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    """A copy of a Word file, of which `document` was read, with these notes. The bytes given are not changed.

    In a child process with limits, as a stranger's file is read. Raises `ArgmapError` where no copy can be made.
    """
    return read_limited(lambda _: _comment(data, document, notes), len(data), document.path)


def _comment(data: bytes, document: Document, notes: Sequence[PageNote]) -> Marked:
    from docx.text.run import Run

    package = check_package(data, document.path, "Word", ".docx")
    signed = any(name.startswith("_xmlsignatures/") for name in package.names)
    file = _open(data, document.path)
    runs = _Runs(file.element.body)
    ours, theirs = letters_of(document.text), letters_of(runs.text)
    placed = 0
    for note in notes:
        stretch = in_body(document, note)
        found = runs.around(find_line(ours, theirs, *stretch)) if stretch else None
        placed += found is not None
        where = found or runs.first()
        if where is None:
            raise ArgmapError(f"{document.path}: there are no words in its body that a comment could stand on.")
        comment = file.add_comment([Run(run, file) for run in where], in_comment(note), AUTHOR, AUTHOR[0])
        del comment._comment_elm.attrib[f"{_WORD}date"]  # the same paper gives the same copy
    stream = io.BytesIO()
    file.save(stream)
    remarks = ("The paper is signed; its signature does not hold for the copy.",) if signed else ()
    return Marked(without_times(stream.getvalue()), placed, remarks)


def _open(data: bytes, path: str) -> Any:
    import docx
    from docx.exceptions import PythonDocxError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(data))
    except (PythonDocxError, LxmlError, zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise ArgmapError(
            f"{path}: no copy of it can be written: {problem}. Save it in Word once more, or write `-o PAGE.html`."
        ) from None


class _Runs:
    """The words of a body, sign by sign, with the element and the place in it where each stands."""

    def __init__(self, body: Any) -> None:
        self._at: list[tuple[Any, int]] = []
        self._paragraph: list[int] = []
        said: list[str] = []
        paragraph = 0
        for element in body.iter(_PARAGRAPH, _TEXT):
            if element.tag == _PARAGRAPH:
                paragraph += 1
                continue
            if element.getparent().tag != _RUN or any(name_of(one) in _NOT_READ for one in element.iterancestors()):
                continue
            words = element.text or ""
            said.append(words)
            self._at += ((element, offset) for offset in range(len(words)))
            self._paragraph += [paragraph] * len(words)
        self.text = "".join(said)

    def first(self) -> tuple[Any, Any] | None:
        """The runs of the first paragraph that has words; None where none has."""
        return self.around(range(len(self._at)))

    def around(self, places: Sequence[int]) -> tuple[Any, Any] | None:
        """The first and the last run of the signs at these places, as far as they are in one paragraph."""
        if not places:
            return None
        within = [place for place in places if self._paragraph[place] == self._paragraph[places[0]]]
        first, last = min(within), max(within)
        self._begin_run(last + 1)
        self._begin_run(first)
        return self._at[first][0].getparent(), self._at[last][0].getparent()

    def _begin_run(self, place: int) -> None:
        """Cut a run in two, if need be, so that one begins with this sign."""
        if place >= len(self._at):
            return
        text, offset = self._at[place]
        run = text.getparent()
        before = [one for one in text.itersiblings(preceding=True) if name_of(one) != "rPr"]
        if not offset and not before:
            return
        new = run.makeelement(_RUN, run.attrib)
        if run.rPr is not None:
            new.append(copy.deepcopy(run.rPr))
        following = list(text.itersiblings())
        if offset:
            rest = copy.copy(text)
            text.text, rest.text = text.text[:offset], text.text[offset:]
            for part in (text, rest):
                part.set(_PRESERVE, "preserve")
            new.append(rest)
            moved = place
            while moved < len(self._at) and self._at[moved][0] is text:
                self._at[moved] = (rest, self._at[moved][1] - offset)
                moved += 1
        else:
            new.append(text)
        new.extend(following)
        run.addnext(new)

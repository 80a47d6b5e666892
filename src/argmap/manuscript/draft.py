"""What a reader of one format hands to the shared stages: the text, its blocks, and all that the format says outright.

A reader never guesses at sentences, marks or sections: it says what stands where, and `understand` does the rest in
the same way for every format. What the format does know (real footnotes, citation keys) the reader passes, and it
is then taken as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from argmap.ground.places import TextFile
from argmap.manuscript.document import Block, Mark, NamedBibliography, Note, PageStart, Reference


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before the shared stages have run over it.

    - `path`: as shown to the user; `kind`: name of the reader; `text`: the text as read, which all offsets count.
    - `date`: when the paper came out, as YYYY, YYYY-MM or YYYY-MM-DD, and `journal`: in which; only what the format
      states outright.
    - `blocks`: in reading order, without overlap, everything that is text. `Block.kind` says what each is: ``heading``
      and ``title`` with `level` (1 is the highest), ``paragraph``, ``item``, ``quote``, ``caption``, ``table``,
      ``code``, ``note`` (one block a note body, its number included as it stands in the text), ``reference`` (one
      block an entry) and ``furniture`` (running headers, page numbers). A paragraph that a page break, a note or a
      header interrupts is two blocks, the second with `continues` set to the index of the first. Leave `section`
      unset: headings decide it. A reference list or an endnote section may be passed as plain paragraphs under its
      heading: the stages find and split it.
    - `notes`, `marks`, `references`: only what the format states outright. With `notes` given, note blocks are not
      parsed for more. Marks given are kept, completed (sentence, note, references) and kept out of the search for
      further marks; `marks_complete` says that there are no note marks but these (so digits after a full stop are
      digits). References given (`origin="bibliography"`) are matched with the marks by `key`, and by author and year.
    - `places`: where the user's file is not `text` itself, a `TextFile` with the same offsets; usually None.
    - `printed`: for the reading account, how many words (`account.count_words`) are printed on each page, or in the
      whole file where it has no pages. They must be counted on another way than `text` was made: the PDF library's own
      text, raw ``w:t``, text nodes. Empty where there is no other way (a plain text is its own text).
    - `bibliographies`: the bibliographies that the paper names, each with why it was not read, where it was not.
    """

    path: str
    kind: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    pages: tuple[PageStart, ...] = ()
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    marks_complete: bool = False
    references: tuple[Reference, ...] = ()
    remarks: tuple[str, ...] = ()
    places: TextFile | None = None
    printed: tuple[int, ...] = ()
    bibliographies: tuple[NamedBibliography, ...] = ()
    date: str | None = None
    journal: str | None = None

"""Makes a `Reference` of the words that name a work, wherever in the paper they stand."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from argmap.ground.patterns import later
from argmap.manuscript.document import Reference
from argmap.manuscript.mending import Mend, with_accents

_LABEL = later(r"\s*(?:\[\s?(\w[\w+.:-]{0,19})\s?\]|\(?(\d{1,4})[.)](?=\s)|(\d{1,3})[–-](?=\s))\s*")
# The year of an entry whose names could not be read to their end.
_FIRST_YEAR = re.compile(r"[^()]{5,200}\(((?:1[5-9]|20)\d\d[a-z]?)\)")


class NamedWork(NamedTuple):
    """A work without id, and what kind of short form it is (``ibid``, ``author-date``), if any.

    `note` is the number of the note that a short form points at (``supra note 12``).
    """

    work: Reference
    short: str | None = None
    note: int | None = None


def reference_from(
    words: str, start: int, end: int, origin: Literal["list", "note"], mend: Mend, above: Reference | None = None
) -> NamedWork:
    """The work that `words` name.

    Its fields are read from the words as mended, while its text stays as it stands. `above` is the entry before it in
    a list, whose names a dash or *idem* stands for.
    """
    from argmap.sources.references.parse import parse_reference  # its grammar is costly and a paper may cite nothing

    mended = with_accents(mend(words, start, end))
    parsed = parse_reference(mended, (above.authors or above.editors) if above else ())
    label = _LABEL.match(words) if origin == "list" else None
    certainty = dict(parsed.certainty)
    if mended != words:
        certainty = {name: round(0.95 * value, 2) for name, value in certainty.items()}
    year = parsed.year
    if year is None and (bracketed := _FIRST_YEAR.match(mended)):
        year, certainty["year"] = bracketed[1], 0.7
    reference = Reference(
        "",
        words,
        parsed.authors,
        year,
        parsed.title,
        parsed.container,
        parsed.publisher,
        parsed.pages,
        parsed.doi,
        parsed.kind,
        label=next(filter(None, label.groups())) if label else None,
        locator=parsed.locator,
        origin=origin,
        certainty=certainty,
        start=start,
        end=end,
        editors=parsed.editors,
    )
    return NamedWork(reference, parsed.short_form, parsed.note)

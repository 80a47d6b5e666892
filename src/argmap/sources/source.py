"""A work cited, and all the works of a project: the same value whatever format the person keeps them in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from argmap.ground.diagnostics import Diagnostic
from argmap.ground.places import Span
from argmap.ground.values import dataclass

DUPLICATE_KEY, BROKEN_ENTRY, DOUBTFUL_ENTRY = "CIT010", "CIT011", "CIT012"
"""What readers of bibliographies tell of, by the codes of the findings."""
Report = Callable[[Diagnostic], None]
"""Where a reader tells it."""


class BodyName(str):
    """A name that is a body's and has no parts, whatever commas and joining words it holds."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliography entry.

    Names are written ``Family, Given`` (``von Family, Jr, Given`` where they have such parts; a corporate name as it
    is). LaTeX and braces are gone from every value; `fields` has all fields of the entry by their lower-case names,
    as decoded. `type` is the entry's type in lower case. `span` is the entry's first line, `key_span` its key;
    for a format that has no keys of its own (RIS) `key_span` is None and the key is drafted from name and year.
    `form` is the format it was read from, by its name in `FORMATS` of `bibliography.file_kinds`: what the names of
    `type` and of `fields` mean hangs on it. `people` has all names in a field by its name, where `fields` has them on
    one line.
    """

    key: str
    type: str
    span: Span
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    year: str | None = None
    title: str | None = None
    container: str | None = None
    publisher: str | None = None
    pages: str | None = None
    doi: str | None = None
    isbn: str | None = None
    issn: str | None = None
    url: str | None = None
    note: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    key_span: Span | None = None
    form: str = "bibtex"
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_fragment(self) -> bool:
        """Whoever entered it says, by the keyword ``fragment`` or ``lost``, that more of it was not handed down."""
        return not {"fragment", "lost"}.isdisjoint(self._keywords)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other keys by which it may be cited (``ids`` of biblatex)."""
        return tuple(re.findall(r"[^\s,]+", self.fields.get("ids", "")))

    @property
    def is_draft(self) -> bool:
        """Whether its keywords call it a draft: argmap made the entry out of what it read, and nobody accepted it."""
        return "draft" in self._keywords

    @property
    def _keywords(self) -> list[str]:
        return re.split(r"\s*[,;]\s*", self.fields.get("keywords", "").strip().casefold())


class WorkName(str):
    """What a work is called; `mark` is a word that makes it doubtful (``retracted``), to be shown beside it."""

    mark: str = ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works of a project.

    `sources` maps each key to its first entry; `entries` has every entry in the order of the files, those with a key
    already taken too.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    entries: tuple[Source, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

"""The works of a paper, each with every place that cites it: how often, in which section, note and page, or never.

What no citation was recognised of may be cited in a way that the reader does not know, and what has no entry may have
one that was not read; so neither is called missing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from argmap.checks.works import is_short, name_work, plain
from argmap.drafting.works import works_by_reference
from argmap.exchange.sheets import Column, Table
from argmap.ground.text import plural, say_list, shorten
from argmap.manuscript.formats import FORMATS
from argmap.outputs.letter.quotes import paragraph_at
from argmap.outputs.wording import name_source, write_reference
from argmap.sources.duplicates import duplicate_works
from argmap.sources.source import Bibliography

if TYPE_CHECKING:
    from argmap.manuscript.document import Document, Note, Reference
    from argmap.project import Project
    from argmap.registries.standing import Standing
    from argmap.sources import Source

_TITLE = 60
_REFERENCE = 400
_BEGINNING, _FEWEST_WORDS = 5, 3
"""So many words of a title are looked for in the text, where it has at least so many."""


@dataclass(frozen=True, slots=True)
class Citing:
    """One place that cites a work: its section, its note, and its page, line or paragraph, whatever its readers see.

    `number` counts the `unit`; where nothing is known of the place but the section, it is 0.
    """

    section: str
    note: str = ""
    unit: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work: how it is called and described, where that stands, and what cites it.

    `described` is empty where no entry was found, `named` has the places that name it though no citation was
    recognised. `key` is that of the project's bibliography. `claims` are those that
    cite it, `text` says whether its text is at hand and pinned, `registries` what registries say of it.
    """

    name: str
    reference: str
    described: str
    citings: tuple[Citing, ...] = ()
    named: tuple[Citing, ...] = ()
    key: str = ""
    claims: tuple[str, ...] = ()
    text: str = ""
    registries: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Where it is cited, one line a section."""
        return _say_places(self.citings)

    @property
    def perhaps(self) -> str:
        """Where a work that is not cited may be meant all the same; empty where nothing speaks for it."""
        return f"its title or its author and year stand in {'; '.join(_say_places(self.named))}" if self.named else ""


@dataclass(frozen=True, slots=True)
class WorksCited:
    """All works of a paper by what is known of them: cited, described and not cited, cited and not described."""

    cited: tuple[CitedWork, ...]
    uncited: tuple[CitedWork, ...]
    undescribed: tuple[CitedWork, ...]
    of_project: bool = False
    asked: bool = False

    @property
    def all(self) -> tuple[CitedWork, ...]:
        """One behind the other."""
        return (*self.cited, *self.uncited, *self.undescribed)

    @property
    def groups(self) -> tuple[tuple[str, tuple[CitedWork, ...]], ...]:
        """The three with what each is called, those that hold something."""
        told = (
            ("Cited, the most often cited first", self.cited),
            ("Listed, and no citation of it was recognised", self.uncited),
            ("Cited, and no entry or full reference was found", self.undescribed),
        )
        return tuple((title, works) for title, works in told if works)

    @property
    def in_words(self) -> str:
        """How many there are of each."""
        if not self.all:
            return "No work was found in it."
        said = []
        if self.cited:
            times = sum(len(work.citings) for work in self.cited)
            said.append(f"{plural(len(self.cited), 'work')} cited, {plural(times, 'time')} in all")
        if self.uncited:
            said.append(f"{plural(len(self.uncited), 'work')} listed of which no citation was recognised")
        if self.undescribed:
            said.append(f"{plural(len(self.undescribed), 'work')} cited of which no entry or full reference was found")
        return f"{'; '.join(said)}."


@dataclass(slots=True)
class _Row:
    reference: Reference
    citings: list[Citing] = field(default_factory=list)


def works_cited(document: Document, standings: Mapping[str, Standing] | None = None) -> WorksCited:
    """The works of a bare paper. `standings` are what registries say, by the keys of `works_by_reference`."""
    sources = works_by_reference(document)
    rows, loose = _gather(document, sources)
    # one pass over the text for all works: a thesis lists hundreds, and has sentences by the thousand
    sentences = [(" ".join(plain(sentence.text).split()), sentence.start) for sentence in document.sentences]
    described = [_describe(document, row, sources, standings or {}, sentences) for row in rows.values()]
    return WorksCited(
        tuple(sorted((work for work in described if work.citings), key=lambda work: -len(work.citings))),
        tuple(work for work in described if not work.citings),
        tuple(CitedWork(name, name, "", tuple(citings)) for name, citings in loose.items()),
        asked=standings is not None,
    )


def works_of_project(project: Project) -> WorksCited:
    """The works of a project: those of its bibliography, with what the paper cites of them, and the paper's others."""
    own = project.bibliography.sources
    of_paper = works_cited(project.document) if project.document else WorksCited((), (), ())
    key_of = _keys_of(project.document, own) if project.document else {}
    claims: dict[str, list[str]] = {}
    for claim in project.argument.claims.values():
        keys = [citation.key for citation in claim.citations] + [e.source for e in claim.evidence if e.source]
        for key in keys:
            claims.setdefault(key, []).append(claim.id)

    def with_project(work: CitedWork, key: str) -> CitedWork:
        return replace(
            work,
            key=key,
            claims=tuple(dict.fromkeys(claims.get(key, ()))),
            text=_say_text(project, key) if key in own else "",
            registries=_looked_up(project.standings, key),
        )

    groups = [
        [with_project(work, key_of.get(work.reference, "")) for work in group]
        for group in (of_paper.cited, of_paper.uncited, of_paper.undescribed)
    ]
    met = {work.key for group in groups for work in group}
    groups[1] += [
        with_project(CitedWork(name_source(source), write_reference(source), "bibliography of the project"), key)
        for key, source in own.items()
        if key not in met
    ]
    cited, uncited, undescribed = map(tuple, groups)
    return WorksCited(cited, uncited, undescribed, of_project=True, asked=bool(project.standings))


def _gather(document: Document, sources: Mapping[str, Source]) -> tuple[dict[str, _Row], dict[str, list[Citing]]]:
    """The works by the id of their first reference, with what cites each; and what is cited without one, by name."""
    whole = {reference.id: reference for reference in document.references if not is_short(reference)}
    same = _first_of_same(whole, sources)
    rows = {name: _Row(reference) for name, reference in whole.items() if same.get(name, name) == name}
    full = {r.id: same.get(r.short_for or r.id, r.short_for or r.id) for r in document.references}
    called = {reference.id: reference for reference in document.references}
    loose: dict[str, list[Citing]] = {}
    in_note: dict[str, set[str]] = {}

    def cite(name: str, citing: Citing) -> None:
        row = rows.get(full.get(name, name))
        if row is not None:
            row.citings.append(citing)
        elif name in called:
            loose.setdefault(shorten(" ".join(called[name].text.split()), _TITLE), []).append(citing)

    marks = sorted(document.marks, key=lambda mark: mark.start)
    caller = {mark.note: mark for mark in reversed(marks) if mark.note}
    for note in document.notes:
        at = caller[note.id].start if note.id in caller else note.start
        for name in note.references:
            in_note.setdefault(note.id, set()).add(full.get(name, name))
            cite(name, _citing(document, at, note))
    for mark in marks:
        if mark.kind == "note" and mark.note:
            continue
        around = next((note for note in document.notes if note.start <= mark.start < note.end), None)
        citing = _citing(document, mark.start, around)
        for name in mark.references:
            if around is None or full.get(name, name) not in in_note.get(around.id, ()):
                cite(name, citing)
        if not mark.references and mark.kind != "note":
            names = [name.partition(",")[0] for name in mark.authors]
            shown = f"{say_list(names)} {mark.year or ''}".strip() if names else " ".join(mark.text.split())
            loose.setdefault(shown, []).append(citing)
    return rows, loose


def _first_of_same(whole: Mapping[str, Reference], sources: Mapping[str, Source]) -> dict[str, str]:
    """Of works described in several notes, or in a note and the list, the reference that stands for all."""
    known = {name: replace(source, key=name) for name, source in sources.items() if name in whole}
    same: dict[str, str] = {}
    for group in duplicate_works(Bibliography(known)):
        names = [source.key for source in group]
        first = next((name for name in names if whole[name].origin != "note"), names[0])
        same |= {name: first for name in names if whole[name].origin == "note"}
    return same


def _citing(document: Document, at: int, note: Note | None) -> Citing:
    title, paragraph, _ = paragraph_at(document, at)
    label = note_name(note) if note else ""
    page = document.page_of(at)
    if page:
        return Citing(title, label, "page", page)
    if FORMATS[document.kind].has_lines:
        return Citing(title, label, "line", document.place(at, at).line)
    return Citing(title, label, "paragraph", paragraph)


def note_name(note: Note) -> str:
    """A note's number without the stop or the brackets it is printed with; empty where the number is lost."""
    return note.label.strip(" .()[]") or str(note.number or "")


def _say_places(citings: Sequence[Citing]) -> tuple[str, ...]:
    by_section: dict[str, list[Citing]] = {}
    for citing in citings:
        by_section.setdefault(citing.section, []).append(citing)
    places = {title.rstrip(".:"): (list(_say_within(some)), len(some)) for title, some in by_section.items()}
    return tuple(
        ": ".join(filter(None, (title, "; ".join(said)))) or plural(times, "time")
        for title, (said, times) in places.items()
    )


def _say_within(citings: Sequence[Citing]) -> Iterator[str]:
    """The notes, and the pages, lines or paragraphs, of one section that cite a work; else how often it is cited."""
    if notes := [citing.note for citing in citings if citing.note]:
        yield _counted("note", notes)
    running = [citing for citing in citings if not citing.note]
    placed = [citing.number for citing in running if citing.number]
    if placed:
        yield _counted(running[0].unit, sorted(placed))
    if len(placed) < len(running) and len(citings) > 1:
        yield f"{len(running) - len(placed)}×"


def _counted(unit: str, places: Sequence[object]) -> str:
    """``pages 3 and 5 (2×)``."""
    times = Counter(places)
    said = [f"{place} ({count}×)" if count > 1 else f"{place}" for place, count in times.items()]
    return f"{unit if len(times) == 1 else unit + 's'} {say_list(said)}"


def _describe(
    document: Document,
    row: _Row,
    sources: Mapping[str, Source],
    standings: Mapping[str, Standing],
    sentences: Sequence[tuple[str, int]],
) -> CitedWork:
    reference = row.reference
    source = sources.get(reference.id)
    by_title = shorten(reference.title or reference.text, _TITLE)
    return CitedWork(
        str(name_work(reference)) if reference.authors or reference.editors else by_title,
        shorten(" ".join(reference.text.split()), _REFERENCE),
        _say_described(document, reference),
        tuple(row.citings),
        () if row.citings else tuple(_naming(document, reference, sentences)),
        registries=_looked_up(standings, source.key) if source else "",
    )


def _naming(document: Document, reference: Reference, sentences: Sequence[tuple[str, int]]) -> Iterator[Citing]:
    """The sentences, as plain words, that have the beginning of a work's title, or its first author's name and, later,
    its year.
    """
    names = reference.authors or reference.editors
    title = " ".join(plain(reference.title or "").split()[:_BEGINNING])
    told = len(title.split()) >= _FEWEST_WORDS
    name = plain(names[0].partition(",")[0]) if names and reference.year else ""
    whole = re.compile(rf"\b{re.escape(name)}\b.*{re.escape(reference.year or '')}")
    for words, start in sentences:
        if (told and title in words) or (name and name in words and whole.search(words)):
            yield _citing(document, start, None)


def _say_described(document: Document, reference: Reference) -> str:
    """Where a work is described: the list, a heading of its own such as “Further reading”, a note, a file beside it."""
    if reference.origin == "bibliography" or reference.end <= reference.start:
        return "bibliography beside the paper"
    page = document.page_of(reference.start)
    behind = f", page {page}" if page else ""
    if reference.origin == "note":
        note = next((n for n in document.notes if n.start <= reference.start < n.end), None)
        called = note_name(note) if note else ""
        return f"note {called}{behind}" if called else f"a note{'' if behind else ' without a number'}{behind}"
    heading = paragraph_at(document, reference.start)[0]
    return f"{f'“{heading}”' if heading else 'list'}{behind}"


def _keys_of(document: Document, own: Mapping[str, Source]) -> dict[str, str]:
    """The keys of a project's works by the words with which the paper describes them, where both are one work."""
    sources = works_by_reference(document)
    words = {r.id: shorten(" ".join(r.text.split()), _REFERENCE) for r in document.references}
    keys = {words[r.id]: r.key for r in document.references if r.key and r.key in own}
    both = {f"paper {name}": replace(source, key=f"paper {name}") for name, source in sources.items()}
    both |= {f"own {key}": replace(source, key=f"own {key}") for key, source in own.items()}
    for group in duplicate_works(Bibliography(both)):
        mine = [source.key.removeprefix("own ") for source in group if source.key.startswith("own ")]
        for source in group:
            if mine and source.key.startswith("paper "):
                keys.setdefault(words[source.key.removeprefix("paper ")], mine[0])
    # one work by these persons in this year there, and one here
    theirs, ours = _by_nutshell(sources), _by_nutshell(own)
    for nutshell, names in theirs.items():
        if len(names) == 1 and len(ours.get(nutshell, ())) == 1:
            keys.setdefault(words[names[0]], ours[nutshell][0])
    return keys


def _by_nutshell(sources: Mapping[str, Source]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, source in sources.items():
        if (source.authors or source.editors) and source.year:
            found.setdefault(name_source(source).casefold(), []).append(name)
    return found


def _say_text(project: Project, key: str) -> str:
    at_hand, pinned = project.texts.path(key) is not None, key in project.texts.pins
    if at_hand:
        return "at hand, pinned" if pinned else "at hand, not pinned"
    return "pinned, not at hand" if pinned else ""


def _looked_up(standings: Mapping[str, Standing], key: str) -> str:
    if key not in standings:
        return ""
    from argmap.registries.wording import say_looked_up

    return say_looked_up(standings[key]) or "not looked up"


_COLUMNS = (
    *(Column("Work", 28), Column("Reference", 52), Column("Described in", 22), Column("Times cited", 9, counts=True)),
    Column("Cited in", 48),
)
_OF_PROJECT = (Column("Key", 22), Column("Cited by claims", 28), Column("Its text", 16))
_REGISTRIES = Column("Registries", 36)


def works_table(works: WorksCited) -> Table:
    """One row a work, for a spreadsheet program; what is never cited has a 0 there."""
    columns = (*_COLUMNS, *(_OF_PROJECT if works.of_project else ()), *((_REGISTRIES,) if works.asked else ()))
    rows = []
    for work in works.all:
        row = [work.name, work.reference, work.described or "no entry found", str(len(work.citings))]
        row.append("\n".join(work.places or filter(None, (work.perhaps,))))
        row += [work.key, ", ".join(work.claims), work.text] if works.of_project else []
        rows.append((*row, *((work.registries,) if works.asked else ())))
    return Table("Works", columns, tuple(rows))

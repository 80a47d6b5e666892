"""The works that a project cites, in the terms of CSL 1.0.2, on their way to another bibliography format.

A bibliography of the same format goes out field by field; of another one, each field by the table below. What is not
known is not made up: no field is filled in, and names and dates go out as far as the bibliography has them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.exchange.foreign import folded
from argmap.exchange.loss import LossReport
from argmap.project import Project
from argmap.sources.source import BodyName, Source
from argmap.sources.work_types import csl_type, type_in

WORK, FIELD = "work", "field"
NO_FIELD = "there is no field for that in the format"
_PRIVATE = frozenset({"file", "l1", "l4"})


@dataclass(frozen=True, slots=True)
class Variable:
    """What CSL calls it, and its fields in each of the other formats; the first of them is the one that is written."""

    csl: str
    bibtex: tuple[str, ...] = ()
    ris: tuple[str, ...] = ()
    endnote: tuple[str, ...] = ()

    def fields(self, form: str) -> tuple[str, ...]:
        """The fields of a format that say it, in lower case."""
        by_form = {"bibtex": self.bibtex, "ris": self.ris, "endnote-xml": self.endnote}
        return by_form.get(form, (self.csl.lower(),))


TEXTS = (
    Variable("title", ("title",), ("ti", "t1", "ct"), ("title",)),
    Variable(
        "container-title",
        ("journal", "journaltitle", "booktitle", "maintitle"),
        ("t2", "jo", "jf", "bt"),
        ("container", "journal"),
    ),
    Variable("container-title-short", ("shortjournal",), ("j2", "ja")),
    Variable("collection-title", ("series",), ("t3",)),
    Variable(
        "publisher",
        ("publisher", "institution", "school", "organization", "howpublished"),
        ("pb",),
        ("publisher",),
    ),
    Variable("publisher-place", ("address", "location"), ("cy", "pp"), ("location",)),
    Variable("volume", ("volume",), ("vl",), ("volume",)),
    Variable("issue", ("number", "issue"), ("is", "cp"), ("number",)),
    Variable("number", (), ("m1",)),
    Variable("collection-number"),
    Variable("page", ("pages",), ("sp",), ("pages",)),
    Variable("number-of-pages", ("pagetotal",)),
    Variable("number-of-volumes", ("volumes",), ("nv",)),
    Variable("chapter-number", ("chapter",)),
    Variable("edition", ("edition",), ("et",)),
    Variable("version", ("version",)),
    Variable("genre", ("type",), ("m3",)),
    Variable("event-title", ("eventtitle",)),
    Variable("event-place", ("venue",)),
    Variable("title-short", ("shorttitle",), ("st",)),
    Variable("original-title", ("origtitle",)),
    Variable("language", ("language", "langid"), ("la",)),
    Variable("DOI", ("doi",), ("do",), ("doi",)),
    Variable("ISBN", ("isbn",), (), ("isbn",)),
    Variable("ISSN", ("issn",)),
    Variable("PMID", ("pmid",)),
    Variable("PMCID", ("pmcid",)),
    Variable("URL", ("url",), ("ur",), ("url",)),
    Variable("abstract", ("abstract",), ("ab", "n2")),
    Variable("keyword", ("keywords",), ("kw",)),
    Variable("note", ("note",), ("n1",), ("note",)),
    Variable("annote", ("annotation", "annote"), ("rn",)),
)  # fmt: skip
DATES = (
    Variable("issued", ("date",), ("py", "y1", "da"), ("year",)),
    Variable("accessed", ("urldate",), ("y2",)),
    Variable("original-date", ("origdate",), ("op",)),
    Variable("event-date", ("eventdate",)),
    Variable("submitted"),
    Variable("available-date"),
)
PEOPLE = (
    Variable("author", ("author",), ("au", "a1")),
    Variable("editor", ("editor",), ("ed", "a2")),
    Variable("translator", ("translator",), ("a4",)),
    Variable("container-author", ("bookauthor",)),
    Variable("collection-editor", (), ("a3",)),
)
VARIABLES = (*TEXTS, *DATES, *PEOPLE)
_OWN = frozenset({"ty", "er", "id", "type", "citation-key"})
"""Fields that say what the key and the type say."""
_MONTHS = {name: number for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), 1)}  # fmt: skip
_DAY = r"-?\d{4}(?:-(?!00)\d\d(?:-(?!00)\d\d)?)?"
_ISO = re.compile(rf"(?P<begin>{_DAY})(?P<circa>[~?%]?)(?:/(?P<end>{_DAY})[~?%]?)?\Z")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})?(?:/(\d{1,2})?(?:/.*)?)?\Z")

_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}


@dataclass(slots=True)
class Item:
    """A work by CSL's variables. Dates are those of ISO 8601-2 (``1998/2003``, ``-0342``, ``1850~``) or any words.

    `rest` are fields of its own format that no variable stands for, and `named` is which field said each of `texts`;
    both are empty where the work goes to another format.
    """

    key: str
    type: str
    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)


def items_of(project: Project, form: str, loss: LossReport) -> Iterator[tuple[Item, Source]]:
    """The works that a project's claims or its paper cite, or those that a bare paper lists, for a format.

    In the order of the bibliography. What cannot go there is told of, here or by the writer.
    """
    loss.keep(WORK, 0)  # told of first
    known = project.bibliography.sources
    cited = dict.fromkeys(_cited(project) if project.files else known)
    for key in cited:
        if key not in known:
            loss.lose(WORK, key, "cited, but without an entry in the bibliography")
    for key, source in known.items():
        if key in cited:
            yield item_of(source, form, loss), source
        else:
            loss.lose(WORK, key, "not cited by any claim")


def _cited(project: Project) -> Iterator[str]:
    for claim in project.argument.claims.values():
        for citation in claim.citations:
            yield from filter(None, (citation.key, citation.via))
        yield from (evidence.source for evidence in claim.evidence if evidence.source)
    for reference in project.document.references if project.document else ():
        if reference.origin == "bibliography" and reference.key and reference.key in project.bibliography.sources:
            yield reference.key


def item_of(source: Source, form: str, loss: LossReport) -> Item:
    """A work as read, by the variables of CSL; fields that have none are told of, unless `form` is their own format."""
    # of BibTeX `type` is a field, elsewhere it is the entry's type
    own = _OWN - {"type"} if source.form == "bibtex" else _OWN
    fields = {name: text for name, value in source.fields.items() if name not in own and (text := folded(value))}
    item = Item(folded(source.key) or "work", _csl_type(source) or "document")
    if source.form != form and (genre := _THESES.get(source.type)):
        fields.setdefault("type", genre)
    for name in [name for name in fields if name in _PRIVATE]:
        del fields[name]
        loss.lose(FIELD, f"{source.key}: {name}", "files on one computer")
    if source.form == "bibtex":
        _unite_parts(fields, source.key, loss)
    item.people.update(_people_of(source, fields))
    for variable in TEXTS:
        said_by = next((name for name in variable.fields(source.form) if name in fields), "")
        if text := _first(variable, fields, source.form):
            name = _numbered(variable.csl, item.type, source.form)
            item.texts[name] = text
            if source.form == form:
                item.named[name] = said_by
    for variable in DATES:
        if date := _first(variable, fields, source.form):
            item.dates[variable.csl] = _as_iso(date)
    if source.form == "ris":
        _unite_ris(item, fields)
    if source.form == form:
        item.rest = fields
    else:
        for name in fields:
            loss.lose(FIELD, f"{source.key}: {name}", NO_FIELD)
    return item


def _people_of(source: Source, fields: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The people of a work by the variables of CSL; the fields that they stand in are taken out of `fields`."""
    people = {"author": source.authors, "editor": source.editors, **source.people}
    people = {role: tuple(type(name)(folded(name)) for name in names if folded(name)) for role, names in people.items()}
    for variable in PEOPLE:
        names = [name for name in variable.fields(source.form) if people.get(name)]
        if found := people.get(variable.csl) or (people[names[0]] if names else ()):
            yield variable.csl, found
        for name in names:
            fields.pop(name, None)


def _first(variable: Variable, fields: dict[str, str], form: str) -> str:
    """What a variable's first field says, taken out of `fields`; another field that says something else stays there."""
    found = ""
    for name in variable.fields(form):
        if name in fields and (not found or fields[name] == found):
            found = fields.pop(name)
    return found


def _numbered(variable: str, type: str, form: str) -> str:
    if variable == "number" and form == "ris" and type in ("book", "chapter"):
        return "collection-number"
    if variable != "issue" or form == "csl-json":
        return variable
    if type.startswith("article"):
        return "issue"
    return "collection-number" if type in ("book", "chapter", "paper-conference") else "number"


def _unite_parts(fields: dict[str, str], key: str, loss: LossReport) -> None:
    """Title and subtitle, year and month as CSL has them; what an entry took from its parent stays, the link goes."""
    if subtitle := fields.pop("subtitle", ""):
        fields["title"] = f"{fields['title']}: {subtitle}" if fields.get("title") else subtitle
    for name in ("crossref", "xdata"):
        if fields.pop(name, ""):
            loss.change(FIELD, f"{key}: {name}", "what another entry says was put into the entry itself")
    year, month, day = (fields.pop(name, "") for name in ("year", "month", "day"))
    if fields.get("date"):
        return
    if year and (number := _month(month)):
        days = re.findall(r"\d+", f"{month} {day}")
        whole = re.fullmatch(r"-?\d{4}", year) and len(days) < 2
        fields["date"] = "-".join([year, f"{number:02}", *(f"{int(one):02}" for one in days)]) if whole else year
    elif year:
        fields["date"] = year
        if month:
            fields["month"] = month


def _month(text: str) -> int:
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) == 1:
        return next((number for name, number in _MONTHS.items() if len(words[0]) > 2 and name.startswith(words[0])), 0)
    return int(text) if not words and re.fullmatch(r"0?[1-9]|1[0-2]", text) else 0


def _unite_ris(item: Item, fields: dict[str, str]) -> None:
    if "page" in item.texts and (end := fields.pop("ep", "")):
        item.texts["page"] += f"–{end}"
    if serial := fields.pop("sn", ""):
        item.texts["ISSN" if len(re.sub(r"[^0-9Xx]", "", serial)) == 8 else "ISBN"] = serial
    if "keyword" in item.texts:
        item.texts["keyword"] = item.texts["keyword"].replace("; ", ", ")
    if (more := _as_iso(fields.get("da", ""))) and more.startswith(item.dates.get("issued", "\0")):
        item.dates["issued"] = more
        del fields["da"]


def _as_iso(text: str) -> str:
    """A date in the form of ISO 8601-2 where it has one, else as it stands."""
    plain = re.sub(r"T[\d:]+Z?", "", text.strip())
    if found := _SLASHED.match(plain):
        year, *rest = found.groups()
        return "-".join([year, *(f"{int(part):02}" for part in rest if part and int(part))])
    if years := re.fullmatch(r"(-?\d{4})\s*(?:--|[–-])\s*(\d{4})", plain):
        return f"{years[1]}/{years[2]}"
    return re.sub(r"\s*/\s*", "/", plain) if _ISO.match(re.sub(r"\s*/\s*", "/", plain)) else text.strip()


def date_parts(text: str) -> tuple[list[list[int]], bool]:
    """Year, month and day of a date as numbers, those of the end behind, and whether it is uncertain.

    Years are those of ISO 8601: 0 is 1 BC. Nothing where the text is no such date.
    """
    found = _ISO.match(text)
    if not found:
        return [], False
    days = [found[name] for name in ("begin", "end") if found[name]]
    cut = [(day[:1] == "-", day.lstrip("-").split("-")) for day in days]
    return [[-int(parts[0]) if before else int(parts[0]), *map(int, parts[1:])] for before, parts in cut], bool(
        found["circa"]
    )


def _csl_type(source: Source) -> str:
    """The type of a work in CSL; empty where its own type has no name there."""
    return csl_type(source.form, source.fields.get("ty", "") if source.form == "ris" else source.type)


def keeps_type(form: str, source: Source) -> bool:
    """Whether the type of a work has a name of its own in a format."""
    if source.form == form:
        return True
    csl = _csl_type(source)
    there = type_in(form, csl)
    return bool(csl and there) and csl_type(form, there) == csl


def name_parts(name: str) -> dict[str, str]:
    """A name by the names that CSL has for its parts: ``literal`` where it is a body's or has but one part."""
    parts = [part.strip() for part in name.split(",")]
    if isinstance(name, BodyName) or len(parts) > 3 or not all(parts):
        return {"literal": str(name)}
    if len(parts) == 1:
        return {"literal" if " " in name else "family": str(name)}
    family, given = parts[0], parts[-1]
    found = {"family": family, "given": given}
    words = family.split(" ")
    lower = next((n for n, word in enumerate(words) if not word[:1].islower()), 0)
    if lower:  # as BibTeX tells a particle
        found = {"non-dropping-particle": " ".join(words[:lower]), "family": " ".join(words[lower:]), "given": given}
    if len(parts) == 3:
        found["suffix"] = parts[1]
    return found

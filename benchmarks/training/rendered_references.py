"""Prints metadata as references in thousands of styles, every letter with the field it belongs to.

A style is drawn, not listed: how names stand, where the year does, what opens the container, how volume and pages are
written. So the learned tagger meets more ways to write a reference than any list of styles has. Damage follows:
fields left out, capitals, dashes of other kinds, letters lost at line ends.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

_WORDS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "reference_rendering.toml").read_text(encoding="utf-8")
)

Piece = tuple[str, str]  # text, and its label ("other" for what belongs to no field)


@dataclass
class Record:
    """The fields of a work; names are written ``Family, Given``."""

    kind: str
    authors: list[str]
    editors: list[str]
    title: str
    year: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    url: str = ""
    series: str = ""


@dataclass
class _Style:
    """One drawn way to write references; each field is a choice held through the reference."""

    draw: random.Random
    tongue: str = "en"
    inverted: str = ""
    initials: str = ""
    chosen: dict[str, str] = field(default_factory=dict)

    def one(self, name: str, choices: list[str]) -> str:
        if name not in self.chosen:
            self.chosen[name] = self.draw.choice(choices)
        return self.chosen[name]

    def word(self, name: str) -> str:
        return self.one(f"word {name}", _WORDS["tongues"][self.tongue][name])


_GERMAN = re.compile(r"\b(?:der|die|das|und|zur|zum|im|ein|eine|des|für|über|von)\b")


def tells_german(title: str) -> bool:
    """Whether a title has one of the small words of German."""
    return _GERMAN.search(title) is not None


def _of_another_subject(record: Record, tongue: str, draw: random.Random) -> Record:
    """The record with a journal, a meeting, a publisher or a place that its own bibliography would not have."""
    subjects = draw.sample(_WORDS["subjects"][tongue], 2)
    if record.kind == "article" and draw.random() < 0.5:
        record = replace(record, container=draw.choice(_WORDS["journals"][tongue]).format(*subjects))
    if record.kind == "conference" and draw.random() < 0.6:
        year = record.year or "1995"
        acronym = "".join(draw.choices("ACDEIMPRSTV", k=draw.randint(3, 5)))
        form = draw.choice(_WORDS["meetings"])
        record = replace(
            record,
            container=form.format(
                draw.choice(_WORDS["subjects"]["en"]), n=draw.randint(4, 39), y=year, yy=year[-2:], a=acronym
            ),
        )
    if record.publisher and record.kind != "thesis" and draw.random() < 0.5:
        record = replace(record, publisher=draw.choice(_WORDS["publishers"]))
    if record.kind in ("book", "chapter", "conference") and draw.random() < 0.5:
        record = replace(record, place=draw.choice(_WORDS["places"]))
    return record


def render(record: Record, draw: random.Random) -> list[Piece]:
    """The record in a style drawn for it."""
    style = _Style(draw, tongue=draw.choices(list(_WORDS["tongues"]), [10, 4, 2, 1, 1, 1])[0])
    german = tells_german(record.title)
    if german and draw.random() < 0.85:
        style.tongue = "de"
    record = _of_another_subject(record, style.tongue, draw)
    if record.volume.isdigit() and int(record.volume) < 60 and draw.random() < 0.06:
        record = replace(record, volume=_roman(int(record.volume)))
    style.inverted = draw.choice(["all", "all", "all", "first", "none", "none"])
    style.initials = draw.choice(["full", "full", "A. B.", "A. B.", "A.B.", "AB", "A B"])
    layout = draw.choices(
        [_author_date, _author_title, _note, _numbered, _plain, _german_note], [4, 4, 3, 4, 3, 12 if german else 2]
    )[0]
    if layout is _german_note:
        style.tongue = "de" if draw.random() < 0.8 else style.tongue
    for name in ("volume", "pages", "publisher", "place", "editors"):
        if draw.random() < 0.1:
            record = replace(record, **{name: [] if name == "editors" else ""})
    if record.kind == "article" and draw.random() < 0.08:
        record = replace(record, volume="", issue="", authors=record.authors[:1])
    if record.kind == "book" and draw.random() < 0.12:  # a body that wrote the work itself
        record = replace(
            record,
            authors=[
                draw.choice(_WORDS["bodies"]) + draw.choice(["", "", f" ({draw.choice(_WORDS['short_bodies'])})"])
            ],
        )
    pieces = layout(record, style)
    return _damaged(_labelled(pieces, style), style)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ["", "X", "XX", "XXX", "XL", "L"][tens] + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def _names(names: list[str], style: _Style, label: str, after_in: bool = False) -> list[Piece]:
    draw = style.draw
    shown, rest = names, ""
    most = int(style.one("most", ["1", "2", "3", "6", "20"]))
    if len(names) > most:
        shown = names[: max(1, most - draw.randint(0, 1))]
        rest = (
            draw.choice([" et al.", ", et al.", " et al", " u. a.", " and others"])
            if style.tongue != "de"
            else draw.choice([" u. a.", " et al.", " u.a."])
        )
    between = style.one("between", [", ", ", ", "; ", " / ", "/", ", "]) if len(shown) > 1 else ", "
    upper = style.one("upper", ["", "", "", "", "upper"])
    out = []
    for number, name in enumerate(shown):
        family, _, given = name.partition(", ")
        given = _given(given, style.initials)
        family = family.upper() if upper else family
        inverted = style.inverted == "all" or (style.inverted == "first" and number == 0)
        if after_in and style.one("editors turned", ["yes", "no"]) == "yes":
            inverted = False
        if not given:
            out.append(family)
        elif inverted and style.one("given in brackets", ["no"] * 24 + ["yes"]) == "yes":  # ALY (M.I.)
            out.append(f"{family} ({given})")
        elif inverted:
            out.append(
                family
                + style.one("inside name", [", ", ", ", ", ", " "] if style.initials != "full" else [", "])
                + given
            )
        else:
            out.append(f"{given} {family}")
    if len(out) > 1 and not rest:
        last = style.one(
            "last joiner", [f" {style.word('joiners')} ", f"{between.strip()} {style.word('joiners')} ", between]
        )
        text = between.join(out[:-1]) + last + out[-1]
    else:
        text = between.join(out) + rest
    return [(text, label)]


def _given(given: str, form: str) -> str:
    if form == "full" or not given:
        return given
    letters = [part[0] for part in re.split(r"[\s.-]+", given) if part and part[0].isalpha()]
    if "-" in given and form in ("A. B.", "A.B.") and len(letters) > 1:
        return f"{letters[0]}.-" + "".join(f"{c}." for c in letters[1:])
    if form == "A. B.":
        return " ".join(f"{c}." for c in letters)
    if form == "A.B.":
        return "".join(f"{c}." for c in letters)
    return ("" if form == "AB" else " ").join(letters)


def _title(record: Record, style: _Style) -> list[Piece]:
    inside = bool(record.container)
    marks = (
        style.one("quotes", ["", "", "", "“”", '""', "„“", "«»", "‘’", "''"])
        if inside
        else style.one("book quotes", [""] * 9 + ["“”", "„“"])
    )
    title = _shortened(record.title, style.draw)
    if style.one("lowered", ["no"] * 3 + ["yes"]) == "yes":
        title = title[:1] + re.sub(r"\b[A-Z](?=[a-z])", lambda m: m.group().lower(), title[1:])
    if style.tongue == "de" and ": " in title and style.one("subtitle", ["stop", "stop", "stop", "colon"]) == "stop":
        title = title.replace(": ", ". ", 1)
    if not marks:
        return [(title, "title")]
    point = style.one("point", [",", ".", ""])
    return [(marks[0] + title + point + marks[1], "title")]


def _shortened(title: str, draw: random.Random) -> str:
    """Now and then the first words of a title alone, or of what stands before its colon: *Republic*, *Chaos: A …*."""
    if (chance := draw.random()) > 0.14:
        return title
    head, colon, tail = title.partition(": ")
    words = head.split()[: draw.choice([1, 2, 2, 3])]
    while len(words) > 1 and (len(words[-1]) < 4 or words[-1][-1] in ",("):
        del words[-1]
    return " ".join(words).strip(",.(") + (colon + tail if chance < 0.07 else "")


def _series(record: Record, style: _Style) -> list[Piece]:
    if record.series and style.one("series", ["no", "no", "yes"]) == "yes":
        before, after = style.one("series form", [" (|)", " (= |)", ", |", ". |", ", (|)"]).split("|")
        number = style.one("series number", [" ", " ", ", ", f", {style.word('volume')} ", f" {style.word('volume')} "])
        numbered = [(number, "other"), (record.volume, "volume")] if record.volume else []
        return [(before + record.series, "other"), *numbered, (after, "other")]
    if record.volume and record.kind != "article" and style.one("of a work", ["no", "yes", "yes"]) == "yes":
        before, after = style.one("volume form", [", |", ". |", " (|)", ", |", " |"]).split("|")
        return [(before + style.word("volume") + " ", "other"), (record.volume, "volume"), (after, "other")]
    behind = style.draw.random()
    if behind < 0.08:
        given, family = style.draw.choice(_WORDS["given"]), style.draw.choice(_WORDS["families"])
        return [
            (
                style.draw.choice([". ", ", ", " ("]) + style.draw.choice(_WORDS["translated"]) + f" {given} {family}",
                "other",
            )
        ]
    if behind < 0.11:
        counted = style.draw.choice(["2 vols", "3 vols.", "2 Bde.", "4 vol."])
        return [(style.draw.choice([", ", ". "]) + counted, "other")]
    if behind < 0.22:
        number = style.draw.choice(["2", "3", "4", "5", "11", "13"])
        edition = style.word("editions").replace("2", number).replace("3", number)
        return [(style.one("edition form", [" ({})", ", {}", ". {}", ". {}"]).format(edition), "other")]
    return []


def _imprint(record: Record, style: _Style, year: bool) -> list[Piece]:
    place, publisher = record.place, record.publisher
    form = style.one(
        "imprint",
        [
            "place: publisher",
            "place: publisher",
            "publisher, place",
            "publisher",
            "place",
            "publisher. place",
            "place, publisher",
        ],
    )
    if style.one("both", ["yes", "no"]) == "no" and form == "place":
        publisher = ""
    out: list[Piece] = []
    if form.startswith("place") and place:
        out.append((place, "place"))
        if publisher and form != "place":
            out += [
                (form[5] + " " if form[5] == "," else style.one("colon", [": ", " : "]), ""),
                (publisher, "publisher"),
            ]
    elif publisher:
        out.append((publisher, "publisher"))
        if place and "place" in form:
            out += [(", " if "," in form else ". ", ""), (place, "place")]
    if year and record.year:
        out += [
            (", " if out and style.one("imprint year", [", ", ", ", " "]) == ", " else (" " if out else ""), ""),
            (record.year, "year"),
        ]
    return out


def _pages(record: Record, style: _Style, opened: str) -> list[Piece]:
    if not record.pages:
        return []
    word = (
        style.one("pages word", ["", style.word("pages") + " ", style.word("pages")])
        if opened == ":"
        else style.one("pages word 2", [style.word("pages") + " "] * 4 + [""])
    )
    return [
        (
            style.one("before pages", [":", ": ", ", ", ", ", " : "] if opened == ":" else [", ", ", ", ". ", " "])
            + word,
            "",
        ),
        (record.pages, "pages"),
    ]


def _volume(record: Record, style: _Style, year: bool) -> list[Piece]:
    if not record.volume and style.draw.random() < 0.5 and year and record.year:
        month = style.draw.choice(
            [
                "",
                style.draw.choice(_WORDS["months"]) + " ",
                f"{style.draw.randint(1, 28)} {style.draw.choice(_WORDS['months'])} ",
                f"{style.draw.randint(1, 28)}. {style.draw.randint(1, 12)}. ",
                f"{style.draw.randint(1, 28)}.{style.draw.randint(1, 12)}.",
            ]
        )
        return [(", ", ""), (month + record.year, "year")]
    if not record.volume:
        return [(" (", ""), (record.year, "year"), (")", "")] if year and record.year else []
    lead = style.one("volume lead", [", ", " ", ", ", " ", ". "]) + style.one(
        "volume word", ["", "", "", style.word("volume") + " "]
    )
    out: list[Piece] = [(lead, ""), (record.volume, "volume")]
    where = style.one("year at", ["before volume", "after", "after", "before pages"])
    if year and record.year and where == "before volume":
        out = [
            (style.one("y1", [", ", " ", " ("]), ""),
            (record.year, "year"),
            (style.one("y1b", [";", ", ", " "]) if style.chosen["y1"] != " (" else ") ", ""),
            (record.volume, "volume"),
        ]
    if record.issue:
        form = style.one("issue", ["()", "()", " ()", "word", "/", "."])
        if form.strip() == "()":
            out += [(form.replace(")", ""), ""), (record.issue, "issue"), (")", "")]
        elif form == "word":
            out += [(", " + style.word("issue") + " ", ""), (record.issue, "issue")]
        else:
            out += [(form, ""), (record.issue, "issue")]
    if year and record.year and where != "before volume":
        month = style.draw.choice(["", "", "", style.draw.choice(_WORDS["months"]) + " "])
        out += (
            [(" (", ""), (month, "year"), (record.year, "year"), (")", "")]
            if where == "after"
            else [(", ", ""), (month, "year"), (record.year, "year")]
        )
    return out


def _inside(record: Record, style: _Style, year: bool) -> list[Piece]:
    """Container, editors, volume, pages and imprint of what stands inside another work; of a book the imprint."""
    stop = style.one("stop", [". ", ", ", ". "])
    if record.kind == "article":
        opening = (
            style.one("journal in", ["", "", "", "", style.word("inside") + " "])
            if style.tongue != "de"
            else style.one("journal in", ["", "In: ", "in: ", "in "])
        )
        out: list[Piece] = [(opening, ""), (_journal(record.container, style), "container")]
        return [*out, *_volume(record, style, year), *_pages(record, style, ":")]
    if record.kind == "chapter":
        out = [(style.word("inside") + " ", "")]
        names = _names(record.editors, style, "editor", after_in=True) if record.editors else []
        mark = [(" " + style.word("editors"), "editor")] if names else []
        after_mark = style.one("after mark", [", ", ": ", " ", ", "])
        if names and style.one("editors at", ["before", "before", "after"]) == "before":
            out += [*names, *mark, (after_mark, ""), (record.container, "container")]
        else:
            out += [(record.container, "container")]
            if names and style.one("marked after", ["no", "yes", "no"]) == "yes":  # Title, Ried, A. (ed.)
                out += [(style.one("by lead", [", ", ". ", " ("]), ""), *names, *mark]
                out += [(")", "")] if style.chosen["by lead"] == " (" else []
            elif names:
                by = {
                    "en": "edited by ",
                    "de": "hrsg. von ",
                    "fr": "sous la direction de ",
                    "es": "ed. por ",
                    "it": "a cura di ",
                    "pt": "org. por ",
                }
                out += [
                    (style.one("by lead", [", ", ". ", " "]), ""),
                    (
                        style.one("by", [by[style.tongue], "ed. " if style.tongue == "en" else by[style.tongue]]),
                        "editor",
                    ),
                    *names,
                ]
        out += _series(record, style)
        pages = _pages(record, style, "")
        bracketed = style.one("chapter pages", ["end", "end", "brackets"])
        if bracketed == "brackets" and pages:
            first = [(f"{style.word('volume')} ", ""), (record.volume, "volume"), (", ", "")] if record.volume else []
            out += [(" (", ""), *first, (style.word("pages") + " ", ""), (record.pages, "pages"), (")", "")]
            pages = []
        imprint = _imprint(record, style, year)
        return [*out, *([(stop, ""), *imprint] if imprint else []), *pages]
    if record.kind == "conference" and style.draw.random() < 0.15:
        where = [(", ", ""), (record.place, "place")] if record.place else []
        return [
            (style.draw.choice(_WORDS["presented"]) + " " + style.draw.choice(["", "the "]), "other"),
            (record.container, "container"),
            *where,
            *([(", ", ""), (record.year, "year")] if year else []),
        ]
    if record.kind == "conference":
        out = [
            (style.one("conf in", [style.word("inside") + " ", style.word("inside") + " ", ""]), ""),
            (record.container, "container"),
        ]
        imprint = _imprint(record, style, year)
        if record.editors and style.one("conf editors", ["no", "no", "yes"]) == "yes":
            names = _names(record.editors, style, "editor", after_in=True)
            out[1:1] = [*names, (" " + style.word("editors"), "editor"), (style.one("mark", [", ", ": "]), "")]
        if style.one("conf held", ["no", "no", "yes"]) == "yes" and record.place:
            before, after = style.one("held form", [", |", " (|)", ", |"]).split("|")
            out += [(before, ""), (record.place, "place"), *_held(record, style, year), (after, "")]
            imprint = [(record.publisher, "publisher")] if record.publisher else []
        if style.one("conf pages", ["first", "last"]) == "first":
            return [*out, *_pages(record, style, ""), *([(stop, ""), *imprint] if imprint else [])]
        return [*out, *([(stop, ""), *imprint] if imprint else []), *_pages(record, style, "")]
    if record.kind == "thesis":
        kind = style.word("theses")
        school: list[Piece] = [(_department(style) + record.publisher, "publisher")] if record.publisher else []
        where: list[Piece] = (
            [(", ", ""), (record.place, "place")]
            if record.place and style.one("thesis place", ["yes", "no"]) == "yes"
            else []
        )
        when: list[Piece] = [(", ", ""), (record.year, "year")] if year and record.year else []
        return [
            (style.one("thesis form", ["{}, ", "{}. ", "({}), ", "[{}]. "]).format(kind), "other"),
            *school,
            *where,
            *when,
        ]
    if style.draw.random() < 0.15:
        number = style.draw.choice(
            [
                "",
                "",
                f" {style.draw.randint(1, 99)}",
                f" {style.draw.choice('ABCKTU')}{style.draw.randint(1, 99)}-{style.draw.randint(10, 999)}",
            ]
        )
        kind = [(style.draw.choice(_WORDS["reports"]) + number, "other")]
        if record.publisher and style.draw.random() < 0.4:  # Dept. of Physics, Univ. of Bern, Bern, Tech. Rep. 12, 1990
            body: list[Piece] = [(_department(style) + record.publisher, "publisher"), (", ", "")]
            body += [(record.place, "place"), (", ", "")] if record.place else []
            return [*body, *kind, *([(", ", ""), (record.year, "year")] if year else [])]
        return [*kind, (style.draw.choice([", ", ". "]), ""), *_imprint(record, style, year)]
    return _imprint(record, style, year)


def _department(style: _Style) -> str:
    if style.one("department", ["no", "no", "yes"]) == "no":
        return ""
    form = style.draw.choice(
        ["Department of {}, ", "Dept. of {}, ", "Dept. {}, ", "Institute of {}, ", "School of {}, "]
    )
    return form.format(style.draw.choice(_WORDS["subjects"]["en"]))


def _held(record: Record, style: _Style, year: bool) -> list[Piece]:
    """The days of a meeting, with its year where that stands nowhere else."""
    first, month = style.draw.randint(1, 26), style.draw.choice(_WORDS["months"])
    day = style.one("held", ["", "{m}", "{m} {a}-{b}", "{a}-{b} {m}", "{m} {a}–{b}"])
    days = day.format(m=month, a=first, b=first + 3)
    if year and record.year:
        return [
            (", ", ""),
            (f"{days}, {record.year}" if days[-1:].isdigit() else f"{days} {record.year}".strip(), "year"),
        ]
    return [(", ", ""), (days, "year")] if days else []


def _journal(name: str, style: _Style) -> str:
    if style.one("abbreviated", ["no", "no", "yes"]) == "no" or len(name.split()) < 2:
        return name
    point = style.one("abbreviation point", [".", ""])
    kept = [w for w in name.split() if w.lower() not in {"of", "the", "and", "in", "for", "de", "für", "der", "&"}]
    return " ".join(w if len(w) < 6 else w[: style.draw.choice([3, 4, 5])] + point for w in kept)


def _tail(record: Record, style: _Style) -> list[Piece]:
    draw, out = style.draw, []
    if record.doi and draw.random() < 0.5:
        out.append((draw.choice([". doi:", ". DOI: ", ". https://doi.org/", ", doi: "]), ""))
        out.append((record.doi, "link"))
    elif record.url and draw.random() < 0.8:
        out.append(
            (
                draw.choice(
                    [". ", ", ", ". " + style.word("available") + " ", ", " + style.word("accessed") + " ", " <"]
                ),
                "other",
            )
        )
        out.append((record.url, "link"))
        if draw.random() < 0.5:
            out.append(
                (
                    draw.choice([" ({} {} {} {})", ", {} {} {} {}", " [{} {} {} {}]"]).format(
                        style.word("accessed").split(" ")[0],
                        draw.randint(1, 28),
                        draw.choice(_WORDS["months"]),
                        draw.randint(1999, 2023),
                    ),
                    "other",
                )
            )
    if draw.random() < 0.06:
        out.append((draw.choice([". ", ", ", " "]) + draw.choice(_WORDS["trails"]), "other"))
    return out


def _author_date(record: Record, style: _Style) -> list[Piece]:
    year = style.one(
        "year form",
        [" ({})", " ({}).", ", {},", ". {}.", " {}.", " ({}):", " ({}),", " [{}]", " {}:", ", {}.", " {}", ", ({})."],
    )
    before, after = year.split("{}")
    names = _head(record, style)
    when = [
        (before, ""),
        (record.year or style.one("undated", ["n.d.", "in press", "forthcoming"]), "year"),
        (after + " ", ""),
    ]
    if "(" in year and record.year and style.draw.random() < 0.12:
        month = style.draw.choice(_WORDS["months"])
        when[1] = (record.year + ", " + style.draw.choice([month, f"{month} {style.draw.randint(1, 28)}"]), "year")
    elif record.year and style.draw.random() < 0.06:
        when[1] = (record.year + style.draw.choice(["a", "b", " [1923]", "a"]), "year")
    stop = style.one("title stop", [". ", ", ", ". ", ". ", " – "])
    return [
        *names,
        *when,
        *_title(record, style),
        *([] if record.kind != "book" else _series(record, style)),
        (stop, ""),
        *_inside(record, style, False),
        *_tail(record, style),
    ]


def _author_title(record: Record, style: _Style) -> list[Piece]:
    stop = style.one("title stop", [". ", ", ", ". ", "; "])
    after = style.one("names stop", [". ", ", ", ": ", ". ", " – "])
    return [
        *_head(record, style),
        (after, ""),
        *_title(record, style),
        *([] if record.kind != "book" else _series(record, style)),
        (stop, ""),
        *_inside(record, style, True),
        *_tail(record, style),
    ]


def _note(record: Record, style: _Style) -> list[Piece]:
    style.inverted = "none"
    inside = _inside(record, style, True)
    if record.kind == "book" and style.one("imprint brackets", ["yes", "yes", "no"]) == "yes":
        inside = [("(", ""), *inside, (")", "")]
        stop = " "
    else:
        stop = ", "
    out = [
        *_head(record, style),
        (", ", ""),
        *_title(record, style),
        *([] if record.kind != "book" else _series(record, style)),
        (stop, ""),
        *inside,
    ]
    if style.draw.random() < 0.4 and record.kind == "book":
        out += [
            (", " + style.draw.choice(["", style.word("pages") + " "]), ""),
            (str(style.draw.randint(2, 500)), "pages"),
        ]
    return [*out, *_tail(record, style)]


def _plain(record: Record, style: _Style) -> list[Piece]:
    """The style of BibTeX: `In A. Ried and B. Moor, editors, Title, volume 3 of Series, pages 1-9, Bern, 1994. Vos.`"""
    draw = style.draw
    style.inverted = style.one("plain names", ["none", "none", "first", "all"])
    style.chosen.update({"between": ", ", "upper": ""})
    month = draw.choice(["", "", draw.choice(_WORDS["months"]) + " ", draw.choice(_WORDS["months"])[:3] + ". "])
    when: list[Piece] = [(", ", ""), (month + record.year, "year")] if record.year else []
    pages_word = draw.choice(["pages ", "pp. ", "pages "])
    pages: list[Piece] = [(", " + pages_word, ""), (record.pages, "pages")] if record.pages else []
    place: list[Piece] = [(", ", ""), (record.place, "place")] if record.place else []
    publisher: list[Piece] = [(". ", ""), (record.publisher, "publisher")] if record.publisher else []
    series: list[Piece] = []
    if record.volume and record.series:
        series = [(", volume ", ""), (record.volume, "volume"), (f" of {record.series}", "other")]
    elif record.volume and record.kind != "article":
        series = [(", volume ", ""), (record.volume, "volume")]
    if record.kind == "article":
        numbers: list[Piece] = [(", ", ""), (record.volume, "volume")] if record.volume else []
        if record.issue and numbers:
            numbers += [("(", ""), (record.issue, "issue"), (")", "")]
        where = [(":" if numbers else ", " + pages_word, ""), (record.pages, "pages")] if record.pages else []
        body = [(record.container, "container"), *numbers, *where, *when]
    elif record.kind in ("chapter", "conference"):
        names: list[Piece] = []
        if record.editors:
            mark = ", editors" if len(record.editors) > 1 else ", editor"
            names = [*_names(record.editors, style, "editor", after_in=True), (mark, "editor"), (", ", "")]
        last = (
            [*place, *when, *publisher]
            if draw.random() < 0.6
            else [*(publisher and [(". ", ""), *publisher[1:]]), *place, *when]
        )
        body = [("In ", ""), *names, (record.container, "container"), *series, *pages, *last]
    elif record.kind == "thesis":
        body = [
            (style.word("theses") + ", ", "other"),
            (_department(style) + record.publisher, "publisher"),
            *place,
            *when,
        ]
    elif draw.random() < 0.3:
        kind = (
            draw.choice(_WORDS["reports"]) + " " + draw.choice(["", f"{draw.choice('ABCRT')}R-{draw.randint(1, 999)}"])
        )
        body = [(kind.strip() + ", ", "other"), (record.publisher, "publisher"), *place, *when]
    else:
        edition: list[Piece] = (
            [(", " + draw.choice(["second edition", "2nd edition"]), "other")] if draw.random() < 0.1 else []
        )
        body = [(record.publisher, "publisher"), *place, *edition, *when]
        if series:
            body = [*series[0:1], *series[1:], (". ", ""), *body]
    return [
        *_head(record, style),
        (". ", ""),
        *_title(record, style),
        ("" if series and record.kind == "book" else ". ", ""),
        *body,
        *_tail(record, style),
    ]


def _german_note(record: Record, style: _Style) -> list[Piece]:
    """Name: Titel. Untertitel, in: Name (Hrsg.): Sammelwerk, Ort Jahr, S. x-y."""
    draw = style.draw
    style.inverted = draw.choice(["none", "none", "all"])
    style.initials = draw.choice(["full", "full", "A. B."])
    style.chosen.update(
        {
            "between": draw.choice(["/", " / ", ", ", "/"]),
            "imprint": draw.choice(["place", "place", "place", "place: publisher"]),
            "imprint year": draw.choice([" ", " ", ", "]),
        }
    )
    if draw.random() < 0.15:  # one who was named before, or by the family name alone
        record = replace(record, authors=[draw.choice(_WORDS["same"])])
    elif draw.random() < 0.12:
        record = replace(record, authors=[name.partition(",")[0] for name in record.authors])
    if draw.random() < 0.06 and record.kind == "book":  # Statistisches Bundesamt (Hg.)
        record = replace(record, authors=[], editors=[draw.choice(_WORDS["bodies"])])
    year = record.year and draw.random() < 0.25
    head: list[Piece] = [(draw.choice([", ", ": ", ", "]), "")]
    if year:
        before, after = draw.choice([" (|): ", " |: ", ", |: ", " (|), ", " (|). "]).split("|")
        head = [(before, ""), (record.year, "year"), (after, "")]
    out = [*_head(record, style), *head, *_title(record, style)]
    if record.kind == "book" and draw.random() < 0.06:  # WIFO. Wien.
        short = draw.choice(_WORDS["short_bodies"])
        out += [
            (draw.choice([". ", ", "]), ""),
            (short, "publisher"),
            (draw.choice([". ", ", "]), ""),
            (record.place, "place"),
        ]
        return [*out, *([] if year else [(", ", ""), (record.year, "year")]), *_tail(record, style)]
    if draw.random() < 0.2:
        out += _series(record, style)
    out += [(draw.choice([", ", ", ", ". "]), "")]
    inside = _inside(record, style, not year)
    if draw.random() < 0.4 and record.kind in ("book", "article", "chapter"):
        page = str(draw.randint(2, 480))
        inside += [
            (draw.choice([", ", ", hier ", ", "]) + style.word("pages") + " ", ""),
            (page + draw.choice(["", " f.", " ff.", "f.", f"-{int(page) + 3}"]), "pages"),
        ]
    if draw.random() < 0.06:
        inside.append((draw.choice([". ", "; ", "; "]) + draw.choice(_WORDS["remarks"]), "other"))
    return [*out, *inside, *_tail(record, style)]


def _numbered(record: Record, style: _Style) -> list[Piece]:
    number = style.draw.randint(1, 90)
    label = style.draw.choice([f"[{number}] ", f"{number}. ", "", "", f"({number}) ", f"{number} "])
    style.initials = style.draw.choice(["A. B.", "AB", "A.B.", "A. B.", "full"])
    style.inverted = style.draw.choice(["all", "none", "none"])
    body = style.draw.choice([_author_title, _author_title, _author_date])(record, style)
    if record.kind == "article" and style.draw.random() < 0.15:  # chemistry and physics leave the title out
        body = [*_head(record, style), (", ", ""), *_inside(record, style, True), *_tail(record, style)]
    return [(label, "other"), *body]


def _head(record: Record, style: _Style) -> list[Piece]:
    if style.draw.random() < 0.1:
        signal: list[Piece] = [(style.draw.choice(_WORDS["signals"]) + " ", "other")]
    else:
        signal = []
    if style.draw.random() < 0.03 and len(record.title) > 20:  # a work without a name
        return signal
    if record.authors:
        return [*signal, *_names(record.authors, style, "author")]
    if record.editors:
        return [*signal, *_names(record.editors, style, "editor"), (" " + style.word("editors"), "editor")]
    return signal


def _labelled(pieces: list[Piece], style: _Style) -> list[Piece]:
    kept = [(re.sub(r"\s+", " ", text), label) for text, label in pieces if text]
    while kept and not re.search(r"[\w\"“„«‘'(]", kept[0][0]):  # what parts names from a title, where there are none
        del kept[0]
    end = style.draw.choice([".", ".", ""])
    if end and kept and not kept[-1][0].rstrip().endswith("."):
        kept.append((end, ""))
    return kept


def _damaged(pieces: list[Piece], style: _Style) -> list[Piece]:
    draw = style.draw
    if draw.random() < 0.3:
        dash = draw.choice(["–", "-", "—", " – ", "- "])
        pieces = [
            (re.sub(r"\s*[-–]+\s*", dash, text), label) if label == "pages" else (text, label) for text, label in pieces
        ]
    if draw.random() < 0.08:  # a hyphen left where a line ended
        pieces = [
            (re.sub(r"(\w{4})(\w{4})", r"\1- \2", text, count=1), label)
            if label in ("title", "container")
            else (text, label)
            for text, label in pieces
        ]
    if draw.random() < 0.05:
        pieces = [(text.replace("fi", "ﬁ").replace("rn", "m"), label) for text, label in pieces]
    if draw.random() < 0.1:
        pieces = [(text.replace(", ", ","), label) if not label else (text, label) for text, label in pieces]
    return pieces

"""The formats of other programs: their names, which way they go, what each of them holds, and the code for them.

One line a format, read by the commands `import`, `export` and `formats` and by `docs/exchange.md`. Nothing of a format
is imported before its file is read or written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named
from argmap.ground.limited import read_limited
from argmap.ground.text import did_you_mean
from argmap.manuscript.formats import SUFFIXES

if TYPE_CHECKING:
    from argmap.exchange.foreign import Foreign
    from argmap.exchange.loss import LossReport
    from argmap.project import Project

LARGEST_FILE: Final = 16_000_000
LARGEST_PAPER: Final = 200_000_000
PAPERS: Final = (".pdf", ".html", *sorted(SUFFIXES - {".pdf", ".html"}))
"""How the papers end that may lie beside annotations: what most annotations are made on first."""
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)

_STEPS: Final = ("statements", "linked premises", "objections", "undercuts")
_NOT_WORKS: Final = "the argument; fields that the format does not know"
_LINKED: Final = (*_STEPS, "schemes", "restatements")
HOLDS: Final = (
    *_LINKED,
    "sections",
    "tags",
    "quotations",
    "citations",
    "works cited",
    "weights",
    "layout",
)
"""What an argument may have, as `Format.holds` names it."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `reads` and `writes` name a function as ``module:function``; empty where it does not go that way.

    A reader is called with the bytes and the name of the file, and with the companion file by name where it has
    `companions` (suffixes of a file of the same name beside it, of which the first that is there counts); it gives a
    `Foreign` and a `LossReport`. A writer is called with the project; it gives bytes and a `LossReport`. `sniff` is
    text, some of which stands in each such file, for suffixes that several formats share. `holds` names what is kept,
    of `HOLDS`.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: str = ""
    writes: str = ""
    holds: tuple[str, ...] = ()
    lost: str = ""
    companions: tuple[str, ...] = ()
    sniff: tuple[str, ...] = ()
    asks: str = ""
    """The function that asks a program on this machine, by its address, for what `reads` then reads."""
    binary: bool = False
    """What is written is no text for a terminal."""
    of_papers: bool = False
    """What is written can be made of a bare paper too, of the works that it lists."""
    of_maps: bool = False
    """What is read is an argument map, on which a claim without a reason is a premise and no gap."""
    largest: int = LARGEST_FILE
    """In bytes, of a file that is read."""


FORMATS: Final[tuple[Format, ...]] = (
    Format(
        "aif",
        "Argument Interchange Format, JSON of AIFdb",
        (".json",),
        reads="argmap.exchange.aif:read",
        writes="argmap.exchange.aif:write",
        holds=(*_LINKED, "quotations"),
        lost="dialogue (transitions, and illocutions other than asserting)",
        companions=(".txt",),
        sniff=('"nodeID"',),
        of_maps=True,
    ),
    Format(
        "xaif",
        "extended AIF, JSON of OVA",
        (".json", ".xaif"),
        reads="argmap.exchange.aif:read",
        writes="argmap.exchange.aif:write_xaif",
        holds=(*_LINKED, "quotations", "layout"),
        lost="dialogue (transitions, and illocutions other than asserting)",
        companions=(".txt",),
        sniff=('"AIF"',),
        of_maps=True,
    ),
    Format(
        "xlsx",
        "worksheet to fill in, one row a citation (its verdicts come back by `argmap verdict --from`)",
        (".xlsx",),
        writes="argmap.outputs.worksheet:write_xlsx",
        holds=("quotations", "citations"),
        lost="what is no citation or evidence of a claim",
        binary=True,
    ),
    Format(
        "csv",
        "the same worksheet as plain text",
        (".csv",),
        writes="argmap.outputs.worksheet:write_csv",
        holds=("quotations", "citations"),
        lost="what is no citation or evidence of a claim",
    ),
    Format(
        "csl",
        "works cited as CSL-JSON, for Zotero and Pandoc",
        (".json",),
        writes="argmap.exchange.csl_json:write",
        holds=("works cited",),
        lost=_NOT_WORKS,
        of_papers=True,
    ),
    Format(
        "bibtex",
        "works cited as BibTeX, for LaTeX and JabRef",
        (".bib",),
        writes="argmap.exchange.bibtex:write",
        holds=("works cited",),
        lost=_NOT_WORKS,
        of_papers=True,
    ),
    Format(
        "ris",
        "works cited as RIS, for EndNote and library catalogues",
        (".ris",),
        writes="argmap.exchange.ris:write",
        holds=("works cited",),
        lost=f"{_NOT_WORKS}; that a date is not certain",
        of_papers=True,
    ),
    Format(
        "arguebuf",
        "arguebuf graph, JSON",
        (".json",),
        reads="argmap.exchange.arguebuf:read",
        writes="argmap.exchange.arguebuf:write",
        holds=(*_LINKED, "quotations"),
        lost="preferences, analysts, data of a program's own, schemes that the format does not know",
        sniff=('"schemaVersion"',),
        of_maps=True,
    ),
    Format(
        "carneades",
        "Carneades 4 argument graph",
        (".yml", ".yaml"),
        reads="argmap.exchange.carneades_claims:read",
        writes="argmap.exchange.carneades_claims:write",
        holds=(*_STEPS, "weights"),
        lost="rules and schemes of the file's own; weights going out",
    ),
    Format(
        "argdown",
        "Argdown document",
        (".argdown", ".ad"),
        reads="argmap.exchange.argdown:read",
        writes="argmap.exchange.argdown_out:write",
        holds=(*_LINKED, "sections", "tags", "quotations", "citations", "weights"),
        lost="which premise a sketched support is for; levels of sections; colours and settings of the map; comments",
        of_maps=True,
    ),
    Format(
        "zotero",
        "Zotero: its works, and what is marked in their texts (CSL-JSON, or the address of Zotero on this machine)",
        (".json", ".csljson"),
        reads="argmap.exchange.zotero:read",
        asks="argmap.exchange.zotero:ask",
        holds=("statements", "tags", "quotations", "citations", "works cited"),
        lost="colours, drawings, notes that are not in a text",
        sniff=('"csljson"', '"citation-key"', '"itemType"', '"date-parts"'),
    ),
    Format(
        "kialo",
        "Kialo discussion, text export",
        (".txt",),
        reads="argmap.exchange.kialo:read",
        writes="argmap.exchange.kialo_out:write",
        holds=("statements", "objections", "citations"),
        lost="votes and comments, which the export has not",
        sniff=("Discussion Title:",),
        of_maps=True,
    ),
    Format(
        "brat",
        "BRAT annotations of an essay (.ann, with its .txt)",
        (".ann",),
        reads="argmap.exchange.brat:read",
        holds=("statements", "objections", "restatements", "quotations"),
        lost="remarks of annotators",
        companions=(".txt",),
        of_maps=True,
    ),
    Format(
        "arggraph",
        "argument graph of microtexts, XML",
        (".xml",),
        reads="argmap.exchange.arggraph:read",
        holds=(*_STEPS, "schemes", "quotations"),
        lost="the text's stance; that undercutters are linked",
        companions=(".txt",),
        sniff=("<arggraph",),
        of_maps=True,
    ),
    Format(
        "pdf",
        "PDF with comments, as a reviewer made them in a PDF reader",
        (".pdf",),
        reads="argmap.exchange.pdf_comments:read",
        holds=("statements", "sections", "quotations"),
        lost="drawings, stamps, colours, states of a review; findings that argmap wrote into it",
        largest=LARGEST_PAPER,
    ),
    Format(
        "web-annotation",
        "W3C Web Annotations, JSON-LD",
        (".json", ".jsonld"),
        reads="argmap.exchange.web_annotation:read",
        writes="argmap.exchange.annotations_out:write_w3c",
        holds=("statements", "tags", "quotations"),
        lost="groups, tags of replies, marks on pictures and films; steps and sources going out",
        companions=PAPERS,
        sniff=("http://www.w3.org/ns/anno",),
    ),
    Format(
        "hypothesis",
        "annotations of Hypothesis, JSON of its export or its interface",
        (".json",),
        reads="argmap.exchange.web_annotation:read",
        writes="argmap.exchange.annotations_out:write_hypothesis",
        holds=("statements", "tags", "quotations"),
        lost="groups, tags of replies; steps and sources going out",
        companions=PAPERS,
        sniff=('"client_version"', '"user": "acct:', '"user":"acct:'),
    ),
    Format(
        "pptx",
        "PowerPoint slides: the verdict, the overview, each section, as shapes that can be moved",
        (".pptx",),
        writes="argmap.outputs.slides:write",
        holds=(*_STEPS, "restatements", "sections", "layout"),
        lost="sources, quotations, schemes, warrants, notes",
        binary=True,
    ),
    Format(
        "mermaid",
        "Mermaid flowchart, for pages of forges and wikis",
        (".mmd", ".mermaid"),
        writes="argmap.exchange.mermaid:write",
        holds=(*_LINKED, "sections"),
        lost="sources, quotations, warrants, notes",
    ),
    Format(
        "graphml",
        "GraphML, for yEd, Gephi, Cytoscape and networkx",
        (".graphml",),
        writes="argmap.exchange.graphml:write",
        holds=(*_LINKED, "sections"),
        lost="sources, quotations, warrants",
    ),
    Format(
        "canvas",
        "JSON Canvas, for Obsidian",
        (".canvas",),
        writes="argmap.outputs.canvas:write",
        holds=(*_LINKED, "sections", "layout"),
        lost="sources, quotations, warrants",
    ),
)


def format_called(name: str) -> Format:
    """The format with this name. Raises ArgmapError with the nearest, or with all of them."""
    for known in FORMATS:
        if known.name == name:
            return known
    names = [known.name for known in FORMATS]
    hint = did_you_mean(name, names, f"There are: {', '.join(names)}.")
    raise ArgmapError(f'No format is called "{name}". {hint} `argmap formats` says what each can hold.')


def format_of(path: Path, data: bytes) -> Format:
    """The format of a file that does not say it, by its suffix and by what stands in it. Raises ArgmapError."""
    suffix = path.suffix.lower()
    fitting = [known for known in FORMATS if known.reads and suffix in known.suffixes]
    for known in reversed(fitting):  # those that build on another format come after it
        if any(sign.encode() in data for sign in known.sniff):
            return known
    plain = [known for known in fitting if not known.sniff]
    if len(plain) == 1:
        return plain[0]
    drawn = (known for known in FORMATS if suffix in known.suffixes and "statements" in known.holds)
    if not fitting and (only := next(drawn, None)):
        raise ArgmapError(
            f"{path}: {only.title}: this is written and not read. Change the project that it was made of, by hand or "
            "with `argmap serve`, and export it anew."
        )
    names = ", ".join(known.name for known in plain or FORMATS if known.reads)
    if not fitting:
        raise ArgmapError(
            f"{path} ends as no format that argmap reads. If it is one of {names}, name that in the place of `auto`; "
            "if not, let the other program write one of these, or draw the argument anew with `argmap serve`."
        )
    raise ArgmapError(f"{path} does not tell its format. Name it in the place of `auto`: one of {names}.")


def read_foreign(name: str, path: Path | str) -> tuple[Foreign, LossReport]:
    """Read a file in the format called `name`, or in the one that it shows where that is ``auto``.

    For a format that `asks`, the file may be an address on this machine. Raises ArgmapError where it cannot be read,
    takes too much to read, or is not in that format, with the place and a remedy.
    """
    chosen = None if name == "auto" else format_called(name)
    if chosen and not chosen.reads:
        raise ArgmapError(f"{chosen.title} is written and not read. `argmap formats` says which are read.")
    if chosen and chosen.asks and _ADDRESS.match(str(path)):
        answer: bytes = function_at(chosen.asks)(str(path))
        read_answer: Callable[..., tuple[Foreign, LossReport]] = function_at(chosen.reads)
        return read_limited(lambda _: read_answer(answer, "Zotero"), len(answer), "Zotero")
    path = Path(path)
    suffix = path.suffix.lower()
    may_be = [chosen] if chosen else [known for known in FORMATS if known.reads and suffix in known.suffixes]
    data = read_named(path, max((known.largest for known in may_be), default=LARGEST_FILE))
    chosen = chosen or format_of(path, data)
    read: Callable[..., tuple[Foreign, LossReport]] = function_at(chosen.reads)
    beside = (_companion(path, chosen.companions),) if chosen.companions else ()
    size = len(data) + sum(len(data) for companion in beside for data in companion.values())
    return read_limited(lambda _: read(data, str(path), *beside), size, str(path))


def load_for(name: str, path: Path) -> Project:
    """The project at `path`, or a bare paper there with the works that it lists, where the format takes these.

    Raises ArgmapError where there is neither.
    """
    from argmap.project import load, project_of_paper

    chosen = format_called(name)
    if not chosen.of_papers or not path.is_file() or is_of_project(path):
        return load(path)
    from argmap.drafting.works import listed_works

    paper = project_of_paper(path)
    works = listed_works(paper.paper)
    if not works.sources:
        raise ArgmapError(f"{path}: no list of works was found in it, so there is nothing to write.")
    return replace(paper, bibliography=works)


def is_of_project(path: Path) -> bool:
    """Whether a file belongs to a project as its claims or its settings do, and is no paper to be looked into alone."""
    if path.suffix.lower() == ".toml":
        return True
    if path.suffix.lower() != ".md":
        return False
    from argmap.notation import parse
    from argmap.notation.tree import Comment, Paragraph, Quote

    text = read_named(path, LARGEST_FILE).decode("utf-8", errors="replace")
    # a paper has headings with words and quotations below them too
    of_papers = (Paragraph, Quote, Comment)
    return any(
        claim.kind_span or any(type(node) not in of_papers for node in claim.body)
        for claim in parse(text, path.name).tree.claims
    )


def write_foreign(name: str, project: Project) -> tuple[bytes, LossReport]:
    """The project in the format called `name`, and what became of its parts. Raises ArgmapError."""
    chosen = format_called(name)
    if not chosen.writes:
        raise ArgmapError(f"{chosen.title} is read and not written. `argmap formats` says which are written.")
    write: Callable[..., tuple[bytes, LossReport]] = function_at(chosen.writes)
    return write(project)


def _companion(path: Path, suffixes: Iterable[str]) -> Mapping[str, bytes]:
    found = next((beside for suffix in suffixes if (beside := path.with_suffix(suffix)).is_file()), None)
    return {found.name: read_named(found, LARGEST_PAPER)} if found else {}


def function_at(place: str) -> Callable[..., Any]:
    """What a table names as ``module:function``, which is loaded here."""
    module, _, function = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def as_text(formats: Iterable[Format]) -> str:
    """What each format is and holds, for a terminal."""
    blocks = []
    for known in formats:
        ways = " and ".join(way for way, there in (("import", known.reads), ("export", known.writes)) if there)
        lines = [f"{known.name}: {known.title} ({', '.join(known.suffixes)}); {ways}"]
        lines += [f"  keeps {', '.join(known.holds)}"] if known.holds else []
        lines += [f"  loses {known.lost}"] if known.lost else []
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def as_markdown(formats: Iterable[Format]) -> str:
    """The table of `docs/exchange.md`."""
    lines = ["| format | | ends with | in | out | keeps | loses |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for known in formats:
        suffixes = " ".join(f"`{suffix}`" for suffix in known.suffixes)
        ways = ["yes" if there else "" for there in (known.reads, known.writes)]
        cells = [f"`{known.name}`", known.title, suffixes, *ways, ", ".join(known.holds), known.lost]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"

"""The kinds of bibliography files, told by how they begin: programs export one form under the name of another."""

from __future__ import annotations

import re
from typing import Literal

from argmap.ground.text import say_list
from argmap.ground.values import dataclass

Kind = Literal[
    "bibtex", "csl-json", "csl-yaml", "ris", "endnote-xml", "html", "xml", "refer", "medline", "empty", "text"
]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of bibliographies: what it is called, the endings of its files' names, the module and the function that
    read it, and whether a string (a macro) of one file counts in the next. A module is loaded only for such a file.
    """

    called: str
    suffixes: tuple[str, ...]
    module: str
    reader: str
    shares_strings: bool = False


_READERS = "argmap.sources.bibliography"
_BIBTEX = (".bib", ".bibtex", ".biblatex")
FORMATS: dict[Kind, Format] = {
    "bibtex": Format("BibTeX", _BIBTEX, f"{_READERS}.bibtex", "read_bibtex", shares_strings=True),
    "csl-json": Format("CSL-JSON", (".json", ".csljson"), f"{_READERS}.csl_json", "read_csl_json"),
    "csl-yaml": Format("CSL-YAML", (".yaml", ".yml"), f"{_READERS}.csl_yaml", "read_csl_yaml"),
    "ris": Format("RIS", (".ris",), f"{_READERS}.ris", "read_ris"),
    "endnote-xml": Format("EndNote XML", (".xml",), f"{_READERS}.endnote_xml", "read_endnote_xml"),
}
"""By the name that `kind_of` gives; an ending counts where the beginning of a file says nothing."""


_CALLED = str(say_list([form.called for form in FORMATS.values()], "or"))
NAMED = str(say_list([f"{form.called} ({form.suffixes[0]})" for form in FORMATS.values()], "or"))
"""The formats with the usual endings of their files, for people."""

_BEGINNINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("html", re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)),
    ("xml", re.compile(r"<(?:\?xml|!--|!doctype|[A-Za-z][\w:.-]{0,60}[\s>/])", re.IGNORECASE)),
    ("csl-json", re.compile(r"\[\s*(?:[{\]]|\Z)|\{\s*\"")),
    ("csl-yaml", re.compile(r"(?:---\s+)?(?:references:\s|-\s+(?:id|citation-key|type|author|title|issued):\s)")),
    ("ris", re.compile(r"[A-Z][A-Z0-9] {1,2}- ?")),
    ("medline", re.compile(r"PMID ?- ")),
    ("refer", re.compile(r"%[0A-Z] \S")),
)
_ENTRY = re.compile(r"@[ \t]*\w+[ \t]*[{(]")
_RIS_ENTRY = re.compile(r"^TY {1,2}- ?", re.MULTILINE)
_ENDNOTE = re.compile(r"<(?:xml|records)\b[^<>]*>\s*(?:<records\b[^<>]*>\s*)?<record\b")
_BEGINNING = 4_000


def kind_of(text: str) -> Kind:
    """What `text` is as a bibliography; `text` for words in none of the forms, `empty` for white space alone."""
    start = text[:_BEGINNING].lstrip("\ufeff \t\r\n") or text.lstrip("\ufeff \t\r\n")[:_BEGINNING]
    if not start:
        return "empty"
    kind = next((kind for kind, beginning in _BEGINNINGS if beginning.match(start)), None)
    if kind == "xml":
        if _ENDNOTE.search(start):
            return "endnote-xml"
        return "html" if re.search(r"<(?:!doctype\s+)?html\b", start, re.IGNORECASE) else "xml"
    if kind is not None:
        return kind
    if _ENTRY.search(text):
        return "bibtex"
    return "ris" if _RIS_ENTRY.search(text) else "text"


ADVICE: dict[Kind, tuple[str, str]] = {
    "html": (
        "This is a web page, not a bibliography",
        "A site may have answered with a page to sign in. Export the works again, and look into the file.",
    ),
    "xml": ("This is XML of a kind that is not read", f"Export the works as {_CALLED}."),
    "refer": ("This is a list of EndNote's tagged form (Refer)", "Export the works as RIS or BibTeX."),
    "medline": ("This is a list of PubMed's tagged form (MEDLINE)", "Export the works as RIS or BibTeX."),
    "empty": ("The bibliography is empty", "Export the works again, or take the file out of the settings."),
    "text": (
        "The file holds no entry of a bibliography",
        f"It may be {_CALLED.replace('BibTeX', 'BibTeX (`@book{key, …}`)')}; export the works as one of them.",
    ),
}
"""What is said of a file that is no bibliography, and what to do."""

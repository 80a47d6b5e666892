"""What is said of a paper as annotations of it: W3C Web Annotation (JSON-LD), or what Hypothesis imports.

Words are named by themselves and by what stands around them (`TextQuoteSelector`), and not by a position: every program
counts in a text of its own. Ids are made of what is said, so that the same input gives the same file.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import quote

from argmap.exchange.foreign import folded
from argmap.exchange.loss import LossReport
from argmap.exchange.parts import tell_claims
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named
from argmap.ground.limited import read_limited
from argmap.ground.unseen import without_surrogates
from argmap.manuscript.document import Document
from argmap.manuscript.reading import LARGEST_FILE

if TYPE_CHECKING:
    from argmap.project import Project

Shape = Literal["web-annotation", "hypothesis"]
"""Which of the two, by its name in `formats.FORMATS`."""
ACCOUNT = "acct:argmap@localhost"
"""Who has made an annotation for Hypothesis; by it `web_annotation` knows argmap's again."""
_AROUND = 32
"""Signs before and behind, as many as Hypothesis takes."""
_PAGES_OF_PDF = "http://tools.ietf.org/rfc/rfc3778"
_NO_PLACE = "there is no place in an annotation"


class Words(NamedTuple):
    """Words of a paper, what stands before and behind them, and their page; the last three as far as they are known."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    page: int | None = None


class Said(NamedTuple):
    """What is said of words of a paper, or of the whole of it (no words). `judges`: it is a finding, and no claim."""

    says: str
    words: tuple[Words, ...]
    tags: tuple[str, ...] = ()
    judges: bool = False


def words_at(document: Document, start: int, end: int) -> Words:
    """A stretch of a paper's text by its words."""
    text = document.text
    return Words(
        folded(text[start:end]),
        _before(text[max(0, start - 2 * _AROUND) : start]),
        _behind(text[end : end + 2 * _AROUND]),
        document.page_of(start),
    )


def _before(text: str) -> str:
    # the space that parts it from the words belongs to it
    return (folded(text) + (" " if text[-1:].isspace() else ""))[-_AROUND:] if text.strip() else ""


def _behind(text: str) -> str:
    return ((" " if text[:1].isspace() else "") + folded(text))[:_AROUND] if text.strip() else ""


def annotations_of(said: Sequence[Said], paper: Path, document: Document, shape: Shape) -> bytes:
    """The file. Raises ArgmapError where the paper cannot be read, which Hypothesis knows by its fingerprint."""
    if shape == "hypothesis":
        source = _urn_of(paper, document)
        made: dict[str, Any] = {
            "client_version": "argmap",
            "annotations": [_for_hypothesis(one, source, document) for one in said],
        }
    else:
        source = quote(paper.name)
        made = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "AnnotationPage",
            "items": [_for_w3c(one, source) for one in said],
        }
    return (without_surrogates(json.dumps(made, ensure_ascii=False, indent=1)) + "\n").encode()


def _id(one: Said, source: str) -> str:
    named = json.dumps([source, one.says, *(words[:3] for words in one.words)])
    return str(uuid.UUID(bytes=hashlib.sha256(named.encode("utf-8", "replace")).digest()[:16], version=5))


def _for_w3c(one: Said, source: str) -> dict[str, Any]:
    bodies: list[dict[str, str]] = [
        {
            "type": "TextualBody",
            "value": one.says,
            "format": "text/plain",
            "purpose": "assessing" if one.judges else "describing",
        },
        *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in one.tags),
    ]
    targets = [{"source": source, "selector": list(_selectors(words))} for words in one.words]
    return {
        "id": f"urn:uuid:{_id(one, source)}",
        "type": "Annotation",
        "creator": {"type": "Software", "name": "argmap"},
        "motivation": "assessing" if one.judges else "describing",
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets or source,
    }


def _selectors(words: Words) -> Iterator[dict[str, str]]:
    """The words themselves first."""
    yield {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
    if words.page:
        yield {"type": "FragmentSelector", "conformsTo": _PAGES_OF_PDF, "value": f"page={words.page}"}


def _for_hypothesis(one: Said, source: str, document: Document) -> dict[str, Any]:
    target: dict[str, Any] = {"source": source}
    if one.words:
        words = one.words[0]
        page = {"type": "PageSelector", "index": (words.page or 1) - 1, "label": str(words.page)}
        target["selector"] = [next(_selectors(words)), *([page] if words.page else [])]
    return {
        "id": _id(one, source),
        "user": ACCOUNT,
        "user_info": {"display_name": "argmap"},
        "uri": source,
        "document": {"title": [document.title] if document.title else []},
        "text": one.says,
        "tags": list(one.tags),
        "group": "__world__",
        "references": [],
        "target": [target],
    }


def _urn_of(paper: Path, document: Document) -> str:
    """What Hypothesis knows a PDF by, wherever it lies: the first part of its file identifier, or a sum."""
    if document.kind != "pdf":
        return quote(paper.name)
    data = read_named(paper, LARGEST_FILE)
    named = read_limited(lambda _: _identifier(data, document.path), len(data), document.path)
    print_of = named if any(named) else hashlib.md5(data[:1024], usedforsecurity=False).digest()
    return f"urn:x-pdf:{print_of.hex()}"


def _identifier(data: bytes, shown_as: str) -> bytes:
    from argmap.manuscript.readers.pdf.reader import open_pdf

    pdf = open_pdf(data, shown_as)
    try:
        return bytes(pdf.get_identifier() or b"")
    finally:
        pdf.close()


# -- the claims of a project -------------------------------------------------------------------------------------------


def write_w3c(project: Project) -> tuple[bytes, LossReport]:
    """The claims of a project as W3C Web Annotations of its paper. Raises ArgmapError where it has none."""
    return _write(project, "web-annotation")


def write_hypothesis(project: Project) -> tuple[bytes, LossReport]:
    """The claims of a project as Hypothesis imports them. Raises ArgmapError where it has no paper."""
    return _write(project, "hypothesis")


def _write(project: Project, shape: Shape) -> tuple[bytes, LossReport]:
    document, loss = project.document, LossReport()
    if document is None or not project.settings.paper:
        raise ArgmapError("Annotations are made on a paper, and the project names none (`paper` in argmap.toml).")
    said: list[Said] = []
    claims = project.argument.claims.values()
    for claim in claims:
        words: list[Words] = []
        for anchor in claim.anchors:
            if shape == "hypothesis" and words:
                loss.lose("quotation", claim.id, "Hypothesis has one place for each annotation")
            elif anchor.match and anchor.match.state != "not-found" and anchor.match.end > anchor.match.start:
                words.append(words_at(document, anchor.match.start, anchor.match.end))
                loss.keep("quotation")
            else:
                words.append(Words(folded(anchor.text)))
                loss.change("quotation", claim.id, "no such words are found in the paper, and none stand around them")
        says = "\n\n".join((claim.text, *claim.notes))
        kind = () if claim.kind == "claim" else (claim.kind,)
        said.append(Said(says, tuple(words), (*kind, *claim.tags)))
        loss.keep("statement")
    kinds = ("conclusion", "assumption", "value", "definition", "question")
    tell_claims(claims, loss, held=("note", "tag", *kinds), besides=("quotation",))
    for step in project.argument.steps():
        loss.lose("step", step.id, _NO_PLACE)
    return annotations_of(said, project.root / project.settings.paper, document, shape), loss

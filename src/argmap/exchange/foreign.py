"""An argument as another program's file holds it: what every reader here gives, and `claims` makes a project of.

The ids are those of the other program. Texts are NFC with white space folded (`folded`), quotations as they stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from argmap.ground.diagnostics import ArgmapError

Kind = Literal["conclusion", "claim", "value", "assumption", "definition", "question"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A work that a statement cites: the key of a `Work`, where in it (``p. 12``), and words quoted from it.

    `mark` are the words of the statement that the citation stands at.
    """

    key: str
    locator: str = ""
    words: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the drafted bibliography: BibTeX fields by name (``title``, ``url``, …), values as plain text."""

    key: str
    fields: Mapping[str, str]
    kind: str = "misc"


@dataclass(frozen=True, slots=True)
class Restated:
    """That a statement says another one, by its foreign id, in other words; `id` is the link's own, if it has one."""

    statement: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What becomes a claim. An `id` that is empty is the program's way to have none; `claims` then numbers it.

    `name` is a readable name that the file gives, of which our id is made; without one it is made of the text.
    `quotes` are words of a companion text as they stand there, `evidence` words of what it rests on directly.
    A kind that is `proposed` is a guess of ours, and marked as one.
    """

    id: str
    text: str
    name: str = ""
    kind: Kind = "claim"
    quotes: tuple[str, ...] = ()
    said_by: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    section: str = ""
    cites: tuple[Cited, ...] = ()
    evidence: tuple[str, ...] = ()
    restates: tuple[Restated, ...] = ()
    assume: str = ""
    standard: str = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Undercut:
    """A statement, by its foreign id, that speaks against an inference itself; `id` is the link's own, if any."""

    statement: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What meets a critical question, by its number, of an inference's scheme: a statement, by foreign id, or words."""

    question: int
    statement: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Inference:
    """What becomes a step: linked `premises` for, or `against`, the `conclusion`; all three are statements' ids.

    Two inferences may have one `id`, where the program draws several conclusions in one. `weight` is from 0 to 1.
    """

    id: str
    conclusion: str
    premises: tuple[str, ...]
    against: bool = False
    scheme: str = ""
    warrant: str = ""
    unless: tuple[Undercut, ...] = ()
    weight: float | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file of another program as read. `format` is its name in `formats.FORMATS`.

    `texts` are companion texts by file name, the first of them the paper; they and `sidecar` (what has no place in a
    claims file and is to be kept beside it, byte for byte) go to ``sources/``. A name holds no folder. `paper` is that
    of the paper where it is no plain text and so in `sidecar`; `bibliographies` are those of `sidecar` that are the
    project's: an import of nothing but these is a project without claims.
    """

    format: str
    statements: tuple[Statement, ...]
    inferences: tuple[Inference, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    works: tuple[Work, ...] = ()
    sidecar: Mapping[str, bytes] = field(default_factory=dict)
    paper: str = ""
    bibliographies: tuple[str, ...] = ()


def utf8_text(data: bytes, name: str) -> str:
    """A file's text, without a byte order mark. Raises ArgmapError with the place where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArgmapError(f"{name} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error


def folded(text: str) -> str:
    """A text as a sentence of a claims file: NFC, on one line, one space between words, nothing unprintable."""
    if text.isprintable():  # as nearly all are
        return " ".join(unicodedata.normalize("NFC", text).split())
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def unsayable(inference: Inference, statements: Mapping[str, object]) -> str:
    """Why no claims file can hold an inference, as a clause for a `LossReport`; empty where it can be held.

    `statements` has the ids of all statements.
    """
    if not inference.premises:
        return "there is no premise"
    if inference.conclusion in inference.premises:
        return "the conclusion is one of the premises"
    undercutters = [undercut.statement for undercut in inference.unless]
    if any(id not in statements for id in (inference.conclusion, *inference.premises, *undercutters)):
        return "a statement is named that the file does not have"
    if inference.conclusion in undercutters:
        return "the conclusion is an undercutter too"
    return ""


def without(foreign: Foreign, left_out: Container[str]) -> Foreign:
    """The file without some of its statements, and without what it says of them."""
    statements = tuple(
        replace(statement, restates=tuple(said for said in statement.restates if said.statement not in left_out))
        for statement in foreign.statements
        if statement.id not in left_out
    )
    reduced = (
        replace(
            inference,
            premises=tuple(id for id in inference.premises if id not in left_out),
            unless=tuple(undercut for undercut in inference.unless if undercut.statement not in left_out),
        )
        for inference in foreign.inferences
        if inference.conclusion not in left_out
    )
    return replace(foreign, statements=statements, inferences=tuple(step for step in reduced if step.premises))


def propose_conclusions(statements: Iterable[Statement], inferences: Iterable[Inference]) -> tuple[Statement, ...]:
    """The statements, those marked as proposed conclusions that have a reason and from which nothing else is drawn.

    Where no such statement has a reason, those that something speaks against.

    For formats that do not say what an argument is for. A person decides: the claims file says that it is proposed.
    """
    statements, inferences = tuple(statements), tuple(inferences)
    has_reason = {inference.conclusion for inference in inferences if not inference.against}
    leads_on = {premise for inference in inferences for premise in inference.premises}
    leads_on |= {undercut.statement for inference in inferences for undercut in inference.unless}
    ends = {statement.id for statement in statements if statement.kind == "claim"} - leads_on
    # where nothing has a reason, it is what they argue about
    proposed = ends & has_reason or ends & {inference.conclusion for inference in inferences}
    return tuple(
        replace(statement, kind="conclusion", proposed=True) if statement.id in proposed else statement
        for statement in statements
    )

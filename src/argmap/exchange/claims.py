"""A project made of another program's argument, and brought up to date when its file is imported again.

Claims are built as nodes of the syntax tree and written by `notation.write`. What the other program calls a statement
stands under the claim (``origin: aif:12345``), and under a step what it calls the inference and then each undercutter:
by these an export gives the old ids back, and a second import knows what it has brought before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from argmap.drafting.cues import cues_of
from argmap.drafting.naming import Names, in_plain_letters, telling_words
from argmap.drafting.works import bibtex_entry
from argmap.exchange.brought import RECORD
from argmap.exchange.foreign import Cited, Foreign, Inference, Statement, Work, folded
from argmap.ground.diagnostics import ArgmapError
from argmap.notation import tree
from argmap.notation.write import NOWHERE
from argmap.tongues.telling import tell_tongue

_LONGEST_NAME = 9
_UNTITLED = "Argument"
CLAIMS = "claims/argument.md"
BIBLIOGRAPHY = "sources/works.bib"
PROPOSED = "<!-- proposed as a conclusion: it has a reason, and nothing else is drawn from it. You decide. -->"
_SAFE = "!$&'()*/:;=?@[]+~"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the folder, the files that differ now, and the ids of claims.

    `added` and `changed` are claims of the file, `gone` claims that an earlier import brought and the file has no
    more: they stay, for a person to judge. `kept` are claims and files that a person has edited since the last import
    and that the file has otherwise.
    """

    folder: Path
    files: tuple[Path, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    again: bool = False


def origin(format: str, id: str) -> str:
    """What stands under a claim for an id of a format: ``aif:12345``; signs that the language uses are escaped."""
    return f"{format}:{quote(id, safe=_SAFE)}"


def id_in(format: str, origins: Iterable[str]) -> str:
    """The first id of a format among what stands under a claim or step, as the other program has it; else empty."""
    return next(iter(ids_in(format, origins)), "")


def ids_in(format: str, origins: Iterable[str]) -> list[str]:
    """The ids of a format among what stands under a claim or step, in order."""
    start = f"{format}:"
    return [unquote(name.removeprefix(start)) for name in origins if name.startswith(start)]


def claims_of(foreign: Foreign, ids: Mapping[str, str]) -> list[tuple[str, tree.Claim]]:
    """The claims, each with the title of its section, in the order of the file; `ids` are foreign id → ours.

    Raises KeyError where an inference names a statement that is not there: readers leave such out (`unsayable`).
    """
    steps: dict[str, list[tree.Step]] = {}
    for inference in foreign.inferences:
        steps.setdefault(inference.conclusion, []).append(_step(inference, foreign.format, ids))
    for made in steps.values():
        made.sort(key=lambda step: step.key == "but")
    return [
        (
            folded(statement.section) or folded(foreign.title) or _UNTITLED,
            _claim(statement, steps.get(statement.id, []), foreign.format, ids),
        )
        for statement in foreign.statements
    ]


def name_statements(foreign: Foreign, known: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """Foreign id → the id of its claim: the `known` one, else made of its name or its first telling words."""
    told = tell_tongue(statement.text for statement in foreign.statements)
    cues = (told and cues_of(told.code)) or cues_of("en")
    assert cues is not None, "English has its words"
    names = Names({*taken, *known.values()})
    found = {}
    for statement in foreign.statements:
        if statement.id in known:
            found[statement.id] = known[statement.id]
            continue
        named = [word for word in in_plain_letters(folded(statement.name)).split("-") if word]
        words = named[:_LONGEST_NAME] or telling_words(sentence_for(statement), cues)
        found[statement.id] = names.free("-".join(words) or "claim")
    return found


def sections_of(claims: Iterable[tuple[str, tree.Claim]]) -> Iterator[tree.Section]:
    """Claims by the titles of their sections."""
    by_title: dict[str, list[tree.Claim]] = {}
    for title, claim in claims:
        by_title.setdefault(title, []).append(claim)
    for title, members in by_title.items():
        yield tree.Section(tree.Words(title, NOWHERE), NOWHERE, tuple(members))


def files_beside(foreign: Foreign) -> dict[str, bytes]:
    """What goes to ``sources/``, by file name. Raises ArgmapError where a name can be no file."""
    found = {name: text.encode("utf-8", "replace") for name, text in foreign.texts.items()}
    found |= foreign.sidecar
    for name in found:
        if f"sources/{name}" == RECORD or not name or name != Path(name).name or name.startswith(".") or "\\" in name:
            raise ArgmapError(f"“{name}” can be no file in a project. Nothing was written.")
    return found


def bibliography(works: Iterable[Work]) -> str:
    """Works as a drafted BibTeX file."""
    entries = {work.key: bibtex_entry(work.key, work.kind, work.fields) for work in works}
    return "% Drafted by argmap from an imported argument.\n\n" + "\n".join(entries.values())


def _words(text: str) -> tree.Words:
    return tree.Words(text, NOWHERE)


def _claim(statement: Statement, steps: Sequence[tree.Step], format: str, ids: Mapping[str, str]) -> tree.Claim:
    sentence = tree.Paragraph(sentence_for(statement), NOWHERE)
    body: list[tree.Paragraph | tree.Quote | tree.Item | tree.Comment] = [sentence]
    body += [tree.Quote(words, NOWHERE) for words in map(_plain, statement.quotes) if words]
    body += [tree.Paragraph(note, NOWHERE) for note in map(folded, statement.notes) if note]
    body += steps
    body += [_cites(cited) for cited in statement.cites]
    body += [tree.Evidence("evidence", _words(text), NOWHERE) for text in map(folded, statement.evidence) if text]
    for restated in statement.restates:
        of = _origin_property([origin(format, restated.id)] if restated.id else [])
        body.append(tree.Attribute("restates", _words(ids[restated.statement]), NOWHERE, of))
    tags = dict.fromkeys(" ".join(folded(tag).replace(",", " ").split()) for tag in statement.tags)
    if statement.proposed:
        body.insert(1, tree.Comment(PROPOSED, NOWHERE))
    attributes = {
        "said-by": folded(statement.said_by),
        "tags": ", ".join(tag for tag in tags if tag),
        "standard": statement.standard,
        "assume": folded(statement.assume),
        "origin": origin(format, statement.id) if statement.id else "",
    }
    body += [tree.Attribute(key, _words(value), NOWHERE) for key, value in attributes.items() if value]
    return tree.Claim(_words(ids[statement.id]), statement.kind, None, NOWHERE, NOWHERE, tuple(body))


def sentence_for(statement: Statement) -> str:
    """What is claimed; where the file has no words for it, its name or number stands for them."""
    return folded(statement.text) or folded(statement.name) or f"({folded(statement.id)})"


def _plain(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _cites(cited: Cited) -> tree.Cites:
    locator = _words(cited.locator) if cited.locator else None
    mark = _words(mark) if (mark := folded(cited.mark)) and _can_be_quoted(mark) else None
    body = (tree.Quote(words, NOWHERE),) if (words := _plain(cited.words)) else ()
    return tree.Cites("cites", tree.Citation(_words(cited.key), NOWHERE, locator=locator, mark=mark), NOWHERE, body)


def _can_be_quoted(words: str) -> bool:
    return any(not set(pair) & set(words) for pair in ('"', "“”", "«»"))


def _step(inference: Inference, format: str, ids: Mapping[str, str]) -> tree.Step:
    undercuts = dict.fromkeys(inference.unless)
    properties = [("scheme", folded(inference.scheme)), ("warrant", folded(inference.warrant))]
    properties += [("unless", ids[undercut.statement]) for undercut in undercuts]
    if inference.weight is not None:
        properties.append(("weight", f"{inference.weight:.6f}".rstrip("0").rstrip(".")))
    for answer in inference.answers:
        properties.append((f"cq{answer.question}", ids.get(answer.statement) or folded(answer.words)))
    body = tuple(tree.Property(key, _words(value), NOWHERE) for key, value in properties if value)
    names = [inference.id, *(undercut.id for undercut in undercuts)]
    body += _origin_property([origin(format, name) for name in names if name])
    premises = tuple(_words(ids[premise]) for premise in dict.fromkeys(inference.premises))
    return tree.Step("but" if inference.against else "because", premises, NOWHERE, body)


def _origin_property(origins: Sequence[str]) -> tuple[tree.Property, ...]:
    return (tree.Property("origin", _words(", ".join(origins)), NOWHERE),) if origins else ()

"""Hover: a claim with its label and why, a work, a scheme with its questions, a check's page, where words stand."""

from __future__ import annotations

from lsprotocol import types

from argmap.argument.schemes import find_scheme
from argmap.checks.pages import pages
from argmap.ground.unseen import show_unseen
from argmap.lsp.desk import Desk, Held, Reading
from argmap.lsp.names import Name, name_at
from argmap.outputs.markdown_escapes import escape_markdown
from argmap.outputs.wording import write_reference


def hover(desk: Desk, held: Held, reading: Reading, position: types.Position) -> types.Hover | None:
    """What there is to say of the name at a position; words of the project never become links or pictures."""
    name = name_at(desk.names(held), desk.places.offset(held.file, position))
    text = _about(name, held, reading) if name else ""
    if name is None or not text:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, show_unseen(text))
    return types.Hover(content, desk.places.range(held.file, name.span.start, name.span.end))


def _about(name: Name, held: Held, reading: Reading) -> str:
    if name.kind == "claim":
        return _claim(name.id, held, reading)
    if name.kind == "work":
        source = reading.project.bibliography.sources.get(name.id)
        pinned = "\n\nIts text is there." if reading.project.texts.path(name.id) else ""
        return f"{escape_markdown(write_reference(source))}{pinned}" if source else ""
    if name.kind == "scheme":
        scheme = find_scheme(name.id)
        asked = (
            "\n".join(f"{number}. {question}" for number, question in enumerate(scheme.questions, 1)) if scheme else ""
        )
        return f"**{scheme.name}** ({scheme.source})\n\n{asked}" if scheme else ""
    if name.kind == "code":
        slug, page = pages().get(name.id, ("", ""))
        return f"**{name.id} {slug}**\n\n{page}" if page else ""
    if name.kind == "mark":
        return _mark(name.id, reading)
    return ""


def _claim(id: str, held: Held, reading: Reading) -> str:
    here = next((claim for claim in held.parsed.tree.claims if claim.id.text == id), None)
    node = here or reading.project.nodes.get(id)
    if node is None:
        return ""
    lines = [f"**{id}** {{{node.kind}}}", escape_markdown(node.sentence.text) if node.sentence else "No sentence yet."]
    label, because = reading.project.evaluation.shown(id)
    if label:
        lines.append(f"*{label}*: {escape_markdown(because)}.")
    lines += [f"> {escape_markdown(anchor.text)}" for anchor in node.anchors[:2]]
    return "\n\n".join(lines)


def _scheme(name: str) -> str:
    scheme = find_scheme(name)
    if scheme is None:
        return ""
    asked = "\n".join(f"{number}. {question}" for number, question in enumerate(scheme.questions, 1))
    return f"**{scheme.name}** ({scheme.source})\n\n{asked}"


def _mark(mark: str, reading: Reading) -> str:
    """The note of the paper that a mark calls."""
    document, label = reading.project.document, mark.strip("[]^")
    note = next((note for note in document.notes if note.label == label), None) if document else None
    return escape_markdown(note.body) if note else ""

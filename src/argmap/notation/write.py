"""Tree to text in the canonical layout: the inverse of the parser.

Drafts and `argmap new` make their files with it. It writes each value on one line and protects with a backslash what
would otherwise be read as something else. Spans in the tree are ignored; new nodes may carry `NOWHERE`.
"""

from __future__ import annotations

from typing import Final

from argmap.ground.places import Span
from argmap.notation.citation import is_plain_key, parse_citation
from argmap.notation.escapes import write_comment_marks, write_prose
from argmap.notation.tree import (
    Attribute,
    Citation,
    Cites,
    Claim,
    ClaimsFile,
    Comment,
    Evidence,
    Item,
    Paragraph,
    Property,
    Quote,
    Section,
    Step,
    Waive,
)

NOWHERE: Final = Span("", 0, 0, 1, 1, 1, 1)
"""The span of a node that stands in no file yet."""


def write_claims(tree: ClaimsFile) -> str:
    """The text of a claims file. Raises ValueError for a tree that no file can say, such as an empty sentence."""
    blocks = [comment.text for comment in tree.preamble]
    for section in tree.sections:
        blocks.extend(_section(section))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _section(section: Section) -> list[str]:
    blocks = []
    if section.title:
        title = _checked(section.title.text)
        blocks.append(f"# {title} #" if title.endswith("#") else f"# {title}")
    for node in section.body:
        blocks.extend([node.text] if isinstance(node, Comment) else write_claim_blocks(node))
    return blocks


def write_claim_blocks(claim: Claim) -> list[str]:
    """The blocks of a claim, to be joined by empty lines; its items are one block."""
    kind = f" {{{claim.kind}}}" if claim.kind_span is not None or claim.kind != "claim" else ""
    blocks = [f"## {claim.id.text}{kind}"]
    items: list[str] = []
    for node in claim.body:
        if isinstance(node, (Paragraph, Quote, Comment)):
            if items:
                blocks.append("\n".join(items))
                items = []
            blocks.append(_block(node))
        else:
            items.extend(_item(node))
    if items:
        blocks.append("\n".join(items))
    return blocks


def _block(node: Paragraph | Quote | Comment) -> str:
    if isinstance(node, Comment):
        return node.text
    if isinstance(node, Quote):
        return "\n".join(_quote(node.text))
    return write_prose(_checked(node.text))


def _checked(text: str) -> str:
    if not text or text != text.strip(" \t") or "\n" in text or "\r" in text:
        raise ValueError(f"no claims file can say {text[:60]!r}: it is empty, or has line ends or outer white space")
    return text


def _value(text: str) -> str:
    return write_comment_marks(_checked(text))


def _quote(text: str) -> list[str]:
    lines = []
    for index, paragraph in enumerate(text.split("\n\n")):
        if index:
            lines.append(">")
        words = _value(paragraph)
        lines.append(f"> \\{words}" if words.lstrip("\\").startswith(">") else f"> {words}")
    return lines


def _item(node: Item) -> list[str]:
    lines = [f"- {node.key}: {_item_value(node)}"]
    before: Property | Quote | Comment | None = None
    for inner in node.body:
        if isinstance(inner, Comment):
            lines.append(f"  {inner.text}")
        elif isinstance(inner, Quote):
            if type(before) is Quote:
                lines.append("")
            lines.extend(f"  {line}" for line in _quote(inner.text))
        else:
            if type(before) is Quote:
                lines.append("")  # or a preview would draw the property into the quotation
            lines.append(f"  {inner.key}: {_value(inner.value.text)}")
        before = inner
    return lines


def _item_value(node: Item) -> str:
    match node:
        case Step():
            return " + ".join(premise.text for premise in node.premises)
        case Cites():
            return write_citation(node.citation)
        case Evidence():
            return _value(node.text.text)
        case Waive():
            return f"{node.code.text} {_value(node.reason.text)}"
        case Attribute():
            return _value(node.value.text)


def write_citation(citation: Citation) -> str:
    """A citation in Pandoc's syntax, in brackets only where it has a prefix."""
    key = citation.key.text
    text = f"{'-' if citation.bare else ''}@{key if is_plain_key(key) else '{' + key + '}'}"
    suffix = f", {citation.suffix}" if citation.suffix else ""
    if citation.locator:
        locator = citation.locator.text
        parsed = parse_citation(f"@k, {locator}{suffix}")
        plain = (parsed.label, parsed.value, parsed.suffix) == (citation.label, citation.value, citation.suffix)
        text += f", {locator}" if plain else f" {{{locator}}}"
    text += suffix
    if citation.prefix:
        text = f"[{citation.prefix} {text}]"
    return f"{text} {_mark(citation.mark.text)}" if citation.mark else text


def _mark(mark: str) -> str:
    if mark.startswith("[^"):
        return mark
    opening, closing = next(
        ((a, b) for a, b in (('"', '"'), ("“", "”"), ("«", "»")) if a not in mark and b not in mark), ('"', '"')
    )
    return f"{opening}{mark}{closing}"

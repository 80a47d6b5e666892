"""Our own templates, read and not filled: whatever they name of the page data is there, also in a branch no test fills.

A page that names a value that is gone is not made at all, and where only one kind of project comes to that place, the
other tests do not see it.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any

import pytest
from jinja2 import Environment, nodes

from argmap.corpus.summary import Summary
from argmap.outputs.letter import letter as letters
from argmap.outputs.report import page as pages

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ROOTS = {"page": pages.Page, "letter": letters.Letter, "summary": Summary}


def parts_of(kind: Any) -> list[Any]:
    """The kinds that a value may have: those of a union without None."""
    if typing.get_origin(kind) in (typing.Union, UnionType):
        return [part for part in typing.get_args(kind) if part is not type(None)]
    return [kind]


def of_name(kind: Any, name: str) -> Any:
    """The kind of an attribute; None where nothing is known; AttributeError where there is none."""
    for part in parts_of(kind):
        if isinstance(part, type) and is_dataclass(part):
            known = typing.get_type_hints(part)
            if name in {field.name for field in fields(part)}:
                return known[name]
            found = getattr(part, name)
            return typing.get_type_hints(found.fget).get("return") if isinstance(found, property) else None
    return None


def of_one(kind: Any) -> Any:
    """The kind of what a sequence holds."""
    for part in parts_of(kind):
        held = typing.get_args(part)
        if held and typing.get_origin(part) is tuple:
            return held[0] if held[1:] == (...,) else None
        if held and typing.get_origin(part) is Sequence:
            return held[0]
        if len(held) == 2 and typing.get_origin(part) is Mapping:
            return held[1]
    return None


class Reader:
    """Follows what a template calls its values, and notes each name that is not there."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.seen = 0
        self.macros: dict[str, nodes.Macro] = {}

    def kind(self, node: nodes.Node | None, known: Mapping[str, Any]) -> Any:
        match node:
            case nodes.Name():
                return known.get(node.name)
            case nodes.Getattr():
                owner = self.kind(node.node, known)
                if owner is None:
                    return None
                self.seen += 1
                try:
                    return of_name(owner, node.attr)
                except AttributeError:
                    self.wrong.append(f"line {node.lineno}: {owner} has no {node.attr}")
                    return None
            case nodes.Getitem():
                self.kind(node.arg, known)
                return of_one(self.kind(node.node, known))
            case nodes.Filter() if node.name in ("list", "sort", "reverse", "selectattr", "rejectattr"):
                return self.kind(node.node, known)
            case nodes.CondExpr():
                return self.kind(node.expr1, known) or self.kind(node.expr2, known)
        return None

    def read(self, node: nodes.Node, known: dict[str, Any]) -> None:
        match node:
            case nodes.For():
                self.read(node.iter, known)
                inner = dict(known)
                held = of_one(self.kind(node.iter, known))
                if isinstance(node.target, nodes.Name):
                    inner[node.target.name] = held
                elif isinstance(node.target, nodes.Tuple):
                    each = typing.get_args(held) if typing.get_origin(held) is tuple else ()
                    for at, target in enumerate(node.target.items):
                        if isinstance(target, nodes.Name):
                            inner[target.name] = each[at] if at < len(each) else None
                inner["loop"] = None
                for part in (*node.body, *node.else_, *filter(None, [node.test])):
                    self.read(part, inner)
                return
            case nodes.Assign() if isinstance(node.target, nodes.Name):
                self.read(node.node, known)
                known[node.target.name] = self.kind(node.node, known)
                return
            case nodes.Macro():
                return  # read where it is called, with what it is called with
            case nodes.Call():
                name = getattr(node.node, "attr", None) or getattr(node.node, "name", "")
                macro = self.macros.get(name)
                if macro is not None and not known.get(f"in {name}"):
                    given = {a.name: self.kind(v, known) for a, v in zip(macro.args, node.args, strict=False)}
                    inner = {k: v for k, v in known.items() if k in ROOTS or k.startswith("in ")}
                    inner |= {arg.name: None for arg in macro.args} | given | {f"in {name}": True}
                    for part in macro.body:
                        self.read(part, inner)
            case nodes.Getattr():
                self.kind(node, known)
        for child in node.iter_child_nodes():
            self.read(child, known)


@functools.cache
def parsed(text: str) -> tuple[nodes.Template, dict[str, nodes.Macro]]:
    """A template, and the first macro of each name in it."""
    template = Environment(trim_blocks=True).parse(text)
    return template, {macro.name: macro for macro in reversed(list(template.find_all(nodes.Macro)))}


def read_template(path: Path) -> Reader:
    """What a template names, with the macros of all templates of its folder at hand."""
    reader = Reader()
    for other in (path, *sorted(TEMPLATES.rglob("*.j2"))):
        reader.macros = parsed(other.read_text("utf-8"))[1] | reader.macros
    reader.read(parsed(path.read_text("utf-8"))[0], dict(ROOTS))
    return reader


FILLED = sorted(TEMPLATES.rglob("*.j2"))


@pytest.mark.parametrize("path", FILLED, ids=lambda p: p.name)
def test_what_our_templates_name_is_there(path: Path) -> None:
    assert not read_template(path).wrong


def test_a_value_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone.j2"
    gone.write_text("{% for c in page.chapters %}{% if c.never %}{{ c.cards[0].id }}{% endif %}{% endfor %}", "utf-8")
    assert len(read_template(gone).wrong) == 1
    gone.write_text('{{ {"sentences": page.paper.phrases if page.paper else []} | tojson }}', "utf-8")
    assert "has no phrases" in read_template(gone).wrong[0]


def test_the_page_of_many_papers_is_looked_at(tmp_path: Path) -> None:
    path = TEMPLATES / "corpus.html.j2"
    gone = tmp_path / path.name
    gone.write_text(path.read_text("utf-8").replace("summary.failed", "summary.lost"), "utf-8")
    assert read_template(gone).wrong


def test_most_of_what_the_templates_name_is_looked_at() -> None:
    assert sum(read_template(path).seen for path in FILLED) > 250

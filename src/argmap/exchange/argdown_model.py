"""What an Argdown document says as a whole: statements and arguments by their titles, and the relations between them.

Members of one title are one statement. Relations from a reconstructed argument are those of its conclusion, and
undercutting such an argument undercuts its last inference, as in Argdown's own model (argdown.org, "Relations").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from argmap.exchange.argdown_grammar import Content, Document, Heading, Inference, Member, Pcs

Type = Literal["support", "attack", "undercut", "contradictory", "entails", "contrary"]
_TYPES: Final[Mapping[str, Type]] = {"+": "support", "-": "attack", "_": "undercut"}


class End(NamedTuple):
    """One end of a relation: a statement, an argument, or the inference of an argument to the line `conclusion`."""

    kind: Literal["statement", "argument", "inference"]
    title: str
    conclusion: int = 0


class Relation(NamedTuple):
    """That one thing speaks for or against another."""

    type: Type
    start: End
    end: End


@dataclass(slots=True)
class Entry:
    """A statement or an argument. `said` are its members that have words; `joined` whether anything leads to it.

    `section` is the one that it is first said in, or `met_in` where it is said in none.
    """

    title: str
    titled: bool
    at: int
    section: str = ""
    met_in: str = ""
    said: list[Content] = field(default_factory=list)
    defined_at: int | None = None
    tags: dict[str, None] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    joined: bool = False


@dataclass(slots=True)
class Drawn:
    """A conclusion drawn in an argument: titles of statements; `line` is the conclusion's place in the structure."""

    premises: tuple[str, ...]
    conclusion: str
    inference: Inference
    line: int


@dataclass(slots=True)
class Model:
    """The whole. `structures` has the inferences of each reconstructed argument, `lines` its statements."""

    statements: dict[str, Entry] = field(default_factory=dict)
    arguments: dict[str, Entry] = field(default_factory=dict)
    structures: dict[str, list[Drawn]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    sections: list[Heading] = field(default_factory=list)


def model_of(document: Document) -> Model:
    """The model of a document. Raises ArgmapError where an argument is reconstructed twice."""
    return _Builder(document).build()


class _Builder:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._model = Model()
        self._untitled = 0
        self._section = ""
        self._found: dict[Relation, None] = {}

    def build(self) -> Model:
        before: Member | None = None
        for block in self._document.blocks:
            if isinstance(block, Heading):
                self._section = block.content.words
                self._model.sections.append(block)
            elif isinstance(block, Pcs):
                self._pcs(block, before.title if before and before.argument else "")
            else:
                self._tree(block)
            before = block if isinstance(block, Member) else None
        for entry in (*self._model.statements.values(), *self._model.arguments.values()):
            entry.section = entry.section or entry.met_in
        self._model.relations = list(self._finished())
        return self._model

    def _new_title(self) -> str:
        self._untitled += 1
        return f"Untitled {self._untitled}"

    def _tree(self, root: Member, inference: End | None = None) -> End:
        """Take in a member and all below it; `inference` is what undercutting a statement of its structure means."""
        top = self._take(root)
        open_ = [(top, iter(root.relations))]
        while open_:
            end, rest = open_[-1]
            sign, below = next(rest, ("", root))
            if not sign:
                open_.pop()
                continue
            other = self._take(below)
            self._relate(sign, end, other, inference)
            open_.append((other, iter(below.relations)))
        return top

    def _take(self, member: Member) -> End:
        entries = self._model.arguments if member.argument else self._model.statements
        titled = bool(member.title)
        member.title = member.title or self._new_title()
        entry = entries.setdefault(member.title, Entry(member.title, titled, member.at, met_in=self._section))
        if not member.reference:
            entry.section = entry.section or self._section
            if entry.defined_at is None:
                entry.defined_at = member.at
            entry.said.append(member.content)
        entry.tags |= dict.fromkeys(member.content.tags)
        entry.data.update(member.data)
        return End("argument" if member.argument else "statement", member.title)

    def _relate(self, sign: str, parent: End, child: End, inference: End | None) -> None:
        if sign == "><":
            made, back = Relation("contradictory", parent, child), Relation("contradictory", child, parent)
            if back in self._found:
                made = back
        elif sign.endswith(">"):
            made = Relation(_TYPES[sign[0]], parent, child)
        else:
            type = _TYPES[sign[-1]]
            target = inference if type == "undercut" and parent.kind == "statement" and inference else parent
            made = Relation(type, child, target)
        self._found[made] = None

    def _pcs(self, block: Pcs, title: str) -> None:
        model = self._model
        if not title:
            title = self._new_title()
            model.arguments[title] = Entry(title, False, block.at, defined_at=block.at)
        if title in model.structures:
            raise self._document.places.error(
                block.at, f"The argument <{title}> has premises and a conclusion already. Give this one its own title."
            )
        model.arguments[title].section = self._section or model.arguments[title].section
        drawn = model.structures.setdefault(title, [])
        lines = model.lines.setdefault(title, [])
        numbers: dict[str, str] = {}
        unused: dict[str, None] = {}
        last: Inference | None = None
        end: End | None = None
        for line in block.lines:
            if isinstance(line, Inference):
                last = line
                end = End("inference", title, len(lines))
                for sign, below in line.relations:
                    self._relate(sign, end, self._tree(below), None)
                continue
            statement = self._tree(line, end).title
            model.statements[statement].joined = True
            if last is not None:
                premises = [numbers[n] for n in _used(last, self._document) if n in numbers] or list(unused)
                drawn.append(Drawn(tuple(dict.fromkeys(premises)), statement, last, len(lines)))
                for premise in premises:
                    unused.pop(premise, None)
                last = None
            unused[statement] = None
            numbers[line.number] = statement
            lines.append(statement)

    def _finished(self) -> Iterator[Relation]:
        model = self._model
        made = dict.fromkeys(filter(None, map(self._with_conclusions, self._found)))
        if _is_strict(self._document.front_matter):
            made = dict.fromkeys(_strictly(relation) for relation in made)
        given: set[Relation] = set()
        redundant = self._redundant(made)
        for relation in made:
            given.add(relation)
            twice = relation.type == "contrary" and Relation("contrary", relation.end, relation.start) in given
            if relation not in redundant and (not twice or relation.start == relation.end):
                for end in (relation.start, relation.end):
                    entries = model.statements if end.kind == "statement" else model.arguments
                    entries[end.title].joined = True
                yield relation

    def _with_conclusions(self, relation: Relation) -> Relation | None:
        """A relation as one of a conclusion or an inference; None where an argument supports its own conclusion."""
        type, start, end = relation
        if start.kind == "argument" and (drawn := self._model.structures.get(start.title)):
            start = End("statement", drawn[-1].conclusion)
            if start == end:
                return None
        if type == "undercut" and end.kind == "argument" and (drawn := self._model.structures.get(end.title)):
            end = End("inference", end.title, drawn[-1].line)
        return Relation(type, start, end)

    def _redundant(self, made: Iterable[Relation]) -> set[Relation]:
        """The attacks on an argument that are said more exactly, of one of its premises."""
        model = self._model
        premises = {
            title: set(lines).difference(drawn.conclusion for drawn in model.structures[title])
            for title, lines in model.lines.items()
        }
        against: dict[str, set[str]] = {}
        attacks = []
        for relation in made:
            type, start, end = relation
            if type == "attack" and start.kind == "statement" and end.kind == "argument" and end.title in premises:
                attacks.append(relation)
            elif type in ("attack", "contradictory", "contrary") and start.kind == end.kind == "statement":
                against.setdefault(start.title, set()).add(end.title)
                if type != "attack":
                    against.setdefault(end.title, set()).add(start.title)
        return {
            attack
            for attack in attacks
            if not premises[attack.end.title].isdisjoint(against.get(attack.start.title, ()))
        }


def _used(inference: Inference, document: Document) -> list[str]:
    """The numbers of the statements that an inference says it uses."""
    uses = inference.data.get("uses")
    numbers = uses if isinstance(uses, list) else [] if uses is None else [uses]
    return [str(number) for number in numbers if isinstance(number, (int, str))]


def _is_strict(front_matter: Mapping[str, Any]) -> bool:
    settings = front_matter.get("model")
    return isinstance(settings, dict) and settings.get("mode") == "strict"


def _strictly(relation: Relation) -> Relation:
    if relation.start.kind == relation.end.kind == "statement":
        if relation.type == "support":
            return relation._replace(type="entails")
        if relation.type == "attack":
            return relation._replace(type="contrary")
    return relation

"""Argdown (argdown.org) read as claims: statements, sketched arguments, and reconstructed ones as steps.

An argument without premises is a claim, since others speak for and against it. A reconstructed one is a step for each
of its inferences, which takes what stands above it and is not used yet, or what its data name (``uses: [1, 2]``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, get_args

from argmap.exchange.argdown_blocks import argdown_in
from argmap.exchange.argdown_grammar import Document, parse
from argmap.exchange.argdown_model import Drawn, End, Entry, Model, Relation, model_of
from argmap.exchange.claims import name_statements
from argmap.exchange.foreign import (
    Answer,
    Cited,
    Foreign,
    Inference,
    Kind,
    Restated,
    Statement,
    Undercut,
    Work,
    folded,
    propose_conclusions,
    unsayable,
    utf8_text,
)
from argmap.exchange.links import work_at
from argmap.exchange.loss import LossReport
from argmap.notation.citation import is_plain_key
from argmap.notation.vocabulary import CRITICAL_QUESTION, STANDARDS

FORMAT: Final = "argdown"
KIND, SAID_BY, NOTES, QUOTES, EVIDENCE, CITES = "kind", "said-by", "notes", "quotes", "evidence", "cites"
ASSUME, STANDARD, RESTATES, AGAINST, WEIGHT, WARRANT = "assume", "standard", "restates", "against", "weight", "warrant"
ENTRY_TYPE, MARK = "entry-type", "mark"
_OF_THE_MAP: Final = "this says how Argdown draws"
_OF_A_CITATION: Final = ("key", "locator", "words", MARK, ENTRY_TYPE)
_ONE_CLAIM: Final = re.compile(r"\[([^\[\]]+)\]\Z|(<[^<>]+>)\Z")
"""What stands for a claim in the data: its title as it stands in the document."""
_NUMBERED: Final = re.compile(r"(.+)-(\d{1,6})\Z")
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*\Z")
_DRAWN: Final = ("color", "isInMap", "isGroup", "isInGroup", "isClosed", "images", "fontColor")
_NO_PLACE: Final = "a claims file has no place for it"


def argument_id(title: str, number: int = 0) -> str:
    """What an argument is called under a claim or a step; `number` is that of an inference before its last one."""
    return f"<{title}>/{number}" if number else f"<{title}>"


def read(data: bytes, name: str) -> tuple[Foreign, LossReport]:
    """Read a document, or the blocks of Argdown in a text of Markdown.

    Raises ArgmapError with line, column and a remedy where Argdown would refuse it too.
    """
    loss = LossReport()
    text = argdown_in(utf8_text(data, name).replace("\r\n", "\n").replace("\r", "\n"), loss)
    return _Reader(parse(text, name), loss).foreign()


class _Reader:
    def __init__(self, document: Document, loss: LossReport) -> None:
        self._model: Model = model_of(document)
        self._document = document
        self._loss = loss
        self._works: dict[str, Work] = {}
        self._numbers: Counter[str] = Counter()
        self._keys: set[str] = set()
        self._inferences: list[Inference] = []
        self._alone: dict[str, list[int]] = {}  # by the only premise that an inference has
        self._unless: dict[int, dict[str, None]] = {}  # by the place of the inference that they undercut
        self._there: set[tuple[str, str]] = set()
        self._drawn_at: dict[tuple[str, int], int] = {}
        self._contraries: dict[str, str] = {}

    def foreign(self) -> tuple[Foreign, LossReport]:
        model, loss = self._model, self._loss
        for kind in ("statement", "argument", "inference", "relation"):
            loss.keep(kind, 0)
        self._works_in_data()
        statements = self._statements()
        known = {statement.id: statement for statement in statements}
        statements = tuple(replace(made, restates=tuple(self._restated(made, known))) for made in statements)
        self._steps(known)
        self._relations(known)
        for at, undercutters in self._unless.items():
            self._inferences[at] = replace(self._inferences[at], unless=tuple(map(Undercut, undercutters)))
        self._tell_rest()
        place = {id: number for number, id in enumerate(known)}
        inferences = sorted(self._inferences, key=lambda i: ([place[p] for p in i.premises], i.id))
        if not any(statement.kind == "conclusion" for statement in statements):
            statements = propose_conclusions(statements, inferences)
        title = self._document.front_matter.get("title")
        made = Foreign(FORMAT, statements, tuple(inferences), title=_words(title), works=tuple(self._works.values()))
        return _with_ids(made, {entry.title for entry in model.statements.values() if not entry.titled}), loss

    def _statements(self) -> tuple[Statement, ...]:
        """The claims as they will stand: section by section, in the order in which they are first said."""
        model = self._model
        is_prose = {
            title
            for title, entry in model.statements.items()
            if not (entry.titled or entry.joined or entry.tags or entry.data)
        }
        sketched = [entry for title, entry in model.arguments.items() if title not in model.structures]
        if len(is_prose) == len(model.statements) and not sketched:
            is_prose = set()  # a file of nothing but sentences
        found: list[tuple[int, Statement]] = []
        for title, entry in model.statements.items():
            if title in is_prose:
                self._loss.lose("paragraph", self._line(entry), "there is no title, and nothing is joined to it")
            elif isinstance(of := entry.data.get(AGAINST), str) and of in model.statements and of != title:
                self._contraries[title] = of
                self._loss.change("statement", title, "what speaks against another one in this way became objections")
            else:
                found.append((self._place(entry), self._statement(entry, title)))
        for entry in sketched:
            found.append((self._place(entry), self._statement(entry, argument_id(entry.title))))
        described = self._descriptions()
        found.sort(key=lambda item: item[0])
        sections = {section: n for n, section in enumerate(dict.fromkeys(made.section for _, made in found))}
        found.sort(key=lambda item: sections[item[1].section])
        return tuple(
            replace(made, notes=(*made.notes, *described.get(made.id, ()))) if made.id in described else made
            for _, made in found
        )

    def _place(self, entry: Entry) -> int:
        return entry.at if entry.defined_at is None else entry.defined_at

    def _line(self, entry: Entry) -> str:
        return f"line {self._document.places.position(entry.at)[0]}"

    def _statement(self, entry: Entry, id: str) -> Statement:
        kind = "argument" if id.startswith("<") else "statement"
        words = list(dict.fromkeys(content.words for content in entry.said if content.words))
        if not words:
            self._loss.change(kind, id, "there are no words, and the title stands for them")
        elif len(words) > 1:
            self._loss.change(kind, id, "other wordings became notes")
        else:
            self._loss.keep(kind)
        self._loss.keep("tag", len(entry.tags))
        made = Statement(
            id,
            words[0] if words else entry.title,
            name=entry.title if entry.titled else "",
            tags=tuple(entry.tags),
            notes=tuple(words[1:]),
            section=entry.section,
            cites=self._links(entry),
        )
        return self._with_data(made, entry.data)

    def _links(self, entry: Entry) -> tuple[Cited, ...]:
        cited: dict[str, Cited] = {}
        for content in entry.said:
            for words, address in content.links:
                if key := work_at(address, folded(words), self._works, self._numbers):
                    self._loss.keep("link")
                    cited.setdefault(key, Cited(key, mark=words))
                else:
                    self._loss.lose("link", entry.title, "its address is none of the web")
            for title in content.mentions:
                self._loss.change("mention", title, "the title stands for it in the words")
        return tuple(cited.values())

    def _with_data(self, made: Statement, data: Mapping[str, Any]) -> Statement:
        for key, value in data.items():
            before = made
            if key == KIND and value in get_args(Kind):
                made = replace(made, kind=value)
            elif key in (SAID_BY, "proponent") and _words(value):
                made = replace(made, said_by=_words(value))
            elif key == ASSUME and _words(value):
                made = replace(made, assume=_words(value))
            elif key == STANDARD and value in STANDARDS:
                made = replace(made, standard=value)
            elif key == NOTES:
                made = replace(made, notes=(*made.notes, *_texts(value)))
            elif key == QUOTES:
                made = replace(made, quotes=_texts(value))
            elif key == EVIDENCE:
                made = replace(made, evidence=_texts(value))
            elif key == CITES:
                cites = (
                    Cited(of["key"], of.get("locator", ""), of.get("words", ""), of.get(MARK, ""))
                    for of in _citations(value)
                )
                made = replace(made, cites=(*made.cites, *cites))
            elif key == RESTATES:
                made = replace(made, restates=tuple(Restated(title) for title in _texts(value) if title != made.id))
            if made != before:
                self._loss.keep("data item")
            else:
                self._loss.lose("data item", f"{made.id}: {key}", _OF_THE_MAP if key in _DRAWN else _NO_PLACE)
        return made

    def _works_in_data(self) -> None:
        """The works that data describe; what a link leads to is one of them, or has a key that none of them has."""
        for entry in (*self._model.statements.values(), *self._model.arguments.values()):
            for fields in _citations(entry.data.get(CITES)):
                key, type = fields["key"], fields.get(ENTRY_TYPE, "")
                known = {n: words for n, words in fields.items() if n not in _OF_A_CITATION and _NAME.match(n)}
                if known and key not in self._keys:
                    self._keys.add(key)
                    at = known.get("url", key)
                    work = Work(key, known, type if _NAME.match(type) else "misc")
                    self._works[key if at in self._works else at] = work
                if numbered := _NUMBERED.match(key):
                    self._numbers[numbered[1]] = max(self._numbers[numbered[1]], int(numbered[2]))

    def _restated(self, made: Statement, known: Mapping[str, Statement]) -> Iterator[Restated]:
        for link in made.restates:
            if link.statement in known:
                yield link
            else:
                self._loss.lose("restatement", f"{made.id} > {link.statement}", "nothing that it names is a claim now")

    def _descriptions(self) -> dict[str, list[str]]:
        """What is said of reconstructed arguments, as notes of the claims that they argue for."""
        found: dict[str, list[str]] = {}
        for title, drawn in self._model.structures.items():
            entry = self._model.arguments[title]
            words = [content.words for content in entry.said if content.words]
            conclusion = drawn[-1].conclusion
            if words:
                self._loss.change("argument", title, "the description became a note of the conclusion")
                of = self._contraries.get(conclusion, conclusion)
                found.setdefault(of, []).append(f"{argument_id(title)}: {' '.join(dict.fromkeys(words))}")
                found[of].sort()  # an order that survives a trip
            else:
                self._loss.keep("argument")
            for tag in entry.tags:
                self._loss.lose("tag", tag, "a step has no tags in a claims file")
            for key in entry.data:
                self._loss.lose("data item", f"{title}: {key}", _OF_THE_MAP if key in _DRAWN else _NO_PLACE)
            for content in entry.said:
                for shown, _ in content.links:
                    self._loss.lose("link", shown, "a step has no citations in a claims file")
                for mention in content.mentions:
                    self._loss.change("mention", mention, "the title stands for it in the words")
        return found

    def _steps(self, known: Mapping[str, Statement]) -> None:
        """A step for each inference of the arguments, numbered within its argument but for the last."""
        for title, all_drawn in self._model.structures.items():
            made = []
            for drawn in all_drawn:
                inference = self._inference(title, drawn, known)
                if why := unsayable(inference, known):
                    self._loss.lose("inference", inference.id, why)
                else:
                    self._loss.keep("inference")
                    made.append((drawn, inference))
            for number, (drawn, inference) in enumerate(made, 1):
                id = argument_id(title, number if number < len(made) else 0)
                self._drawn_at[title, drawn.line] = len(self._inferences)
                self._put(replace(inference, id=id))
                for key in drawn.inference.data:
                    answered = CRITICAL_QUESTION.match(key) and _answer(drawn.inference.data[key])
                    if key in ("uses", WARRANT) or answered or (key == WEIGHT and inference.weight is not None):
                        self._loss.keep("data item")
                    else:
                        self._loss.lose("data item", f"{id}: {key}", _NO_PLACE)

    def _inference(self, title: str, drawn: Drawn, known: Mapping[str, Statement]) -> Inference:
        data = drawn.inference.data
        weight = data.get(WEIGHT)
        weighs = isinstance(weight, (int, float)) and not isinstance(weight, bool) and 0 <= weight <= 1
        against = self._contraries.get(drawn.conclusion, "")
        return Inference(
            argument_id(title),
            against or drawn.conclusion,
            drawn.premises,
            bool(against),
            scheme=", ".join(drawn.inference.rules),
            warrant=_words(data.get(WARRANT)),
            weight=float(weight) if weighs and isinstance(weight, (int, float)) else None,
            answers=tuple(_answers(data, known)),
        )

    def _relations(self, known: Mapping[str, Statement]) -> None:
        undercuts = []
        for relation in self._model.relations:
            if relation.type == "undercut":
                undercuts.append(relation)
            else:
                self._relation(relation, known)
        for relation in undercuts:
            self._undercut(relation, known)

    def _relation(self, relation: Relation, known: Mapping[str, Statement]) -> None:
        name, start = _name(relation), self._claim(relation.start)
        against = relation.type not in ("support", "entails")
        if relation.start.kind == "statement" and relation.start.title in self._contraries:
            if self._claim(relation.end) == self._contraries[relation.start.title] and against:
                self._loss.keep("relation")
            else:
                self._loss.lose("relation", name, "one end of it became objections")
            return
        if relation.end.kind == "argument" and relation.end.title in self._model.structures:
            self._at_structure(relation, start, against, known)
            return
        end = self._claim(relation.end)
        ways = [(start, end)]
        if relation.type in ("contradictory", "contrary"):
            ways.append((end, start))
        made = [Inference(f"{'-' if against else '+'}{a}", b, (a,), against) for a, b in ways]
        why = unsayable(made[0], known)
        if why:
            self._loss.lose("relation", name, why)
            return
        self._add(made)
        if relation.type == "entails":
            self._loss.change("relation", name, "entailing became speaking for")
        else:
            self._loss.keep("relation")

    def _add(self, made: Iterable[Inference]) -> None:
        for inference in made:
            if (inference.id, inference.conclusion) not in self._there:
                self._there.add((inference.id, inference.conclusion))
                self._put(inference)

    def _put(self, inference: Inference) -> None:
        if len(inference.premises) == 1:
            self._alone.setdefault(inference.premises[0], []).append(len(self._inferences))
        self._inferences.append(inference)

    def _claim(self, end: End) -> str:
        return argument_id(end.title) if end.kind == "argument" else end.title

    def _at_structure(self, relation: Relation, start: str, against: bool, known: Mapping[str, Statement]) -> None:
        """What speaks for or against a reconstructed argument without saying which premise is meant."""
        name, title = _name(relation), relation.end.title
        drawn = self._model.structures[title]
        if against:
            why = "what attacks an argument and no premise of it undercuts the last step now"
            self._undercut_at([self._drawn_at.get((title, drawn[-1].line), -1)], name, start, why)
            return
        premises = {premise for each in drawn for premise in each.premises} - {each.conclusion for each in drawn}
        made = [Inference(f"+{start}", premise, (start,)) for premise in premises]
        if len(made) == 1 and not unsayable(made[0], known):
            self._add(made)
            self._loss.change("relation", name, "what supports an argument speaks for its only premise now")
        else:
            self._loss.lose("relation", name, "an argument is supported, and not said which of its premises")

    def _undercut(self, relation: Relation, known: Mapping[str, Statement]) -> None:
        name, start, end = _name(relation), self._claim(relation.start), self._claim(relation.end)
        if relation.start.kind == "statement" and relation.start.title in self._contraries:
            self._loss.lose("relation", name, "one end of it became objections")
        elif relation.end.kind == "inference":
            at = self._drawn_at.get((relation.end.title, relation.end.conclusion), -1)
            self._undercut_at([at], name, start)
        else:
            steps = [n for n in self._alone.get(end, ()) if self._inferences[n].conclusion != start]
            if relation.end.kind == "argument" and steps:
                self._undercut_at(steps, name, start)
                return
            made = Inference(f"-{start}", end, (start,), True)
            if why := unsayable(made, known):
                self._loss.lose("relation", name, why)
                return
            self._add([made])
            self._loss.change("relation", name, "nothing is inferred there, and undercutting became speaking against")

    def _undercut_at(self, places: Iterable[int], name: str, start: str, changed: str = "") -> None:
        for at in places:
            if at < 0:
                self._loss.lose("relation", name, "what it undercuts was left out")
                return
            if self._inferences[at].conclusion == start:
                self._loss.lose("relation", name, "a conclusion would undercut its own step")
                return
            self._unless.setdefault(at, {})[start] = None
        if changed:
            self._loss.change("relation", name, changed)
        else:
            self._loss.keep("relation")

    def _tell_rest(self) -> None:
        loss = self._loss
        for heading in self._model.sections:
            if heading.level == 1:
                loss.keep("section")
            else:
                loss.change("section", heading.content.words, "sections stand side by side in a claims file")
            for tag in heading.content.tags:
                loss.lose("tag", tag, "a section has no tags in a claims file")
            for key in heading.data:
                loss.lose("data item", f"{heading.content.words}: {key}", _OF_THE_MAP if key in _DRAWN else _NO_PLACE)
        for key, value in self._document.front_matter.items():
            if key == "title" and _words(value):
                loss.keep("setting")
            else:
                loss.lose("setting", key, "this is for Argdown, or has no place in a claims file")
        for number in range(self._document.comments):
            loss.lose("comment", str(number + 1), "comments are no part of the argument")


def _name(relation: Relation) -> str:
    ends = [end.title if end.kind == "statement" else argument_id(end.title) for end in (relation.start, relation.end)]
    return f"{ends[0]} > {ends[1]}"


def _answer(value: Any) -> str:
    """An answer in words; a title in brackets is a list of one to YAML where nobody quoted it."""
    return f"[{_words(value[0])}]" if isinstance(value, list) and len(value) == 1 else _words(value)


def _answers(data: Mapping[str, Any], known: Mapping[str, Statement]) -> Iterator[Answer]:
    """What the data say of the critical questions: ``cq2: [title]`` names a claim that is there, all else is words."""
    for key, value in data.items():
        if (question := CRITICAL_QUESTION.match(key)) and (words := _answer(value)):
            titled = _ONE_CLAIM.match(words)
            claim = (titled[1] or titled[2]) if titled else ""
            yield Answer(int(question[1]), claim if claim in known else "", words)


def _words(value: Any) -> str:
    """A single value of the data as words."""
    if value is None or isinstance(value, (dict, list, set, tuple, bool)):
        return ""
    return folded(str(value))


def _texts(value: Any) -> tuple[str, ...]:
    """A value, or those of a list, as words."""
    return tuple(words for words in map(_words, value if isinstance(value, list) else [value]) if words)


def _citations(value: Any) -> Iterator[dict[str, str]]:
    """The citations in a claim's data, as words by name."""
    for record in value if isinstance(value, list) else ():
        if isinstance(record, dict) and is_plain_key(_words(record.get("key"))):
            yield {str(name): words for name, value in record.items() if (words := _words(value))}


def _with_ids(foreign: Foreign, untitled: set[str]) -> Foreign:
    """The same, and statements without a title are called by their telling words, as their claims will be."""
    named = [statement for statement in foreign.statements if statement.id not in untitled]
    taken = {*name_statements(replace(foreign, statements=tuple(named)), {}, ()).values(), *(s.id for s in named)}
    others = tuple(statement for statement in foreign.statements if statement.id in untitled)
    ids = name_statements(replace(foreign, statements=others), {}, taken)

    def new(id: str) -> str:
        return ids.get(id, id)

    return replace(
        foreign,
        statements=tuple(
            replace(
                statement,
                id=new(statement.id),
                name=ids.get(statement.id, statement.name),
                restates=tuple(replace(link, statement=new(link.statement)) for link in statement.restates),
            )
            for statement in foreign.statements
        ),
        inferences=tuple(
            replace(
                inference,
                id=_new_id(inference.id, ids),
                conclusion=new(inference.conclusion),
                premises=tuple(map(new, inference.premises)),
                unless=tuple(replace(undercut, statement=new(undercut.statement)) for undercut in inference.unless),
            )
            for inference in foreign.inferences
        ),
    )


def _new_id(id: str, ids: Mapping[str, str]) -> str:
    return id[0] + ids.get(id[1:], id[1:]) if id[:1] in ("+", "-") else id

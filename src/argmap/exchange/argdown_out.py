"""The argument as an Argdown document: claims as statements, linked premises as reconstructed arguments.

A plain reason or objection is a relation below its claim. A step with linked premises, a scheme, a warrant, a weight or
something that undercuts it is an argument of its own; where it is an objection, its conclusion is a statement ``not-X``
that attacks the claim. What Argdown has no word for stands in the data, where `argdown.read` finds it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from argmap.argument.model import Claim, Step
from argmap.drafting.naming import Names
from argmap.exchange import argdown
from argmap.exchange.claims import id_in
from argmap.exchange.loss import LossReport
from argmap.exchange.parts import ANSWERS, decided_conclusions, tell_claims, tell_step
from argmap.ground.unseen import on_one_line

if TYPE_CHECKING:
    from argmap.project import Project

_AN_ARGUMENT: Final = re.compile(r"<(.+?)>(?:/(\d{1,6}))?\Z")
_A_TITLE: Final = re.compile(r"[^\[\]<>\n-][^\[\]<>\n]*\Z")
_MARKS: Final = re.compile(r"[\\*_\[<{#]|/(?=[/*])|={3,}|\.(?=[^\s]+?\.)|:(?=[^\s]+?:)")
_PLAIN_TAG: Final = re.compile(r"[a-zA-Z0-9\u00A0-\uD7FF-]+\Z")
_HELD: Final = (
    *("note", "tag", "proof standard", "assumption", "value", "definition", "question", "named holder"),
    *("quotation", "restatement"),
)
# what YAML takes in no text as it is, beside what JSON writes as an escape anyhow
_UNWRITABLE: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_CONTRARY: Final = "not-"


def write(project: Project) -> tuple[bytes, LossReport]:
    """The argument as Argdown, and what became of its parts."""
    writer = _Writer(project)
    return ("\n\n".join(writer.blocks()) + "\n").encode("utf-8", "replace"), writer.loss


def escaped(text: str) -> str:
    """A text in which no sign has a meaning for Argdown."""
    return _MARKS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), on_one_line(text))


class _Writer:
    def __init__(self, project: Project) -> None:
        self.loss = LossReport()
        self._project = project
        self._claims = project.argument.claims
        self._decided = set(decided_conclusions(project))
        self._arguments = dict(self._argument_names())
        while unfit := [id for id in self._arguments if not self._may_be_argument(id)]:
            for id in unfit:
                del self._arguments[id]
        self._names = Names()
        self._titles: dict[str, str] = {}
        for claim in self._claims.values():
            if claim.id not in self._arguments:
                self._titles[claim.id] = _title(id_in(argdown.FORMAT, claim.origin), claim.id, self._names)
        self._place = {id: number for number, id in enumerate(self._claims)}
        self._groups = self._grouped()

    def _argument_names(self) -> Iterator[tuple[str, str]]:
        """The claims that were arguments without premises when they came in, with their titles."""
        given: set[str] = set()
        for claim in self._claims.values():
            found = _AN_ARGUMENT.match(id_in(argdown.FORMAT, claim.origin))
            if found and not found[2] and _A_TITLE.match(found[1]) and found[1] not in given:
                given.add(found[1])
                yield claim.id, found[1]

    def _may_be_argument(self, id: str) -> bool:
        """Whether all that is said of a claim and with it can be said of an argument without premises."""
        undercutters = self._undercutters(id)
        used = self._project.argument.used_in.get(id, ())
        return all(
            step.premises == (id,) and self._is_bare(step) and set(step.unless) == undercutters.keys() - {step.claim}
            for step in used
        ) and all(self._is_relation(step) for step in (*self._claims[id].reasons, *self._claims[id].objections))

    def _undercutters(self, id: str) -> dict[str, None]:
        """What undercuts the steps from an argument, each of them but one that leads to the undercutter itself."""
        used = self._project.argument.used_in.get(id, ())
        return dict.fromkeys(other for step in used for other in step.unless)

    @staticmethod
    def _is_bare(step: Step) -> bool:
        """Whether a step has nothing but premises and what undercuts it."""
        structured = _AN_ARGUMENT.match(id_in(argdown.FORMAT, step.origin))
        said = step.scheme or step.warrant or step.warrant_claim or step.answers
        return not (structured or said or step.weight != 1.0)

    def _is_relation(self, step: Step) -> bool:
        if len(step.premises) > 1 or not self._is_bare(step):
            return False
        return not step.unless or step.premises[0] in self._arguments

    def _grouped(self) -> dict[str, list[Step]]:
        """The steps that are no relations as arguments, by the title that each had when it came in."""
        wanted: dict[str, list[tuple[int, Step]]] = {}
        for step in self._project.argument.steps():
            if not self._is_relation(step):
                found = _AN_ARGUMENT.match(id_in(argdown.FORMAT, step.origin))
                title = found[1] if found else step.id
                wanted.setdefault(title, []).append((int(found[2]) if found and found[2] else 10**6, step))
        grouped: dict[str, list[Step]] = {}
        names = Names(self._arguments.values())
        for title, numbered in wanted.items():
            steps = [step for _, step in sorted(numbered, key=lambda item: item[0])]
            groups = [steps] if _is_chain(steps) else [[step] for step in steps]
            for group in groups:
                grouped[_title(title, group[-1].id, names)] = group
        return grouped

    def _reference(self, id: str) -> str:
        return f"<{self._arguments[id]}>" if id in self._arguments else f"[{self._titles[id]}]"

    def blocks(self) -> Iterator[str]:
        """The paragraphs of the document."""
        if title := on_one_line(self._project.title or ""):
            yield f"===\ntitle: {_data(title)}\n==="
        ends: dict[str, list[str]] = {}
        for title, steps in self._groups.items():
            ends.setdefault(steps[-1].claim, []).append(title)
        for section in self._project.argument.sections:
            if section.title:
                yield f"# {escaped(section.title)}"
            for id in section.claims:
                claim = self._claims[id]
                descriptions = dict(self._descriptions(claim, ends.get(id, ())))
                yield self._claim(claim, descriptions)
                for title in ends.get(id, ()):
                    described = descriptions.get(title, "")
                    yield f"<{title}>: {escaped(described)}" if described else f"<{title}>"
                    yield self._structure(self._groups[title])
        self._tell()

    @staticmethod
    def _descriptions(claim: Claim, titles: Sequence[str]) -> Iterator[tuple[str, str]]:
        for note in claim.notes:
            for title in titles:
                if note.startswith(f"<{title}>: "):
                    yield title, note.removeprefix(f"<{title}>: ")

    def _claim(self, claim: Claim, descriptions: dict[str, str]) -> str:
        notes = [n for n in claim.notes if n not in {f"<{title}>: {words}" for title, words in descriptions.items()}]
        words = [
            f"{self._reference(claim.id)}: {escaped(claim.text or claim.id)}",
            *(self._tag(claim.id, t) for t in claim.tags),
        ]
        if data := self._of_claim(claim, notes):
            words.append(_data(data))
        lines = [" ".join(filter(None, words))]
        for step in (*claim.reasons, *claim.objections):
            if self._is_relation(step):
                lines += self._relation(step)
        if claim.id in self._arguments:
            lines += [f"  _ {self._reference(other)}" for other in self._undercutters(claim.id)]
        return "\n".join(lines)

    def _relation(self, step: Step) -> list[str]:
        (premise,) = step.premises
        sign = "+" if step.kind == "reason" else "-"
        if sign == "-" and {premise, step.claim} <= self._titles.keys():
            back = [s for s in self._claims[premise].objections if s.premises == (step.claim,) and self._is_relation(s)]
            if back and self._place[premise] < self._place[step.claim]:
                return []
            sign = "><" if back else sign
        return [f"  {sign} {self._reference(premise)}"]

    def _tag(self, id: str, tag: str) -> str:
        if _PLAIN_TAG.match(tag):
            return f"#{tag}"
        return f"#({tag.replace(')', '')})" if tag.strip(") ") else ""

    def _of_claim(self, claim: Claim, notes: Sequence[str]) -> dict[str, Any]:
        proposed = claim.kind == "conclusion" and claim.id not in self._decided
        made: dict[str, Any] = {
            argdown.KIND: "" if claim.kind == "claim" or proposed else claim.kind,
            argdown.SAID_BY: claim.said_by,
            argdown.ASSUME: claim.assume,
            argdown.STANDARD: claim.standard,
            argdown.QUOTES: [quotation.text for quotation in claim.anchors],
            argdown.NOTES: list(notes),
            argdown.EVIDENCE: [evidence.text for evidence in claim.evidence],
            argdown.CITES: list(self._cites(claim)),
            argdown.RESTATES: [self._reference(id).strip("[]") for id in claim.restates],
        }
        return {key: value for key, value in made.items() if value}

    def _cites(self, claim: Claim) -> Iterator[dict[str, str]]:
        for citation in claim.citations:
            record = {"key": citation.key, "locator": citation.locator or ""}
            record[argdown.MARK] = citation.mark or ""
            record["words"] = citation.quotations[0].text if citation.quotations else ""
            if source := self._project.bibliography.sources.get(citation.key):
                record |= {**source.fields, argdown.ENTRY_TYPE: source.type}
            yield {name: value for name, value in record.items() if value}

    def _structure(self, steps: Sequence[Step]) -> str:
        """Premises, inferences and conclusions; steps behind the first one go on from what stands above."""
        lines: list[str] = []
        numbers: dict[str, int] = {}
        unused: dict[str, None] = {}
        for step in steps:
            for premise in step.premises:
                if premise not in numbers:
                    numbers[premise] = len(numbers) + 1
                    unused[premise] = None
                    lines.append(f"({numbers[premise]}) {self._reference(premise)}")
            uses = [] if tuple(unused) == step.premises else [numbers[premise] for premise in step.premises]
            lines.append(self._inference(step, uses))
            lines += [f"  <_ {self._reference(other)}" for other in step.unless]
            for premise in step.premises:
                unused.pop(premise, None)
            numbers[step.claim] = len(numbers) + 1
            unused[step.claim] = None
            if step.kind == "reason":
                lines.append(f"({numbers[step.claim]}) {self._reference(step.claim)}")
            else:
                lines.append(f"({numbers[step.claim]}) {self._contrary(step.claim)}")
        return "\n".join(lines)

    def _inference(self, step: Step, uses: Sequence[int]) -> str:
        made: dict[str, Any] = {
            "uses": list(uses),
            argdown.WARRANT: step.warrant_claim or step.warrant,
            argdown.WEIGHT: None if step.weight == 1.0 else step.weight,
        }
        for question, answer in step.answers.items():
            made[f"cq{question}"] = self._reference(answer) if answer in self._claims else answer
        data = {key: value for key, value in made.items() if value not in (None, "", [])}
        rules = ", ".join(_rule(rule) for rule in (step.scheme or "").split(", ") if rule)
        words = " ".join(filter(None, (rules, _data(data) if data else "")))
        return f"-- {words} --" if words else "----"

    def _contrary(self, id: str) -> str:
        title = self._titles[id]
        contrary = f"[{self._names.free(_CONTRARY + title)}]"
        data = _data({argdown.AGAINST: title})
        return f"{contrary}: It is not so: {escaped(self._claims[id].text or id)} {data}\n  -> [{title}]"

    def _tell(self) -> None:
        loss = self.loss
        for claim in self._claims.values():
            loss.keep("statement")
            for evidence in claim.evidence:
                plain = not (evidence.source or evidence.quotations or evidence.type or evidence.in_paper)
                if plain:
                    loss.keep("evidence item")
                else:
                    loss.change("evidence item", evidence.id, "only the words go out")
            for citation in claim.citations:
                if citation.prefix or citation.suffix or citation.type or citation.via:
                    loss.change("citation", citation.id, "work, place and words go out, and no prefix or type")
                elif len(citation.quotations) > 1:
                    loss.change("citation", citation.id, "only the first words quoted go out")
                else:
                    loss.keep("citation")
        tell_claims(self._claims.values(), loss, _HELD, ("citation", "evidence item"))
        for step in self._project.argument.steps():
            kind = "inference" if step.kind == "reason" else "objection"
            turned = step.kind == "objection" and not self._is_relation(step)
            why = "what it concludes is a statement that attacks the claim" if turned else ""
            tell_step(step, kind, loss, ("a weight", "a scheme", "a warrant", ANSWERS), why)


def _title(wanted: str, otherwise: str, names: Names) -> str:
    """The title wanted, or another one where it is none or is taken."""
    return names.free(wanted if _A_TITLE.match(wanted) and wanted not in names else otherwise)


def _is_chain(steps: Sequence[Step]) -> bool:
    """Whether steps can stand in one structure: each is a reason, and its conclusion stands in no line above it."""
    above: set[str] = set()
    for number, step in enumerate(steps):
        above |= set(step.premises)
        if step.claim in above or (step.kind == "objection" and number < len(steps) - 1):
            return False
        above.add(step.claim)
    return True


def _rule(text: str) -> str:
    return escaped(text).replace(",", "\\,").replace("-", "\\-")


def _data(value: Any) -> str:
    """A value as YAML on one line, in which no brace or equals sign of the words ends it."""
    text = _UNWRITABLE.sub(lambda f: f"\\u{ord(f[0]):04x}", json.dumps(value, ensure_ascii=False))
    return _QUOTED.sub(lambda f: f[0].replace("{", "\\x7B").replace("}", "\\x7D").replace("=", "\\x3D"), text)

"""The argument as a discussion in Kialo's text form: each claim stands once, and where it is used again is a link.

Numbers of an earlier import are given back where they still fit. A claim from which nothing leads to a conclusion is a
discussion of its own in the same file.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from argmap.argument.model import Claim, Step
from argmap.exchange.claims import id_in
from argmap.exchange.loss import LossReport
from argmap.exchange.parts import tell_claims, tell_step
from argmap.ground.unseen import on_one_line

if TYPE_CHECKING:
    from argmap.project import Project

FORMAT: Final = "kialo"
_NUMBER: Final = re.compile(r"[1-9]\d{0,5}(?:\.[1-9]\d{0,5}){0,200}\Z")
_MARKS: Final = re.compile(r"[\\`*_{}\[\]()]|^->|(?<=^Pro):|(?<=^Con):")
_DEEPEST: Final = 190


@dataclass(frozen=True, slots=True)
class _Line:
    """A place where `premise` speaks for or against `claim`; `wanted` is the number of an earlier import."""

    claim: str
    premise: str
    against: bool
    wanted: str


def write(project: Project) -> tuple[bytes, LossReport]:
    """The argument as text, and what became of its parts."""
    writer = _Writer(project)
    return writer.text().encode("utf-8", "replace"), writer.loss


class _Writer:
    def __init__(self, project: Project) -> None:
        self.loss = LossReport()
        self._project = project
        self._claims = project.argument.claims
        self._lines: dict[str, list[_Line]] = {}
        for step in project.argument.steps():
            for line in _lines_of(step):
                self._lines.setdefault(line.claim, []).append(line)
        self._own: dict[str, str] = {}
        self._at: dict[str, _Line | None] = {}
        self._said: dict[str, str] = {}
        self._children: Counter[str] = Counter()
        self._give_back()
        self._place_rest()

    def _give_back(self) -> None:
        """The numbers of an earlier import, as far as each has its place below another one."""
        wanted: dict[str, str] = {}
        for claim in self._claims.values():
            number = id_in(FORMAT, claim.origin)
            if _NUMBER.match(number) and number not in wanted:
                wanted[number] = claim.id
                if "." not in number:
                    self._put(number, claim.id, None)
        lines = [line for of in self._lines.values() for line in of if _NUMBER.match(line.wanted)]
        for line in sorted(lines, key=lambda line: line.wanted.count(".")):
            above = line.wanted.rpartition(".")[0]
            if line.wanted not in self._said and self._said.get(above) == line.claim:
                own = wanted.get(line.wanted) == line.premise
                self._put(line.wanted, line.premise, line, own=own)

    def _put(self, number: str, claim: str, line: _Line | None, own: bool = True) -> None:
        self._said[number] = claim
        self._at[number] = line
        if own:
            self._own[claim] = number
        above, _, last = number.rpartition(".")
        self._children[above] = max(self._children[above], int(last))

    def _place_rest(self) -> None:
        """Give numbers to all else, from the conclusions down; then to what leads to none of them."""
        conclusions = dict.fromkeys(self._project.argument.conclusions)
        placed = {line for line in self._at.values() if line is not None}
        self._below(list(self._own), placed)
        leads_on = {line.premise for of in self._lines.values() for line in of}
        ends = [id for id in self._claims if id not in leads_on]
        for root in (*conclusions, *ends, *self._claims):
            if root not in self._own:
                if root not in conclusions:
                    why = "nothing leads from it to a conclusion, and it begins a discussion of its own"
                    self.loss.change("statement", root, why)
                self._put(self._next(""), root, None)
                self._below([root], placed)

    def _below(self, claims: Iterable[str], placed: set[_Line]) -> None:
        """Give numbers to what speaks for and against claims, breadth first; what has one already is linked to."""
        waiting = deque(claims)
        while waiting:
            claim = waiting.popleft()
            for line in self._lines.get(claim, ()):
                if line in placed:
                    continue
                placed.add(line)
                own = line.premise not in self._own and self._own[claim].count(".") < _DEEPEST
                self._put(self._next(self._own[claim]), line.premise, line, own=own)
                if own:
                    waiting.append(line.premise)

    def _next(self, above: str) -> str:
        number = self._children[above] + 1
        return f"{above}.{number}" if above else str(number)

    def text(self) -> str:
        """The whole file."""
        lines = [f"Discussion Title: {on_one_line(self._project.shown_title or '')}", ""]
        for number in sorted(self._said, key=lambda number: [int(part) for part in number.split(".")]):
            claim, line = self._said[number], self._at[number]
            own = self._own.get(claim) == number
            side = "" if line is None else "Con: " if line.against else "Pro: "
            said = self._words(self._claims[claim]) if own else f"-> See {self._own[claim]}."
            lines.append(f"{number}. {side}{said}")
        self._tell()
        return "\n".join(lines) + "\n"

    def _words(self, claim: Claim) -> str:
        """What is claimed, with links on the words that are the citations' marks, else behind it."""
        text, at, parts, behind = claim.text, 0, list[str](), list[str]()
        for citation in claim.citations:
            source = self._project.bibliography.sources.get(citation.key)
            address = (source.url if source else None) or ""
            if not _is_address(address):
                self.loss.lose("citation", citation.id, "the work has no address of the web")
                continue
            mark = citation.mark or ""
            place = text.find(mark, at) if mark else -1
            if place >= 0 and "[" not in mark and "]" not in mark:
                parts += [_escaped(text[at:place]), f"[{mark}]({address})"]
                at = place + len(mark)
                self.loss.keep("citation")
            else:
                title = re.sub(r"[\[\]]", "", (source.title if source else None) or citation.key)
                behind.append(f"[{on_one_line(title)}]({address})")
                self.loss.change("citation", citation.id, "its link stands behind the words")
        return " ".join(["".join(parts) + _escaped(text[at:]), *behind])

    def _tell(self) -> None:
        loss = self.loss
        argument = self._project.argument
        loss.keep("statement", len(self._claims) - loss.changed("statement"))
        for claim in self._claims.values():
            if claim.kind == "conclusion" and "." in self._own[claim.id]:
                loss.change("conclusion", claim.id, "it stands below another claim, and is said to be none")
            elif claim.kind == "conclusion":
                loss.keep("conclusion")
        titles = [section for section in argument.sections if section.title]
        for section in titles if len(titles) > 1 else ():
            loss.lose("section", section.title, "there is no place in the format")
        tell_claims(argument.claims.values(), loss, besides=("citation",))
        for step in argument.steps():
            linked = len(step.premises) > 1
            why = "linked premises speak each alone" if linked else ""
            if step.unless:
                why = f"{why}; " * linked + "what undercuts it speaks against its premise"
            tell_step(step, "reason" if step.kind == "reason" else "objection", loss, changed=why)


def _lines_of(step: Step) -> Iterator[_Line]:
    wanted = id_in(FORMAT, step.origin)
    for premise in step.premises:
        yield _Line(step.claim, premise, step.kind == "objection", wanted)
    for undercutter in step.unless:
        if undercutter != step.premises[0]:
            yield _Line(step.premises[0], undercutter, True, "")


def _is_address(address: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)?", address))


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda found: f"\\{found[0]}", text)

"""The join: syntax trees become one `Argument`, every id resolved, every quotation looked for.

Nothing here raises on what a user wrote. An id that is used twice keeps its first claim; an id that names no claim is
left out of its step; both are diagnostics with the place and the nearest known word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, cast

from argmap.argument import model
from argmap.ground import codes
from argmap.ground.diagnostics import Diagnostic
from argmap.ground.message import claim_name, say
from argmap.ground.places import Span
from argmap.ground.text import Known, did_you_mean
from argmap.notation import tree
from argmap.notation.vocabulary import STANDARDS, is_id

if TYPE_CHECKING:
    from argmap.quotations import Match

_ASSERTED = ("claim", "value")
FindInPaper = Callable[[str], "Match"]
FindInSource = Callable[[str, str], "Match"]


def join(
    files: Sequence[tree.ClaimsFile],
    find_in_paper: FindInPaper | None = None,
    find_in_source: FindInSource | None = None,
    *,
    unargued_as_given: bool = False,
) -> tuple[model.Argument, tuple[Diagnostic, ...]]:
    """Join the claims files.

    `find_in_paper` looks for an anchor's words in the paper, `find_in_source` for quoted words in the text of the work
    with a key; where one is None, quotations keep ``match=None``: nothing was compared. With `unargued_as_given`,
    claims for which the files say nothing are taken as given.
    """
    problems: list[Diagnostic] = []
    nodes = _first_of_each_id(files, problems)
    joiner = _Joiner(nodes, find_in_paper, find_in_source, problems, unargued_as_given)
    claims: dict[str, model.Claim] = {}
    sections: dict[str, tuple[str, Span, list[str]]] = {}
    handles: dict[str, str] = {}
    for section, node in _in_order(files):
        title = section.title.text if section.title else "Claims"
        handle = handles.get(title) or handles.setdefault(title, _slug(title))
        _, _, members = sections.setdefault(handle, (title, section.span, []))
        if node is not None and nodes.get(node.id.text) is node:
            claims[node.id.text] = joiner.claim(node, handle)
            members.append(node.id.text)
    made = tuple(
        model.Section(handle, title, span, tuple(members)) for handle, (title, span, members) in sections.items()
    )
    return model.Argument(claims, made), tuple(problems)


def _in_order(files: Iterable[tree.ClaimsFile]) -> Iterator[tuple[tree.Section, tree.Claim | None]]:
    for file in files:
        for section in file.sections:
            if not section.claims:
                yield section, None
            for claim in section.claims:
                yield section, claim


def _first_of_each_id(files: Iterable[tree.ClaimsFile], problems: list[Diagnostic]) -> dict[str, tree.Claim]:
    nodes: dict[str, tree.Claim] = {}
    for file in files:
        in_this_file: set[str] = set()
        for claim in file.claims:
            first = nodes.setdefault(claim.id.text, claim)
            # the parser has already spoken of a second use within one file
            if first is not claim and claim.id.text not in in_this_file:
                problems.append(
                    Diagnostic(
                        codes.DUPLICATE_ID,
                        say("The id {} is used twice", claim_name(claim.id.text)),
                        claim.id.span.path,
                        claim.id.span,
                        "Give one of the two claims another id; until then the first one counts.",
                        ((first.id.span, "first used here"),),
                    )
                )
            in_this_file.add(claim.id.text)
    return nodes


def _slug(title: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in title.lower())
    return "-".join(filter(None, kept.split("-"))) or "section"


class _Joiner:
    """Turns one syntax node after the other into the argument's own values."""

    def __init__(
        self,
        nodes: dict[str, tree.Claim],
        find_in_paper: FindInPaper | None,
        find_in_source: FindInSource | None,
        problems: list[Diagnostic],
        unargued_as_given: bool,
    ) -> None:
        self._nodes = nodes
        self._known = Known(nodes)
        self._find_in_paper = find_in_paper
        self._find_in_source = find_in_source
        self._problems = problems
        self._unargued_as_given = unargued_as_given
        self._handles: dict[str, Span] = {}

    def claim(self, node: tree.Claim, section: str) -> model.Claim:
        name = node.id.text
        sentence = node.sentence
        has = {type(part) for part in node.body}.__contains__  # most claims have two or three kinds of ten
        said_by = standard = assume = None
        if has(tree.Attribute):
            said_by, standard, assume = (node.attribute(key) for key in ("said-by", "standard", "assume"))
        tags = tuple([tag.text for tag in node.tags]) if has(tree.Attribute) else ()
        return model.Claim(
            id=name,
            kind=cast("model.ClaimKind", node.kind),
            text=sentence.text if sentence else "",
            section=section,
            span=node.id.span,
            text_span=sentence.span if sentence else node.id.span,
            notes=tuple([note.text for note in node.notes]),
            anchors=tuple([self._anchor(quote) for quote in node.anchors]) if has(tree.Quote) else (),
            reasons=tuple(self._steps(name, node.reasons, "reason", "because")) if has(tree.Step) else (),
            objections=tuple(self._steps(name, node.objections, "objection", "but")) if has(tree.Step) else (),
            citations=tuple([self._citation(name, n, cites) for n, cites in enumerate(node.cites, 1)])
            if has(tree.Cites)
            else (),
            evidence=tuple([self._evidence(name, n, evidence) for n, evidence in enumerate(node.evidence, 1)])
            if has(tree.Evidence)
            else (),
            said_by=said_by.value.text if said_by else None,
            # what the parser reported as no standard is none: the project's own holds
            standard=cast("model.Standard", standard.value.text)
            if standard and standard.value.text in STANDARDS
            else None,
            tags=tags,
            assume=assume.value.text if assume else None,
            restates=tuple(dict.fromkeys(self._resolved(node.restates))) if has(tree.Attribute) else (),
            origin=tuple([words.text for words in node.origin]) if has(tree.Attribute) else (),
            waivers=tuple([model.Waiver(w.code.text, w.reason.text, w.span) for w in node.waivers])
            if has(tree.Waive)
            else (),
            given=self._unargued_as_given
            and assume is None
            and node.kind in _ASSERTED
            and "draft" not in tags  # an offer that nobody has accepted is no premise of anybody's
            and not (node.reasons or node.cites or node.evidence),
        )

    def _anchor(self, quote: tree.Quote) -> model.Quotation:
        match = self._find_in_paper(quote.text) if self._find_in_paper else None
        return model.Quotation(quote.text, quote.span, match)

    def _quotations(self, key: str | None, quotes: Sequence[tree.Quote]) -> tuple[model.Quotation, ...]:
        if not quotes:
            return ()
        find = self._find_in_source
        return tuple(
            model.Quotation(quote.text, quote.span, find(key, quote.text) if find and key else None) for quote in quotes
        )

    def _steps(
        self, claim: str, nodes: Iterable[tree.Step], kind: Literal["reason", "objection"], key: str
    ) -> Iterator[model.Step]:
        for number, node in enumerate(nodes, 1):
            premises = tuple(self._resolved(node.premises))
            if not premises:
                continue
            if len(premises) > 1:
                premises = tuple(dict.fromkeys(premises))
            if not node.body:  # most have nothing under them
                yield model.Step(f"{claim}/{key}-{number}", claim, kind, premises, node.span)
                continue
            warrant = node.warrant
            named = warrant is not None and is_id(warrant.text) and warrant.text in self._nodes
            if warrant and not named and is_id(warrant.text) and "-" in warrant.text:
                self._unresolved(warrant)
            yield model.Step(
                id=self._handle(node, f"{claim}/{key}-{number}"),
                claim=claim,
                kind=kind,
                premises=premises,
                span=node.span,
                scheme=node.scheme.text if node.scheme else None,
                warrant=warrant.text if warrant and not named else None,
                warrant_claim=warrant.text if warrant and named else None,
                unless=tuple(dict.fromkeys(self._resolved(node.unless))),
                weight=1.0 if node.weight is None else node.weight,
                answers={number: words.text for number, words in node.answers.items()},
                origin=tuple(words.text for words in node.origin),
            )

    def _handle(self, node: tree.Step, computed: str) -> str:
        if node.id is None:
            return computed
        given = node.id.text
        first = self._handles.setdefault(given, node.id.span)
        if first is node.id.span and given not in self._nodes:
            return given
        place = self._nodes[given].id.span if given in self._nodes else first
        self._problems.append(
            Diagnostic(
                codes.DUPLICATE_ID,
                f"The id {given} is used twice",
                node.id.span.path,
                node.id.span,
                "Give the step another id.",
                ((place, "first used here"),),
            )
        )
        return computed

    def _resolved(self, names: Iterable[tree.Words]) -> list[str]:
        found = []
        for name in names:
            if name.text in self._nodes:
                found.append(name.text)
            elif is_id(name.text):  # what is no id at all has been reported by the parser
                self._unresolved(name)
        return found

    def _unresolved(self, name: tree.Words) -> None:
        self._problems.append(
            Diagnostic(
                codes.UNRESOLVED_CLAIM,
                f"No claim has the id {name.text}",
                name.span.path,
                name.span,
                did_you_mean(name.text, self._known, f"Write the claim: ## {name.text}", "{}", claim_name),
            )
        )

    def _citation(self, claim: str, number: int, node: tree.Cites) -> model.Citation:
        cited = node.citation
        return model.Citation(
            id=f"{claim}/cites-{number}",
            claim=claim,
            key=cited.key.text,
            span=node.span,
            locator=cited.locator.text if cited.locator else None,
            prefix=cited.prefix,
            suffix=cited.suffix,
            mark=cited.mark.text if cited.mark else None,
            quotations=self._quotations(cited.key.text, node.quotations),
            type=node.type.text if node.type else None,
            via=node.via.key.text if node.via else None,
            key_span=cited.key.span,
        )

    def _evidence(self, claim: str, number: int, node: tree.Evidence) -> model.Evidence:
        source = node.source
        key = source.key.text if source else None
        in_paper = node.place_in_paper
        own = in_paper is not None
        return model.Evidence(
            id=f"{claim}/evidence-{number}",
            claim=claim,
            text=node.text.text,
            span=node.span,
            source=key,
            locator=in_paper or None if own else source.locator.text if source and source.locator else None,
            in_paper=own,
            quotations=tuple(map(self._anchor, node.quotations)) if own else self._quotations(key, node.quotations),
            type=node.type.text if node.type else None,
        )

"""What is open at a line of a claims file (claim, item, paragraph, quotation, comment), and how it becomes a node.

The parser decides what a line is, `values_and_ids` what the values of an item mean. Diagnostics are collected here, at
most `MOST_DIAGNOSTICS` a file.
"""

from __future__ import annotations

from argmap.ground import codes
from argmap.ground.diagnostics import Diagnostic
from argmap.ground.places import Span
from argmap.notation.stretches import RawLine, Stretch, span_between, span_on_line
from argmap.notation.tree import Claim, Comment, Item, Paragraph, Quote, Section, Words
from argmap.notation.values_and_ids import finish_item
from argmap.notation.vocabulary import KEYS

MOST_DIAGNOSTICS = 1000
UNNAMED = "unnamed-"
"""With a number behind it, the name of a claim that has none."""


class TreeBuilder:
    """What is open at a line of the file `path`, and the ways to close it."""

    __slots__ = (
        "_before",
        "_claim",
        "_claim_ids",
        "_comment",
        "_comment_inside",
        "_diagnostics",
        "_end",
        "_item",
        "_items",
        "_last",
        "_paragraph",
        "_path",
        "_preamble",
        "_quote",
        "_quote_owner",
        "_roles",
        "_sections",
        "_suppressed",
        "_text",
    )

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._diagnostics: list[Diagnostic] = []
        self._suppressed = 0
        self._preamble: list[Comment] = []
        self._sections: list[OpenSection] = []
        self._claim: OpenClaim | None = None
        self._claim_ids: dict[str, Span] = {}
        self._item: RawLine | None = None  # the item that indented lines belong to
        self._last: RawLine | None = None  # the item or property whose value may still go on
        self._paragraph: list[Stretch] | None = None
        self._quote: list[Stretch | None] | None = None  # None marks an empty line within the quotation
        self._quote_owner: RawLine | None = None
        self._comment: Stretch | None = None
        self._comment_inside = False
        self._end = self._before = Stretch("", 0, 1, 1)  # the last line that is not empty, and the one before it
        self._roles: list[str] = []

    def _close_comment(self, end: Stretch) -> None:
        start = self._comment
        assert start is not None
        self._comment = None
        span = Span(self._path, start.start, end.start, start.line, start.column, end.line, end.column)
        text = self._text[start.start : end.start].replace("\r\n", "\n").replace("\r", "\n")
        comment = Comment(text, span)
        if self._item is not None and self._comment_inside:
            self._item.add(comment)
        elif self._item is not None and self._claim is not None:
            self._claim.after_item.append(comment)
        elif self._claim is not None:
            self._claim.body.append(comment)
        elif self._sections:
            self._sections[-1].body.append(comment)
        else:
            self._preamble.append(comment)

    def _close_paragraph(self) -> None:
        parts = self._paragraph
        if parts is None:
            return
        self._paragraph = None
        assert self._claim is not None
        text = parts[0].text if len(parts) == 1 else " ".join([part.text for part in parts])
        self._claim.body.append(Paragraph(text, span_between(self._path, parts[0], parts[-1])))

    def _close_quote(self) -> None:
        parts = self._quote
        if parts is None:
            return
        self._quote = None
        assert self._claim is not None
        start = last = parts[0]
        assert start is not None and last is not None
        paragraphs: list[list[str]] = [[]]
        for part in parts[1:]:
            if part is None:
                paragraphs.append([])
            else:
                paragraphs[-1].append(part.text)
                last = part
        text = "\n\n".join([" ".join(lines) for lines in paragraphs if lines])
        if not text:
            self._report(
                codes.EMPTY_VALUE,
                span_on_line(self._path, start.start, start.start + 1, start.line, start.column),
                "The quotation is empty",
                "Copy the words after the >, or take the line out.",
            )
            return
        quote = Quote(text, span_between(self._path, start, last))
        if self._quote_owner is not None:
            self._quote_owner.add(quote)
        else:
            self._claim.body.append(quote)

    def _close_item(self) -> None:
        """End everything that is open inside the claim."""
        if self._paragraph is not None:
            self._close_paragraph()
        if self._quote is not None:
            self._close_quote()
        item, self._item, self._last = self._item, None, None
        claim = self._claim
        if item is None or claim is None:
            return
        if not claim.unknown_item:
            self._finish_item(item, claim)
        if claim.after_item:
            claim.body.extend(claim.after_item)
            claim.after_item = []

    def _finish_item(self, item: RawLine, claim: OpenClaim) -> None:
        node = finish_item(item, claim.id.text, self._report)
        if node is None:
            return
        name = node.key
        if KEYS[name].once:
            if name in claim.once:
                self._report(
                    codes.REPEATED,
                    item.key_span,
                    f"`{name}` is given twice",
                    "Keep one of them.",
                    ((claim.once[name], "first given here"),),
                )
                return
            claim.once[name] = item.key_span
        claim.body.append(node)

    def _close_claim(self, end: Stretch) -> None:
        """End the claim that is open; `end` is its last line that is not empty."""
        self._close_item()
        claim, self._claim = self._claim, None
        if claim is None:
            return
        finished = claim.finish(end)
        if finished.sentence is None:
            self._report(
                codes.MISSING_SENTENCE,
                claim.id.span,
                f"The claim `{claim.id.text[:80]}` has no sentence",
                "Say below its heading, in one sentence, what is claimed.",
            )
        self._sections[-1].body.append(finished)

    def _span_of(self, line: Stretch, start: int, end: int) -> Span:
        return span_on_line(self._path, line.start + start, line.start + end, line.line, line.column + start)

    def _report(
        self,
        code: str,
        span: Span,
        message: str,
        help: str | None = None,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        if len(self._diagnostics) >= MOST_DIAGNOSTICS:
            self._suppressed += 1
            return
        self._diagnostics.append(Diagnostic(code, message, self._path, span, help, related))

    def _all_diagnostics(self) -> tuple[Diagnostic, ...]:
        found = sorted(self._diagnostics, key=lambda diagnostic: diagnostic.span.start if diagnostic.span else 0)
        if self._suppressed:
            message = f"{self._suppressed} further mistakes in this file are not listed"
            found.append(
                Diagnostic(codes.TOO_MANY_MISTAKES, message, self._path, None, "Is this a claims file at all?")
            )
        return tuple(found)


class OpenSection:
    """A section that more claims may be added to."""

    __slots__ = ("body", "span", "title")

    def __init__(self, title: Words | None, span: Span) -> None:
        self.title = title
        self.span = span
        self.body: list[Claim | Comment] = []

    def finish(self) -> Section:
        return Section(self.title, self.span, tuple(self.body))


class OpenClaim:
    """A claim that more lines may be added to."""

    __slots__ = ("after_item", "body", "heading", "id", "kind", "kind_span", "once", "unknown_item")

    def __init__(self, id: Words, kind: str, kind_span: Span | None, heading: Span) -> None:
        self.id = id
        self.kind = kind
        self.kind_span = kind_span
        self.heading = heading
        self.body: list[Paragraph | Quote | Item | Comment] = []
        self.after_item: list[Comment] = []
        self.once: dict[str, Span] = {}
        self.unknown_item = False

    def finish(self, end: Stretch) -> Claim:
        heading = self.heading
        size = len(end.text.rstrip(" \t"))
        span = Span(
            heading.path, heading.start, end.start + size, heading.line, heading.column, end.line, end.column + size
        )
        return Claim(self.id, self.kind, self.kind_span, heading, span, tuple(self.body))

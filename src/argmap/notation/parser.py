"""The parser of claims files: one pass over the lines, every line accounted for, never an exception.

The language is a strict profile of CommonMark (docs/claims-language.md). A line that has no meaning in it is a
diagnostic, not prose; the parser then goes on with the most likely meaning, so that ten mistakes are reported as ten
and none of them twice.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable
from itertools import accumulate

from argmap.ground import codes
from argmap.ground.diagnostics import Diagnostic
from argmap.ground.places import Span
from argmap.ground.text import did_you_mean, nearest
from argmap.ground.values import dataclass
from argmap.notation.escapes import BULLET, DASHES, LOOKALIKE, STRUCTURE, read_comment_marks, read_prose
from argmap.notation.open_nodes import UNNAMED, OpenClaim, OpenSection, TreeBuilder
from argmap.notation.stretches import RawLine, Stretch, stretch
from argmap.notation.tree import ClaimsFile, Words
from argmap.notation.values_and_ids import report_bad_id
from argmap.notation.vocabulary import ALL_PROPERTIES, KEYS, KINDS, PROPERTIES, id_from

_new = tuple.__new__
_LINE_END = re.compile(r"\r\n|\r|\n")
_KEY = re.compile(r"([^\s:]{1,40}):(?=[ \t]|\Z)[ \t]*")
_GOOD_ITEM = re.compile(rf"- ({'|'.join(PROPERTIES)}):[ \t]+(?=\S)")
_GOOD_CLAIM = re.compile(rf"## ([a-z0-9]+(?:-[a-z0-9]+)*)(?: \{{({'|'.join(KINDS)})\}})?\Z")
_TIGHT_KEY = re.compile(rf"({'|'.join(PROPERTIES)}):[ \t]*")
_PROPERTY = re.compile(r"([A-Za-z][\w-]{0,39}):(?=[ \t]|\Z)[ \t]*")
_ITEM_KEY = re.compile(rf"({'|'.join(KEYS)}):[ \t]+")
_STRUCTURE_NAMES = {
    "fence": "Code blocks have no meaning here",
    "rule": "Rules and underlined headings have no meaning here",
    "table": "Tables have no meaning here",
    "link": "Link definitions and footnotes have no meaning here, and no preview would show them",
    "html": "HTML has no meaning here",
}
_PROSE_FIRST = frozenset("`~=|[<*+_0123456789\\")
_BULLET_FIRST = frozenset("-*+" + DASHES)


@dataclass(frozen=True, slots=True)
class ParsedClaims:
    """What was understood of a claims file, and what was not.

    `roles` has one letter a line, for the formatter: b blank, s section, h claim, p prose, q quotation, i item,
    r property, c value goes on, n quotation under an item, x comment, y comment under an item, k its later lines,
    ? an error.
    """

    tree: ClaimsFile
    diagnostics: tuple[Diagnostic, ...]
    roles: str = ""


def parse(text: str, path: str) -> ParsedClaims:
    """Parse the text of the claims file `path`. Any text gives a tree, and diagnostics in the order of the file."""
    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage, and looking for some takes longer than the parsing
    try:
        return _Parser(text, path).run()
    finally:
        if collecting:
            gc.enable()


class _Parser(TreeBuilder):
    __slots__ = ()

    def run(self) -> ParsedClaims:
        add_role = self._roles.append
        column = 2 if self._text.startswith("\ufeff") else 1
        for number, (text, start) in enumerate(self._lines(), 1):
            if self._comment is not None:
                add_role(self._read_comment_line(stretch(text, start, number, column)))
            elif not text:
                if self._paragraph is not None or self._quote is not None:
                    self._read_blank()
                self._last = None
                add_role("b")
            elif text[0] in " \t":
                add_role(self._read_indented(_new(Stretch, (text, start, number, column))))
            else:
                self._before = self._end
                self._end = line = _new(Stretch, (text, start, number, column))
                add_role(self._read_at_margin(line))
            column = 1
        if self._comment is not None:
            self._report(
                codes.UNTERMINATED_COMMENT,
                self._span_of(self._comment, 0, 4),
                "This comment is never closed",
                "Close it with `-->`; until then everything below is hidden.",
            )
            self._close_comment(self._end)
        self._close_claim(self._end)
        sections = tuple(open_section.finish() for open_section in self._sections)
        return ParsedClaims(
            ClaimsFile(self._path, sections, tuple(self._preamble)), self._all_diagnostics(), "".join(self._roles)
        )

    def _lines(self) -> Iterable[tuple[str, int]]:
        """Each line without its end, and the offset at which it begins."""
        text = self._text
        begin = 1 if text.startswith("\ufeff") else 0
        if "\r" not in text:
            lines = (text[1:] if begin else text).split("\n")
            return zip(lines, accumulate((len(line) + 1 for line in lines), initial=begin), strict=False)
        ends = list(_LINE_END.finditer(text, begin))
        starts = [begin, *(end.end() for end in ends)]
        stops = [*(end.start() for end in ends), len(text)]
        return ((text[start:stop], start) for start, stop in zip(starts, stops, strict=True))

    # one line

    def _read_blank(self) -> None:
        if self._paragraph is not None:
            self._close_paragraph()
        if self._quote is not None:
            self._close_quote()

    def _read_at_margin(self, line: Stretch) -> str:
        text = line.text
        first = text[0]
        if first == "-":
            good = _GOOD_ITEM.match(text)
            if good is not None and self._claim is not None:
                self._close_item()
                self._claim.unknown_item = False
                self._item = self._last = self._raw_line(line, good[1], 2, good.end())
                return "i"
            if BULLET.match(text) and not STRUCTURE.match(text):
                return self._read_item(line)
        elif first == ">":
            return self._read_quote(line, None)
        elif first == "#":
            good = _GOOD_CLAIM.match(text)
            if good is None:
                return self._read_heading(line)
            name = good[1]
            words = Words(name, self._span_of(line, 3, 3 + len(name)))
            kind_span = self._span_of(line, good.start(2), good.end(2)) if good[2] else None
            self._begin_claim(words, good[2] or "claim", kind_span, self._span_of(line, 0, len(text)))
            return "h"
        elif first == "<" and text.startswith("<!--"):
            return self._open_comment(line)
        return self._read_text(line)

    def _read_indented(self, line: Stretch) -> str:
        text, start, number, column = line
        stripped = text.lstrip(" \t")
        if not stripped:
            self._read_blank()
            self._last = None
            return "b"
        self._before, self._end = self._end, line
        width = len(text) - len(stripped)
        columns = len(text[:width].expandtabs(4)) if "\t" in text else width
        inner = _new(Stretch, (stripped, start + width, number, column + width))
        if stripped.startswith("<!--"):
            return self._open_comment(inner, inside=self._item is not None and columns >= 2)
        if self._item is not None and columns >= 2:
            return self._read_in_item(inner)
        return self._read_stray(inner, columns)

    def _read_stray(self, line: Stretch, columns: int) -> str:
        """An indented line that belongs to no item."""
        text = line.text
        key = _PROPERTY.match(text)
        if key and self._claim is not None and self._is_property(key[1]):
            if self._item is not None:
                self._unknown(line, "A property needs two spaces before it", "Indent the line by two spaces.")
                return self._read_in_item(line) and "?"
            if self._paragraph is None or key[1] in ALL_PROPERTIES:
                self._report(
                    codes.PROPERTY_WITHOUT_ITEM,
                    self._span_of(line, 0, len(key[1])),
                    f"`{key[1]}` is a property, but there is no item above it",
                    "Put it under an item, such as `- because: …`, with nothing but its other properties between.",
                )
                return "?"
        if columns <= 3:
            return self._read_at_margin(line)
        if self._paragraph is not None and not self._is_structure(text):
            return self._read_text(line)
        self._unknown(
            line, "This line is indented but belongs to no item", "Begin it at the margin: Markdown shows it as code."
        )
        return "?"

    def _is_property(self, name: str) -> bool:
        return name in ALL_PROPERTIES or name.startswith("cq") or nearest(name, ALL_PROPERTIES) is not None

    def _is_structure(self, stripped: str) -> bool:
        return bool(
            stripped[0] in "#>" or BULLET.match(stripped) or STRUCTURE.match(stripped) or stripped.startswith("<!--")
        )

    def _read_in_item(self, line: Stretch) -> str:
        text = line.text
        item = self._item
        assert item is not None
        if text[0] == ">":
            return self._read_quote(line, item)
        key = _PROPERTY.match(text)
        if key:
            if self._quote is not None:
                self._close_quote()
            raw = self._raw_line(line, key[1], key.start(1), key.end())
            item.add(raw)
            self._last = raw
            return "r"
        if BULLET.match(text) and not STRUCTURE.match(text):
            self._unknown(line, "Items cannot stand inside an item", "Begin it at the margin.")
            return self._read_item(line)
        if text[0] == "#" or STRUCTURE.match(text):
            self._unknown(line, "This has no meaning inside an item", "Begin it at the margin, or put a \\ before it.")
            return "?"
        return self._continue_value(line)

    def _continue_value(self, line: Stretch) -> str:
        if self._quote is not None:
            self._lazy(line, "the quotation above")
            self._quote.append(self._prose(line))
            return "?"
        target = self._last or self._last_of_item()
        if target is None:
            return "?"
        part = self._prose(line)
        target.go_on(part)
        return "c"

    def _last_of_item(self) -> RawLine | None:
        item = self._item
        if item is None:
            return None
        for node in reversed(item.body or ()):
            if isinstance(node, RawLine):
                return node
        return item

    # headings

    def _read_heading(self, line: Stretch) -> str:
        text = line.text.rstrip(" \t")
        level = len(text) - len(text.lstrip("#"))
        unclosed = text.rstrip("#")
        if len(unclosed) > level and unclosed[-1] in " \t":
            text = unclosed.rstrip(" \t")  # Markdown lets a heading be closed by more of the same
        title = text[level:].lstrip(" \t")
        at = len(text) - len(title)
        span = self._span_of(line, 0, len(text))
        if title and at == level:
            self._report(
                codes.WRONG_HEADING,
                self._span_of(line, 0, level),
                "A heading needs a space after #",
                f"Write `{text[:level]} {title[:40]}`; text that begins with # needs a \\ before it.",
            )
        if level > 2:
            self._report(
                codes.WRONG_HEADING,
                self._span_of(line, 0, level),
                f"A heading of depth {level} has no meaning here",
                "# begins a section, ## a claim. Notes are plain paragraphs.",
            )
            if title != id_from(title):
                self._close_item()
                return "?"
        if level == 1:
            return self._open_section(line, title, at, span)
        self._open_claim(line, title, at, span)
        return "h"

    def _open_section(self, line: Stretch, title: str, at: int, span: Span) -> str:
        self._close_claim(self._before)
        if not title:
            self._report(codes.WRONG_HEADING, span, "The section has no title", "Write `# Title`.")
        words = Words(title, self._span_of(line, at, at + len(title))) if title else None
        self._sections.append(OpenSection(words, span))
        return "s"

    def _open_claim(self, line: Stretch, title: str, at: int, span: Span) -> None:
        self._close_claim(self._before)  # before anything is reported on the next one
        name, brace, rest = title.partition("{")
        name = name.rstrip(" \t")
        words = Words(name, self._span_of(line, at, at + len(name)))
        if not name:
            self._report(
                codes.BAD_ID, span, "The claim has no id", "Write `## turkey-first-to-help`: words joined by hyphens."
            )
            words = Words(f"{UNNAMED}{len(self._claim_ids) + 1}", span)
        else:
            words = report_bad_id(words, self._report)
        kind, kind_span = "claim", None
        if brace:
            written = rest.rstrip(" \t")
            closed = written.endswith("}")
            written = written[:-1] if closed else written
            stripped = written.strip(" \t")
            start = at + title.index("{") + 1 + len(rest) - len(rest.lstrip(" \t"))
            kind_span = self._span_of(line, start, start + len(stripped))
            kind = self._kind(stripped, kind_span, closed)
        self._begin_claim(words, kind, kind_span, span)

    def _begin_claim(self, words: Words, kind: str, kind_span: Span | None, span: Span) -> None:
        self._close_claim(self._before)
        first = self._claim_ids.setdefault(words.text, words.span)
        if first is not words.span:
            self._report(
                codes.DUPLICATE_ID,
                words.span,
                f"The id `{words.text}` is given twice",
                "Give one of the two another id, and look at what refers to it.",
                ((first, "first given here"),),
            )
        if not self._sections:
            self._sections.append(OpenSection(None, span))
        self._claim = OpenClaim(words, kind, kind_span, span)

    def _kind(self, written: str, span: Span, closed: bool) -> str:
        if not closed:
            self._report(codes.UNKNOWN_KIND, span, "The kind is not closed", f"Write `{{{written or 'claim'}}}`.")
        elif written not in KINDS:
            near = nearest(written, KINDS)
            self._report(
                codes.UNKNOWN_KIND,
                span,
                f'Unknown kind "{written[:40]}"',
                f"Did you mean `{{{near}}}`?" if near else f"The kinds are: {', '.join(KINDS)}.",
            )
            return near or "claim"
        return written if written in KINDS else "claim"

    # items and quotations

    def _read_item(self, line: Stretch) -> str:
        text = line.text
        bullet = BULLET.match(text)
        assert bullet is not None
        self._close_item()
        if self._claim is None:
            return self._before_claim(line)
        key = _KEY.match(text, bullet.end()) or _TIGHT_KEY.match(text, bullet.end())
        if key is None:
            self._unknown(
                line,
                "An item begins with a key",
                did_you_mean(
                    text[bullet.end() :].split(" ")[0],
                    KEYS,
                    f"Write `- key: value`; the keys are: {', '.join(KEYS)}.",
                    shown="`- {}: …`",
                ),
            )
            return "?"
        if bullet[1] != "-":
            self._unknown(line, "Items begin with -", "Write `- key: value`.")
        name = key[1]
        raw = self._raw_line(line, name, key.start(1), key.end())
        self._item = self._last = raw
        if name not in PROPERTIES:
            near = nearest(name, KEYS)
            self._report(
                codes.UNKNOWN_KEY,
                raw.key_span,
                f"Unknown key `{name}`",
                f"Did you mean `{near}`?" if near else f"The keys are: {', '.join(KEYS)}.",
            )
            if near is None:
                self._claim.unknown_item = True
                return "?"
            raw.key = near
        self._claim.unknown_item = False
        return "i"

    def _raw_line(self, line: Stretch, name: str, key_at: int, value_at: int) -> RawLine:
        value = line.text[value_at:].rstrip(" \t")
        if "!--" in value:
            self._refuse_comment(line)
            value = read_comment_marks(value)
        return RawLine(self._path, line, name, key_at, value, value_at)

    def _read_quote(self, line: Stretch, owner: RawLine | None) -> str:
        if self._claim is None:
            return self._before_claim(line)
        if owner is None and self._item is not None:
            self._close_item()
        if self._paragraph is not None:
            self._close_paragraph()
        text = line.text
        at = 0
        while text.startswith(">", at):
            at += 1
            while text[at : at + 1] in (" ", "\t") and at < len(text):
                at += 1
        words = text[at:].rstrip(" \t")
        if words.startswith("\\") and words.lstrip("\\").startswith(">"):
            words, at = words[1:], at + 1
        if self._quote is None:
            self._quote = [stretch("", line.start, line.line, line.column)]
            self._quote_owner = owner
        if "!--" in words:
            self._refuse_comment(line)
            words = read_comment_marks(words)
        self._quote.append(stretch(words, line.start + at, line.line, line.column + at) if words else None)
        self._last = None
        return "n" if owner else "q"

    # prose

    def _read_text(self, line: Stretch) -> str:
        if self._claim is None:
            return self._before_claim(line)
        text = line.text
        if text[0] in _PROSE_FIRST or text[0] == "-":
            found = STRUCTURE.match(text)
            if found:
                self._unknown(
                    line, _STRUCTURE_NAMES[found.lastgroup or "rule"], "Put a \\ before it to write it as text."
                )
                return "?"
            if BULLET.match(text):
                return self._read_list_line(line)
        if text[0] in _BULLET_FIRST and (found := LOOKALIKE.match(text)):
            return self._read_lookalike(line, found)
        key = _ITEM_KEY.match(text)
        if key and (self._paragraph is None or self._surely_item(key[1], text[key.end() :])):
            self._report(
                codes.MISSING_DASH,
                self._span_of(line, 0, len(key[1]) + 1),
                f"`{key[1]}:` begins an item, but there is no - before it",
                f"Write `- {key[1]}: …`.",
            )
            self._close_item()
            self._item = self._last = self._raw_line(line, key[1], 0, key.end())
            self._claim.unknown_item = False
            return "?"
        if self._quote is not None:
            self._lazy(line, "the quotation above")
            self._quote.append(self._prose(line))
            return "?"
        if self._last is not None:
            self._lazy(line, "the item above")
            return "?"
        if self._paragraph is None:
            self._close_item()
            self._paragraph = []
        self._paragraph.append(self._prose(line))
        return "p"

    def _read_lookalike(self, line: Stretch, found: re.Match[str]) -> str:
        """An item whose hyphen or space is another character than the one on the keyboard."""
        key = found[1].lower()
        self._unknown(line, "Items begin with a hyphen and a space", f"Write `- {key}: …`.")
        self._close_item()
        self._item = self._last = self._raw_line(line, key, found.start(1), found.end())
        assert self._claim is not None
        self._claim.unknown_item = False
        return "?"

    def _surely_item(self, key: str, value: str) -> bool:
        if key in ("because", "but"):
            return all(part.strip() and part.strip() == id_from(part) for part in value.split("+"))
        return key in ("said-by", "waive") or (key == "cites" and value.lstrip(" [-").startswith("@"))

    def _read_list_line(self, line: Stretch) -> str:
        bullet = BULLET.match(line.text)
        assert bullet is not None
        key = _KEY.match(line.text, bullet.end())
        if key and (key[1] in PROPERTIES or nearest(key[1], KEYS)):
            return self._read_item(line)
        self._unknown(
            line, "Lists have no meaning in notes", "Write `- key: value`, or put a \\ before it to write it as text."
        )
        return "?"

    def _prose(self, line: Stretch) -> Stretch:
        """The line's text without white space at its end and without escapes."""
        text = line.text.rstrip(" \t")
        if "<" in text:
            self._refuse_comment(line)
        if "\\" in text:
            text, dropped = read_prose(text)
            return stretch(text, line.start + dropped, line.line, line.column + dropped)
        return line if len(text) == len(line.text) else stretch(text, line.start, line.line, line.column)

    def _refuse_comment(self, line: Stretch) -> None:
        at = line.text.find("<!--")
        if at >= 0:
            self._report(
                codes.INLINE_COMMENT,
                self._span_of(line, at, at + 4),
                "A comment stands on lines of its own",
                "Move it to its own line; to write these characters as text, put a \\ after the <.",
            )

    def _before_claim(self, line: Stretch) -> str:
        self._report(
            codes.TEXT_BEFORE_CLAIM,
            self._span_of(line, 0, len(line.text.rstrip(" \t"))),
            "There is text before the first claim" if not self._sections else "There is text outside any claim",
            "Begin a claim with `## id` above it, or make it a comment: <!-- … -->.",
        )
        return "?"

    def _lazy(self, line: Stretch, what: str) -> None:
        self._report(
            codes.LAZY_LINE,
            self._span_of(line, 0, len(line.text.rstrip(" \t"))),
            f"This line runs into {what}",
            "Leave an empty line before it; or, if it goes on, begin it as the line above begins.",
        )

    def _unknown(self, line: Stretch, message: str, help: str) -> None:
        self._report(codes.UNKNOWN_LINE, self._span_of(line, 0, len(line.text.rstrip(" \t"))), message, help)

    # comments

    def _open_comment(self, line: Stretch, inside: bool = False) -> str:
        self._close_quote()
        self._close_paragraph()
        self._comment = line
        self._comment_inside = inside
        if not inside:
            self._last = None
        self._read_comment_line(line, 4)
        return "y" if inside else "x"

    def _read_comment_line(self, line: Stretch, after: int = 0) -> str:
        self._end = line
        at = line.text.find("-->", after)
        if at < 0:
            return "k"
        end = at + 3
        self._close_comment(stretch("", line.start + end, line.line, line.column + end))
        rest = line.text[end:].strip(" \t")
        if rest:
            begin = line.text.index(rest, end)
            self._report(
                codes.INLINE_COMMENT,
                self._span_of(line, begin, begin + len(rest)),
                "Nothing may follow a comment on its line",
                "Begin a new line after `-->`.",
            )
        return "k"

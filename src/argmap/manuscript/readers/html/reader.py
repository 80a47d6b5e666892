"""Reads HTML: the main text of a page with its headings, lists, quotations, tables, footnotes and reference list.

What frames the text (navigation, banners, comments, scripts) is left out: by its element, its role or its class, and
by choosing the element that holds most of the paragraphs. Footnotes are told by links that lead to the element which
holds the body and, mostly, back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.looks import true_place
from argmap.ground.places import TextFile
from argmap.manuscript.document import BlockKind, Mark, MarkKind, NamedBibliography, Note, Reference
from argmap.manuscript.draft import Draft
from argmap.manuscript.headings import heads_references
from argmap.manuscript.readers.bibliographies import cited_works, find_bibliography, remarks_on
from argmap.manuscript.readers.html.links import YEAR, Links, with_buttons_as_links, with_own_address_left_out
from argmap.manuscript.readers.html.parts import (
    BLOCKS,
    CITES,
    DROPPED,
    HEADINGS,
    INLINE,
    KINDS,
    TARGETS,
    date_of,
    has_frame_words,
    has_list_words,
    has_note_words,
    is_back_link,
    is_displayed,
    is_formula,
    is_label,
    is_legend,
    is_note_in_line,
    is_unseen,
    is_whole_entry,
    journal_of,
    kind_by_style,
    stated_in_head,
    title_heading,
    title_of,
)
from argmap.manuscript.readers.markup import Node, Tree, parse_markup, pieces_of
from argmap.manuscript.readers.printed import printed_in_html
from argmap.manuscript.readers.stated import reference_from_parsed, tied
from argmap.manuscript.readers.tracing import SUPERSCRIPTS, TracedText
from argmap.sources import Source
from argmap.tongues.encodings import decode

_LONGEST_FORMULA = 40
_SHORTEST_ENTRY = 15
_RAW_FORMULA = re.compile(r"\$\$(?s:[^$]{1,3000}?)\$\$|\\\[(?s:.{1,2000}?)\\\]")
_CALLS = "*†‡⁰¹²³⁴⁵⁶⁷⁸⁹"
_LEFT_BY_BACK_LINKS = re.compile(r"[\s^↑]+")
_LEAST_WEIGHT = 2000
_LONGEST_BETWEEN = 40
_BETWEEN = re.compile(r"[\s;,]{0,6}(?:and|&)?\s?")
_LOCATOR = re.compile(r"[,:]\s*([^\s)\]][^)\]]{0,40})")
_NARRATIVE = re.compile(r"[^\W\d_]\s\(\d{4}[a-z]?\)$")
_NARRATIVE_BEFORE = re.compile(r"[^\W\d_]\.?\s\($")
_NUMBERS = re.compile(r"\d{1,4}(?:[,–-]\s?\d{1,4}){0,20}[)\]]?")
_OWN_LABEL = re.compile(r"\W{0,2}(\d{1,4}|[ivxlc]{1,6}|[a-z])(?:[\].):]{1,2}(?=\s|$|\w)|(?=\W))")


def draft_html(data: bytes, shown_as: str, path: Path | None = None) -> Draft:
    """Read the bytes of an HTML page. Raises `ArgmapError` where it holds no text to read.

    With `path`, a bibliography that the page names is looked for beside it.
    """
    text, remarks = decode(data, shown_as)
    tree = parse_markup(text, is_html=True)
    draft = _Reader(tree, shown_as, path).draft((*remarks, *tree.remarks))
    if not draft.blocks:
        raise ArgmapError(
            f"{shown_as} holds no text outside scripts and navigation. Save the page with its text, or give the "
            f"paper's PDF."
        )
    return draft


@dataclass(slots=True)
class _Reader:
    """Walks a page once. `entry` is the name of the entry of a list of works that is being read."""

    tree: Tree
    shown_as: str
    path: Path | None
    out: TracedText = field(init=False)
    links: Links = field(init=False)
    title: Node | None = None
    listed: dict[str, Reference] = field(default_factory=dict)
    entry: str | None = None
    waiting: list[tuple[str, Node]] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    marks: list[tuple[Mark, str]] = field(default_factory=list)

    def draft(self, remarks: tuple[str, ...]) -> Draft:
        self.out = TracedText(TextFile(self.shown_as, self.tree.text))
        with_own_address_left_out(self.tree)
        with_buttons_as_links(self.tree)
        self.links = Links(self.tree)
        self.title = title_heading(self.tree)
        self._flow(self._main(), False)
        text, blocks, places = self.out.finish()
        references, bibliographies = self._bibliography(text)
        by_key = {reference.key or "": reference for reference in references}
        stated = stated_in_head(self.tree)
        marks = tuple(self._linked(mark, target, by_key) for mark, target in self.marks)
        title = next((text[b.start : b.end] for b in blocks if b.kind == "title"), None) or title_of(
            self.tree, self.title, stated, Path(self.shown_as).stem
        )
        return Draft(
            self.shown_as,
            "html",
            text,
            blocks,
            title=" ".join(title.split()).rstrip(_CALLS) or None,
            date=date_of(stated),
            journal=journal_of(stated),
            notes=tuple(self.notes.values()),
            marks=marks,
            marks_complete=bool(marks),
            references=(*references, *self.listed.values()),
            remarks=(*remarks, *remarks_on(bibliographies)),
            places=places,
            printed=(printed_in_html(self.tree.text),),
            bibliographies=bibliographies,
        )

    def _bibliography(self, text: str) -> tuple[tuple[Reference, ...], tuple[NamedBibliography, ...]]:
        """The works cited by key, from the bibliography in the page (Distill) or the file that it names."""
        within: list[Source] = []
        for script in self.tree.root.find_all("script"):
            if script.attributes.get("type") == "text/bibliography":
                from argmap.sources.bibliography.bibtex import read_bibtex

                words = self.tree.text[script.start : script.end].partition(">")[2].rpartition("</")[0]
                within += read_bibtex(TextFile(self.shown_as, words), lambda _: None)
        folder = true_place(self.path).parent if self.path else Path()
        names = [
            node.attributes["src"] for node in self.tree.root.find_all("d-bibliography") if "src" in node.attributes
        ]
        named = {name: find_bibliography(name, [folder] if self.path else []) for name in names}
        keys = dict.fromkeys(target[1:] for _, target in self.marks if target.startswith("@"))
        return cited_works(named, folder, keys, text if named or within else "", within=within)

    def _main(self) -> Node:
        """The element that holds the paper: `main` or `article` where they hold most of the text."""
        body = self.tree.root.first("body") or self.tree.root
        total = self._weight(body)
        for tag in ("article", "main"):
            best = max(body.find_all(tag), key=self._weight, default=None)
            if best and self._weight(best) > 0.6 * total:
                return body if self.links.bodies_outside(best) else best
        return body

    def _weight(self, node: Node) -> int:
        return sum(p.end - p.start for p in node.find_all("p"))

    def _flow(self, node: Node, in_list_of_works: bool, kind: BlockKind = "paragraph") -> None:
        """Blocks below a node; text and inline elements between block elements make paragraphs of their own."""
        loose: list[Node | tuple[int, int, bool]] = []
        for child in node.children:
            if isinstance(child, tuple) or self._is_running_text(child):
                loose.append(child)
                continue
            self._paragraph(loose, kind, in_list_of_works)
            loose = []
            if isinstance(child, tuple):
                continue
            if id(child) in self.links.bodies:
                self._note(child)
                continue
            if is_unseen(child):
                self._notes_within(child)
                continue
            if in_list_of_works and self._leads_to_texts(child):
                continue
            if self._is_frame(child, in_list_of_works) or (is_formula(child) and is_displayed(child)):
                continue
            works = in_list_of_works or (has_list_words(child) and not has_note_words(child))
            around, self.entry = self.entry, self.links.entries.get(id(child), self.entry)
            if level := HEADINGS.get(child.tag):
                in_list_of_works = heads_references(self.tree.words(child))
                self._heading(child, level)
            elif self._is_loose_note(child):
                self._paragraph(list(child.children), "note", False)
            elif is_whole_entry(child) or (child.tag == "li" and id(child) in self.links.entries):
                self._paragraph(list(child.children), "paragraph", True)
            elif child.tag in KINDS and not self._holds_blocks(child):
                inner = KINDS[child.tag] if kind == "paragraph" or child.tag != "p" else kind
                self._paragraph(list(child.children), kind_by_style(child) or inner, works)
            elif child.tag == "li":
                self._flow(child, works, "item")
            else:
                self._flow(child, works, _kind_below(child, kind))
            self.entry = around
        self._paragraph(loose, kind, in_list_of_works)

    def _is_running_text(self, node: Node) -> bool:
        return node.tag in INLINE and id(node) not in self.links.bodies and not self._holds_blocks(node)

    def _is_loose_note(self, node: Node) -> bool:
        """A numbered item in a list named as notes, in a page whose calls lead to no bodies."""
        return (
            node.tag == "li"
            and not self.links.bodies
            and node.parent is not None
            and has_note_words(node.parent)
            and bool(re.match(r"\W{0,2}\d{1,3}(?!\d)", self.tree.words(node)))
        )

    def _holds_blocks(self, node: Node) -> bool:
        return any(
            (n.tag not in INLINE and n.tag not in ("td", "th")) or id(n) in self.links.bodies
            for n in node.find_all(*BLOCKS)
        ) or any(id(n) in self.links.bodies for n in node.nodes())

    def _leads_to_texts(self, node: Node) -> bool:
        """Whether a block behind the words of an entry holds links alone: "Article", "PubMed", "Google Scholar"."""
        if node.tag in INLINE or node.parent is None or node.parent.tag not in ("li", "dd"):
            return False
        words = self.tree.words(node)
        if not words or YEAR.search(words) or re.search(r"\w", self.tree.words(node, frozenset("a"))):
            return False
        return any(self.tree.words(before) for before in node.parent.nodes() if before.end <= node.start)

    def _is_frame(self, node: Node, in_list_of_works: bool) -> bool:
        if node.tag == "aside":
            # Beside the text stand advertisements, inside it remarks; Pandoc sets its notes in one.
            return not any(id(n) in self.links.bodies for n in node.find_all(*TARGETS)) and not _in_text(node)
        if node.tag in DROPPED:
            return node.tag != "header" or not node.first("h1")
        entry = id(node) in self.links.entries or (in_list_of_works and node.tag in KINDS)
        return has_frame_words(node, entry) and self._weight(node) < _LEAST_WEIGHT

    def _heading(self, node: Node, level: int) -> None:
        start = self.out.length
        self._inline(list(node.children))
        self.out.block("title" if node is self.title else "heading", start, level)
        self.out.part()

    def _paragraph(self, children: list[Node | tuple[int, int, bool]], kind: BlockKind, works: bool) -> None:
        if all(isinstance(child, tuple) and not self.tree.text[child[0] : child[1]].strip() for child in children):
            return
        start = self.out.length
        self._inline(children, skip_back_links=self.entry is not None)
        if self.entry is not None and (left := _LEFT_BY_BACK_LINKS.match(self.out.since(start))):
            start += left.end()
        words = " ".join(self.out.since(start).split())
        if kind in ("paragraph", "item") and works and len(words) > _SHORTEST_ENTRY:
            kind = "reference"
        if block := self.out.block(kind, start):
            self.out.part()
            if kind == "reference" and self.entry is not None and self.entry not in self.listed:
                name = f"r{len(self.listed) + 1}"
                above = next(reversed(self.listed.values()), None)
                self.listed[self.entry] = reference_from_parsed(
                    name, words, block.start, block.end, above, key=self.entry
                )
        waiting, self.waiting = self.waiting, []
        for name, node in waiting:
            self._note_from(name, node)

    def _inline(self, children: list[Node | tuple[int, int, bool]], skip_back_links: bool = False) -> None:
        for place, child in enumerate(children):
            if isinstance(child, tuple):
                self._words(child[0], child[1])
            elif child.tag in ("sup", "a") and self._numbers_what_follows(child, children[place + 1 : place + 3]):
                continue
            elif child.tag == "br":
                self.out.put("\n", child.start, child.end)
            elif is_note_in_line(child):  # shown or not
                self._footnote(child)
            elif is_formula(child):
                self._formula(child)
            elif (
                child.tag in DROPPED
                or child.tag == "img"
                or is_unseen(child)
                or (self.entry is not None and self._leads_to_texts(child))
            ):
                continue
            elif child.tag in CITES:
                self._keys(child)
            elif self.entry is not None and is_label(child):
                words = self.tree.words(child)  # a number; names and year say again what the entry says
                self.out.put(
                    f"{words} " if re.search(r"\d", words) and not YEAR.search(words) else "", child.start, child.end
                )
            elif self.links.is_call(child):
                self._call(child)
            elif child.tag == "a" and (entry := self.links.entry(child)):
                self._citation(child, entry)
            elif skip_back_links and is_back_link(self.tree, child):
                continue
            elif (
                child.tag == "sup"
                and _NUMBERS.fullmatch(self.tree.words(child))
                and not any(map(self.links.entry, child.find_all("a")))
            ):
                self.out.put(self.tree.words(child).rstrip(")]").translate(SUPERSCRIPTS), child.start, child.end)
            elif child.tag in INLINE:
                self._inline(list(child.children), skip_back_links)
            else:
                if child.tag not in ("td", "th") and not self.out.since(self.out.length - 1).isspace():
                    self.out.put("\n", child.start, child.start)
                self._inline(list(child.children), skip_back_links)
                self.out.put("\t" if child.tag in ("td", "th") else "\n", child.end, child.end)

    def _numbers_what_follows(self, node: Node, behind: Sequence[Node | tuple[int, int, bool]]) -> bool:
        """Whether an element is the printed number of a note whose body stands right behind it in the line."""
        text = self.tree.text
        note = next((c for c in behind if isinstance(c, Node) or text[c[0] : c[1]].strip()), None)
        if not isinstance(note, Node) or not is_note_in_line(note):
            return False
        return _NUMBERS.fullmatch(self.tree.words(node).strip("[]")) is not None

    def _words(self, start: int, end: int) -> None:
        """A stretch of text; formulas that stand in it on lines of their own are left out."""
        at = start
        for formula in _RAW_FORMULA.finditer(self.tree.text, start, end):
            for words, first, last in pieces_of(self.tree.text, at, formula.start()):
                self.out.put(words, first, last)
            at = formula.end()
        for words, first, last in pieces_of(self.tree.text, at, end):
            self.out.put(words, first, last)

    def _formula(self, node: Node) -> None:
        """A formula in the line stands as it is where it is short, else as an ellipsis; others are left out."""
        if is_displayed(node):
            return
        math = node if node.tag == "math" else node.first("math") or node
        words = self.tree.words(math, _SAID_AGAIN)
        self.out.put(words if len(words) <= _LONGEST_FORMULA else "…", node.start, node.end)

    def _keys(self, node: Node) -> None:
        """Distill's citation by keys: they are written in brackets, whatever the page would show for them."""
        keys = [key.strip() for key in (node.attributes.get("key") or node.attributes.get("bibtex-key", "")).split(",")]
        group = len(self.marks) + 1
        for place, key in enumerate(filter(None, keys)):
            self.out.put("; " if place else "[", node.start, node.start)
            start = self.out.length
            self.out.put(f"@{key}", node.start, node.end)
            self.marks.append((Mark("", f"@{key}", "key", start, self.out.length, group=group), f"@{key}"))
        if any(keys):
            self.out.put("]", node.end, node.end)

    def _footnote(self, node: Node) -> None:
        """Distill's footnote: its body stands where it is called, and is written below the paragraph."""
        name = f"<{node.start}"
        number = self.links.numbers.setdefault(name, len(self.links.numbers) + 1)
        start = self.out.length
        self.out.put(str(number).translate(SUPERSCRIPTS), node.start, node.start)
        mark = Mark("", str(number), "note", start, self.out.length, number=number, group=len(self.marks) + 1)
        self.marks.append((mark, name))
        self.waiting.append((name, node))

    def _citation(self, link: Node, entry: str) -> None:
        """A link to an entry: its number, its author and year, or nothing, which reads as the name of the entry."""
        words = self.tree.words(link)
        start = self.out.length
        before = self.out.since(max(0, start - _LONGEST_BETWEEN))
        if words:
            self._inline(list(link.children))
        else:
            self.out.put(f"[{entry}]", link.start, link.end)
        year, digits = YEAR.search(words), re.sub(r"\D", "", words)
        kind: MarkKind = "author-date" if year else "numeric" if digits else "key"
        last = self.marks[-1][0] if self.marks else None
        joined = last is not None and _BETWEEN.fullmatch(self.out.since(last.end)[: start - last.end])
        mark = Mark(
            "",
            words or f"[{entry}]",
            kind,
            start,
            self.out.length,
            number=int(digits) if kind == "numeric" else None,
            group=last.group if last and joined else len(self.marks) + 1,
            year=year[0] if year else None,
            locator=found[1] if year and (found := _LOCATOR.match(words, year.end())) else None,
            narrative=bool(_NARRATIVE.search(words) or (YEAR.fullmatch(words) and _NARRATIVE_BEFORE.search(before))),
        )
        self.marks.append((mark, f"#{entry}"))

    def _call(self, node: Node) -> None:
        links = [node] if node.tag == "a" else [a for a in node.find_all("a") if self.links.called(a)]
        for link in links:
            name = self.links.called(link)
            words = self.tree.words(link)
            digits = re.sub(r"\D", "", words)
            number = int(digits[:6]) if digits else self.links.numbers[name or ""]
            start = self.out.length
            self.out.put(digits.translate(SUPERSCRIPTS) or words, link.start, link.end)
            mark_kind: MarkKind = "note"
            self.marks.append(
                (
                    Mark("", words, mark_kind, start, self.out.length, number=number, group=len(self.marks) + 1),
                    name or "",
                )
            )

    def _note(self, node: Node) -> None:
        self._note_from(self.links.bodies[id(node)], node)

    def _notes_within(self, node: Node) -> None:
        """The bodies that a page keeps hidden until their calls are touched."""
        for body in node.find_all(*TARGETS):
            if id(body) in self.links.bodies:
                self._note(body)

    def _note_from(self, name: str, node: Node) -> None:
        called = next((m for m, target in self.marks if target == name), None)
        start = self.out.length
        label = called.text.strip("[]() ") if called else str(self.links.numbers.get(name, ""))
        own = _OWN_LABEL.match(self.tree.words(node))
        if own and not own[1].isdigit() and own[1] != label:
            own = None
        if not own and label:
            self.out.put(f"{label}. ", node.start, node.start)
        body_start = self.out.length
        self._inline(list(node.children), skip_back_links=True)
        body = " ".join(self.out.since(body_start).split())
        if own and (printed := _OWN_LABEL.match(body)) and printed[1] == own[1]:
            body = body[printed.end() :].lstrip()
        block = self.out.block("note", start)
        if block:
            digits = re.sub(r"\D", "", label)
            number = called.number if called else int(digits) if digits else None
            self.notes[name] = Note(
                f"n{len(self.notes) + 1}", number, label, body.strip(" ↩︎^↑"), block.start, block.end
            )
        self.out.part()

    def _linked(self, mark: Mark, target: str, by_key: dict[str, Reference]) -> Mark:
        if target.startswith("@"):
            return tied(mark, by_key, target[1:])
        if target.startswith("#"):
            entry = self.listed.get(target[1:])
            if entry is None:
                return mark
            families = tuple(author.split(",")[0] for author in entry.authors) if mark.kind == "author-date" else ()
            return replace(mark, references=(entry.id,), authors=families)
        note = self.notes.get(target)
        return replace(mark, note=note.id) if note else mark


_SAID_AGAIN = frozenset(("annotation", "annotation-xml", "mjx-math", "nobr"))


def _kind_below(node: Node, kind: BlockKind) -> BlockKind:
    """The kind of the paragraphs in an element."""
    if node.tag == "blockquote":
        return "quote"
    if node.tag == "aside":
        return "furniture"
    return "caption" if is_legend(node) else kind


def _in_text(node: Node) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("article", "main", "d-article", "dt-article"):
            return True
        above = above.parent
    return False

"""Reads HTML: the main text of a page with its headings, lists, quotations, tables, footnotes and reference list.

What frames the text (navigation, banners, comments, scripts) is left out: by its element, its role or its class, and
by choosing the element that holds most of the paragraphs. Footnotes are told by links that lead to the element which
holds the body and, mostly, back.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from argmap.diagnostics import ArgmapError
from argmap.manuscript.bibliographies import cited_works, find_bibliography, remarks_on
from argmap.manuscript.document import BlockKind, Document, Mark, MarkKind, NamedBibliography, Note, Reference
from argmap.manuscript.draft import Draft
from argmap.manuscript.encoding import decode
from argmap.manuscript.headings import heads_references
from argmap.manuscript.html_parts import (
    BLOCKS,
    CITES,
    DROPPED,
    FOOTNOTES,
    HEADINGS,
    INLINE,
    KINDS,
    TARGETS,
    has_frame_words,
    has_list_words,
    has_note_words,
    holder,
    is_above,
    is_back_link,
    is_cited_as_note,
    is_displayed,
    is_formula,
    is_legend,
    is_note_body,
    is_raised,
    is_unseen,
)
from argmap.manuscript.markup import Node, Tree, parse_markup, pieces_of
from argmap.manuscript.printed import printed_in_html
from argmap.manuscript.stated import reference_from_parsed, tied
from argmap.manuscript.tracing import SUPERSCRIPTS, TracedText
from argmap.manuscript.understanding import understand
from argmap.places import TextFile
from argmap.sources import Source

_LONGEST_FORMULA = 40
_SHORTEST_ENTRY = 15
_RAW_FORMULA = re.compile(r"\$\$(?s:[^$]{1,3000}?)\$\$|\\\[(?s:.{1,2000}?)\\\]")
_LEFT_BY_BACK_LINKS = re.compile(r"[\s^↑]+")
_LEAST_WEIGHT = 2000


def read_html(data: bytes, shown_as: str, path: Path | None = None) -> Document:
    """Read the bytes of an HTML page. Raises `ArgmapError` where it holds no text to read.

    With `path`, a bibliography that the page names is looked for beside it.
    """
    text, remarks = decode(_with_declared_encoding(data), shown_as)
    tree = parse_markup(text, is_html=True)
    draft = _Reader(tree, shown_as, path).draft((*remarks, *tree.remarks))
    if not draft.blocks:
        raise ArgmapError(
            f"{shown_as} holds no text outside scripts and navigation. Save the page with its text, or give the "
            f"paper's PDF."
        )
    return understand(draft)


def _with_declared_encoding(data: bytes) -> bytes:
    """The page as UTF-8 where it declares another encoding than UTF-8 and is none."""
    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", data[:4096], re.IGNORECASE)
    if match is None or match.group(1).lower() in (b"utf-8", b"utf8"):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(match.group(1).decode("ascii")).encode()
        except (UnicodeDecodeError, LookupError):
            return data
    return data


@dataclass(slots=True)
class _Reader:
    """Walks a page once.

    `targets` are the elements that links lead to, by their names; `bodies` and `entries` those that are note bodies and
    entries of a list of works, by their ids here; `lists` the elements below a heading of such a list.
    """

    tree: Tree
    shown_as: str
    path: Path | None
    out: TracedText = field(init=False)
    targets: dict[str, Node] = field(default_factory=dict)
    bodies: dict[int, str] = field(default_factory=dict)
    entries: dict[int, str] = field(default_factory=dict)
    lists: set[int] = field(default_factory=set)
    listed: dict[str, Reference] = field(default_factory=dict)
    entry: str | None = None
    waiting: list[tuple[str, Node]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    marks: list[tuple[Mark, str]] = field(default_factory=list)

    def draft(self, remarks: tuple[str, ...]) -> Draft:
        self.out = TracedText(TextFile(self.shown_as, self.tree.text))
        for node in self.tree.root.find_all(*TARGETS):
            for name in ("id", "name"):
                if name in node.attributes:
                    self.targets.setdefault(node.attributes[name], node)
        self._find_lists()
        self._find_notes()
        self._flow(self._main(), False)
        text, blocks, places = self.out.finish()
        references, bibliographies = self._bibliography(text)
        by_key = {reference.key or "": reference for reference in references}
        marks = tuple(self._linked(mark, target, by_key) for mark, target in self.marks)
        title = next((text[b.start : b.end] for b in blocks if b.kind == "title"), None) or self.tree.words(
            self.tree.root.first("title")
        )
        return Draft(
            self.shown_as,
            "html",
            text,
            blocks,
            title=" ".join(title.split()) or None,
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
                from argmap.sources.bibtex import read_bibtex

                words = self.tree.text[script.start : script.end].partition(">")[2].rpartition("</")[0]
                within += read_bibtex(TextFile(self.shown_as, words), lambda _: None)
        folder = self.path.resolve().parent if self.path else Path()
        names = [
            node.attributes["src"] for node in self.tree.root.find_all("d-bibliography") if "src" in node.attributes
        ]
        named = {name: find_bibliography(name, [folder] if self.path else []) for name in names}
        keys = dict.fromkeys(target[1:] for _, target in self.marks if target.startswith("@"))
        return cited_works(named, folder, keys, text if named or within else "", within=within)

    def _find_lists(self) -> None:
        """Marks what stands below the headings of lists of works, up to the next heading."""
        parents = {id(node.parent): node.parent for node in self.tree.root.find_all(*HEADINGS)}
        for parent in filter(None, parents.values()):
            below = False
            for node in parent.nodes():
                if node.tag in HEADINGS:
                    below = heads_references(self.tree.words(node))
                elif below:
                    self.lists.add(id(node))

    def _find_notes(self) -> None:
        """A link is a note call where it leads inside the page to a body: by its name, or where the body links back.

        What stands in a list of works is no note, and a list whose entries are called again and again is one of works.
        """
        called: Counter[int] = Counter()
        holders: dict[int, Node] = {}
        for link in self.tree.root.find_all("a"):
            target = link.attributes.get("href", "")
            if not target.startswith("#") or len(target) < 2:
                continue
            if self._inside_a_body(link):
                continue  # the way back
            body = self.targets.get(target[1:])
            words = self.tree.words(link).strip("[]()†‡* ")
            if body is None or is_above(body, link) or not (re.fullmatch(r"[\d]{1,4}|[a-z]|[ivxlc]{1,6}|", words)):
                continue
            block = holder(body)
            if is_above(block, link):
                continue
            if self._is_entry(block):
                self.entries.setdefault(id(block), target[1:])
            elif (
                id(block) in self.bodies
                or is_note_body(target[1:], block)
                or (is_raised(link) and block.tag not in HEADINGS)
            ):
                self.bodies.setdefault(id(block), target[1:])
                self.numbers.setdefault(self.bodies[id(block)], len(self.numbers) + 1)
                called[id(block)] += 1
                holders[id(block)] = block
        works = {id(holders[key].parent) for key in called if called[key] > 1 and self._stands_in_list(holders[key])}
        for key, block in holders.items():
            if id(block.parent) in works:
                self.entries[key] = self.bodies.pop(key)

    def _inside_a_body(self, node: Node) -> bool:
        above: Node | None = node
        while above is not None:
            if id(above) in self.bodies:
                return True
            above = above.parent
        return False

    def _is_entry(self, node: Node) -> bool:
        return node.attributes.get("role") == "doc-biblioentry" or (
            self._stands_in_list(node) and not is_cited_as_note(node)
        )

    def _stands_in_list(self, node: Node) -> bool:
        """Whether an element stands in a list of works, by the names of what is above it or by its heading."""
        if id(node) in self.lists:
            return True
        above = node.parent
        while above is not None:
            if has_note_words(above):
                return False
            if has_list_words(above) or id(above) in self.lists:
                return True
            above = above.parent
        return False

    def _main(self) -> Node:
        """The element that holds the paper: `main` or `article` where they hold most of the text."""
        body = self.tree.root.first("body") or self.tree.root
        total = self._weight(body)
        for tag in ("article", "main"):
            best = max(body.find_all(tag), key=self._weight, default=None)
            if best and self._weight(best) > 0.6 * total:
                return body if self._notes_outside(best) else best
        return body

    def _notes_outside(self, node: Node) -> bool:
        bodies = [self.targets[name] for name in self.numbers if name in self.targets]
        return any(body is not node and not is_above(node, body) for body in bodies)

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
            if id(child) in self.bodies:
                self._note(child)
                continue
            if self._is_frame(child) or (is_formula(child) and is_displayed(child)):
                continue
            works = in_list_of_works or (has_list_words(child) and not has_note_words(child))
            around, self.entry = self.entry, self.entries.get(id(child), self.entry)
            if level := HEADINGS.get(child.tag):
                in_list_of_works = heads_references(self.tree.words(child))
                self._heading(child, level)
            elif self._is_loose_note(child):
                self._paragraph(list(child.children), "note", False)
            elif child.tag in KINDS and not self._holds_blocks(child):
                inner = KINDS[child.tag] if kind == "paragraph" or child.tag != "p" else kind
                self._paragraph(list(child.children), inner, works)
            elif child.tag == "li":
                self._flow(child, works, "item")
            else:
                self._flow(child, works, _kind_below(child, kind))
            self.entry = around
        self._paragraph(loose, kind, in_list_of_works)

    def _is_running_text(self, node: Node) -> bool:
        return node.tag in INLINE and id(node) not in self.bodies and not self._holds_blocks(node)

    def _is_loose_note(self, node: Node) -> bool:
        """A numbered item in a list named as notes, in a page whose calls lead to no bodies."""
        return (
            node.tag == "li"
            and not self.bodies
            and node.parent is not None
            and has_note_words(node.parent)
            and bool(re.match(r"\W{0,2}\d{1,3}(?!\d)", self.tree.words(node)))
        )

    def _holds_blocks(self, node: Node) -> bool:
        return any(
            (n.tag not in INLINE and n.tag not in ("td", "th")) or id(n) in self.bodies for n in node.find_all(*BLOCKS)
        ) or any(id(n) in self.bodies for n in node.nodes())

    def _is_frame(self, node: Node) -> bool:
        if node.tag == "aside":
            # Beside the text stand advertisements, inside it remarks; Pandoc sets its notes in one.
            return not any(id(n) in self.bodies for n in node.find_all(*TARGETS)) and not _in_text(node)
        if node.tag in DROPPED:
            return node.tag != "header" or not node.first("h1")
        return is_unseen(node) or (has_frame_words(node) and self._weight(node) < _LEAST_WEIGHT)

    def _heading(self, node: Node, level: int) -> None:
        start = self.out.length
        self._inline(list(node.children))
        is_title = level == 1 and len(list(self.tree.root.find_all("h1"))) == 1
        self.out.block("title" if is_title else "heading", start, level)
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
                self.listed[self.entry] = reference_from_parsed(name, words, block.start, block.end, key=self.entry)
        waiting, self.waiting = self.waiting, []
        for name, node in waiting:
            self._note_from(name, node)

    def _inline(self, children: list[Node | tuple[int, int, bool]], skip_back_links: bool = False) -> None:
        for child in children:
            if isinstance(child, tuple):
                self._words(child[0], child[1])
            elif child.tag == "br":
                self.out.put("\n", child.start, child.end)
            elif is_formula(child):
                self._formula(child)
            elif child.tag in DROPPED or child.tag == "img" or is_unseen(child):
                continue
            elif child.tag in CITES:
                self._keys(child)
            elif child.tag in FOOTNOTES:
                self._footnote(child)
            elif self._is_call(child):
                self._call(child)
            elif child.tag == "a" and (entry := self._entry_of(child)):
                self._citation(child, entry)
            elif skip_back_links and is_back_link(self.tree, child):
                continue
            elif (
                child.tag == "sup"
                and self.tree.words(child).isdigit()
                and not any(map(self._entry_of, child.find_all("a")))
            ):
                self.out.put(self.tree.words(child).translate(SUPERSCRIPTS), child.start, child.end)
            elif child.tag in INLINE:
                self._inline(list(child.children), skip_back_links)
            else:
                if child.tag not in ("td", "th") and not self.out.since(self.out.length - 1).isspace():
                    self.out.put("\n", child.start, child.start)
                self._inline(list(child.children), skip_back_links)
                self.out.put("\t" if child.tag in ("td", "th") else "\n", child.end, child.end)

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
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        start = self.out.length
        self.out.put(str(number).translate(SUPERSCRIPTS), node.start, node.start)
        mark = Mark("", str(number), "note", start, self.out.length, number=number, group=len(self.marks) + 1)
        self.marks.append((mark, name))
        self.waiting.append((name, node))

    def _entry_of(self, link: Node) -> str | None:
        """The name of the entry that a link leads to, where the link shows no more than its number."""
        body = self.targets.get(link.attributes.get("href", " ")[1:])
        name = self.entries.get(id(holder(body))) if body is not None else None
        return name if name and re.fullmatch(r"[\[(]?\d{0,4}[\])]?", self.tree.words(link)) else None

    def _citation(self, link: Node, entry: str) -> None:
        words = self.tree.words(link)
        digits = re.sub(r"\D", "", words)
        start = self.out.length
        self.out.put(words or f"[{entry}]", link.start, link.end)
        kind: MarkKind = "numeric" if digits else "key"
        number = int(digits) if digits else None
        mark = Mark("", words or f"[{entry}]", kind, start, self.out.length, number=number, group=len(self.marks) + 1)
        self.marks.append((mark, f"#{entry}"))

    def _is_call(self, node: Node) -> bool:
        link = node if node.tag == "a" else node.first("a") if node.tag == "sup" else None
        return link is not None and self._called(link) is not None

    def _called(self, link: Node) -> str | None:
        body = self.targets.get(link.attributes.get("href", " ")[1:])
        if body is None:
            return None
        block = holder(body)
        name = self.bodies.get(id(block))
        return None if name is None or is_above(block, link) else name

    def _call(self, node: Node) -> None:
        links = [node] if node.tag == "a" else [a for a in node.find_all("a") if self._called(a)]
        for link in links:
            name = self._called(link)
            words = self.tree.words(link)
            digits = re.sub(r"\D", "", words)
            number = int(digits[:6]) if digits else self.numbers[name or ""]
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
        self._note_from(self.bodies[id(node)], node)

    def _note_from(self, name: str, node: Node) -> None:
        called = next((m for m, target in self.marks if target == name), None)
        start = self.out.length
        label = called.text.strip("[]() ") if called else str(self.numbers.get(name, ""))
        own = re.match(r"\W{0,2}\d{1,4}\W", self.tree.words(node))
        if not own and label:
            self.out.put(f"{label}. ", node.start, node.start)
        body_start = self.out.length
        self._inline(list(node.children), skip_back_links=True)
        body = " ".join(self.out.since(body_start).split())
        if own:
            body = re.sub(r"^\W{0,2}\d{1,4}[\].):]?\s*", "", body)
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
            return replace(mark, references=(entry.id,)) if entry else mark
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

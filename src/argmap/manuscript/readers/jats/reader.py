"""Reads JATS, the XML that journals and archives keep papers in: every reference, note and citation is stated there.

Element names follow the Journal Article Tag Suite (NISO Z39.96). Fields of tagged references are taken as stated;
untagged ones (`mixed-citation` with text alone) go through the reference parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.places import TextFile
from argmap.manuscript.document import BlockKind, Mark, MarkKind, Note, Reference
from argmap.manuscript.draft import Draft
from argmap.manuscript.readers.jats.references import citations_in, fields_of, has_only_fields, person_of, reference_of
from argmap.manuscript.readers.markup import Node, Tree, parse_markup, pieces_of
from argmap.manuscript.readers.printed import printed_in_jats
from argmap.manuscript.readers.stated import stated_date
from argmap.manuscript.readers.tracing import SUPERSCRIPTS, TracedText
from argmap.tongues.encodings import decode

_SKIPPED = frozenset(
    [
        "journal-meta",
        "contrib-group",
        "aff",
        "author-notes",
        "permissions",
        "funding-group",
        "kwd-group",
        "pub-date",
        "history",
        "counts",
        "self-uri",
        "custom-meta-group",
        "article-categories",
        "object-id",
        "graphic",
        "inline-graphic",
        "media",
        "alternatives",
        "tex-math",
        "math",
        "disp-formula",
        "inline-formula",
        "processing-meta",
        "article-id",
        "volume",
        "issue",
        "fpage",
        "lpage",
        "elocation-id",
        "related-article",
        "ext-link-data",
        "supplementary-material",
    ]
)
_PARAGRAPHS: dict[str, BlockKind] = {
    "p": "paragraph",
    "verse-line": "quote",
    "attrib": "paragraph",
    "speech": "paragraph",
}
_LISTED_PLACES = {
    "disp-quote": "quote",
    "list-item": "item",
    "caption": "caption",
    "def-item": "item",
    "verse-group": "quote",
}
_FORMULAS = ("inline-formula", "alternatives", "math", "tex-math")
_PICTURES = ("inline-graphic", "graphic", "inline-media")
_LONGEST_FORMULA = 40
_WHOLE_TEX = re.compile(r"\\begin\s?\{document\}(.{0,2000}?)\\end\s?\{document\}", re.DOTALL)
# Set apart from the paragraph that they stand in: it goes on around them.
_FLOATS = ("fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text")
# Translations, reviewers' reports and answers are papers of their own, with their own notes.
_OTHER_PAPERS = ("sub-article", "response")
# What stands side by side without a sign between.
_NAME_PARTS = ("given-names", "surname", "name", "person-group")
_LEFT_BY_A_LABEL = re.compile(r"[\s.,;:)\]]+")
_LONGEST_RANGE = 50
_RANGE = re.compile(r"[\[(]?(\d{1,4})\s?[–—−-]\s?(\d{1,4})[\])]?")
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d[a-z]?\b")


def draft_jats(data: bytes, shown_as: str) -> Draft:
    """Read the bytes of a JATS file. Raises `ArgmapError` where it holds no article."""
    text, remarks = decode(data, shown_as)
    tree = parse_markup(text, is_html=False)
    article = tree.root.first("article")
    if article is None:
        raise ArgmapError(
            f"{shown_as} holds no <article> element, so it is not a JATS paper. Give the paper's full-text XML."
        )
    article.children = [c for c in article.children if not isinstance(c, Node) or c.tag not in _OTHER_PAPERS]
    printed = printed_in_jats(text)
    draft = _Reader(tree, article, shown_as).draft((*remarks, *tree.remarks), printed)
    if not draft.blocks:
        draft = replace(draft, remarks=(*draft.remarks, "The file holds no text in the elements of JATS."))
    return draft


@dataclass(slots=True)
class _Reader:
    """Walks an article once, writing its text and collecting what it states."""

    tree: Tree
    article: Node
    shown_as: str
    out: TracedText = field(init=False)
    notes: dict[str, Note] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    marks: list[tuple[Mark, str]] = field(default_factory=list)
    bodies: dict[str, Node] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    ranges: list[tuple[str, str, Mark]] = field(default_factory=list)
    through: dict[int, int] = field(default_factory=dict)
    floats: list[Node] = field(default_factory=list)
    groups: int = 0
    group_end: int = -1

    def draft(self, remarks: tuple[str, ...], printed: int) -> Draft:
        self.out = TracedText(TextFile(self.shown_as, self.tree.text))
        self._find_notes()
        title = self._front()
        for part in filter(None, map(self.article.first, ("body", "back", "floats-group"))):
            self._flow(part, 1)
        for identity, fn in self.bodies.items():
            if identity in self.called and identity not in self.notes:
                self._note(identity, fn)
        text, blocks, places = self.out.finish()
        front = self.article.first("front")
        marks = tuple(self._linked(mark, target) for mark, target in [*self.marks, *self._spanned()])
        return Draft(
            self.shown_as,
            "jats",
            text,
            blocks,
            title=title or None,
            date=self._date(front),
            journal=self.tree.words(front.first("journal-title")) or None if front else None,
            notes=tuple(self.notes.values()),
            marks=marks,
            marks_complete=True,
            references=tuple(self.references.values()),
            remarks=remarks,
            places=places,
            printed=(printed,),
        )

    def _date(self, front: Node | None) -> str | None:
        """When the paper came out first, of the dates that name a day, else of those that do not."""
        found = [day for node in front.find_all("pub-date") if (day := self._stated_in(node))] if front else []
        return min([day for day in found if len(day) == len("2019-05-31")] or found, default=None)

    def _stated_in(self, date: Node) -> str | None:
        parts = (self.tree.words(date.first(name)) for name in ("year", "month", "day"))
        return stated_date("-".join(takewhile(str.isdecimal, parts)))

    def _find_notes(self) -> None:
        """The notes of the text, told from those of tables and authors, and which of them the text calls."""
        for fn in self.article.find_all("fn"):
            identity = fn.attributes.get("id")
            if identity and _within(fn, "author-notes", "table-wrap", "front"):
                self.elsewhere.add(identity)
            elif identity:
                self.bodies[identity] = fn
        for call in self.article.find_all("xref"):
            if not _within(call, "contrib-group", "author-notes"):
                self.called.update(self.bodies.keys() & call.attributes.get("rid", "").split())

    def _is_note(self, fn: Node) -> bool:
        """Whether a footnote belongs to the text: called in it, or numbered among those that are.

        A statement of interests or contributions, or a line of codes, is set like a note and called by nothing.
        """
        if fn.attributes.get("id") in self.called:
            return True
        label = self.tree.words(next((c for c in fn.nodes() if c.tag == "label"), None))
        beside = fn.parent.nodes() if fn.parent is not None else ()
        return label.strip("[]().").isdigit() and any(other.attributes.get("id") in self.called for other in beside)

    def _cites(self, node: Node) -> str | None:
        """What a cross-reference leads to: ``bibr`` a work, ``fn`` a note of the text, None anything else."""
        targets = node.attributes.get("rid", "").split()
        kind = node.attributes.get("ref-type")
        if any(target in self.bodies for target in targets):
            return "fn"
        if any(target in self.elsewhere for target in targets):
            return None
        return kind if kind in ("bibr", "fn") else None

    def _front(self) -> str:
        meta = self.article.first("article-meta")
        if meta is None:
            return ""
        found = meta.first("article-title")
        if found:
            self._paragraph(found, "title", 1)
        for abstract in meta.find_all("abstract"):
            if abstract.first("title") is None:
                start = self.out.length
                self.out.put("Abstract", abstract.start, abstract.start)
                self.out.block("heading", start, 1)
                self.out.part()
            self._flow(abstract, 1)
        return self.tree.words(found, frozenset({"xref", "fn"}))

    def _flow(self, node: Node, level: int) -> None:
        """Sections, paragraphs, lists, quotations, tables, notes and references below a node."""
        for child in node.nodes():
            self._place(child, node, level)

    def _place(self, child: Node, node: Node, level: int) -> None:
        tag = child.tag
        if tag in _SKIPPED:
            return
        if tag == "title":
            self._paragraph(
                child,
                "heading" if node.tag != "caption" else "caption",
                level if node.tag in ("sec", "app", "ack") else max(1, level),
            )
        elif tag in _PARAGRAPHS:
            self._paragraph(child, self._kind_of(child))
        elif tag == "table":
            for row in child.find_all("tr"):
                self._paragraph(row, "table")
        elif tag in ("code", "preformat"):
            self._paragraph(child, "code")
        elif tag == "ref":
            self._reference(child)
        elif tag == "fn" and self._is_note(child):
            self._note(child.attributes.get("id", f"fn-at-{child.start}"), child)
        elif tag == "fn":
            self._paragraph(child, "table" if _within(child, "table-wrap") else "furniture")
        elif tag == "label" and node.tag in ("sec", "fig", "table-wrap", "list-item", "ref-list", "fn-group"):
            return
        elif list(child.nodes()) and not any(
            c[0] < c[1] and self.tree.text[c[0] : c[1]].strip() for c in child.children if isinstance(c, tuple)
        ):
            self._flow(child, level + 1 if tag == "sec" and node.tag in ("sec", "app") else level)
        elif tag not in ("label",):
            self._paragraph(child, self._kind_of(child))

    def _kind_of(self, node: Node) -> BlockKind:
        above: Node | None = node
        while above is not None and above is not self.article:
            if above.tag in _LISTED_PLACES:
                return _LISTED_PLACES[above.tag]  # type: ignore[return-value]
            above = above.parent
        return _PARAGRAPHS.get(node.tag, "paragraph")

    def _paragraph(self, node: Node, kind: BlockKind, level: int = 0) -> None:
        start = self.out.length
        inner = self._inline(node)
        self.out.block(kind, start, level)
        self.out.part()
        for identity, fn in inner:
            self._note(identity, fn)
        floats, self.floats = self.floats, []
        for float_node in floats:
            self._place(float_node, node, level)

    def _inline(self, node: Node) -> list[tuple[str, Node]]:
        """Writes the running text below a node; gives back the notes whose bodies stand inside it."""
        later: list[tuple[str, Node]] = []
        for child in node.children:
            if isinstance(child, tuple):
                self._put(*child)
            elif child.tag in _FORMULAS:
                self._formula(child)
            elif child.tag in ("inline-graphic", "object-id", "annotation", "disp-formula", "graphic"):
                continue
            elif child.tag in _FLOATS:
                self.floats.append(child)
            elif child.tag == "label" and node.tag.endswith("citation"):
                continue
            elif child.tag == "xref" and self._cites(child):
                self._mark(child)
            elif child.tag == "fn":
                identity = child.attributes.get("id", f"fn-at-{child.start}")
                self._call(identity, str(len(self.notes) + len(later) + 1), child)
                later.append((identity, child))
            elif child.tag == "sup" and child.first("xref") is None and self.tree.words(child).isdigit():
                self.out.put(self.tree.words(child).translate(SUPERSCRIPTS), child.start, child.end)
            elif child.tag in ("td", "th", "break"):
                later += self._inline(child)
                self.out.put("\t" if child.tag != "break" else " ", child.end, child.end)
            else:
                if child.tag in _NAME_PARTS and self.out.since(self.out.length - 1).isalnum():
                    self.out.put(" ", child.start, child.start)
                later += self._inline(child)
                if child.tag in ("p", "list-item", "title"):
                    self.out.put("\n", child.end, child.end)
        return later

    def _formula(self, node: Node) -> None:
        """A formula in the line stands as it is where it is short, else as an ellipsis, as does one that is a picture.

        Something must stand there: the words on both sides of it are no neighbours.
        """
        math = next(
            (one for tag in ("math", "tex-math") if (one := node if node.tag == tag else node.first(tag))), None
        )
        pictured = node.tag == "alternatives" or node.first(*_PICTURES) is not None
        words = self.tree.words(math) if math else "" if pictured else self.tree.words(node)
        whole = _WHOLE_TEX.search(words)  # a document of its own around what is set
        words = whole[1].strip("$ ") if whole else words
        self.out.put(words if 0 < len(words) <= _LONGEST_FORMULA else "…", node.start, node.end)

    def _put(self, start: int, end: int, is_cdata: bool) -> None:
        pieces = [(self.tree.text[start:end], start, end)] if is_cdata else pieces_of(self.tree.text, start, end)
        for words, first, last in pieces:
            self.out.put(words, first, last)

    def _mark(self, node: Node) -> None:
        """A citation or note call, with the reference or note it points at."""
        targets = node.attributes.get("rid", "").split()
        words = self.tree.words(node)
        if self._cites(node) == "fn":
            for target in targets[:1]:
                self._call(target, words, node)
            return
        start = self.out.length
        self._inline_words(node, words, raised=_is_raised(node))
        year = _YEAR.search(words)
        kind: MarkKind = "author-date" if year or not re.search(r"\d", words) else "numeric"
        number = int(m.group(0)) if kind == "numeric" and (m := re.search(r"\d{1,4}", words)) else None
        between = self._between(start)
        if not re.fullmatch(r"[\s;,–—⁻−-]{0,6}(?:and|&)?\s?", between):
            self.groups += 1
        before = self.marks[-1][1] if self.marks and re.fullmatch(r"\s?[–—⁻−-]\s?", between) else None
        self.group_end = self.out.length
        for target in targets or [""]:
            mark = Mark(
                "",
                words,
                kind,
                start,
                self.out.length,
                number=number,
                group=self.groups,
                year=year.group(0) if year else None,
                narrative=kind == "author-date" and _is_narrative(words),
            )
            self.marks.append((mark, target))
        if before and targets and kind == "numeric":
            self.ranges.append((before, targets[0], self.marks[-1][0]))
        elif len(targets) == 1 and (span := _RANGE.fullmatch(words)):
            self.through[start] = min(max(0, int(span[2]) - int(span[1])), _LONGEST_RANGE)

    def _spanned(self) -> list[tuple[Mark, str]]:
        """Marks for the works between the two ends of a range, `1–4`, which names only these."""
        order = list(self.parts)
        place = {identity: index for index, identity in enumerate(order)}
        return [
            (replace(mark, number=None), identity)
            for first, last, mark in self.ranges
            if first in place and last in place and place[last] - place[first] <= _LONGEST_RANGE
            for identity in order[place[first] + 1 : place[last]]
        ]

    def _inline_words(self, node: Node, words: str, raised: bool) -> None:
        if raised and words.isdigit():
            self.out.put(words.translate(SUPERSCRIPTS), node.start, node.end)
        else:
            self._inline(node)

    def _between(self, start: int) -> str:
        """What stands between the mark before and this one; only `;`, `,` or a dash makes them one group."""
        return self.out.since(self.group_end)[: max(0, start - self.group_end)] if self.group_end >= 0 else "."

    def _call(self, target: str, words: str, node: Node) -> None:
        digits = re.sub(r"\D", "", words)
        start = self.out.length
        self.out.put(digits.translate(SUPERSCRIPTS) if digits else words, node.start, node.end)
        self.groups += 1
        number = int(digits[:6]) if digits else None
        self.marks.append((Mark("", words, "note", start, self.out.length, number=number, group=self.groups), target))

    def _note(self, identity: str, node: Node) -> None:
        if identity in self.notes:
            return
        label_node = next((c for c in node.nodes() if c.tag == "label"), None)
        called = next((m for m, target in self.marks if target == identity), None)
        label = self.tree.words(label_node) or (called.text if called else "")
        digits = re.sub(r"\D", "", label)
        start = self.out.length
        if label:
            self.out.put(f"{label} ", node.start, node.start)
        body_start = self.out.length
        for child in node.children:
            if isinstance(child, tuple):
                self._put(*child)
            elif child is not label_node:
                self._inline(child)
                self.out.put(" ", child.end, child.end)
        body = " ".join(self.out.since(body_start).split())
        block = self.out.block("note", start)
        if block:
            name = f"n{len(self.notes) + 1}"
            self.notes[identity] = Note(name, int(digits[:6]) if digits else None, label, body, block.start, block.end)
        self.out.part()

    def _reference(self, node: Node) -> None:
        """The works of one entry: mostly one, in physics often several under one number."""
        identity = node.attributes.get("id", f"ref-at-{node.start}")
        label = self.tree.words(next((c for c in node.nodes() if c.tag == "label"), None)) or None
        for place, (shown, fields) in enumerate(citations_in(node)):
            start = self.out.length
            if shown is None:
                self._inline(node)
            elif has_only_fields(self.tree, shown):
                self._put_fields(shown)
            else:
                self._inline(shown)
            left = _LEFT_BY_A_LABEL.match(self.out.since(start))
            start += left.end() if left else 0
            words = " ".join(self.out.since(start).split())
            block = self.out.block("reference", start)
            self.out.part()
            if block is None:
                continue
            part = identity if place == 0 else f"{identity}-{place + 1}"
            name = f"r{len(self.references) + 1}"
            stated = fields_of(self.tree, fields) if fields else {}
            above = next(reversed(self.references.values()), None)
            self.references[part] = reference_of(name, part, label, words, stated, block.start, block.end, above)
            self.parts.setdefault(identity, []).append(name)

    def _put_fields(self, citation: Node) -> None:
        """Writes an entry that is fields alone so that it can be read, in the order of the fields."""
        written = [child for child in citation.nodes() if self.tree.words(child)]
        for index, child in enumerate(written):
            if index:
                self.out.put(". ", child.start, child.start)
            people = list(child.nodes()) if child.tag in ("person-group", "name", "name-group") else []
            if people:
                people = people if child.tag == "person-group" else [child]
                for place, person in enumerate(filter(self.tree.words, people)):
                    self.out.put("; " if place else "", person.start, person.start)
                    if person.tag == "collab":
                        self.out.put(person_of(self.tree, person), person.start, person.end)
                        continue
                    for part_index, part in enumerate(person.nodes()):
                        self.out.put(", " if part_index else "", part.start, part.start)
                        self._inline(part)
                    if not list(person.nodes()):
                        self._inline(person)
            else:
                self._inline(child)

    def _reached(self, mark: Mark, target: str) -> list[str]:
        """The entries that a mark names: one, or those of a range, `1–4`, that leads to the first alone."""
        count = self.through.get(mark.start)
        if count is None:
            return [target]
        order = list(self.parts)
        return order[order.index(target) : order.index(target) + count + 1]

    def _linked(self, mark: Mark, target: str) -> Mark:
        if mark.kind == "note":
            note = self.notes.get(target)
            return replace(
                mark,
                note=note.id if note else None,
                number=note.number if note and mark.number is None else mark.number,
            )
        reference = self.references.get(target)
        if reference is None:
            return mark
        families = tuple(a.split(",")[0] for a in reference.authors)
        return replace(
            mark,
            references=tuple(name for identity in self._reached(mark, target) for name in self.parts[identity]),
            authors=families,
            year=mark.year or (reference.year if mark.kind == "author-date" else None),
        )


def _is_raised(node: Node) -> bool:
    return bool(
        (node.parent and node.parent.tag == "sup")
        or (len(node.children) == 1 and isinstance(node.children[0], Node) and node.children[0].tag == "sup")
    )


def _is_narrative(words: str) -> bool:
    """`Smith (2010)` inside the link: the names stand outside the bracket."""
    return bool(re.search(r"[^\W\d_]\s\(\d{4}[a-z]?\)$", words))


def _within(node: Node, *tags: str) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in tags:
            return True
        above = above.parent
    return False
